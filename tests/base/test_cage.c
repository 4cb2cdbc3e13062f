/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A worker in its cage tries to get out. Each attempt is also made by a worker without walls, where
 * it must succeed: so it is the cage that refuses it. As the user who runs the test and, for root,
 * as an ordinary user, too.
 */
#include <ifaddrs.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/worker.h"
#include "tests/base/escapes.h"
#include "tests/test.h"

enum { NOBODY = 65534, MEMORY = 512 << 20, USERS = 2, LIMIT_MS = 20 * 1000, MOST_BYTES = 4096 };

static struct arena *arena;
static char home[128];
static int listener;

static int listen_here(int *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	const int file = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(file, (struct sockaddr *)&address, sizeof address), 0);
	ck_assert_int_eq(listen(file, 16), 0);
	ck_assert_int_eq(getsockname(file, (struct sockaddr *)&address, &length), 0);
	*port = ntohs(address.sin_port);
	return file;
}

static void make_files(void)
{
	snprintf(victim.folder, sizeof victim.folder, "/tmp/cmsready-cage.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(victim.folder));
	snprintf(victim.file, sizeof victim.file, "%s/keytab", victim.folder);
	snprintf(home, sizeof home, "%s/home", victim.folder);
	FILE *file = fopen(victim.file, "w");
	ck_assert_ptr_nonnull(file);
	fputs("secret", file);
	fclose(file);
	chmod(victim.file, 0600);
	ck_assert_int_eq(mkdir(home, 0700), 0);
}

/* Tests run in a process each, so the user need not be changed back. */
static void setup_as(bool as_nobody)
{
	if (as_nobody && geteuid() == 0) {
		ck_assert_int_eq(setresgid(NOBODY, NOBODY, NOBODY), 0);
		ck_assert_int_eq(setresuid(NOBODY, NOBODY, NOBODY), 0);
		/* A process that changed its user cannot be read by it until it says so. */
		prctl(PR_SET_DUMPABLE, 1);
	}
	static char memory[] = "of the parent: ";
	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	arena = arena_new();
	victim.parent = getpid();
	victim.memory = memory;
	memcpy(victim.secret, memory, sizeof victim.secret);
	make_files();
	listener = listen_here(&victim.port);
}

static void teardown(void)
{
	close(listener);
	rmdir(home);
	unlink(victim.file);
	rmdir(victim.folder);
	arena_free(arena);
}

static int run_in(const struct cage *cage, job_function *run, const void *argument)
{
	struct job job = { .name = "", .run = run, .argument = argument, .cage = *cage };
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = MOST_BYTES,
		.job_ms = LIMIT_MS,
		.deadline = deadline_after(LIMIT_MS),
	};
	ck_assert(worker_run(&job, 1, &limits, arena));
	ck_assert_msg(job.failed.kind == ERROR_NONE, "%s", job.failed.text);
	int code;
	ck_assert_uint_eq(job.result.length, sizeof code);
	memcpy(&code, job.result.data, sizeof code);
	return code;
}

static struct bytes code_of(struct arena *own, int code)
{
	return bytes_of(arena_copy(own, &code, sizeof code), sizeof code);
}

static struct bytes attempt(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	const struct escape *escape = argument;
	return code_of(own, escape->attempt());
}

static int landlock(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
}

static bool must_work_outside(const struct escape *escape)
{
	return escape->control == ALWAYS || (escape->control == ROOT && geteuid() == 0);
}

/* Outside first: what is not offered here, and is refused there, too, proves nothing. */
START_TEST(escape_is_refused)
{
	const struct escape *escape = &escapes[_i / USERS];
	const struct cage outside = { .open = true };
	const struct cage widest = {
		.network = true, .home = home, .memory = MEMORY, .port = { 1 }, .port_count = 1
	};
	const struct cage narrowest = { .memory = MEMORY };
	setup_as(_i % USERS == 1);
	const int control = run_in(&outside, attempt, escape);
	ck_assert_msg(control == 0 || !must_work_outside(escape), "%s outside: %s", escape->name,
		strerror(control));
	if (landlock() >= escape->landlock) {
		ck_assert_msg(run_in(&widest, attempt, escape) != 0, "%s", escape->name);
		ck_assert_msg(run_in(&narrowest, attempt, escape) != 0, "%s", escape->name);
	}
	teardown();
}
END_TEST

/* What a job needs. */

static int can_write_home(void)
{
	const char *own = cage_home(home);
	char path[256];
	snprintf(path, sizeof path, "%s/file", own);
	const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0 || write(file, "x", 1) != 1)
		return errno;
	close(file);
	return unlink(path) == 0 ? 0 : errno;
}

static int can_read_settings(void)
{
	return outcome_closed(open("/etc/nsswitch.conf", O_RDONLY | O_CLOEXEC));
}

static int can_look_up(void)
{
	struct addrinfo *found;
	const int code = getaddrinfo("localhost", "88", NULL, &found);
	if (code == 0)
		freeaddrinfo(found);
	return code;
}

static int can_list_interfaces(void)
{
	struct ifaddrs *list;
	if (getifaddrs(&list) != 0)
		return errno;
	freeifaddrs(list);
	return 0;
}

