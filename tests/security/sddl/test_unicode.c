/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/binary.h"
#include "security/sddl/unicode.h"
#include "tests/security/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* RFC 3629 section 3, RFC 2781 section 2. */
static const struct {
	uint32_t character;
	const char *utf8;
	uint8_t utf16[4];
	size_t length; /* of utf16 */
} good_rows[] = {
	{ 0x41, "A", { 0x41, 0x00 }, 2 },
	{ 0x7f, "\x7f", { 0x7f, 0x00 }, 2 },
	{ 0x80, "\xc2\x80", { 0x80, 0x00 }, 2 },
	{ 0x7ff, "\xdf\xbf", { 0xff, 0x07 }, 2 },
	{ 0x800, "\xe0\xa0\x80", { 0x00, 0x08 }, 2 },
	{ 0xd7ff, "\xed\x9f\xbf", { 0xff, 0xd7 }, 2 },
	{ 0xe000, "\xee\x80\x80", { 0x00, 0xe0 }, 2 },
	{ 0xffff, "\xef\xbf\xbf", { 0xff, 0xff }, 2 },
	{ 0x10000, "\xf0\x90\x80\x80", { 0x00, 0xd8, 0x00, 0xdc }, 4 },
	{ 0x12345, "\xf0\x92\x8d\x85", { 0x08, 0xd8, 0x45, 0xdf }, 4 },
	{ 0x10ffff, "\xf4\x8f\xbf\xbf", { 0xff, 0xdb, 0xff, 0xdf }, 4 },
};

START_TEST(characters_have_both_forms)
{
	const char *utf8 = good_rows[_i].utf8, *end = utf8 + strlen(utf8), *at = utf8;
	uint32_t character;
	ck_assert(utf8_take(&at, end, &character));
	ck_assert_uint_eq(character, good_rows[_i].character);
	ck_assert_ptr_eq(at, end);
	struct bytes utf16 = bytes_of(good_rows[_i].utf16, good_rows[_i].length);
	ck_assert(utf16_take(&utf16, &character));
	ck_assert_uint_eq(character, good_rows[_i].character);
	ck_assert_uint_eq(utf16.length, 0);

	struct text text = text_new(arena), bytes = text_new(arena);
	utf8_add(&text, character);
	utf16_add(&bytes, character);
	ck_assert_str_eq(text.data, utf8);
	ck_assert(bytes_equal(
		binary_bytes(&bytes), bytes_of(good_rows[_i].utf16, good_rows[_i].length)));
}
END_TEST

START_TEST(cut_characters_are_refused)
{
	const char *utf8 = good_rows[_i].utf8;
	uint32_t character;
	for (size_t length = 0; length < strlen(utf8); length++) {
		char *cut = (char *)exact_copy(utf8, length);
		const char *at = cut;
		ck_assert(!utf8_take(&at, cut + length, &character));
		ck_assert_ptr_eq(at, cut);
		free(cut);
	}
	for (size_t length = 0; length < good_rows[_i].length; length++) {
		uint8_t *cut = exact_copy(good_rows[_i].utf16, length);
		struct bytes utf16 = bytes_of(cut, length);
		ck_assert(!utf16_take(&utf16, &character));
		free(cut);
	}
}
END_TEST

static const struct {
	const char *utf8, *because;
} refused_rows[] = {
	{ "\x80", "a continuation alone" },
	{ "\xc0\x80", "a zero in two bytes" },
	{ "\xc1\xbf", "ASCII in two bytes" },
	{ "\xe0\x9f\xbf", "two bytes' worth in three" },
	{ "\xf0\x8f\xbf\xbf", "three bytes' worth in four" },
	{ "\xed\xa0\x80", "a surrogate" },
	{ "\xed\xbf\xbf", "the last surrogate" },
	{ "\xf4\x90\x80\x80", "past the last character" },
	{ "\xf5\x80\x80\x80", "a byte that begins none" },
	{ "\xff", "another" },
	{ "\xc3"
	  "A",
		"no continuation" },
	{ "\xe2\x82"
	  "A",
		"one continuation of two" },
};

START_TEST(other_bytes_are_no_utf8)
{
	const char *utf8 = refused_rows[_i].utf8, *at = utf8;
	uint32_t character;
	ck_assert_msg(
		!utf8_take(&at, utf8 + strlen(utf8), &character), "%s", refused_rows[_i].because);
	ck_assert_ptr_eq(at, utf8);
}
END_TEST

START_TEST(halves_of_pairs_are_no_utf16)
{
	static const uint8_t rows[][4] = {
		{ 0x00, 0xdc, 0x00, 0xd8 }, /* turned */
		{ 0x00, 0xd8, 0x00, 0xd8 }, /* two first halves */
		{ 0x00, 0xd8, 0x41, 0x00 }, /* a letter for the second */
		{ 0x00, 0xd8, 0x00, 0xe0 }, /* what comes after them */
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct bytes utf16 = bytes_of(rows[i], sizeof rows[i]);
		uint32_t character;
		ck_assert(!utf16_take(&utf16, &character));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("unicode");
	TCase *tcase = tcase_create("unicode");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, characters_have_both_forms, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, cut_characters_are_refused, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, other_bytes_are_no_utf8, 0, COUNT(refused_rows));
	tcase_add_test(tcase, halves_of_pairs_are_no_utf16);
	suite_add_tcase(suite, tcase);
	return suite;
}
