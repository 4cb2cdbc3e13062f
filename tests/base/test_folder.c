/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/folder.h"
#include "tests/base/runs.h"

static struct ground ground;

static void setup(void)
{
	ground = ground_new();
	ck_assert_int_eq(mkdirat(ground.fd, "folder", 0700), 0);
}

static struct deadline soon(void)
{
	return deadline_after(0);
}

static void teardown(void)
{
	ground_remove(&ground);
}

START_TEST(with_all_that_is_in_it)
{
	char name[32];
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "folder/%d", i);
		make_file(&ground, name);
	}
	ck_assert_int_eq(mkdirat(ground.fd, "folder/inner", 0700), 0);
	ck_assert_int_eq(mkdirat(ground.fd, "folder/inner/inner", 0700), 0);
	make_file(&ground, "folder/inner/inner/file");
	ck_assert_int_eq(mkfifoat(ground.fd, "folder/pipe", 0600), 0);
	ck_assert(folder_remove(ground.fd, "folder", soon()));
	ck_assert(!is_there(&ground, "folder"));
	ck_assert_msg(folder_remove(ground.fd, "folder", soon()), "it is gone");
}
END_TEST

START_TEST(nothing_behind_a_link)
{
	ck_assert_int_eq(mkdirat(ground.fd, "other", 0700), 0);
	make_file(&ground, "other/file");
	ck_assert_int_eq(symlinkat("../other", ground.fd, "folder/to-folder"), 0);
	ck_assert_int_eq(symlinkat("../other/file", ground.fd, "folder/to-file"), 0);
	ck_assert_int_eq(symlinkat("/nowhere", ground.fd, "folder/to-nothing"), 0);
	ck_assert_int_eq(symlinkat("other", ground.fd, "link"), 0);
	ck_assert_msg(!folder_remove(ground.fd, "link", soon()), "it is no folder");
	ck_assert_msg(!folder_remove(ground.fd, "other/file", soon()), "nor is a file");
	ck_assert(folder_remove(ground.fd, "folder", soon()));
	ck_assert(is_there(&ground, "other/file") && is_there(&ground, "link"));
}
END_TEST

START_TEST(emptied_it_stays)
{
	make_file(&ground, "folder/file");
	const int folder = openat(ground.fd, "folder", O_RDONLY | O_DIRECTORY);
	ck_assert(folder_empty(folder));
	ck_assert(!is_there(&ground, "folder/file") && is_there(&ground, "folder"));
	make_file(&ground, "folder/file");
	ck_assert_msg(folder_empty(folder), "a second time, too");
	ck_assert(!is_there(&ground, "folder/file"));
	close(folder);
}
END_TEST

/* Deeper than any of ours: it ends, and says so. */
START_TEST(however_deep)
{
	char name[256] = "folder";
	for (int i = 0; i < 40; i++) {
		const size_t length = strlen(name);
		snprintf(name + length, sizeof name - length, "/x");
		ck_assert_int_eq(mkdirat(ground.fd, name, 0700), 0);
	}
	ck_assert(!folder_remove(ground.fd, "folder", deadline_after(10)));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("folder");
	TCase *tcase = tcase_create("folder");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, with_all_that_is_in_it);
	tcase_add_test(tcase, nothing_behind_a_link);
	tcase_add_test(tcase, emptied_it_stays);
	tcase_add_test(tcase, however_deep);
	suite_add_tcase(suite, tcase);
	return suite;
}
