/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/gap.h"

#include <string.h>

#include "model/evidence.h"
#include "tests/test.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static struct directory_visit read_back(const struct directory_visit *visit)
{
	struct error error = { 0 };
	struct directory_visit back;
	const struct bytes text = directory_visit_write(arena, visit);
	ck_assert_msg(directory_visit_read(arena, "visit", text, &back, &error), "%s", error.text);
	return back;
}

/* What to do, and whose fault it is, come from the error, are in the file, and become one again. */
START_TEST(advice_survives)
{
	struct error error = { 0 }, again = { 0 };
	error_set(&error, ERROR_DENIED, "no ticket");
	error_next_here(&error, "run kinit %s", "reader@CORP.EXAMPLE.COM");
	struct directory_visit visit = { .server = "dc1", .found_by = "plan", .root.dn = "" };
	visit.gap = gap_of(arena, &error);
	const struct directory_visit back = read_back(&visit);
	ck_assert_str_eq(back.gap.next, "run kinit reader@CORP.EXAMPLE.COM");
	ck_assert(back.gap.here);
	ck_assert(!gap_fail(&back.gap, &again));
	ck_assert_int_eq(again.kind, error.kind);
	ck_assert_str_eq(again.text, error.text);
	ck_assert_str_eq(again.next, error.next);
	ck_assert(again.here);
}
END_TEST

START_TEST(without_advice_there_is_none)
{
	struct directory_visit visit = { .server = "dc1", .found_by = "plan", .root.dn = "" };
	visit.gap = (struct gap){ .cause = ERROR_INTERRUPTED, .text = "not asked" };
	const struct directory_visit back = read_back(&visit);
	ck_assert_int_eq(back.gap.cause, ERROR_INTERRUPTED);
	ck_assert_ptr_null(back.gap.next);
	ck_assert(!back.gap.here);
}
END_TEST

#define VISIT(gap)                                                                                 \
	"{\"server\":\"dc1\",\"found_by\":\"plan\",\"root\":{\"attributes\":{},\"dn\":\"\"},"      \
	"\"asked\":[],\"entries\":[],\"gap\":" gap "}"

static const struct {
	const char *text, *because;
	bool read;
} rows[] = {
	{ VISIT("{\"cause\":\"denied\",\"text\":\"no\"}"), "as it was before", true },
	{ VISIT("{\"cause\":\"denied\",\"text\":\"no\",\"next\":7}"), "no text", false },
	{ VISIT("{\"cause\":\"denied\",\"text\":\"no\",\"here\":\"yes\"}"), "no flag", false },
	{ VISIT("{\"cause\":\"denied\",\"text\":\"no\",\"then\":\"x\"}"), "another key", false },
	{ VISIT("{\"cause\":\"tired\",\"text\":\"no\"}"), "another cause", false },
};

START_TEST(each_member_has_its_form)
{
	struct directory_visit visit;
	struct error error = { 0 };
	const struct bytes text = bytes_of(rows[_i].text, strlen(rows[_i].text));
	ck_assert_msg(directory_visit_read(arena, "visit", text, &visit, &error) == rows[_i].read,
		"%s: %s", rows[_i].because, error.text);
}
END_TEST

/* It may be printed: no line of it opens another one. */
START_TEST(advice_from_a_file_is_escaped)
{
	static const char text[] =
		VISIT("{\"cause\":\"denied\",\"text\":\"no\",\"next\":\"a\\n    rm\"}");
	struct directory_visit visit;
	struct error error = { 0 };
	ck_assert(directory_visit_read(
		arena, "visit", bytes_of(text, sizeof text - 1), &visit, &error));
	ck_assert_str_eq(visit.gap.next, "a\\x0a    rm");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("gap");
	TCase *tcase = tcase_create("gap");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, advice_survives);
	tcase_add_test(tcase, without_advice_there_is_none);
	tcase_add_loop_test(tcase, each_member_has_its_form, 0, (int)(sizeof rows / sizeof *rows));
	tcase_add_test(tcase, advice_from_a_file_is_escaped);
	suite_add_tcase(suite, tcase);
	return suite;
}
