/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/sorted.h"

/* The key and the items are of two types, as the callers have them. */
struct item {
	char pad;
	int number;
};

static int compare(const void *key, const void *item)
{
	const int *wanted = key;
	const struct item *has = item;
	return *wanted < has->number ? -1 : *wanted > has->number;
}

static const struct {
	int wanted;
	size_t first;
	const char *because;
} rows[] = {
	{ 0, 0, "before all" },
	{ 1, 0, "the first" },
	{ 2, 1, "between two" },
	{ 3, 1, "the first of three that are alike" },
	{ 4, 4, "behind these" },
	{ 7, 4, "the last" },
	{ 8, 5, "behind all" },
};

START_TEST(first_is_found)
{
	static const struct item items[] = { { 'a', 1 }, { 'b', 3 }, { 'c', 3 }, { 'd', 3 },
		{ 'e', 7 } };
	ck_assert_msg(
		sorted_first(&rows[_i].wanted, items, 5, sizeof *items, compare) == rows[_i].first,
		"%s", rows[_i].because);
	ck_assert_uint_eq(sorted_first(&rows[_i].wanted, NULL, 0, sizeof *items, compare), 0);
}
END_TEST

/* Of all lengths: halves are where such a search goes wrong. */
START_TEST(every_length)
{
	struct item items[20];
	for (int i = 0; i < 20; i++)
		items[i] = (struct item){ 'x', 2 * i };
	for (size_t count = 0; count <= 20; count++) {
		for (int wanted = -1; wanted <= 40; wanted++) {
			size_t first = 0;
			while (first < count && items[first].number < wanted)
				first++;
			ck_assert_uint_eq(
				sorted_first(&wanted, items, count, sizeof *items, compare), first);
		}
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sorted");
	TCase *tcase = tcase_create("sorted");
	tcase_add_loop_test(tcase, first_is_found, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, every_length);
	suite_add_tcase(suite, tcase);
	return suite;
}
