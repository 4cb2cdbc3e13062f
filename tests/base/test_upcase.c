/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The capitals are those of the table that Windows Vista and Server 2008 write to a volume. */
#include "tests/test.h"

#include "base/upcase.h"

static const struct {
	const char *text, *capitals, *because;
} rows[] = {
	{ "", "", "nothing" },
	{ "L:\\logs 1_[x]", "L:\\LOGS 1_[X]", "ASCII" },
	{ "Premi\u00e8re \u00f7 \u00ff", "PREMI\u00c8RE \u00f7 \u0178", "Latin, also beyond 255" },
	{ "\u0434\u0451\u0491", "\u0414\u0401\u0490", "Cyrillic" },
	{ "\u03b1\u03ac\u03c3\u03c2", "\u0391\u0386\u03a3\u03a3", "Greek, with the final sigma" },
	{ "\u0561", "\u0531", "Armenian" },
	{ "\uff41", "\uff21", "full width" },
	{ "\u00df\u00b5\u0131\u017f\u01c5", "\u00df\u00b5\u0131\u017f\u01c5",
		"letters without a capital of their own" },
	{ "\u65e5\u672c", "\u65e5\u672c", "no letters" },
	{ "\U00010428", "\U00010428", "two units of UTF-16" },
	{ "a\xe8z\xc3", "A\xe8Z\xc3", "no UTF-8" },
	{ "\xed\xa0\x80q", "\xed\xa0\x80Q", "half a pair of UTF-16" },
};

START_TEST(each)
{
	struct arena *arena = arena_new();
	ck_assert_msg(strcmp(upcase(arena, rows[_i].text), rows[_i].capitals) == 0, "%s",
		rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("capitals");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tests);
	return suite;
}
