/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "tests/security/sddl/condition_case.h"

/* before and after, repeated, around middle */
static char *nested(const char *before, const char *middle, const char *after, size_t times)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < times; i++)
		text_add(&text, "%s", before);
	text_add(&text, "%s", middle);
	for (size_t i = 0; i < times; i++)
		text_add(&text, "%s", after);
	return text.data;
}

/* The same nesting at CONDITION_MAX_DEPTH and one deeper. */
static const struct {
	const char *before, *middle, *after;
	size_t most; /* times */
	unsigned long column;
	const char *because;
} deep_rows[] = {
	{ "(", "a", ")", 1024, 1025, "parentheses" },
	{ "(!", "(a)", ")", 1023, 2 * 1024 + 1, "negations: the parenthesis of the attribute" },
	{ "(a && ", "(b)", ")", 1023, 6 * 1024 + 1, "conjunctions to the right" },
	{ "(", "(a)", " || b)", 1023, 1025, "disjunctions to the left, in parentheses" },
};

START_TEST(depth_has_an_end)
{
	const char *because = deep_rows[_i].because;
	for (size_t more = 0; more < 2; more++) {
		char *text = nested(deep_rows[_i].before, deep_rows[_i].middle, deep_rows[_i].after,
			deep_rows[_i].most + more);
		struct outcome outcome = text_read(arena, &condition, text, strlen(text));
		ck_assert_msg(outcome.ok == (more == 0), "%s: %s", because, outcome.error.text);
		if (more == 1)
			ck_assert_msg(column_of(&outcome) == deep_rows[_i].column, "%s: %s",
				because, outcome.error.text);
		text_holds(arena, &condition, text, strlen(text));
	}
}
END_TEST

/* Without parentheses too: Windows would write them. */
START_TEST(a_chain_is_as_deep_as_it_is_written)
{
	for (size_t times = 1023; times <= 1024; times++) {
		char *text = nested("", "(a", "&&a", times);
		text = arena_format(arena, "%s)", text);
		struct outcome outcome = text_read(arena, &condition, text, strlen(text));
		ck_assert(outcome.ok == (times == 1023));
		if (times == 1024)
			ck_assert_uint_eq(column_of(&outcome), 3 + 3 * 1024);
		text_holds(arena, &condition, text, strlen(text));
	}
}
END_TEST

START_TEST(length_has_an_end)
{
	/* signature 4, attribute 7, string 5 and 2 for each character, operator 1: 17 + 2n */
	for (size_t length = 32745; length <= 32746; length++) {
		char *text = arena_format(arena, "(a == \"%s\")", nested("x", "", "", length));
		struct outcome outcome = text_read(arena, &condition, text, strlen(text));
		ck_assert(outcome.ok == (length == 32745));
		if (outcome.ok)
			ck_assert_uint_eq(outcome.bytes.length, 65508);
		else
			ck_assert_uint_eq(column_of(&outcome), 4);
		text_holds(arena, &condition, text, strlen(text));
	}
}
END_TEST

/* Bytes that a stack, a square of their number or a page for each could not carry. */
static const struct {
	const char *first, *repeated, *last;
	const char *because;
} hostile_rows[] = {
	{ A, "a2", "", "negations of one attribute" },
	{ "", "a2", "", "negations of nothing" },
	{ "", "a0", "", "conjunctions of nothing" },
	{ A, A "a0", "", "conjunctions to the left" },
	{ "", A, "a0", "attributes that nothing joins" },
	{ "", "f8 00000000", "", "attributes without names" },
	{ A, "89", "", "memberships of memberships" },
	{ A, "50 00000000", "", "empty lists" },
	{ "", "00", "", "padding alone" },
};

START_TEST(hostile_bytes_end)
{
	struct bytes first =
		bytes_written(arena, arena_format(arena, "%s.", hostile_rows[_i].first));
	struct bytes repeated =
		bytes_written(arena, arena_format(arena, "%s.", hostile_rows[_i].repeated));
	struct text bytes = text_new(arena);
	binary_add(&bytes, bytes_of(CONDITION_SIGNATURE, CONDITION_SIGNATURE_BYTES));
	binary_add(&bytes, first);
	while (bytes.length + repeated.length <= 65000)
		binary_add(&bytes, repeated);
	binary_add(&bytes, bytes_written(arena, arena_format(arena, "%s.", hostile_rows[_i].last)));
	binary_pad(&bytes, 4);
	char *text = bytes_translated(arena, &condition, binary_bytes(&bytes));
	ck_assert_msg(text == NULL, "%s", hostile_rows[_i].because);
}
END_TEST

static void balanced_add(struct text *bytes, size_t leaves)
{
	if (leaves == 1) {
		binary_add(bytes, bytes_written(arena, A "."));
		return;
	}
	balanced_add(bytes, leaves / 2);
	balanced_add(bytes, leaves - leaves / 2);
	binary_add_u8(bytes, TOKEN_OR);
}

/* As many operands as there is room for, as flat as they can be: this has a text. */
START_TEST(a_wide_condition_is_written)
{
	struct text bytes = text_new(arena);
	binary_add(&bytes, bytes_of(CONDITION_SIGNATURE, CONDITION_SIGNATURE_BYTES));
	balanced_add(&bytes, 8000);
	binary_pad(&bytes, 4);
	char *text = bytes_translated(arena, &condition, binary_bytes(&bytes));
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(strlen(text), 8000 * strlen("(a)") + 7999 * strlen("( || )"));
	struct outcome outcome = text_read(arena, &condition, text, strlen(text));
	ck_assert(outcome.ok && bytes_equal(outcome.bytes, binary_bytes(&bytes)));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("condition, limits");
	TCase *tcase = tcase_create("condition, limits");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, depth_has_an_end, 0, COUNT(deep_rows));
	tcase_add_test(tcase, a_chain_is_as_deep_as_it_is_written);
	tcase_add_test(tcase, length_has_an_end);
	tcase_add_loop_test(tcase, hostile_bytes_end, 0, COUNT(hostile_rows));
	tcase_add_test(tcase, a_wide_condition_is_written);
	suite_add_tcase(suite, tcase);
	return suite;
}
