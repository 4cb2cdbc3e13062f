/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>

#include <string.h>

#include "base/arena.h"
#include "checks.h"
#include "model/command_line.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

START_TEST(lines_that_mean_themselves)
{
	static const char *const plain[] = {
		"dsacls \"CN=EXCMS01,DC=corp,DC=example\" /G \"DRCLU01$@corp.example.com:GA\"",
		"dsacls \"CN=A,DC=b\" /G \"DRNODE1$@b.c:WP;servicePrincipalName\"",
		"icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R /T",
		"cluster.exe res \"Network Name (EXCMS01)\" /priv HostRecordTTL=300",
		"Set-ADComputer EXCMS01 -Replace @{\"msDS-SupportedEncryptionTypes\"=4}",
		"Set-ADAccountControl -Identity \"CN=A\" -UseDESKeyOnly $false",
		"Get-OfflineAddressBook -Server EXCMS01 | Update-OfflineAddressBook",
		"Get-Mailbox -Database \"EXCMS01\\GROUP\\DATABASE\" |",
		"dir \"\\\\EXCMS01\\users\"",
		"dsmod computer \"CN=M\u00fcller,DC=b\" -disabled no",
		"net share ExchangeOAB$ /delete",
	};
	for (size_t i = 0; i < COUNT(plain); i++)
		ck_assert_msg(command_line_is_plain(plain[i]), "%s", plain[i]);
}
END_TEST

/* The remedies of all checks, as `explain` shows them. */
START_TEST(commands_of_remedies_are_plain)
{
	struct arena *arena = arena_new();
	size_t seen = 0;
	for (size_t i = 0; i < catalogue.count; i++) {
		const char *at = catalogue.check[i]->remedy;
		for (size_t length; *at != '\0'; at += length + (at[length] == '\n')) {
			length = strcspn(at, "\n");
			if (*at != ' ')
				continue;
			const char *line =
				arena_format(arena, "%.*s", (int)length, at) + strspn(at, " ");
			ck_assert_msg(command_line_is_plain(line), "%s", line);
			seen++;
		}
	}
	ck_assert_uint_gt(seen, 20);
	arena_free(arena);
}
END_TEST

START_TEST(lines_that_may_do_more)
{
	static const struct {
		const char *line, *because;
	} rows[] = {
		{ "", "nothing" },
		{ "dir & del *", "two commands of cmd.exe" },
		{ "dir \"a\" && del *", "two commands" },
		{ "dir \"x&y\"", "PowerShell and cmd.exe differ about it" },
		{ "echo \"%PATH%\"", "expanded inside of quotation marks" },
		{ "dir | del", "a pipe" },
		{ "dir \"a | b\"", "a pipe between quotation marks" },
		{ "Get-Mailbox | Remove-Mailbox", "a pipe to what changes" },
		{ "Get-Mailbox | Format-ListAndMore", "a name that only begins like one" },
		{ "dir > x", "a file is written" },
		{ "dir < x", "a file is read" },
		{ "dir ^\"", "an escape" },
		{ "dir `whoami`", "a command in a command" },
		{ "dir \"$(whoami)\"", "the same" },
		{ "dir ${x}", "a variable" },
		{ "dir $x", "a variable" },
		{ "dir \"a", "a quotation mark is missing" },
		{ "dir \"a\" \"", "the same" },
		{ "dir 'a", "a quotation mark of PowerShell" },
		{ "dir; del *", "two commands of PowerShell" },
		{ "dir (del *)", "a command in a command" },
		{ "dir \u201da\u201d", "quotation marks of PowerShell" },
		{ "dir \u02baa", "a character that cmd.exe may take for a quotation mark" },
		{ "dir a\\x0adel", "what was escaped" },
		{ "dir a\\u202edel", "what was escaped" },
		{ "dir \x1b[2J", "a control character" },
		{ "dir\tx", "a tab" },
		{ "dir \xff", "no UTF-8" },
		{ "dir !x", "history of a shell" },
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(!command_line_is_plain(rows[i].line), "%s", rows[i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("command line");
	TCase *tcase = tcase_create("command line");
	tcase_add_test(tcase, lines_that_mean_themselves);
	tcase_add_test(tcase, commands_of_remedies_are_plain);
	tcase_add_test(tcase, lines_that_may_do_more);
	suite_add_tcase(suite, tcase);
	return suite;
}
