/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/janitor.h"
#include "tests/base/runs.h"

static struct ground ground;
static struct shared *shared;

static void setup(void)
{
	ground = ground_new();
	shared = shared_new();
	ck_assert_int_eq(mkdirat(ground.fd, "folder", 0700), 0);
	make_file(&ground, "folder/secret");
}

static void teardown(void)
{
	munmap(shared, sizeof *shared);
	ground_remove(&ground);
}

static struct janitor start(void)
{
	struct janitor janitor;
	struct error error = { 0 };
	ck_assert_msg(janitor_start(&janitor, ground.fd, "folder", &error), "%s", error.text);
	return janitor;
}

static const int ends[] = { SIGKILL, SIGQUIT, SIGALRM, SIGXCPU, SIGXFSZ, SIGPIPE, SIGTERM, SIGINT,
	SIGHUP, SIGSEGV, SIGABRT, SIGUSR1 };

/* A run that has a janitor, and waits. The framework handles some of the signals. */
static pid_t run_start(void)
{
	const pid_t run = fork();
	ck_assert_int_ge(run, 0);
	if (run == 0) {
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
			signal(ends[i], SIG_DFL);
		atomic_store(&shared->survivor, start().pid);
		atomic_store(&shared->started, 1);
		hang_forever();
	}
	ck_assert(reaches(&shared->started, 1));
	return run;
}

/* The run has ended, and its janitor cleaned up. */
static void expect_clean(void)
{
	const int status = status_of(atomic_load(&shared->survivor));
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "status %#x", status);
	ck_assert(!is_there(&ground, "folder"));
}

START_TEST(however_the_run_ends)
{
	const pid_t run = run_start();
	ck_assert(is_there(&ground, "folder/secret"));
	ck_assert_int_eq(kill(run, ends[_i]), 0);
	const int status = status_of(run);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == ends[_i]);
	expect_clean();
}
END_TEST

/* Those that a terminal, a shell or an administrator sends to all processes of a run. */
START_TEST(it_outlives_other_signals)
{
	const pid_t run = run_start();
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (ends[i] != SIGKILL)
			kill(atomic_load(&shared->survivor), ends[i]);
	}
	sleep_ms(20);
	kill(run, SIGKILL);
	status_of(run);
	expect_clean();
}
END_TEST

START_TEST(it_has_a_session_of_its_own)
{
	const pid_t run = run_start(), janitor = atomic_load(&shared->survivor);
	const int64_t end = now_ms() + SLACK_MS;
	while (getsid(janitor) != janitor && now_ms() < end)
		sleep_ms(1);
	ck_assert_int_eq(getsid(janitor), janitor);
	kill(run, SIGKILL);
	status_of(run);
	expect_clean();
}
END_TEST

/* Who reads what we print until its end does not wait for the janitor. */
START_TEST(it_holds_no_output)
{
	int output[2];
	char byte;
	ck_assert_int_eq(pipe(output), 0);
	fcntl(output[0], F_SETFL, O_NONBLOCK);
	struct janitor janitor = start();
	close(output[1]);
	ssize_t taken;
	const int64_t end = now_ms() + SLACK_MS;
	while ((taken = read(output[0], &byte, 1)) < 0 && now_ms() < end)
		sleep_ms(1);
	ck_assert_int_eq(taken, 0);
	ck_assert_int_eq(waitpid(janitor.pid, NULL, WNOHANG), 0);
	janitor_dismiss(&janitor);
	close(output[0]);
}
END_TEST

START_TEST(no_standard_descriptors)
{
	const pid_t run = fork();
	if (run == 0) {
		close_range(0, 2, 0);
		struct janitor janitor;
		const int place = open(ground.path, O_RDONLY | O_DIRECTORY);
		if (!janitor_start(&janitor, place, "folder", &(struct error){ 0 }))
			_exit(1);
		atomic_store(&shared->survivor, janitor.pid);
		_exit(0);
	}
	ck_assert_int_eq(status_of(run), 0);
	expect_clean();
}
END_TEST

static const int before[] = { 0, SIGKILL, SIGSTOP };

START_TEST(dismissed_it_is_gone)
{
	struct janitor janitor = start();
	if (before[_i] != 0)
		kill(janitor.pid, before[_i]);
	const int64_t begun = now_ms();
	janitor_dismiss(&janitor);
	ck_assert_int_lt(now_ms() - begun, SLACK_MS);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(kill(janitor.pid, 0), -1);
	ck_assert_msg(is_there(&ground, "folder/secret"), "that is left to the one who dismisses");
}
END_TEST

/* A caller that ignores SIGCHLD: its children are never zombies. */
START_TEST(dismissed_by_who_ignores_children)
{
	signal(SIGCHLD, SIG_IGN);
	struct janitor janitor = start();
	janitor_dismiss(&janitor);
	ck_assert_int_eq(kill(janitor.pid, 0), -1);
	signal(SIGCHLD, SIG_DFL);
}
END_TEST

static _Noreturn void write_for(int64_t ms)
{
	const int64_t end = now_ms() + ms;
	for (unsigned i = 0; now_ms() < end; i++) {
		char name[32];
		snprintf(name, sizeof name, "folder/%u", i);
		close(openat(ground.fd, name, O_WRONLY | O_CREAT, 0600));
	}
	_exit(0);
}

/* A worker that is killed with the run may end a little later. */
START_TEST(others_still_write)
{
	const pid_t run = run_start();
	pid_t writer[4];
	for (size_t i = 0; i < 4; i++) {
		writer[i] = fork();
		if (writer[i] == 0)
			write_for(200);
	}
	kill(run, SIGKILL);
	status_of(run);
	for (size_t i = 0; i < 4; i++)
		status_of(writer[i]);
	expect_clean();
}
END_TEST

START_TEST(left_it_goes_on)
{
	struct janitor janitor = start();
	atomic_store(&shared->survivor, janitor.pid);
	janitor_leave(&janitor);
	expect_clean();
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("janitor");
	TCase *tcase = tcase_create("janitor");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, however_the_run_ends, 0, (int)(sizeof ends / sizeof *ends));
	tcase_add_test(tcase, it_outlives_other_signals);
	tcase_add_test(tcase, it_has_a_session_of_its_own);
	tcase_add_test(tcase, it_holds_no_output);
	tcase_add_test(tcase, no_standard_descriptors);
	tcase_add_loop_test(tcase, dismissed_it_is_gone, 0, (int)(sizeof before / sizeof *before));
	tcase_add_test(tcase, dismissed_by_who_ignores_children);
	tcase_add_test(tcase, others_still_write);
	tcase_add_test(tcase, left_it_goes_on);
	suite_add_tcase(suite, tcase);
	return suite;
}
