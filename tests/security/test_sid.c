/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "security/sid.h"
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
	uint8_t bytes[12 + 4 * SID_MAX_SUB];
	size_t length;
	const char *text;
	const char *because;
} wire_rows[] = {
	{ { 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0 }, 12, "S-1-1-0", "Everyone" },
	{ { 1, 1, 0, 0, 0, 0, 0, 5, 11, 0, 0, 0 }, 12, "S-1-5-11", "little-endian sub-authority" },
	{ { 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0 }, 16, "S-1-5-32-544",
		"two sub-authorities" },
	{ { 1, 1, 0, 0, 1, 2, 3, 4, 0xff, 0xff, 0xff, 0xff }, 12, "S-1-16909060-4294967295",
		"big-endian authority, largest sub-authority" },
	{ { 1, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0 }, 12, "S-1-4294967295-0",
		"the largest authority that is written in decimal" },
	{ { 1, 1, 0, 1, 0, 0, 0, 0, 7, 0, 0, 0 }, 12, "S-1-0x100000000-7",
		"2^32 and above is written in hexadecimal" },
	{ { 1, 1, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 7, 0, 0, 0 }, 12, "S-1-0xfedcba987654-7",
		"all 48 bits of the authority" },
	{ { 1, 0, 0, 0, 0, 0, 0, 5 }, 8, "S-1-5", "no sub-authority" },
	{ { 1, 15, 0, 0, 0, 0, 0, 5, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6,
		  0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0, 10, 0, 0, 0, 11, 0, 0, 0, 12, 0, 0,
		  0, 13, 0, 0, 0, 14, 0, 0, 0, 15 },
		68, "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15", "as many as there may be" },
};

START_TEST(wire_and_text_agree)
{
	struct sid read, parsed;
	struct bytes wire = bytes_of(wire_rows[_i].bytes, wire_rows[_i].length);
	const char *because = wire_rows[_i].because;
	ck_assert_msg(sid_read_whole(wire, &read), "%s", because);
	ck_assert_str_eq(sid_write(arena, &read), wire_rows[_i].text);
	ck_assert_msg(sid_parse(wire_rows[_i].text, &parsed), "%s", because);
	ck_assert_msg(sid_equal(&read, &parsed), "%s", because);
}
END_TEST

START_TEST(cut_is_refused)
{
	static const struct sid none = { 0 };
	for (size_t length = 0; length < wire_rows[_i].length; length++) {
		uint8_t *cut = exact_copy(wire_rows[_i].bytes, length);
		struct sid sid = { .count = 1 };
		ck_assert_msg(!sid_read_whole(bytes_of(cut, length), &sid), "%s, cut at %zu",
			wire_rows[_i].because, length);
		ck_assert_msg(sid_equal(&sid, &none), "cleared");
		free(cut);
	}
}
END_TEST

START_TEST(takes_only_itself)
{
	struct bytes wire = bytes_of(wire_rows[2].bytes, wire_rows[2].length + 3);
	struct sid sid;
	ck_assert(!sid_read_whole(wire, &sid));
	ck_assert(sid_read(&wire, &sid));
	ck_assert_uint_eq(wire.length, 3);
}
END_TEST

START_TEST(wrong_header_is_refused)
{
	const uint8_t revision[12] = { 2, 1, 0, 0, 0, 0, 0, 5, 11, 0, 0, 0 };
	const uint8_t count[8 + 4 * 16] = { 1, 16, 0, 0, 0, 0, 0, 5 };
	struct sid sid;
	ck_assert_msg(!sid_read_whole(bytes_of(revision, sizeof revision), &sid), "revision 2");
	ck_assert_msg(!sid_read_whole(bytes_of(count, sizeof count), &sid), "16 sub-authorities");
}
END_TEST

static const struct {
	const char *text, *because;
} refused_rows[] = {
	{ "", "empty" },
	{ "S", "no revision" },
	{ "S-1", "no authority" },
	{ "S-1-", "empty authority" },
	{ "S-2-5-11", "another revision" },
	{ "S-01-5-11", "revision with a zero" },
	{ "X-1-5-11", "no S" },
	{ " S-1-5-11", "space in front" },
	{ "S-1-5-11 ", "space behind" },
	{ "S-1-5-", "empty sub-authority" },
	{ "S-1-5--11", "two dashes" },
	{ "S-1-5-+11", "sign" },
	{ "S-1-5-0x0b", "only the authority may be hexadecimal" },
	{ "S-1-5-4294967296", "sub-authority of 33 bits" },
	{ "S-1-5-00000000011", "eleven digits" },
	{ "S-1-281474976710656-1", "an authority of 49 bits in decimal" },
	{ "S-1-0000000000000005-1", "an authority of sixteen digits" },
	{ "S-1-0x-1", "no hexadecimal digit" },
	{ "S-1-0x1000000000000-1", "authority of 49 bits" },
	{ "S-1-5-11x", "letter behind" },
	{ "S-1-5.11", "no dash" },
	{ "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", "16 sub-authorities" },
};

START_TEST(other_text_is_refused)
{
	static const struct sid none = { 0 };
	struct sid sid = { .count = 1 };
	ck_assert_msg(!sid_parse(refused_rows[_i].text, &sid), "%s", refused_rows[_i].because);
	ck_assert_msg(sid_equal(&sid, &none), "cleared: %s", refused_rows[_i].because);
}
END_TEST

