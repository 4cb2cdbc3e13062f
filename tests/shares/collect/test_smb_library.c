/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library that is there, one that is not, and one that is another. */
#include "tests/test.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shares/collect/smb_library.h"

static const struct {
	const char *because, *file, *word;
} rows[] = {
	{ "no such library", "libsmbclient.so.none", "libsmbclient.so.none" },
	{ "a file that is no library", "tests/shares/collect/test_smb_library.c", "invalid ELF" },
	{ "a library without the functions", "libc.so.6", "smbc_" },
};

START_TEST(cannot_be_loaded)
{
	struct error error = { 0 };
	ck_assert_msg(!smb_library_load(rows[_i].file, &error), "%s", rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_msg(
		strstr(error.text, rows[_i].word) != NULL, "%s: %s", rows[_i].because, error.text);
	ck_assert_msg(strstr(error.text, "package libsmbclient") != NULL, "%s: what to install: %s",
		rows[_i].because, error.text);
	ck_assert_ptr_null(smb);
}
END_TEST

/* In a process that just ends: the library does not give all its memory back. */
static _Noreturn void use(void)
{
	int mark;
	SMBCCTX *context = smb->new_context();
	if (context == NULL)
		_exit(1);
	smb->setOptionUserData(context, &mark);
	_exit(smb->getOptionUserData(context) == &mark ? 0 : 2);
}

START_TEST(stays_loaded)
{
	struct error error = { 0 };
	ck_assert_msg(smb_library_load(SMB_LIBRARY, &error), "%s", error.text);
	const pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		use();
	int status = 1;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert_msg(smb_library_load("libsmbclient.so.none", &error), "is loaded already");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("the SMB library");
	TCase *tcase = tcase_create("the SMB library");
	tcase_add_loop_test(tcase, cannot_be_loaded, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, stays_loaded);
	suite_add_tcase(suite, tcase);
	return suite;
}
