/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More addresses than a machine has are dropped as a whole. */
#include "tests/test.h"

#include <string.h>

#include "base/limits.h"
#include "clusterchk/collect/message.h"

static const char a[] = "\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x04\x0a\x00\x00\x01";
static const char aaaa[] = "\x00\x00\x1c\x00\x01\x00\x00\x00\x00\x00\x10\x20\x01\x0d\xb8"
			   "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01";
static const char other[] = "\x00\x00\x10\x00\x01\x00\x00\x00\x00\x00\x00"; /* a TXT record */

static const struct {
	const char *because, *record;
	size_t bytes, count;
	bool is_read;
} rows[] = {
	{ "as many as are believed", a, sizeof a - 1, LIMIT_ADDRESSES, true },
	{ "one more", a, sizeof a - 1, LIMIT_ADDRESSES + 1, false },
	{ "as many IPv6 addresses", aaaa, sizeof aaaa - 1, LIMIT_ADDRESSES, true },
	{ "one more of them", aaaa, sizeof aaaa - 1, LIMIT_ADDRESSES + 1, false },
	{ "records of another type", other, sizeof other - 1, LIMIT_ADDRESSES + 1, true },
};

START_TEST(addresses)
{
	enum { HEADER_BYTES = 12 };
	const size_t count = rows[_i].count, bytes = rows[_i].bytes;
	struct arena *arena = arena_new();
	uint8_t *text = arena_alloc(arena, HEADER_BYTES + count * bytes);
	text[2] = 0x84;
	text[6] = (uint8_t)(count >> 8);
	text[7] = (uint8_t)count;
	for (size_t i = 0; i < count; i++)
		memcpy(text + HEADER_BYTES + i * bytes, rows[_i].record, bytes);
	struct dns_answer answer = { 0 };
	struct error error = { 0 };
	const bool is_read =
		message_read(arena, bytes_of(text, HEADER_BYTES + count * bytes), &answer, &error);
	ck_assert_msg(is_read == rows[_i].is_read, "%s", rows[_i].because);
	ck_assert_msg(answer.count == (is_read ? count : 0), "%s", rows[_i].because);
	ck_assert_msg(is_read || error.kind == ERROR_MALFORMED, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("message_limits");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, addresses, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tests);
	return suite;
}
