/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kerberos_files.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/test.h"

enum { MOST = 4 };

static const struct {
	const char *text;
	const char *path[MOST];
	const char *because;
} rows[] = {
	{ "[libdefaults]\nrdns = false\n", { NULL }, "nothing is included" },
	{ "include /opt/a.conf\n", { "/opt/a.conf" }, "a file" },
	{ "includedir\t/opt/conf.d/ \r\n", { "/opt/conf.d/" }, "a folder, and blanks" },
	{ "include /opt/a.conf\n[realms]\nincludedir /opt/b\n", { "/opt/a.conf", "/opt/b" },
		"two" },
	{ "include /opt/a.conf\ninclude /opt/a.conf\n", { "/opt/a.conf" }, "twice the same" },
	{ "include a.conf\n", { NULL }, "Kerberos takes absolute paths only" },
	{ " include /opt/a.conf\n#include /opt/a.conf\n", { NULL }, "no directives" },
	{ "include", { NULL }, "no path" },
	{ "include ", { NULL }, "an empty path" },
};

static char file[64];

static void write_file(const char *path, const char *text)
{
	FILE *to = fopen(path, "w");
	ck_assert_ptr_nonnull(to);
	fputs(text, to);
	fclose(to);
}

static void setup(void)
{
	snprintf(file, sizeof file, "/tmp/cmsready-krb5.%d", (int)getpid());
	setenv("KRB5_CONFIG", file, 1);
}

static void teardown(void)
{
	unlink(file);
}

START_TEST(included_files_are_found)
{
	const char *path[MOST];
	write_file(file, rows[_i].text);
	const size_t count = kerberos_files(path, MOST);
	for (size_t i = 0; i < count; i++) {
		ck_assert_msg(rows[_i].path[i] != NULL, "%s: %s", rows[_i].because, path[i]);
		ck_assert_str_eq(path[i], rows[_i].path[i]);
	}
	ck_assert_msg(rows[_i].path[count] == NULL, "%s", rows[_i].because);
}
END_TEST

/* One that includes another, and itself; two are named. */
START_TEST(included_files_include)
{
	const char *path[MOST];
	char inner[80], text[256], named[160];
	snprintf(inner, sizeof inner, "%s.inner", file);
	snprintf(text, sizeof text, "include %s\n", inner);
	write_file(file, text);
	snprintf(text, sizeof text, "include %s\nincludedir /opt/deep\n", inner);
	write_file(inner, text);
	snprintf(named, sizeof named, "/nowhere:%s", file);
	setenv("KRB5_CONFIG", named, 1);
	const size_t count = kerberos_files(path, MOST);
	unlink(inner);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(path[0], inner);
	ck_assert_str_eq(path[1], "/opt/deep");
	ck_assert_uint_eq(kerberos_files(path, 1), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("files of Kerberos");
	TCase *tcase = tcase_create("files of Kerberos");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, included_files_are_found, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, included_files_include);
	suite_add_tcase(suite, tcase);
	return suite;
}
