/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that contain a secret. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { STRANGER = 4711, ENOUGH = 1 << 20 };

static struct arena *arena;
static char folder[64], path[80];

static void setup(void)
{
	arena = arena_new();
	snprintf(folder, sizeof folder, "/tmp/cmsready-file.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/secret", folder);
}

static void teardown(void)
{
	remove(path);
	ck_assert_int_eq(rmdir(folder), 0);
	arena_free(arena);
}

static void put(const char *text, mode_t mode)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, mode), 0);
}

static const struct {
	mode_t mode;
	bool good;
	const char *because;
} secret_rows[] = {
	{ 0600, true, "its owner's" },
	{ 0400, true, "its owner's, to read" },
	{ 0700, true, "the owner's rights do not matter" },
	{ 0644, false, "everybody reads it" },
	{ 0640, false, "the group reads it" },
	{ 0604, false, "others read it" },
	{ 0620, false, "the group may write another" },
	{ 0602, false, "others may" },
	{ 0601, false, "any right of others" },
};

START_TEST(secrets)
{
	put("hunter2", secret_rows[_i].mode);
	struct bytes bytes;
	struct error error = { 0 };
	bool good = file_read_secret(arena, path, ENOUGH, &bytes, &error);
	ck_assert_msg(good == secret_rows[_i].good, "%s", secret_rows[_i].because);
	ck_assert_int_eq(error.kind, good ? ERROR_NONE : ERROR_CONFIG);
	ck_assert_msg(
		strstr(error.text, "hunter2") == NULL, "the error does not contain the secret");
	ck_assert_uint_eq(bytes.length, good ? 7 : 0);
}
END_TEST

/* Root may read a file of another user, who could change it. */
START_TEST(secret_of_another_user)
{
	const char *file = path;
	struct bytes bytes;
	struct error error = { 0 };
	put("hunter2", 0600);
	if (geteuid() == 0)
		ck_assert_int_eq(chown(path, STRANGER, STRANGER), 0);
	else
		file = "/etc/shadow"; /* only root can give a file away; this one is root's */
	ck_assert(!file_read_secret(arena, file, ENOUGH, &bytes, &error));
	ck_assert_uint_eq(bytes.length, 0);
	if (geteuid() == 0)
		ck_assert_ptr_nonnull(strstr(error.text, "4711"));
}
END_TEST

/* A pipe without a writer ends no run. */
START_TEST(secret_in_a_pipe)
{
	struct bytes bytes;
	struct error error = { 0 };
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert(!file_read_secret(arena, path, ENOUGH, &bytes, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_ptr_nonnull(strstr(error.text, "regular"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("file with a secret");
	TCase *tcase = tcase_create("file with a secret");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, secrets, 0, sizeof secret_rows / sizeof *secret_rows);
	tcase_add_test(tcase, secret_of_another_user);
	tcase_add_test(tcase, secret_in_a_pipe);
	suite_add_tcase(suite, tcase);
	return suite;
}
