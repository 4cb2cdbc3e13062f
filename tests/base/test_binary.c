/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/binary.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static void holds(const struct text *text, const void *expected, size_t length)
{
	ck_assert(bytes_equal(binary_bytes(text), bytes_of(expected, length)));
}

START_TEST(integers_have_their_lowest_byte_first)
{
	static const uint8_t expected[] = { 0x81, 0x92, 0xf3, 0xa4, 0xb5, 0xc6, 0xf7, 0x01, 0x02,
		0x03, 0x04, 0x05, 0x06, 0x07, 0xf8 };
	struct text text = text_new(arena);
	ck_assert_uint_eq(binary_bytes(&text).length, 0);
	binary_add_u8(&text, 0x81);
	binary_add_u16le(&text, 0xf392);
	binary_add_u32le(&text, 0xf7c6b5a4);
	binary_add_u64le(&text, 0xf807060504030201);
	holds(&text, expected, sizeof expected);
	for (size_t i = 0; i < sizeof expected; i++)
		ck_assert_uint_eq((uint8_t)text.data[i], expected[i]);
}
END_TEST

START_TEST(extremes)
{
	static const uint8_t expected[] = { 0, 255, 0, 0, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255,
		0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255 };
	struct text text = text_new(arena);
	binary_add_u8(&text, 0);
	binary_add_u8(&text, UINT8_MAX);
	binary_add_u16le(&text, 0);
	binary_add_u16le(&text, UINT16_MAX);
	binary_add_u32le(&text, 0);
	binary_add_u32le(&text, UINT32_MAX);
	binary_add_u64le(&text, 0);
	binary_add_u64le(&text, UINT64_MAX);
	holds(&text, expected, sizeof expected);
}
END_TEST

START_TEST(bytes_are_added_as_they_are)
{
	static const char from[] = { 'a', '\0', '%', 's', '\n', '\xff' };
	struct text text = text_new(arena);
	binary_add(&text, bytes_of(NULL, 0));
	ck_assert_uint_eq(text.length, 0);
	binary_add(&text, bytes_of(from, sizeof from));
	binary_add(&text, bytes_of(from, 0));
	holds(&text, from, sizeof from);
}
END_TEST

/* From every length, and over the room that a text begins with. */
START_TEST(padding_is_zeros_to_the_next_multiple)
{
	static const size_t multiples[] = { 1, 2, 3, 4, 8, 16 };
	for (size_t i = 0; i < sizeof multiples / sizeof *multiples; i++) {
		for (size_t length = 0; length < 300; length++) {
			const size_t to = multiples[i];
			const size_t padded = length % to == 0 ? length : length + to - length % to;
			struct text text = text_new(arena);
			for (size_t at = 0; at < length; at++)
				binary_add_u8(&text, 0xaa);
			binary_pad(&text, to);
			ck_assert_uint_eq(text.length, padded);
			for (size_t at = 0; at < padded; at++)
				ck_assert_uint_eq((uint8_t)text.data[at], at < length ? 0xaa : 0);
		}
	}
}
END_TEST

START_TEST(it_grows)
{
	struct text text = text_new(arena);
	for (uint32_t i = 0; i < 20000; i++)
		binary_add_u32le(&text, i * 0x01010101);
	struct bytes read = binary_bytes(&text);
	for (uint32_t i = 0; i < 20000; i++)
		ck_assert_uint_eq(bytes_u32le(&read), i * 0x01010101);
	ck_assert(!read.failed && read.length == 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("binary");
	TCase *tcase = tcase_create("binary");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, integers_have_their_lowest_byte_first);
	tcase_add_test(tcase, extremes);
	tcase_add_test(tcase, bytes_are_added_as_they_are);
	tcase_add_test(tcase, padding_is_zeros_to_the_next_multiple);
	tcase_add_test(tcase, it_grows);
	suite_add_tcase(suite, tcase);
	return suite;
}
