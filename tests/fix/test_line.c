/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "fix/line.h"
#include "tests/test.h"

#define DN "CN=A,DC=corp,DC=com"

static const struct {
	struct fix fix;
	enum shell shell;
	const char *expected; /* NULL: no command is written */
	const char *because;
} rows[] = {
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = DN, .account = "A$@corp.com" }, SHELL_CMD,
		"dsacls \"" DN "\" /G \"A$@corp.com:GA\"", "double marks" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = DN, .account = "A$@corp.com" },
		SHELL_POWERSHELL, "dsacls '" DN "' /G 'A$@corp.com:GA'",
		"in single marks $ is no variable" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "CN=A\\, B,DC=com", .account = "A$@b.com" },
		SHELL_CMD, "dsacls \"CN=A\\, B,DC=com\" /G \"A$@b.com:GA\"", "a pair of a DN" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = DN, .account = "Everyone" }, SHELL_CMD,
		NULL, "no account of a machine" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = DN, .account = "A$@b:GA\" /G \"x" },
		SHELL_CMD, NULL, "more arguments" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "CN=A\"B,DC=com", .account = "A$@b.com" },
		SHELL_CMD, NULL, "a mark" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "CN=%PATH%,DC=com", .account = "A$@b.com" },
		SHELL_CMD, NULL, "a variable" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "CN=O'B,DC=com", .account = "A$@b.com" },
		SHELL_CMD, "dsacls \"CN=O'B,DC=com\" /G \"A$@b.com:GA\"", "no mark of cmd.exe" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "CN=O'B,DC=com", .account = "A$@b.com" },
		SHELL_POWERSHELL, NULL, "a mark of PowerShell" },
	{ { .action = FIX_GRANT_FULL_CONTROL,
		  .object = "CN=B\u00fc,DC=com",
		  .account = "A$@b.com" },
		SHELL_CMD, NULL, "depends on the code page" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .account = "A$@b.com" }, SHELL_CMD, NULL,
		"no object" },
	{ { .action = FIX_GRANT_FULL_CONTROL, .object = "C:\\Windows", .account = "A$@b.com" },
		SHELL_CMD, NULL, "no DN" },
	{ { .action = FIX_SET_TTL, .account = "EXCMS01", .value = "300" }, SHELL_CMD,
		"cluster.exe res \"Network Name (EXCMS01)\" /priv \"HostRecordTTL=300\"",
		"a number" },
	{ { .action = FIX_SET_TTL, .account = "EXCMS01", .value = "300 /x" }, SHELL_CMD, NULL,
		"no number" },
	{ { .action = FIX_SET_TTL, .account = "EXCMS01", .value = "-300" }, SHELL_CMD, NULL,
		"less than nothing" },
	{ { .action = FIX_SWITCH_ON_REPLICATION,
		  .server = "dc1.corp.com",
		  .value = "-DISABLE_INBOUND_REPL" },
		SHELL_CMD, "repadmin /options \"dc1.corp.com\" -DISABLE_INBOUND_REPL", "a switch" },
	{ { .action = FIX_SWITCH_ON_REPLICATION, .server = "dc1.corp.com", .value = "+IS_GC" },
		SHELL_CMD, NULL, "another switch" },
	{ { .action = FIX_ADD_SPN, .account = "EXCMS01", .value = "HOST/excms01.corp.com" },
		SHELL_CMD, "setspn -A \"HOST/excms01.corp.com\" \"EXCMS01\"", "a name" },
	{ { .action = FIX_ADD_SPN, .account = "EXCMS01", .value = "/HOST" }, SHELL_CMD, NULL,
		"an option" },
	{ { .action = FIX_GRANT_SHARE_READ, .object = "\\\\a.corp.com\\OAB$", .value = "S-1-5-32" },
		SHELL_CMD, "icacls \"\\\\a.corp.com\\OAB$\" /grant \"*S-1-5-32:(OI)(CI)R\" /T",
		"a hidden share" },
	{ { .action = FIX_GRANT_SHARE_READ,
		  .object = "\\\\a.corp.com\\C\\Windows",
		  .value = "S-1-5-32" },
		SHELL_CMD, NULL, "a folder below a share" },
	{ { .action = FIX_SET_HOST_NAME, .object = DN, .value = "a.corp.com" }, SHELL_POWERSHELL,
		"Set-ADObject -Identity '" DN "' -Replace @{dNSHostName='a.corp.com'}",
		"braces of the command" },
};

