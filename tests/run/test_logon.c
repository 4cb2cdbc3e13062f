/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server's answer means for the account: accepted, refused, or unknown. */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "model/evidence.h"
#include "run/logon.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct arena *arena;

/* No ticket and no keytab: only what the plan names is a password. */
static void setup(void)
{
	arena = arena_new();
	setenv("KRB5CCNAME", "FILE:/nowhere", 1);
	setenv("KRB5_CLIENT_KTNAME", "/nowhere", 1);
}

static void teardown(void)
{
	arena_free(arena);
}

START_TEST(only_passwords_are_held_back)
{
	struct plan plan = { .directory.bind = BIND_SIMPLE };
	ck_assert_int_eq(logon_directory_gate(&plan).state, GATE_NARROW);
	ck_assert_int_eq(logon_share_gate(&plan).state, GATE_OPEN);
	plan = (struct plan){ .directory.bind = BIND_KERBEROS, .credentials_file = "file" };
	ck_assert_int_eq(logon_directory_gate(&plan).state, GATE_OPEN);
	ck_assert_int_eq(logon_share_gate(&plan).state, GATE_NARROW);
}
END_TEST

static const struct {
	enum error_kind gap;
	bool read; /* something after the logon */
	enum gate_state state;
	const char *because;
} rows[] = {
	{ ERROR_NONE, true, GATE_OPEN, "all was read" },
	{ ERROR_DENIED, false, GATE_SHUT, "refused at the door" },
	{ ERROR_UNREACHABLE, false, GATE_NARROW, "no server there" },
	{ ERROR_TIMEOUT, false, GATE_NARROW, "silence" },
	{ ERROR_CONFIG, false, GATE_NARROW, "it was not sent" },
	{ ERROR_DENIED, true, GATE_OPEN, "refused inside" },
	{ ERROR_TIMEOUT, true, GATE_OPEN, "silence inside" },
};

static enum gate_state judged(struct job_gate gate, struct bytes result, struct error *why)
{
	const struct job job = { .name = "job", .result = result };
	return gate.judge(arena, &job, why);
}

static void check_reason(const struct error *why, enum gate_state state)
{
	ck_assert_int_eq(why->kind, state == GATE_SHUT ? ERROR_DENIED : ERROR_NONE);
	if (state == GATE_SHUT)
		ck_assert_ptr_nonnull(strstr(why->text, "server1"));
}

START_TEST(directory_servers)
{
	struct attribute attribute = { .name = "defaultNamingContext" };
	const struct directory_visit visit = {
		.server = "server1",
		.found_by = "plan",
		.gap = { rows[_i].gap, "why" },
		.root = { "", &attribute, rows[_i].read },
	};
	struct error why = { 0 };
	const enum gate_state state = judged(logon_directory_gate(&(struct plan){ 0 }),
		directory_visit_write(arena, &visit), &why);
	ck_assert_msg(state == rows[_i].state, "%s", rows[_i].because);
	check_reason(&why, state);
}
END_TEST

/* Each part that is read after the logon has a gap of its own. */
START_TEST(file_servers)
{
	struct share_visit visit = { .name = "server1" };
	*(rows[_i].read ? &visit.list_gap : &visit.gap) =
		(struct gap){ .cause = rows[_i].gap, .text = "why" };
	struct error why = { 0 };
	const enum gate_state state = judged(
		logon_share_gate(&(struct plan){ 0 }), share_visit_write(arena, &visit), &why);
	ck_assert_msg(state == rows[_i].state, "%s", rows[_i].because);
	check_reason(&why, state);
}
END_TEST

START_TEST(what_is_no_visit_says_nothing)
{
	struct error why = { 0 };
	const struct plan plan = { 0 };
	const struct bytes garbage = bytes_of("{", 1);
	ck_assert_int_eq(judged(logon_directory_gate(&plan), garbage, &why), GATE_NARROW);
	ck_assert_int_eq(judged(logon_share_gate(&plan), garbage, &why), GATE_NARROW);
	ck_assert_int_eq(why.kind, ERROR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("logon");
	TCase *tests = tcase_create("logon");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, only_passwords_are_held_back);
	tcase_add_loop_test(tests, directory_servers, 0, COUNT(rows));
	tcase_add_loop_test(tests, file_servers, 0, COUNT(rows));
	tcase_add_test(tests, what_is_no_visit_says_nothing);
	suite_add_tcase(suite, tests);
	return suite;
}