static int can_send_datagram(void)
{
	return outcome_closed(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

static int can_open_memory(void)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", memfd_create("settings", MFD_CLOEXEC));
	return outcome_closed(open(path, O_RDONLY | O_CLOEXEC));
}

static const struct escape needs[] = {
	{ "writing into its home", can_write_home, ALWAYS, 0 },
	{ "settings of libraries", can_read_settings, ALWAYS, 0 },
	{ "looking up a name", can_look_up, ALWAYS, 0 },
	{ "its own addresses", can_list_interfaces, ALWAYS, 0 },
	{ "datagrams", can_send_datagram, ALWAYS, 0 },
	{ "a copy in memory", can_open_memory, ALWAYS, 0 },
	{ "connecting to its port", connect_elsewhere, ALWAYS, 0 },
	{ "reading a file that it was given", read_given, ALWAYS, 0 },
};
enum { NEEDS = sizeof needs / sizeof *needs };

START_TEST(what_is_needed_works)
{
	const struct escape *need = &needs[_i / USERS];
	setup_as(_i % USERS == 1);
	struct cage cage = { .network = true,
		.home = home,
		.memory = MEMORY,
		.file = { "/proc/loadavg", "/nowhere" },
		.file_count = 2 };
	cage_allow_port(&cage, (uint16_t)victim.port);
	const int code = run_in(&cage, attempt, need);
	ck_assert_msg(code == 0, "%s: %s", need->name, strerror(code));
	teardown();
}
END_TEST

static struct bytes who(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)argument, (void)deadline;
	return code_of(own, (int)getuid());
}

START_TEST(worker_of_root_is_another_user)
{
	const struct cage narrow = { 0 };
	setup_as(_i == 1);
	const int user = run_in(&narrow, who, NULL);
	if (geteuid() == 0)
		ck_assert_msg(user >= 61184 && user <= 65519, "%d", user);
	else
		ck_assert_int_eq(user, (int)geteuid());
	teardown();
}
END_TEST

static bool refuse(const void *argument, struct error *error)
{
	return error_set(error, ERROR_DENIED, "%s", (const char *)argument);
}

/* In its own memory only. */
static bool was_prepared;

static bool prepare(const void *argument, struct error *error)
{
	const int file = open(argument, O_RDONLY | O_CLOEXEC);
	was_prepared = file >= 0;
	return was_prepared || error_set_errno(error, argument, "open it");
}

static struct bytes say_prepared(const void *argument, struct deadline deadline, struct arena *own)
{
	(void)deadline;
	return code_of(own, was_prepared && open(argument, O_RDONLY | O_CLOEXEC) < 0 ? 0 : 1);
}

/* Secrets are read before the cage closes; afterwards they cannot be. */
START_TEST(secrets_are_read_before)
{
	setup_as(_i == 1);
	struct job jobs[] = {
		{ .name = "", .run = say_prepared, .prepare = prepare, .argument = victim.file },
		{ .name = "", .run = say_prepared, .prepare = refuse, .argument = "no ticket" },
	};
	const struct worker_limits limits = {
		.max_workers = 2,
		.max_result_bytes = MOST_BYTES,
		.job_ms = LIMIT_MS,
		.deadline = deadline_after(LIMIT_MS),
	};
	ck_assert(worker_run(jobs, 2, &limits, arena));
	ck_assert_msg(jobs[0].failed.kind == ERROR_NONE, "%s", jobs[0].failed.text);
	if (landlock() >= 1 || geteuid() == 0)
		ck_assert_int_eq(jobs[0].result.data[0], 0);
	ck_assert_int_eq(jobs[1].failed.kind, ERROR_DENIED);
	ck_assert_str_eq(jobs[1].failed.text, "no ticket");
	ck_assert(!was_prepared);
	teardown();
}
END_TEST

/* A wall that is there and cannot be closed. */
START_TEST(without_a_cage_no_job)
{
	setup_as(_i == 1);
	struct job job = { .name = "", .run = who, .cage = { .home = "/nowhere/home" } };
	const struct worker_limits limits = {
		.max_workers = 1,
		.max_result_bytes = MOST_BYTES,
		.job_ms = LIMIT_MS,
		.deadline = deadline_after(LIMIT_MS),
	};
	ck_assert(worker_run(&job, 1, &limits, arena));
	ck_assert_int_eq(job.failed.kind, ERROR_CRASHED);
	ck_assert_str_eq(job.failed.text,
		"the worker could not be confined: home: No such file or directory");
	teardown();
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("cage");
	TCase *tcase = tcase_create("cage");
	tcase_add_loop_test(tcase, escape_is_refused, 0, escape_count * USERS);
	tcase_add_loop_test(tcase, what_is_needed_works, 0, NEEDS * USERS);
	tcase_add_loop_test(tcase, worker_of_root_is_another_user, 0, USERS);
	tcase_add_loop_test(tcase, secrets_are_read_before, 0, USERS);
	tcase_add_loop_test(tcase, without_a_cage_no_job, 0, USERS);
	suite_add_tcase(suite, tcase);
	return suite;
}
