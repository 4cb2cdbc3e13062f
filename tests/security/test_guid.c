/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "security/guid.h"
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

static const struct {
	struct guid wire;
	const char *text, *because;
} wire_rows[] = {
	{ { { 0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd,
		  0xee, 0xff } },
		"00112233-4455-6677-8899-aabbccddeeff",
		"three integers are turned, eight bytes not" },
	{ { { 0x86, 0x7a, 0x96, 0xbf, 0xe6, 0x0d, 0xd0, 0x11, 0xa2, 0x85, 0x00, 0xaa, 0x00, 0x30,
		  0x49, 0xe2 } },
		"bf967a86-0de6-11d0-a285-00aa003049e2", "class computer as a directory sends it" },
	{ { { 0 } }, "00000000-0000-0000-0000-000000000000", "zero is a GUID too" },
};

START_TEST(wire_and_text_agree)
{
	struct guid parsed;
	struct bytes wire = bytes_of(wire_rows[_i].wire.byte, sizeof wire_rows[_i].wire.byte);
	const struct guid *read = guid_take(&wire);
	ck_assert_msg(read != NULL, "%s", wire_rows[_i].because);
	ck_assert_uint_eq(wire.length, 0);
	ck_assert_str_eq(guid_write(arena, read), wire_rows[_i].text);
	ck_assert_msg(guid_parse(wire_rows[_i].text, &parsed), "%s", wire_rows[_i].because);
	ck_assert_msg(guid_equal(read, &parsed), "%s", wire_rows[_i].because);
}
END_TEST

START_TEST(cut_is_refused)
{
	for (size_t length = 0; length < sizeof(struct guid); length++) {
		uint8_t *cut = exact_copy(wire_rows[0].wire.byte, length);
		struct bytes wire = bytes_of(cut, length);
		ck_assert(guid_take(&wire) == NULL);
		free(cut);
	}
}
END_TEST

START_TEST(letter_case_is_free)
{
	struct guid upper, lower;
	ck_assert(guid_parse("BF967A86-0DE6-11D0-A285-00AA003049E2", &upper));
	ck_assert(guid_parse("bf967a86-0de6-11d0-a285-00aa003049e2", &lower));
	ck_assert(guid_equal(&upper, &lower));
}
END_TEST

static const struct {
	const char *text, *because;
} refused_rows[] = {
	{ "", "empty" },
	{ "bf967a86", "its first part only" },
	{ "bf967a86-0de6-11d0-a285-00aa003049e", "one digit short" },
	{ "bf967a86-0de6-11d0-a285-00aa003049e20", "one digit more" },
	{ "bf967a860de611d0a28500aa003049e2", "no dashes" },
	{ "bf967a86-0de6-11d0-a28500-aa003049e2", "a dash elsewhere" },
	{ "{bf967a86-0de6-11d0-a285-00aa003049e2}", "braces" },
	{ "bf967a86-0de6-11d0-a285-00aa003049eg", "no digit" },
	{ " bf967a86-0de6-11d0-a285-00aa003049e2", "space in front" },
	{ "bf967a86-0de6-11d0-a285-00aa003049e2 ", "space behind" },
};

START_TEST(other_text_is_refused)
{
	static const struct guid zero = { 0 };
	struct guid guid = wire_rows[0].wire;
	ck_assert_msg(!guid_parse(refused_rows[_i].text, &guid), "%s", refused_rows[_i].because);
	ck_assert_msg(guid_equal(&guid, &zero), "cleared: %s", refused_rows[_i].because);
}
END_TEST

START_TEST(every_byte_counts)
{
	for (size_t i = 0; i < sizeof wire_rows[0].wire.byte; i++) {
		struct guid other = wire_rows[0].wire;
		other.byte[i] ^= 1;
		ck_assert(!guid_equal(&other, &wire_rows[0].wire));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("guid");
	TCase *tcase = tcase_create("guid");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, wire_and_text_agree, 0, COUNT(wire_rows));
	tcase_add_test(tcase, cut_is_refused);
	tcase_add_test(tcase, letter_case_is_free);
	tcase_add_loop_test(tcase, other_text_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, every_byte_counts);
	suite_add_tcase(suite, tcase);
	return suite;
}
