/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file with user and password. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shares/collect/credentials.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define SECRET          "Horse1Battery"

static struct arena *arena;
static char folder[] = "/tmp/cmsready-credentials-XXXXXX";
static char path[sizeof folder + 8];

static void set_up(void)
{
	arena = arena_new();
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/file", folder);
}

static void tear_down(void)
{
	unlink(path);
	rmdir(folder);
	memset(folder + strlen(folder) - 6, 'X', 6);
	arena_free(arena);
}

static void write_file(const char *text, size_t length, mode_t mode)
{
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, length, file), length);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static const struct {
	const char *because;
	const char *text;
	const char *user, *password, *domain; /* user NULL: refused */
	const char *line;                     /* that the reason names, or NULL */
} rows[] = {
	{ "all three", "username = op\npassword = " SECRET "\ndomain = CORP\n", "op", SECRET,
		"CORP", NULL },
	{ "no domain", "username=op\npassword=" SECRET "\n", "op", SECRET, "", NULL },
	{ "in any order, without a last line end", "password=" SECRET "\nusername=op", "op", SECRET,
		"", NULL },
	{ "comments and empty lines", "# for the drill\n\n  \t\nusername=op\n  # x=y\npassword=x",
		"op", "x", "", NULL },
	{ "Windows line ends", "username=op\r\npassword=x\r\ndomain=CORP\r\n", "op", "x", "CORP",
		NULL },
	{ "a byte order mark", "\xef\xbb\xbfusername=op\r\npassword=x\r\n", "op", "x", "", NULL },
	{ "UTF-16", "\xff\xfeu", NULL, NULL, NULL, "UTF-16" },
	{ "blanks inside are kept, those around are not",
		"\tusername\t=\top\t\npassword =  two words  ", "op", "two words", "", NULL },
	{ "an equals sign in the password", "username=op\npassword=a=b==", "op", "a=b==", "",
		NULL },
	{ "a number sign in the password", "username=op\npassword=#1#", "op", "#1#", "", NULL },
	{ "bytes beyond ASCII", "username=op\npassword=p\xc3\xa4ss", "op", "p\xc3\xa4ss", "",
		NULL },
	{ "an empty password is somebody's choice", "username=op\npassword=\n", "op", "", "",
		NULL },
	{ "an empty name would be a guest", "username=\npassword=" SECRET "\n", NULL, NULL, NULL,
		NULL },
	{ "a name of blanks", "username= \t \npassword=" SECRET "\n", NULL, NULL, NULL, NULL },
	{ "no name", "password=" SECRET "\n", NULL, NULL, NULL, NULL },
	{ "no password", "username=op\n", NULL, NULL, NULL, NULL },
	{ "nothing", "", NULL, NULL, NULL, NULL },
	{ "an unknown key", "username=op\npasword=" SECRET "\n", NULL, NULL, NULL, ":2:" },
	{ "a line without an equals sign", "username=op\n\n" SECRET "\n", NULL, NULL, NULL, ":3:" },
	{ "a line that is its value alone", "=" SECRET "\n", NULL, NULL, NULL, ":1:" },
};

START_TEST(each)
{
	const char *because = rows[_i].because;
	write_file(rows[_i].text, strlen(rows[_i].text), 0600);
	struct credentials credentials;
	struct error error = { 0 };
	bool loaded = credentials_load(arena, path, &credentials, &error);
	ck_assert_msg(loaded == (rows[_i].user != NULL), "%s: %s", because, error.text);
	if (loaded) {
		ck_assert_str_eq(credentials.user, rows[_i].user);
		ck_assert_str_eq(credentials.password, rows[_i].password);
		ck_assert_str_eq(credentials.domain, rows[_i].domain);
		return;
	}
	ck_assert_msg(error.kind == ERROR_MALFORMED, "%s: %s", because, error.text);
	ck_assert_msg(strstr(error.text, path) != NULL, "%s: %s", because, error.text);
	ck_assert_msg(rows[_i].line == NULL || strstr(error.text, rows[_i].line) != NULL, "%s: %s",
		because, error.text);
	ck_assert_msg(strstr(error.text, SECRET) == NULL, "%s: the reason tells it", because);
}
END_TEST

static const struct {
	mode_t mode;
	bool loads;
} mode_rows[] = {
	{ 0600, true },
	{ 0400, true },
	{ 0640, false },
	{ 0604, false },
	{ 0620, false },
	{ 0601, false },
	{ 0666, false },
};

START_TEST(modes)
{
	static const char text[] = "username=op\npassword=x\n";
	write_file(text, sizeof text - 1, mode_rows[_i].mode);
	struct credentials credentials;
	struct error error = { 0 };
	bool loaded = credentials_load(arena, path, &credentials, &error);
	ck_assert_msg(loaded == mode_rows[_i].loads, "%04o: %s", (unsigned)mode_rows[_i].mode,
		error.text);
	ck_assert(loaded || error.kind == ERROR_CONFIG);
}
END_TEST

START_TEST(no_file)
{
	struct credentials credentials;
	struct error error = { 0 };
	ck_assert(!credentials_load(arena, path, &credentials, &error));
	ck_assert_int_eq(error.kind, ERROR_ABSENT);
}
END_TEST

START_TEST(too_large)
{
	static char text[4097];
	for (size_t length = sizeof text - 1; length <= sizeof text; length++) {
		memset(text, '#', sizeof text);
		memcpy(text, "username=op\npassword=x\n", 23);
		write_file(text, length, 0600);
		struct credentials credentials;
		struct error error = { 0 };
		ck_assert(credentials_load(arena, path, &credentials, &error) ==
			  (length < sizeof text));
	}
}
END_TEST

/* A file of any other kind, however it is cut, is refused or read; it never reaches beyond. */
START_TEST(cut_everywhere)
{
	static const char text[] = "username = op\0\npassword = x\0=\n\0domain = CORP\n";
	for (size_t length = 0; length < sizeof text; length++) {
		write_file(text, length, 0600);
		struct credentials credentials;
		struct error error = { 0 };
		if (credentials_load(arena, path, &credentials, &error))
			ck_assert(credentials.user != NULL && *credentials.user != '\0' &&
				  credentials.password != NULL && credentials.domain != NULL);
		else
			ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("credentials");
	TCase *tcase = tcase_create("credentials");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_loop_test(tcase, modes, 0, COUNT_OF(mode_rows));
	tcase_add_test(tcase, no_file);
	tcase_add_test(tcase, too_large);
	tcase_add_test(tcase, cut_everywhere);
	suite_add_tcase(suite, tcase);
	return suite;
}
