/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ticket_request.h"

#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { ROOM = 64 };

/* A TGS-REQ without what is not looked at, its lengths by hand; `types` are its last bytes. */
static size_t request_write(uint8_t *to, const uint8_t *types, size_t length)
{
	const uint8_t head[] = { 0x6c, 0, 0x30, 0, 0xa1, 3, 2, 1, 5, 0xa4, 0, 0x30, 0, 0xa7, 3, 2,
		1, 99, 0xa8, 0, 0x30, 0 };
	for (size_t i = 0; i < sizeof head; i++)
		to[i] = head[i];
	for (size_t i = 0; i < length; i++)
		to[sizeof head + i] = types[i];
	static const uint8_t lengths[] = { 1, 3, 10, 12, 19, 21 }; /* each of all that follows */
	const size_t whole = sizeof head + length;
	for (size_t i = 0; i < COUNT(lengths); i++)
		to[lengths[i]] = (uint8_t)(whole - lengths[i] - 1);
	return whole;
}

static const struct {
	const char *because;
	uint8_t types[16];
	size_t length;
	bool rc4, aes;
} rows[] = {
	{ "both kinds", { 2, 1, 18, 2, 1, 17, 2, 1, 23 }, 9, true, true },
	{ "AES128 is AES", { 2, 1, 17 }, 3, false, true },
	{ "RC4 alone", { 2, 1, 23 }, 3, true, false },
	{ "AES with SHA-2 and Camellia are others", { 2, 1, 20, 2, 1, 19, 2, 1, 26 }, 9, false,
		false },
	{ "a negative one of Windows (-133)", { 2, 2, 0xff, 0x7b, 2, 1, 23 }, 7, true, false },
	{ "a number of two bytes", { 2, 2, 18, 18 }, 4, false, false },
	{ "none", { 0 }, 0, false, false },
};

START_TEST(the_types_are_read)
{
	uint8_t data[ROOM];
	const size_t length = request_write(data, rows[_i].types, rows[_i].length);
	const struct offered_types offered = ticket_request_offers(bytes_of(data, length));
	ck_assert_msg(offered.rc4 == rows[_i].rc4, "%s", rows[_i].because);
	ck_assert_msg(offered.aes == rows[_i].aes, "%s", rows[_i].because);
}
END_TEST

/* A part of it, or other bytes, offer no more than the row's types, and nothing is read beyond. */
START_TEST(no_more_is_read_than_there_is)
{
	uint8_t whole[ROOM];
	const size_t length = request_write(whole, rows[_i].types, rows[_i].length);
	for (size_t part = 0; part < length; part++) {
		uint8_t *data = malloc(part + 1); /* of that size, for the sanitizers */
		ck_assert_ptr_nonnull(data);
		memcpy(data, whole, part);
		const struct offered_types offered = ticket_request_offers(bytes_of(data, part));
		free(data);
		ck_assert_msg(
			!offered.rc4 && !offered.aes, "%s, %zu bytes", rows[_i].because, part);
	}
	for (size_t bit = 0; bit < 8 * (length - rows[_i].length); bit++) {
		whole[bit / 8] ^= (uint8_t)(1 << bit % 8);
		const struct offered_types offered = ticket_request_offers(bytes_of(whole, length));
		whole[bit / 8] ^= (uint8_t)(1 << bit % 8);
		ck_assert_msg(offered.rc4 <= rows[_i].rc4 && offered.aes <= rows[_i].aes,
			"%s, bit %zu", rows[_i].because, bit);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ticket_request");
	TCase *tests = tcase_create("ticket_request");
	tcase_add_loop_test(tests, the_types_are_read, 0, COUNT(rows));
	tcase_add_loop_test(tests, no_more_is_read_than_there_is, 0, COUNT(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
