/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "base/memo.h"
#include "base/name_index.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct bytes text(const char *from)
{
	return bytes_of(from, strlen(from));
}

/* Positions in the list are those of the row. */
static const char *const names[] = { "EXCMS02", "excms01", "NODE1", "", "EXCMS01", "EXCMS0",
	"EXCMS01", "node1" };

static const struct {
	const char *wanted;
	size_t count, at[3];
	const char *because;
} rows[] = {
	{ "EXCMS01", 3, { 1, 4, 6 }, "case does not count, and the order of the list stays" },
	{ "excms02", 1, { 0 }, "one" },
	{ "Node1", 2, { 2, 7 }, "either case" },
	{ "EXCMS0", 1, { 5 }, "a beginning of others" },
	{ "EXCMS011", 0, { 0 }, "longer than any" },
	{ "EXCMS", 0, { 0 }, "a beginning alone" },
	{ "", 1, { 3 }, "no name is a name too" },
	{ "zzz", 0, { 0 }, "behind all of its length" },
};

START_TEST(find)
{
	struct name_index index = { 0 };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		name_index_add(arena, &index, text(names[i]), i);
	name_index_sort(&index);
	size_t count = 99;
	const struct named_place *place = name_index_find(&index, rows[_i].wanted, &count);
	ck_assert_msg(count == rows[_i].count, "%zu: %s", count, rows[_i].because);
	ck_assert_msg((place != NULL) == (count > 0), "%s", rows[_i].because);
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(place[i].at == rows[_i].at[i], "%s", rows[_i].because);
}
END_TEST

START_TEST(an_empty_index_holds_nothing)
{
	struct name_index index = { 0 };
	size_t count = 99;
	name_index_sort(&index);
	ck_assert_ptr_null(name_index_find(&index, "EXCMS01", &count));
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(the_first_of_each_name_is_kept)
{
	const char *some[] = { "b", "A", "a", "", "B", "c", "" };
	ck_assert_uint_eq(names_once(arena, some, 7), 4);
	ck_assert_str_eq(some[0], "b");
	ck_assert_str_eq(some[1], "A");
	ck_assert_str_eq(some[2], "");
	ck_assert_str_eq(some[3], "c");
	ck_assert_uint_eq(names_once(arena, some, 4), 4);
	ck_assert_uint_eq(names_once(arena, NULL, 0), 0);
}
END_TEST

START_TEST(the_first_that_is_repeated)
{
	static const char *const some[] = { "b", "A", "a", "B", "a" };
	for (size_t count = 0; count <= 5; count++) {
		struct name_index index = { 0 };
		for (size_t i = 0; i < count; i++)
			name_index_add(arena, &index, bytes_of(some[i], strlen(some[i])), i);
		name_index_sort(&index);
		const struct named_place *place = name_index_repeated(&index);
		ck_assert_int_eq(place != NULL, count > 2);
		ck_assert(place == NULL || place->at == 2);
	}
}
END_TEST

static size_t made;

static const void *doubled(struct arena *into, const void *of)
{
	made++;
	int number = 2 * *(const int *)of;
	return arena_copy(into, &number, sizeof number);
}

static const void *negated(struct arena *into, const void *of)
{
	int number = -*(const int *)of;
	return arena_copy(into, &number, sizeof number);
}

START_TEST(a_memo_makes_each_thing_once)
{
	static const int one = 1, seven = 7;
	struct memo *memo = memo_new(arena);
	const int *first = memo_of(memo, arena, doubled, &one);
	ck_assert_int_eq(*(const int *)memo_of(memo, arena, doubled, &seven), 14);
	ck_assert_int_eq(*(const int *)memo_of(memo, arena, negated, &seven), -7);
	ck_assert_ptr_eq(memo_of(memo, arena, doubled, &one), first);
	ck_assert_int_eq(*first, 2);
	ck_assert_uint_eq(made, 2);
	ck_assert_int_eq(*(const int *)memo_of(NULL, arena, doubled, &one), 2);
	ck_assert_uint_eq(made, 3);
}
END_TEST

START_TEST(a_memo_holds_many_things)
{
	enum { MANY = 10000 };
	int *number = arena_alloc(arena, MANY * sizeof *number);
	struct memo *memo = memo_new(arena);
	for (int i = 0; i < MANY; i++) {
		number[i] = i;
		ck_assert_int_eq(*(const int *)memo_of(memo, arena, negated, &number[i]), -i);
	}
	const size_t before = made;
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(*(const int *)memo_of(memo, arena, doubled, &number[i]), 2 * i);
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(*(const int *)memo_of(memo, arena, doubled, &number[i]), 2 * i);
	ck_assert_uint_eq(made, before + MANY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("name_index");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_loop_test(tests, find, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tests, an_empty_index_holds_nothing);
	tcase_add_test(tests, the_first_of_each_name_is_kept);
	tcase_add_test(tests, the_first_that_is_repeated);
	tcase_add_test(tests, a_memo_makes_each_thing_once);
	tcase_add_test(tests, a_memo_holds_many_things);
	suite_add_tcase(suite, tests);
	return suite;
}
