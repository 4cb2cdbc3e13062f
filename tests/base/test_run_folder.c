/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/run_folder.h"
#include "base/run_place.h"
#include "tests/base/runs.h"

enum { NOBODY = 65534 };

static struct ground ground;
static struct shared *shared;
static struct arena *arena;
static struct error error;

/* Each test has a place of its own. */
static void setup(void)
{
	arena = arena_new();
	error = (struct error){ 0 };
	ground = ground_new();
	shared = shared_new();
	setenv("XDG_RUNTIME_DIR", ground.path, 1);
}

static void teardown(void)
{
	munmap(shared, sizeof *shared);
	ground_remove(&ground);
	arena_free(arena);
}

static struct run_folder *make(void)
{
	struct run_folder *folder = run_folder_make(arena, &error);
	ck_assert_msg(folder != NULL, "%s", error.text);
	return folder;
}

/* The name of a folder in the test's place. */
static const char *name_of(const struct run_folder *folder)
{
	const char *path = run_folder_path(folder);
	ck_assert_msg(strncmp(path, ground.path, strlen(ground.path)) == 0, "%s", path);
	return path + strlen(ground.path) + 1;
}

START_TEST(made_and_removed)
{
	struct stat status;
	struct run_folder *folder = make();
	const char *name = name_of(folder);
	ck_assert_int_eq(fstatat(ground.fd, name, &status, AT_SYMLINK_NOFOLLOW), 0);
	ck_assert(S_ISDIR(status.st_mode) && (status.st_mode & 07777) == 0700);
	make_file(&ground, arena_format(arena, "%s/file", name));
	run_folder_remove(folder);
	ck_assert(!is_there(&ground, name));
	ck_assert_msg(waitpid(-1, NULL, WNOHANG) == -1, "no process is left");
}
END_TEST

START_TEST(two_runs_at_once)
{
	struct run_folder *one = make(), *other = make();
	const char *name = name_of(one);
	ck_assert_str_ne(name, name_of(other));
	ck_assert_msg(is_there(&ground, name), "the second one did not take it for a dead one");
	run_folder_remove(other);
	ck_assert(is_there(&ground, name));
	run_folder_remove(one);
	ck_assert(!is_there(&ground, name));
}
END_TEST

/* A worker that outlives the run: as if it was blocked in the kernel. */
static struct bytes outlive(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline, (void)own;
	prctl(PR_SET_PDEATHSIG, 0);
	survive(shared);
}

static pid_t run_start(void)
{
	const pid_t run = fork();
	ck_assert_int_ge(run, 0);
	if (run == 0) {
		run_folder_make(arena, &error);
		struct job job = { .name = "survivor", .run = outlive, .cage.open = true };
		const struct worker_limits limits = { .max_workers = 1,
			.max_result_bytes = 1,
			.job_ms = LONG_MS,
			.deadline = deadline_after(LONG_MS) };
		worker_run(&job, 1, &limits, arena);
		_exit(1);
	}
	ck_assert(reaches(&shared->survivor, 1));
	return run;
}

static const char *only_name(void)
{
	char command[128], name[64] = "";
	snprintf(command, sizeof command, "ls %s", ground.path);
	FILE *list = popen(command, "r");
	ck_assert_ptr_nonnull(fgets(name, sizeof name, list));
	pclose(list);
	name[strcspn(name, "\n")] = '\0';
	return arena_string(arena, name);
}

START_TEST(a_worker_does_not_hold_it)
{
	const pid_t run = run_start();
	const char *name = only_name();
	kill(run, SIGKILL);
	status_of(run);
	const int64_t end = now_ms() + SLACK_MS;
	while (is_there(&ground, name) && now_ms() < end)
		sleep_ms(1);
	ck_assert(!is_there(&ground, name));
	const pid_t worker = atomic_load(&shared->survivor);
	ck_assert_int_eq(waitpid(worker, NULL, WNOHANG), 0);
	kill(worker, SIGKILL);
	status_of(worker);
}
END_TEST

