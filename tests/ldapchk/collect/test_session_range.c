/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/collect/session_range.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *because, *name;
	bool is_range;
	struct range range;
} names[] = {
	{ "the first values", "member;range=0-1499", true, { 6, 0, 1499, false } },
	{ "the next ones", "member;range=1500-2999", true, { 6, 1500, 2999, false } },
	{ "the last ones", "member;range=3000-*", true, { 6, 3000, 0, true } },
	{ "one value", "member;range=7-7", true, { 6, 7, 7, false } },
	{ "another case", "Member;RANGE=0-1", true, { 6, 0, 1, false } },
	{ "a plain name", "member", false, { 0 } },
	{ "another option", "userCertificate;binary", false, { 0 } },
	{ "no name", ";range=0-1", false, { 0 } },
	{ "no numbers", "member;range=", false, { 0 } },
	{ "one number", "member;range=0", false, { 0 } },
	{ "no end", "member;range=0-", false, { 0 } },
	{ "no beginning", "member;range=-1", false, { 0 } },
	{ "the end before the beginning", "member;range=5-4", false, { 0 } },
	{ "a sign", "member;range=+0-1", false, { 0 } },
	{ "more than the star", "member;range=0-*1", false, { 0 } },
	{ "another option behind it", "member;range=0-1;binary", false, { 0 } },
	{ "a number that overflows", "member;range=0-99999999999999999999", false, { 0 } },
};

START_TEST(reads_ranges)
{
	struct range range = { 0 };
	ck_assert_msg(range_read(names[_i].name, &range) == names[_i].is_range, "%s: %s",
		names[_i].because, names[_i].name);
	if (!names[_i].is_range)
		return;
	const struct range *wanted = &names[_i].range;
	ck_assert_uint_eq(range.name_length, wanted->name_length);
	ck_assert_uint_eq(range.first, wanted->first);
	ck_assert_uint_eq(range.is_last, wanted->is_last);
	ck_assert_uint_eq(range.last, wanted->last);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ranges of values");
	TCase *tcase = tcase_create("ranges of values");
	tcase_add_loop_test(tcase, reads_ranges, 0, COUNT_OF(names));
	suite_add_tcase(suite, tcase);
	return suite;
}
