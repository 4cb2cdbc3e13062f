/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "cli/progress.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

START_TEST(counts)
{
	static const struct {
		size_t count;
		const char *text;
	} rows[] = { { 0, "0" }, { 7, "7" }, { 999, "999" }, { 1000, "1,000" }, { 1004, "1,004" },
		{ 20050, "20,050" }, { 1000000, "1,000,000" } };
	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(count_grouped(arena, rows[i].count), rows[i].text);
}
END_TEST

/* Half a second less than the seconds that must be shown. */
static struct worker_state state_of(
	size_t done, size_t count, const char *awaited, size_t beside, int64_t seconds)
{
	return (struct worker_state){ done, count, awaited, beside,
		deadline_after(seconds * 1000 - 500) };
}

START_TEST(plain_lines)
{
	static const struct {
		size_t done, count;
		const char *awaited;
		size_t others;
		const char *line;
	} rows[] = {
		{ 312, 1004, "shares of node7", 15,
			"cmsready: 312 of 1,004 done, waiting for shares of node7 and 15 others, "
			"41 s left" },
		{ 1, 2, "DNS ns1", 1,
			"cmsready: 1 of 2 done, waiting for DNS ns1 and 1 other, 41 s left" },
		{ 1, 2, "DNS ns1", 0, "cmsready: 1 of 2 done, waiting for DNS ns1, 41 s left" },
		{ 2, 2, "", 0, "cmsready: 2 of 2 done, 41 s left" },
		{ 0, 1, "DNS \033[2J\n\r", 0,
			"cmsready: 0 of 1 done, waiting for DNS \\x1b[2J\\x0a\\x0d, 41 s left" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct worker_state state =
			state_of(rows[i].done, rows[i].count, rows[i].awaited, rows[i].others, 41);
		ck_assert_str_eq(progress_line(arena, &state), rows[i].line);
	}
}
END_TEST

START_TEST(bar_of_a_terminal)
{
	const struct worker_state state = state_of(250, 1000, "shares of node7", 15, 41);
	/* A tenth of the width is the bar, a quarter of it is full. */
	ck_assert_str_eq(progress_bar(arena, &state, 120),
		"[###---------] 250 of 1,000, 41 s left, waiting for shares of node7 and 15 "
		"others");
	/* 79 columns: 34 before the comma, 14 and 14 for the texts, 17 for the name. */
	const struct worker_state longer =
		state_of(250, 1000, "shares of node7.example.com", 15, 41);
	ck_assert_str_eq(progress_bar(arena, &longer, 80),
		"[##------] 250 of 1,000, 41 s left, waiting for shares of node... and 15 others");
	ck_assert_str_eq(progress_bar(arena, &longer, 40), "250 of 1,000, 41 s left");
	ck_assert_str_eq(progress_bar(arena, &longer, 9), "250 o...");
}
END_TEST

/* For every width and name: one line that does not reach the last column. */
START_TEST(bar_fits)
{
	static const char *const names[] = { "", "DNS a", "\033]0;x\a\r\n\t", "\xff\xfe\x80",
		"shares of a-name-that-goes-on.and.on.and.on.and.on.and.on.and.on.example.com",
		"shares of \u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc.example" };
	for (size_t i = 0; i < COUNT(names); i++) {
		for (size_t width = 0; width < 250; width++) {
			const struct worker_state state =
				state_of(width, 1004, names[i], width, 3600);
			const char *line = progress_bar(arena, &state, width);
			size_t count = 0;
			for (const char *at = line; *at != '\0'; at++) {
				ck_assert((unsigned char)*at >= 0x20 && *at != 0x7f);
				count += ((unsigned char)*at & 0xc0) != 0x80;
			}
			ck_assert_msg(count < width || width <= 1, "%zu: %s", width, line);
		}
	}
}
END_TEST

START_TEST(bar_is_full_at_the_end)
{
	static const struct {
		size_t done, count, full;
	} rows[] = { { 0, 3, 0 }, { 1, 3, 6 }, { 2, 3, 13 }, { 3, 3, 20 }, { 0, 0, 20 } };
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct worker_state state = state_of(rows[i].done, rows[i].count, "", 0, 1);
		const char *line = progress_bar(arena, &state, 200);
		ck_assert_uint_eq(strspn(line + 1, "#"), rows[i].full);
		ck_assert_uint_eq(strspn(line + 1, "#-"), 20);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("progress");
	TCase *tcase = tcase_create("progress");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, counts);
	tcase_add_test(tcase, plain_lines);
	tcase_add_test(tcase, bar_of_a_terminal);
	tcase_add_test(tcase, bar_fits);
	tcase_add_test(tcase, bar_is_full_at_the_end);
	suite_add_tcase(suite, tcase);
	return suite;
}
