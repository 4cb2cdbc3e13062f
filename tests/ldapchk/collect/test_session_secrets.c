/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The password file of a simple bind. A wrong password may lock the account, so none is guessed. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ldapchk/collect/session_secrets.h"

#define TEXT(literal) literal, sizeof(literal) - 1

static char path[] = "/tmp/cmsready-password-XXXXXX";

static void set_up(void)
{
	strcpy(path + strlen(path) - 6, "XXXXXX");
	const int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	close(file);
}

static void tear_down(void)
{
	unlink(path);
}

static const struct {
	const char *text;
	size_t length;
	const char *password; /* NULL: refused */
	const char *because;
} rows[] = {
	{ TEXT("secret"), "secret", "no line end" },
	{ TEXT("secret\n"), "secret", "a line" },
	{ TEXT("secret\r\n"), "secret", "a line of Windows" },
	{ TEXT("two words \nsecond line\n"), "two words ", "blanks count, other lines do not" },
	{ TEXT("\xef\xbb\xbfsecret\r\n"), "secret", "a byte order mark" },
	{ TEXT("p\xc3\xa4ss\n"), "p\xc3\xa4ss", "UTF-8" },
	{ TEXT("\xff\xfes\0e\0c\0"), NULL, "UTF-16" },
	{ TEXT("s\0e\0c\0r\0"), NULL, "UTF-16 without a mark" },
	{ TEXT(""), NULL, "nothing" },
	{ TEXT("\xef\xbb\xbf\r\n"), NULL, "an empty line behind a mark" },
	{ TEXT("\nsecret"), NULL, "an empty first line" },
};

START_TEST(passwords)
{
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(rows[_i].text, 1, rows[_i].length, file), rows[_i].length);
	ck_assert_int_eq(fclose(file), 0);
	const struct plan_directory plan = { .password_file = path };
	struct bytes password;
	struct error error = { 0 };
	const bool ok = session_password(&plan, &password, &error);
	ck_assert_msg(ok == (rows[_i].password != NULL), "%s: %s", rows[_i].because, error.text);
	if (!ok) {
		ck_assert_msg(strncmp(error.text, path, strlen(path)) == 0, "%s", error.text);
		return;
	}
	ck_assert_uint_eq(password.length, strlen(rows[_i].password));
	ck_assert_int_eq(memcmp(password.data, rows[_i].password, password.length), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("session_secrets");
	TCase *tcase = tcase_create("session_secrets");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, passwords, 0, (int)(sizeof rows / sizeof *rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