/* Its janitor and its worker. */
static void kill_children(pid_t run)
{
	char list[256] = "";
	FILE *file =
		fopen(arena_format(arena, "/proc/%d/task/%d/children", (int)run, (int)run), "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_ptr_nonnull(fgets(list, sizeof list, file));
	fclose(file);
	size_t count = 0;
	for (char *at = list, *end; (at[0] >= '0' && at[0] <= '9'); at = end + 1, count++)
		kill((pid_t)strtol(at, &end, 10), SIGKILL);
	ck_assert_uint_eq(count, 2);
}

START_TEST(the_next_run_sweeps)
{
	const pid_t run = run_start();
	const char *name = only_name();
	ck_assert_int_eq(mkdirat(ground.fd, arena_format(arena, "%s/0", name), 0700), 0);
	kill(run, SIGSTOP);
	kill_children(run);
	kill(run, SIGKILL);
	status_of(run);
	ck_assert_msg(is_there(&ground, name), "nobody was left to remove it");
	struct run_folder *folder = make();
	ck_assert_str_eq(only_name(), name_of(folder));
	run_folder_remove(folder);
}
END_TEST

/* None of these was made by a run of this user. */
START_TEST(others_are_left_alone)
{
	static const char *const folders[] = { "cmsready-run.0123456789abcde",
		"cmsready-run.0123456789abcdef0", "cmsready-run.0123456789ABCDEF", "cmsready-run.",
		"xcmsready-run.0123456789abcdef", "cmsready-run.0123456789abcdeg" };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		ck_assert_int_eq(mkdirat(ground.fd, folders[i], 0700), 0);
	ck_assert_int_eq(mkdirat(ground.fd, "victim", 0700), 0);
	make_file(&ground, "victim/file");
	ck_assert_int_eq(symlinkat("victim", ground.fd, "cmsready-run.0000000000000001"), 0);
	make_file(&ground, "cmsready-run.0000000000000002");
	ck_assert_int_eq(mkfifoat(ground.fd, "cmsready-run.0000000000000003", 0600), 0);
	ck_assert_int_eq(mkdirat(ground.fd, "cmsready-run.0000000000000004", 0700), 0);
	ck_assert_int_eq(fchmodat(ground.fd, "cmsready-run.0000000000000004", 0770, 0), 0);
	ck_assert_int_eq(mkdirat(ground.fd, "cmsready-run.0000000000000005", 0700), 0);
	const bool root = geteuid() == 0;
	if (root)
		ck_assert_int_eq(fchownat(ground.fd, "cmsready-run.0000000000000005", NOBODY,
					 NOBODY, AT_SYMLINK_NOFOLLOW),
			0);
	/* This one is ours, and dead. */
	ck_assert_int_eq(mkdirat(ground.fd, "cmsready-run.0000000000000006", 0700), 0);
	ck_assert_int_eq(symlinkat("../victim", ground.fd, "cmsready-run.0000000000000006/x"), 0);

	run_folder_remove(make());
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		ck_assert_msg(is_there(&ground, folders[i]), "%s", folders[i]);
	ck_assert(is_there(&ground, "victim/file"));
	for (int i = 1; i <= 6; i++) {
		const char *name = arena_format(arena, "cmsready-run.000000000000000%d", i);
		ck_assert_msg(is_there(&ground, name) == (i < 5 || (i == 5 && root)), "%s", name);
	}
}
END_TEST

static const struct {
	const char *because;
	size_t number;
	const char *variable;
	mode_t mode;
	uid_t owner; /* 0: this user */
	bool usable;
} places[] = {
	{ "as the login made it", 0, "XDG_RUNTIME_DIR", 0700, 0, true },
	{ "others can enter it", 0, "XDG_RUNTIME_DIR", 0755, 0, false },
	{ "another user's, after sudo", 0, "XDG_RUNTIME_DIR", 0700, NOBODY, false },
	{ "of a user", 3, "TMPDIR", 0755, 0, true },
	{ "as /tmp", 3, "TMPDIR", 01777, 0, true },
	{ "others could rename what is ours", 3, "TMPDIR", 0777, 0, false },
	{ "another user's", 3, "TMPDIR", 0755, NOBODY, false },
};

START_TEST(which_places)
{
	const char *path;
	if (places[_i].owner != 0 && geteuid() != 0)
		return;
	setenv(places[_i].variable, ground.path, 1);
	ck_assert_int_eq(chmod(ground.path, places[_i].mode), 0);
	if (places[_i].owner != 0)
		ck_assert_int_eq(chown(ground.path, places[_i].owner, places[_i].owner), 0);
	const int fd = run_place_open(arena, places[_i].number, &path);
	ck_assert_msg((fd >= 0) == places[_i].usable, "%s", places[_i].because);
	ck_assert_str_eq(path, ground.path);
	close(fd);
}
END_TEST

static const char *const not_folders[] = { "", "relative", "/nonexistent", "/dev/null" };

START_TEST(no_such_place)
{
	const char *path;
	setenv("XDG_RUNTIME_DIR", not_folders[_i], 1);
	ck_assert_int_lt(run_place_open(arena, 0, &path), 0);
	setenv("TMPDIR", not_folders[_i], 1);
	ck_assert_int_lt(run_place_open(arena, 3, &path), 0);
	struct run_folder *folder = make();
	ck_assert_msg(*run_folder_path(folder) == '/', "then another one is used");
	run_folder_remove(folder);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("the folder of a run");
	TCase *tcase = tcase_create("the folder of a run");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, made_and_removed);
	tcase_add_test(tcase, two_runs_at_once);
	tcase_add_test(tcase, a_worker_does_not_hold_it);
	tcase_add_test(tcase, the_next_run_sweeps);
	tcase_add_test(tcase, others_are_left_alone);
	tcase_add_loop_test(tcase, which_places, 0, (int)(sizeof places / sizeof *places));
	tcase_add_loop_test(
		tcase, no_such_place, 0, (int)(sizeof not_folders / sizeof *not_folders));
	suite_add_tcase(suite, tcase);
	return suite;
}
