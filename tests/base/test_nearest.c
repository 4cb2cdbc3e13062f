/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/nearest.h"
#include "tests/model/fixture.h"

static const char *const known[] = { "max_ttl_seconds", "deadline_seconds", "max_workers", "cms",
	"oab_share" };

static const struct {
	const char *word, *near, *because;
} rows[] = {
	{ "cms", "cms", "itself" },
	{ "CMS", "cms", "without regard to case" },
	{ "max_tll_seconds", "max_ttl_seconds", "two letters changed places" },
	{ "ttl_seconds", "max_ttl_seconds", "the beginning left out" },
	{ "deadline", NULL, "half of it is too little" },
	{ "max_worker", "max_workers", "one letter less" },
	{ "maxworkers", "max_workers", "no underscore" },
	{ "oabshare", "oab_share", "no underscore" },
	{ "cns", "cms", "one wrong of three" },
	{ "xyz", NULL, "all letters wrong" },
	{ "c", NULL, "one letter is too short" },
	{ "", NULL, "nor does none" },
	{ "recoveries", NULL, "another word" },
};

START_TEST(words)
{
	const char *near = nearest(rows[_i].word, known, COUNT(known));
	if (rows[_i].near == NULL)
		ck_assert_msg(near == NULL, "%s: %s", rows[_i].because, near);
	else
		ck_assert_msg(near != NULL && strcmp(near, rows[_i].near) == 0, "%s: %s",
			rows[_i].because, near == NULL ? "none" : near);
}
END_TEST

START_TEST(first_of_equals_wins)
{
	static const char *const twins[] = { "beta", "zeta" };
	ck_assert_str_eq(nearest("eta", twins, 2), "beta");
}
END_TEST

START_TEST(all_that_are_equally_near)
{
	static const struct {
		const char *word, *known[5], *found[3], *because;
	} cases[] = {
		{ "EXCMS09", { "EXCMS01", "NODE1", "EXCMS02", "DC1", "X" },
			{ "EXCMS01", "EXCMS02", NULL }, "two" },
		{ "EXCMS09", { "EXCMS21", "EXCMS01", "excms01", "EXCMS31", "X" },
			{ "EXCMS01", NULL, NULL }, "a nearer one; in two spellings" },
		{ "N9", { "N1", "N2", "N3", "N4", "N5" }, { "N1", "N2", NULL },
			"no more than two" },
		{ "EXCMS09", { "EXCAT01", "EXC", "DC1", "CMS", "X" }, { NULL, NULL, NULL },
			"three letters are too many" },
		{ "FILES", { "N1", "N2", "N3", "N4", "N5" }, { NULL, NULL, NULL }, "none" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *found[2];
		const size_t count = nearest_words(cases[i].word, cases[i].known, 5, 2, found, 2);
		for (size_t k = 0; k < 3; k++) {
			const char *expected = cases[i].found[k];
			ck_assert_msg((k < count) == (expected != NULL), "%s", cases[i].because);
			if (k < count)
				ck_assert_str_eq(found[k], expected);
		}
	}
}
END_TEST

START_TEST(nothing_known)
{
	ck_assert_ptr_null(nearest("cms", NULL, 0));
}
END_TEST

START_TEST(long_words)
{
	char word[4][70];
	const size_t length[4] = { 63, 64, 65, 69 };
	for (size_t i = 0; i < 4; i++) {
		memset(word[i], 'a', length[i]);
		word[i][length[i]] = '\0';
	}
	const char *const all[] = { word[3], word[2], word[1], word[0] };
	ck_assert_msg(nearest(word[0], all, 4) == word[0], "63 letters");
	ck_assert_msg(nearest(word[1], all, 4) == word[1], "64 letters");
	ck_assert_msg(nearest(word[2], all, 4) == NULL, "more are not compared");
	ck_assert_msg(nearest(word[3], all, 4) == NULL, "more are not compared");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("nearest");
	TCase *tcase = tcase_create("nearest");
	tcase_add_loop_test(tcase, words, 0, COUNT(rows));
	tcase_add_test(tcase, first_of_equals_wins);
	tcase_add_test(tcase, all_that_are_equally_near);
	tcase_add_test(tcase, nothing_known);
	tcase_add_test(tcase, long_words);
	suite_add_tcase(suite, tcase);
	return suite;
}
