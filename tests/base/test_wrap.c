/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "base/wrap.h"
#include "tests/report/lines.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void add_without_blanks(struct text *to, const char *from)
{
	for (; *from != '\0'; from++) {
		if (*from != ' ' && *from != '\n')
			text_add_bytes(to, from, 1);
	}
}

START_TEST(wrapping_loses_nothing)
{
	uint32_t state = 2;
	for (size_t i = 0; i < RANDOM_ROUNDS; i++) {
		struct arena *arena = arena_new();
		const char *given = random_text(arena, &state);
		size_t indent = next_random(&state) % 30;
		size_t column = next_random(&state) % 100;
		const size_t width = i % 2 == 0 ? PAGE_COLUMNS : 31 + next_random(&state) % 100;
		struct text wrapped = text_new(arena);
		wrap_to(&wrapped, given, width, column, indent);
		struct text before = text_new(arena), after = text_new(arena);
		add_without_blanks(&before, given);
		add_without_blanks(&after, wrapped.data);
		ck_assert_str_eq(before.data, after.data);
		assert_no_line_longer(wrapped.data, width, "wrapped");
		arena_free(arena);
	}
}
END_TEST

START_TEST(lines_break_where_they_should)
{
#define W10 "0123456789"
#define W70 W10 W10 W10 W10 W10 W10 W10
	static const struct {
		const char *given;
		size_t column, indent;
		const char *wrapped, *because;
	} rows[] = {
		{ "", 0, 0, "\n", "nothing" },
		{ "a b", 0, 0, "a b\n", "short" },
		{ W70 " 012345678", 0, 2, W70 " 012345678\n", "just fits" },
		{ W70 " " W10, 0, 2, W70 "\n  " W10 "\n", "one column too many" },
		{ W70, 11, 2, "\n  " W70 "\n", "the next line has room for the word" },
		{ W70 W10 "x", 0, 2, W70 W10 "\n  x\n", "a word that no line has room for" },
		{ W70 "CN=a,DC=abc", 0, 2, W70 "CN=a,\n  DC=abc\n", "broken after a comma" },
		{ W70 "excms01.corp", 0, 2, W70 "excms01.\n  corp\n", "broken after a dot" },
		{ W70 W10, 2, 2, W70 "01234567\n  89\n", "no separator" },
		{ "   \n" W70 W10, 11, 2, "\n  " W70 "01234567\n  89\n", "no blanks at the end" },
		{ "a\nb", 0, 3, "a\n   b\n", "a line of its own" },
		{ "a\n\nb", 0, 3, "a\n\n   b\n", "no blanks on an empty line" },
		{ "a \n\n ", 0, 3, "a\n", "blanks at the end" },
		{ "a\n  " W70 " " W70, 0, 3, "a\n     " W70 " " W70 "\n", "a command" },
		{ "a\n  b   c  d", 0, 3, "a\n     b   c  d\n", "the blanks of a command" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *arena = arena_new();
		struct text text = text_new(arena);
		wrap_add(&text, rows[i].given, rows[i].column, rows[i].indent);
		ck_assert_msg(strcmp(text.data, rows[i].wrapped) == 0, "%s: \"%s\"",
			rows[i].because, text.data);
		arena_free(arena);
	}
}
END_TEST

START_TEST(hostile_text_is_made_visible)
{
	static const struct {
		const char *given, *line, *because;
	} rows[] = {
		{ "plain", "plain", "plain" },
		{ NULL, "", "no text" },
		{ "\u00e4 \u20ac \U0001f600", "\u00e4 \u20ac \U0001f600", "UTF-8" },
		{ "\x1b[2J", "\\x1b[2J", "an escape sequence" },
		{ "a\r\nb", "a\\x0d\\x0ab", "lines" },
		{ "a\tb", "a b", "a tab" },
		{ " \t a ", "a ", "what would make it a command" },
		{ "\x07\x7f", "\\x07\\x7f", "bell and delete" },
		{ "\xc2\x9b", "\\u009b", "CSI as one character" },
		{ "\x9b", "\\x9b", "CSI as one byte" },
		{ "\u202e\u200b\u2066\ufeff", "\\u202e\\u200b\\u2066\\ufeff", "direction" },
		{ "\xff", "\\xff", "no UTF-8" },
		{ "\xc3", "\\xc3", "cut short" },
		{ "\xe2\x82(", "\\xe2\\x82(", "cut short before a letter" },
		{ "\xc0\x9b", "\\xc0\\x9b", "an overlong form" },
		{ "\xe0\x82\x9b", "\\xe0\\x82\\x9b", "an overlong form of three" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80", "a surrogate" },
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", "beyond the last" },
		{ "\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80", "five bytes" },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(strcmp(safe_line(arena, rows[i].given), rows[i].line) == 0, "%s",
			rows[i].because);
	}
	ck_assert_str_eq(safe_lines(arena, "a\r\nb"), "a\\x0d\nb");
	arena_free(arena);
}
END_TEST

START_TEST(cells_have_their_width)
{
	static const struct {
		const char *given;
		size_t width;
		const char *cell;
	} rows[] = {
		{ "", 3, "   " },
		{ "ab", 3, "ab " },
		{ "abc", 3, "abc" },
		{ "abcdef", 5, "ab..." },
		{ "\u00e4\u00f6\u00fc", 4, "\u00e4\u00f6\u00fc " },
		{ "\u00e4\u00f6\u00fcxyz", 5, "\u00e4\u00f6..." },
		{ "abcd", 2, ".." },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text text = text_new(arena);
		cell_add(&text, rows[i].given, rows[i].width);
		ck_assert_str_eq(text.data, rows[i].cell);
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("wrap");
	TCase *tcase = tcase_create("wrap");
	tcase_add_test(tcase, wrapping_loses_nothing);
	tcase_add_test(tcase, lines_break_where_they_should);
	tcase_add_test(tcase, hostile_text_is_made_visible);
	tcase_add_test(tcase, cells_have_their_width);
	suite_add_tcase(suite, tcase);
	return suite;
}
