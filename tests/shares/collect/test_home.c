/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "shares/collect/home.h"

START_TEST(made_and_removed)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	struct stat status;
	const char *home = home_make(arena, false, &error);
	ck_assert_msg(home != NULL, "%s", error.text);
	ck_assert(stat(home, &status) == 0 && (status.st_mode & 0777) == 0700);

	struct bytes settings;
	ck_assert(file_read(
		arena, arena_format(arena, "%s/.smb/smb.conf", home), 4096, &settings, &error));
	ck_assert(strstr((const char *)settings.data, "name cache timeout = 0") != NULL);
	ck_assert_msg(strstr((const char *)settings.data, home) != NULL, "caches lie inside");

	/* What the library leaves there goes too. */
	ck_assert(file_write(
		arena, arena_format(arena, "%s/gencache.tdb", home), bytes_of("x", 1), &error));
	home_remove(home);
	ck_assert(stat(home, &status) != 0);
	arena_free(arena);
}
END_TEST

/* SMB 1 servers may be unable to sign; else nothing that is unsigned counts. */
START_TEST(signing)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	for (int allow_smb1 = 0; allow_smb1 < 2; allow_smb1++) {
		const char *home = home_make(arena, allow_smb1, &error);
		struct bytes settings;
		ck_assert(file_read(arena, arena_format(arena, "%s/.smb/smb.conf", home), 4096,
			&settings, &error));
		ck_assert((strstr((const char *)settings.data, "client signing = required") ==
				  NULL) == allow_smb1);
		home_remove(home);
	}
	arena_free(arena);
}
END_TEST

START_TEST(two_runs_have_two)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	const char *one = home_make(arena, false, &error), *other = home_make(arena, false, &error);
	ck_assert(one != NULL && other != NULL);
	ck_assert_str_ne(one, other);
	home_remove(one);
	home_remove(other);
	arena_free(arena);
}
END_TEST

START_TEST(no_place)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	ck_assert_int_eq(setenv("TMPDIR", "/nonexistent", 1), 0);
	ck_assert_ptr_null(home_make(arena, false, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("home");
	TCase *tcase = tcase_create("home");
	tcase_add_test(tcase, made_and_removed);
	tcase_add_test(tcase, signing);
	tcase_add_test(tcase, two_runs_have_two);
	tcase_add_test(tcase, no_place);
	suite_add_tcase(suite, tcase);
	return suite;
}