START_TEST(text_has_other_forms)
{
	struct sid canonical, other;
	ck_assert(sid_parse("S-1-0x0000000000ab-11", &canonical));
	ck_assert_uint_eq(canonical.authority, 0xab);
	ck_assert(sid_parse("s-1-0XAB-0011", &other));
	ck_assert(sid_equal(&canonical, &other));
	ck_assert(sid_parse("S-1-0x500000000-1", &canonical));
	ck_assert(sid_parse("S-1-21474836480-1", &other));
	ck_assert_msg(sid_equal(&canonical, &other), "an authority in decimal");
	ck_assert(sid_parse("S-1-0x000500000000-1", &other));
	ck_assert_msg(sid_equal(&canonical, &other), "with zeros in front, as Windows writes it");
	ck_assert(sid_parse("S-1-281474976710655-1", &other));
	ck_assert_uint_eq(other.authority, 0xffffffffffff);
}
END_TEST

static const struct {
	const char *a, *b;
	bool equal;
	const char *because;
} equal_rows[] = {
	{ "S-1-5-21-1-2-3-4", "S-1-5-21-1-2-3-4", true, "the same" },
	{ "S-1-5-21-1-2-3-4", "S-1-5-21-1-2-3-5", false, "another account" },
	{ "S-1-5-21-1-2-3-4", "S-1-5-21-1-2-3", false, "its domain" },
	{ "S-1-5-21-1-2-3", "S-1-5-21-1-2-3-0", false, "a zero counts" },
	{ "S-1-1-0", "S-1-5-0", false, "another authority" },
};

START_TEST(equality)
{
	struct sid a, b;
	ck_assert(sid_parse(equal_rows[_i].a, &a) && sid_parse(equal_rows[_i].b, &b));
	ck_assert_msg(sid_equal(&a, &b) == equal_rows[_i].equal, "%s", equal_rows[_i].because);
	ck_assert_msg(sid_equal(&b, &a) == equal_rows[_i].equal, "%s", equal_rows[_i].because);
}
END_TEST

START_TEST(equality_looks_at_what_counts)
{
	struct sid a = { .authority = 5, .count = 1, .sub = { 11, 1 } };
	struct sid b = { .authority = 5, .count = 1, .sub = { 11, 2 } };
	ck_assert(sid_equal(&a, &b));
}
END_TEST

START_TEST(rid_is_replaced)
{
	struct sid sid, none = { .authority = 5 };
	ck_assert(sid_parse("S-1-5-21-1-2-3-1104", &sid));
	ck_assert(sid_with_rid(&sid, 515, &sid));
	ck_assert_str_eq(sid_write(arena, &sid), "S-1-5-21-1-2-3-515");
	ck_assert_msg(!sid_with_rid(&none, 515, &sid), "no sub-authority to replace");
	ck_assert_uint_eq(sid.authority, 0);
}
END_TEST

START_TEST(of_domains)
{
	static const struct {
		const char *one, *other;
		bool same;
	} rows[] = {
		{ "S-1-5-21-1-2-3-512", "S-1-5-21-1-2-3-1104", true },
		{ "S-1-5-21-1-2-3-512", "S-1-5-21-1-2-4-512", false },
		{ "S-1-5-21-1-2-3-512", "S-1-5-21-9-2-3-512", false },
		{ "S-1-5-32-544", "S-1-5-32-544", false },
		{ "S-1-5-21-1-2-3", "S-1-5-21-1-2-3-512", false },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sid one, other;
		ck_assert(sid_parse(rows[i].one, &one) && sid_parse(rows[i].other, &other));
		ck_assert(sid_is_of_domain(&one, &other) == rows[i].same);
		ck_assert(sid_is_of_domain(&other, &one) == rows[i].same);
	}
}
END_TEST

START_TEST(of_accounts)
{
	static const struct {
		const char *sid;
		bool is;
	} rows[] = {
		{ "S-1-5-21-1-2-3-1104", true },
		{ "S-1-5-21-1-2-3", false },
		{ "S-1-5-21-1-2-3-1104-1", false },
		{ "S-1-5-32-544", false },
		{ "S-1-5-22-1-2-3-1104", false },
		{ "S-1-4-21-1-2-3-1104", false },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sid sid;
		ck_assert(sid_parse(rows[i].sid, &sid));
		ck_assert_msg(sid_is_of_account(&sid) == rows[i].is, "%s", rows[i].sid);
	}
}
END_TEST

/* In rising order. */
static const char *const ordered[] = { "S-1-1-0", "S-1-5", "S-1-5-9", "S-1-5-11", "S-1-5-11-0",
	"S-1-5-21-1-2-3-512", "S-1-5-21-1-2-4-1", "S-1-5-4294967295", "S-1-16-0",
	"S-1-0x100000000-0" };

START_TEST(order)
{
	for (size_t i = 0; i < COUNT(ordered); i++) {
		for (size_t k = 0; k < COUNT(ordered); k++) {
			struct sid a, b;
			ck_assert(sid_parse(ordered[i], &a) && sid_parse(ordered[k], &b));
			int got = sid_compare(&a, &b);
			ck_assert_msg((got > 0) - (got < 0) == (i > k) - (i < k), "%s, %s",
				ordered[i], ordered[k]);
		}
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("sid");
	TCase *tcase = tcase_create("sid");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, wire_and_text_agree, 0, COUNT(wire_rows));
	tcase_add_loop_test(tcase, cut_is_refused, 0, COUNT(wire_rows));
	tcase_add_test(tcase, takes_only_itself);
	tcase_add_test(tcase, wrong_header_is_refused);
	tcase_add_loop_test(tcase, other_text_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, text_has_other_forms);
	tcase_add_loop_test(tcase, equality, 0, COUNT(equal_rows));
	tcase_add_test(tcase, equality_looks_at_what_counts);
	tcase_add_test(tcase, rid_is_replaced);
	tcase_add_test(tcase, of_accounts);
	tcase_add_test(tcase, of_domains);
	tcase_add_test(tcase, order);
	suite_add_tcase(suite, tcase);
	return suite;
}
