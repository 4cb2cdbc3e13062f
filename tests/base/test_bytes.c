/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>

#include "base/bytes.h"
#include "tests/test.h"

static const uint8_t data[] = { 0x81, 0x92, 0xa3, 0xb4, 0xc5, 0xd6, 0xe7, 0xf8 };

static uint32_t read_u8(struct bytes *from)
{
	return bytes_u8(from);
}

static uint32_t read_u16le(struct bytes *from)
{
	return bytes_u16le(from);
}

START_TEST(integers_are_unsigned_and_bounded)
{
	static const struct {
		uint32_t (*read)(struct bytes *from);
		size_t size;
		uint32_t value;
		const char *because;
	} rows[] = {
		{ read_u8, 1, 0x81, "one byte has no order" },
		{ read_u16le, 2, 0x9281, "lowest byte first" },
		{ bytes_u32le, 4, 0xb4a39281, "lowest byte first" },
		{ bytes_u32be, 4, 0x8192a3b4, "highest byte first" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (size_t length = 0; length <= sizeof data; length++) {
			bool enough = length >= rows[i].size;
			struct bytes from = bytes_of(data, length);
			ck_assert_msg(rows[i].read(&from) == (enough ? rows[i].value : 0), "%s",
				rows[i].because);
			ck_assert_uint_eq(from.length, enough ? length - rows[i].size : 0);
			ck_assert_int_eq(from.failed, !enough);
		}
	}
}
END_TEST

START_TEST(failure_sticks)
{
	struct bytes from = bytes_of(data, 3);
	ck_assert_uint_eq(bytes_u32le(&from), 0);
	ck_assert(from.failed);
	ck_assert_uint_eq(bytes_u8(&from), 0);
	ck_assert_uint_eq(bytes_u16le(&from), 0);
	ck_assert_uint_eq(bytes_u32be(&from), 0);
	ck_assert(bytes_take(&from, 0).failed);
	ck_assert(bytes_from(&from, 0).failed);
	ck_assert(from.failed);
	ck_assert_uint_eq(from.length, 0);
}
END_TEST

START_TEST(part_is_a_reader_of_its_own)
{
	struct bytes from = bytes_of(data, sizeof data);
	struct bytes part = bytes_take(&from, 3);
	ck_assert_uint_eq(part.length, 3);
	ck_assert_uint_eq(bytes_u32le(&part), 0);
	ck_assert(part.failed);
	ck_assert(!from.failed);
	ck_assert_uint_eq(bytes_u8(&from), 0xb4);
}
END_TEST

START_TEST(part_is_within)
{
	static const struct {
		size_t length;
		bool failed;
		const char *because;
	} rows[] = {
		{ 0, false, "nothing is always there" },
		{ sizeof data, false, "all" },
		{ sizeof data + 1, true, "one more" },
		{ SIZE_MAX, true, "must not come round" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct bytes from = bytes_of(data, sizeof data);
		struct bytes rest = bytes_from(&from, rows[i].length);
		ck_assert_msg(rest.failed == rows[i].failed, "%s", rows[i].because);
		ck_assert_uint_eq(rest.length, rest.failed ? 0 : sizeof data - rows[i].length);
		ck_assert_uint_eq(from.length, sizeof data);

		struct bytes part = bytes_take(&from, rows[i].length);
		ck_assert_msg(part.failed == rows[i].failed, "%s", rows[i].because);
		ck_assert_uint_eq(part.length, part.failed ? 0 : rows[i].length);
		ck_assert_int_eq(from.failed, part.failed);
	}
}
END_TEST

START_TEST(nothing_may_be_null)
{
	struct bytes none = bytes_of(NULL, 0);
	ck_assert(!bytes_take(&none, 0).failed);
	ck_assert(!bytes_from(&none, 0).failed);
	ck_assert(bytes_equal(none, bytes_of(data, 0)));
	ck_assert(!none.failed);
	ck_assert(bytes_take(&none, 1).failed);
}
END_TEST

START_TEST(equal_are_the_same_bytes)
{
	static const uint8_t same[] = { 0x81, 0x92, 0xa3, 0x00 };
	ck_assert(bytes_equal(bytes_of(data, 3), bytes_of(same, 3)));
	ck_assert(!bytes_equal(bytes_of(data, 4), bytes_of(same, 4)));
	ck_assert(!bytes_equal(bytes_of(data, 3), bytes_of(same, 2)));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("bytes");
	TCase *tcase = tcase_create("bytes");
	tcase_add_test(tcase, integers_are_unsigned_and_bounded);
	tcase_add_test(tcase, failure_sticks);
	tcase_add_test(tcase, part_is_a_reader_of_its_own);
	tcase_add_test(tcase, part_is_within);
	tcase_add_test(tcase, nothing_may_be_null);
	tcase_add_test(tcase, equal_are_the_same_bytes);
	suite_add_tcase(suite, tcase);
	return suite;
}
