/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/dn.h"

static const struct {
	const char *dn, *quoted, *because;
} quoted_rows[] = {
	{ "CN=A,OU=B & C (x)^,DC=corp", "\"CN=A,OU=B & C (x)^,DC=corp\"",
		"quotation marks protect these" },
	{ "CN=A,OU=Servers\\, Exchange\\\\,DC=corp", "\"CN=A,OU=Servers\\, Exchange\\\\,DC=corp\"",
		"escaped as it was" },
	{ "CN=A,OU=B\\\"C\\\",DC=corp", "\"CN=A,OU=B\\22C\\22,DC=corp\"",
		"quotation marks, as a server escapes them" },
	{ "CN=A,OU=B\"C,DC=corp", "\"CN=A,OU=B\\22C,DC=corp\"", "not escaped" },
	{ "CN=A,OU=B\\\\\\\"C", "\"CN=A,OU=B\\\\\\22C\"", "behind a backslash of the name" },
	{ "CN=A,OU=\u201cB\u201d\u201e", "\"CN=A,OU=\\E2\\80\\9CB\\E2\\80\\9D\\E2\\80\\9E\"",
		"curved ones" },
	{ "CN=A,OU=100%,OU=$B`C!", "\"CN=A,OU=100\\25,OU=\\24B\\60C\\21\"", "variables" },
	{ "CN=A\\0ACNF:1,OU=B\u00fcro", "\"CN=A\\0ACNF:1,OU=B\u00fcro\"",
		"pairs, and letters beyond ASCII" },
	{ "CN=A,OU=B\\", "\"CN=A,OU=B\\\"", "a backslash at the end, which is no DN" },
	{ "", "\"\"", "nothing" },
};

START_TEST(quoted)
{
	struct arena *arena = arena_new();
	const char *made = dn_quoted(arena, quoted_rows[_i].dn);
	ck_assert_msg(
		strcmp(made, quoted_rows[_i].quoted) == 0, "%s: %s", quoted_rows[_i].because, made);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("distinguished names");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, quoted, 0, sizeof quoted_rows / sizeof *quoted_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
