/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "model/remedy.h"
#include "tests/test.h"

#define DSACLS(dn)    "    dsacls \"" dn "\" /G \"A$@b:GA\""
#define BESIDE(value) "In the next command VALUE1 stands for: " value "\n"

static const struct {
	const char *format, *value, *expected; /* NULL: the value is in the command */
	const char *because;
} rows[] = {
	{ DSACLS("%s"), "CN=A,OU=Servers\\, Exchange (x),DC=corp", NULL, "a DN" },
	{ DSACLS("%s"), "CN=A\\0ACNF:1,OU=B\u00fcro", NULL, "pairs, and letters beyond ASCII" },
	{ DSACLS("%s"), "CN=A,OU=\\#1 Cluster\\+", NULL, "escaped characters" },
	{ DSACLS("%s"), "OU=100%", BESIDE("OU=100%") DSACLS("VALUE1"), "a variable of cmd.exe" },
	{ DSACLS("%s"), "OU=\\\"&x", BESIDE("OU=\\\"&x") DSACLS("VALUE1"), "a quotation mark" },
	{ DSACLS("%s"), "OU=R&D", BESIDE("OU=R&D") DSACLS("VALUE1"), "two commands" },
	{ DSACLS("%s"), "OU=$(x)", BESIDE("OU=$(x)") DSACLS("VALUE1"),
		"PowerShell runs dsacls, too" },
	{ DSACLS("%s"), "OU=`x", BESIDE("OU=`x") DSACLS("VALUE1"), "PowerShell's escape" },
	{ DSACLS("%s"), "OU=!x!", BESIDE("OU=!x!") DSACLS("VALUE1"), "delayed expansion" },
	{ DSACLS("%s"), "OU=a^b", BESIDE("OU=a^b") DSACLS("VALUE1"), "the escape of cmd.exe" },
	{ DSACLS("%s"), "OU=a|b>c<d", BESIDE("OU=a|b>c<d") DSACLS("VALUE1"), "pipes" },
	{ DSACLS("%s"), "OU=\u201cx", BESIDE("OU=\u201cx") DSACLS("VALUE1"), "curved marks" },
	{ DSACLS("%s"), "OU=\uff02x", BESIDE("OU=\uff02x") DSACLS("VALUE1"), "a wide mark" },
	{ DSACLS("%s"), "OU=\u0416\u05d0\u4e2d\u0661", NULL,
		"letters and digits of other scripts" },
	{ DSACLS("%s"), "OU=\u02bax", BESIDE("OU=\u02bax") DSACLS("VALUE1"), "a double prime" },
	{ DSACLS("%s"), "OU=e\u030e", BESIDE("OU=e\u030e") DSACLS("VALUE1"), "a mark like it" },
	{ DSACLS("%s"), "OU=\u01c0x", BESIDE("OU=\u01c0x") DSACLS("VALUE1"),
		"a click like a pipe" },
	{ DSACLS("%s"), "OU=\\x0a", BESIDE("OU=\\x0a") DSACLS("VALUE1"), "what was escaped" },
	{ DSACLS("%s"), "OU=\\", BESIDE("OU=\\") DSACLS("VALUE1"), "takes the quotation mark" },
	{ DSACLS("%s"), "/D", BESIDE("/D") DSACLS("VALUE1"), "an option" },
	{ DSACLS("%s"), "-D", BESIDE("-D") DSACLS("VALUE1"), "an option" },
	{ DSACLS("%s"), "@file", BESIDE("@file") DSACLS("VALUE1"), "a file of arguments" },
	{ DSACLS("%s"), "caf\xe9", BESIDE("caf\xe9") DSACLS("VALUE1"), "no UTF-8" },
	{ DSACLS("CN=%s,x"), "-D", NULL, "not at the start" },
	{ "    repadmin /showrepl %s", "dc1.corp.example.com", NULL, "a host" },
	{ "    repadmin /showrepl %s", "dc1 dc2", BESIDE("dc1 dc2") "    repadmin /showrepl VALUE1",
		"two words" },
	{ "    repadmin /showrepl %s", "", BESIDE("") "    repadmin /showrepl VALUE1", "nothing" },
	{ "    net share %s /delete", "OAB$", NULL, "a hidden share" },
	{ "    net share %s /delete", "$OAB", BESIDE("$OAB") "    net share VALUE1 /delete",
		"a variable" },
	{ "    Get-MailboxDatabase -StorageGroup \"A\\%s\"", "First Storage Group", NULL,
		"a name" },
	{ "    Get-MailboxDatabase -StorageGroup \"A\\%s\"", "O'Brien", NULL, "another mark" },
	{ "    Get-MailboxDatabase -StorageGroup \"A\\%s\"", "x$",
		BESIDE("x$") "    Get-MailboxDatabase -StorageGroup \"A\\VALUE1\"", "a variable" },
	{ "    Get-MailboxServer %s | Format-List", "EX-01", NULL, "a label" },
	{ "    Get-MailboxServer %s | Format-List", "A;calc",
		BESIDE("A;calc") "    Get-MailboxServer VALUE1 | Format-List", "two commands" },
	{ "    cmsready discover --domain %s", "corp.example.com", NULL, "a domain" },
	{ "    cmsready discover --domain %s", "a;b",
		BESIDE("a;b") "    cmsready discover --domain VALUE1", "two commands" },
	{ "Look at %s.", "\"&calc|$(x)", NULL, "prose has it as data" },
};

START_TEST(values)
{
	struct arena *arena = arena_new();
	const char *format = rows[_i].format, *at = strstr(format, "%s");
	const char *within =
		arena_format(arena, "%.*s%s%s", (int)(at - format), format, rows[_i].value, at + 2);
	const char *expected = rows[_i].expected == NULL ? within : rows[_i].expected;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	const char *made = remedy_format(arena, format, rows[_i].value);
#pragma GCC diagnostic pop
	ck_assert_msg(strcmp(made, expected) == 0, "%s: %s", rows[_i].because, made);
	arena_free(arena);
}
END_TEST

START_TEST(lines_and_numbers)
{
	struct arena *arena = arena_new();
	const char *made = remedy_format(arena,
		"Set it on %s, 100%% (%d, %u, %zu, %lu, %lld, %.*s):\n    dsmod computer \"%s\" -x \"%s\"\n"
		"    dnscmd %s /x %lld\nThen %s",
		"a&b", -1, 2u, (size_t)3, 4ul, -5ll, 2, "xyz", "CN=a&b", "CN=%", "dc1", 300ll,
		"wait.");
	ck_assert_str_eq(made, "Set it on a&b, 100% (-1, 2, 3, 4, -5, xy):\n"
			       "In the next command VALUE1 stands for: CN=a&b\n"
			       "In the next command VALUE2 stands for: CN=%\n"
			       "    dsmod computer \"VALUE1\" -x \"VALUE2\"\n"
			       "    dnscmd dc1 /x 300\nThen wait.");
	struct text text = text_new(arena);
	text_add(&text, "Switch it on:");
	remedy_add(&text, "\n    repadmin /options %s -X", "dc1");
	remedy_add(&text, "\n%s", made);
	ck_assert_str_eq(text.data,
		arena_format(arena, "Switch it on:\n    repadmin /options dc1 -X\n%s", made));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("remedy");
	TCase *tcase = tcase_create("remedy");
	tcase_add_loop_test(tcase, values, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, lines_and_numbers);
	suite_add_tcase(suite, tcase);
	return suite;
}
