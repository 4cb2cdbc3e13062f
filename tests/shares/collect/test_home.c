/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "shares/collect/home.h"

static struct arena *arena;
static struct run_folder *folder;
static struct error error;

static void setup(void)
{
	arena = arena_new();
	error = (struct error){ 0 };
	folder = run_folder_make(arena, &error);
	ck_assert_msg(folder != NULL, "%s", error.text);
}

static void teardown(void)
{
	run_folder_remove(folder);
	arena_free(arena);
}

static bool file_is_there(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0;
}

static struct bytes settings_of(const char *home)
{
	struct bytes settings;
	ck_assert(file_read(
		arena, arena_format(arena, "%s/.smb/smb.conf", home), 4096, &settings, &error));
	return settings;
}

START_TEST(each_worker_has_one)
{
	struct stat status;
	const char *one = home_make(arena, folder, 0, &error);
	const char *other = home_make(arena, folder, 1, &error);
	ck_assert(one != NULL && other != NULL);
	ck_assert_str_ne(one, other);
	ck_assert(stat(one, &status) == 0 && (status.st_mode & 0777) == 0700);
	ck_assert_ptr_eq(strstr(one, run_folder_path(folder)), one);

	ck_assert(home_furnish(arena, one, false, &error));
	const char *settings = (const char *)settings_of(one).data;
	ck_assert(strstr(settings, "name cache timeout = 0") != NULL);
	ck_assert_msg(strstr(settings, one) != NULL, "caches would lie inside");
	ck_assert(!file_is_there(arena_format(arena, "%s/.smb", other)));

	/* What the library leaves there goes, too. */
	const char *cache = arena_format(arena, "%s/gencache.tdb", one);
	ck_assert(symlink("/etc/passwd", cache) == 0);
	home_empty(one);
	ck_assert(!file_is_there(cache));
	ck_assert(!file_is_there(arena_format(arena, "%s/.smb", one)));
	ck_assert(file_is_there(one) && file_is_there("/etc/passwd"));
}
END_TEST

/* SMB 1 servers may be unable to sign; else nothing that is unsigned counts. */
START_TEST(signing)
{
	for (int allow_smb1 = 0; allow_smb1 < 2; allow_smb1++) {
		const char *home = home_make(arena, folder, (size_t)allow_smb1, &error);
		ck_assert(home_furnish(arena, home, allow_smb1, &error));
		ck_assert((strstr((const char *)settings_of(home).data,
				   "client signing = required") == NULL) == allow_smb1);
	}
}
END_TEST

START_TEST(no_place)
{
	const char *home = home_make(arena, folder, 7, &error);
	ck_assert_ptr_nonnull(home);
	ck_assert_ptr_null(home_make(arena, folder, 7, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_msg(strstr(error.text, home) != NULL, "%s", error.text);
	ck_assert(!home_furnish(arena, "/nonexistent", false, &(struct error){ 0 }));
	home_empty("/nonexistent");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("home");
	TCase *tcase = tcase_create("home");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, each_worker_has_one);
	tcase_add_test(tcase, signing);
	tcase_add_test(tcase, no_place);
	suite_add_tcase(suite, tcase);
	return suite;
}