START_TEST(a_command_has_what_fits_and_nothing_else)
{
	struct arena *arena = arena_new();
	const char *because = rows[_i].because;
	const char *command = script_command(
		arena, rows[_i].shell, fix_kind_of(rows[_i].fix.action)->command, &rows[_i].fix);
	ck_assert_msg((command == NULL) == (rows[_i].expected == NULL), "%s: %s", because,
		command == NULL ? "none" : command);
	if (command != NULL)
		ck_assert_msg(strcmp(command, rows[_i].expected) == 0, "%s: %s", because, command);
	arena_free(arena);
}
END_TEST

/* Every row of the table has what a script needs, and its members stand in quotation marks. */
START_TEST(each_action_is_complete)
{
	const struct fix_kind *kind = fix_kind_of((enum fix_action)_i);
	const char *name = fix_action_name((enum fix_action)_i);
	enum fix_action found;
	ck_assert_msg(fix_action_find(name, &found) && found == (enum fix_action)_i, "%s", name);
	ck_assert_msg(kind->topic != NULL && kind->what != NULL && kind->why != NULL, "%s", name);
	ck_assert_msg(kind->undo != NULL || kind->undo_words != NULL, "%s", name);
	size_t marks = 0;
	for (const char *at = kind->command; at != NULL && *at != '\0'; at++) {
		marks += *at == '"';
		/* A switch and a number are bare. */
		const bool is_member = *at == '{' && at[1] != 'd' && at[1] != '"';
		const bool is_bare = kind->value == FORM_SWITCH || kind->value == FORM_NUMBER;
		ck_assert_msg(!is_member || marks % 2 == 1 || is_bare, "%s: %s", name, at);
	}
}
END_TEST

static char *comment(struct arena *arena, enum shell shell, const char *words)
{
	struct script script = { text_new(arena), shell };
	script_comment(&script, words);
	return script.text.data;
}

START_TEST(a_comment_stays_one)
{
	struct arena *arena = arena_new();
	ck_assert_str_eq(comment(arena, SHELL_CMD, "a\nb"), "rem a\r\nrem b\r\n");
	ck_assert_str_eq(comment(arena, SHELL_POWERSHELL, "a\r\nb"), "# a\\x0d\r\n# b\r\n");
	ck_assert_str_eq(comment(arena, SHELL_CMD, "%~ ^ & < > ! ? `"),
		"rem \\x25\\x7e \\x5e \\x26 \\x3c \\x3e \\x21 \\x3f \\x60\r\n");
	char *endless = arena_alloc(arena, 20000);
	memset(endless, 'x', 19999);
	endless[19999] = '\0';
	size_t lines = 0;
	for (const char *at = comment(arena, SHELL_CMD, endless); *at != '\0';
		at = strstr(at, "\r\n") + 2, lines++) {
		ck_assert_int_eq(strncmp(at, "rem ", 4), 0);
		ck_assert_uint_lt(strcspn(at, "\r"), 1200);
	}
	ck_assert_uint_gt(lines, 16);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("lines of scripts");
	TCase *tcase = tcase_create("line");
	tcase_add_loop_test(tcase, a_command_has_what_fits_and_nothing_else, 0,
		(int)(sizeof rows / sizeof *rows));
	tcase_add_loop_test(tcase, each_action_is_complete, 0, FIX_ACTION_COUNT);
	tcase_add_test(tcase, a_comment_stays_one);
	suite_add_tcase(suite, tcase);
	return suite;
}
