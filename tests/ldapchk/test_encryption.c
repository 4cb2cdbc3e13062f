/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/encryption.h"

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { NONE = 0, DES = 3, AES128 = 17, AES256 = 18, RC4 = 23 };

static const struct {
	const char *because;
	uint32_t types;
	int64_t ticket;
	enum outcome rc4, aes; /* on Windows Server 2008, on 2012 */
} rows[] = {
	{ "explicit RC4", 0x4, RC4, OUTCOME_PASS, OUTCOME_WARN },
	{ "explicit RC4 and DES", 0x7, RC4, OUTCOME_PASS, OUTCOME_WARN },
	{ "the default of today", 0, RC4, OUTCOME_WARN, OUTCOME_WARN },
	{ "the default of an updated KDC", 0, AES256, OUTCOME_FAIL, OUTCOME_PASS },
	{ "the default, not asked", 0, NONE, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN },
	{ "AES session keys are no AES tickets", 0x24, RC4, OUTCOME_PASS, OUTCOME_WARN },
	{ "AES session keys alone are the default", 0x20, RC4, OUTCOME_WARN, OUTCOME_WARN },
	{ "what a node sets", 0x1c, AES256, OUTCOME_FAIL, OUTCOME_PASS },
	{ "all", 0x1f, AES256, OUTCOME_FAIL, OUTCOME_PASS },
	{ "AES128 alone", 0x8, AES128, OUTCOME_FAIL, OUTCOME_PASS },
	{ "AES, but no key of it before the next password", 0x1c, RC4, OUTCOME_FAIL, OUTCOME_WARN },
	{ "AES, not asked", 0x10, NONE, OUTCOME_FAIL, OUTCOME_UNKNOWN },
	{ "RC4, not asked", 0x4, NONE, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN },
	{ "RC4, and yet an AES ticket", 0x4, AES256, OUTCOME_FAIL, OUTCOME_WARN },
	{ "DES alone", 0x3, DES, OUTCOME_WARN, OUTCOME_WARN },
};

START_TEST(the_outcome_follows)
{
	const struct encryption_state state = { rows[_i].types, rows[_i].ticket };
	const enum outcome rc4 = encryption_outcome(encryption_judge(&state, WINDOWS_RC4));
	const enum outcome aes = encryption_outcome(encryption_judge(&state, WINDOWS_AES));
	ck_assert_msg(rc4 == rows[_i].rc4, "%s: 2008: %s", rows[_i].because, outcome_name(rc4));
	ck_assert_msg(aes == rows[_i].aes, "%s: 2012: %s", rows[_i].because, outcome_name(aes));
}
END_TEST

START_TEST(types_have_names)
{
	struct arena *arena = arena_new();
	ck_assert_str_eq(types_write(arena, 0x1c), "28 (RC4, AES128, AES256)");
	ck_assert_str_eq(types_write(arena, 0x40), "64 (no known type)");
	ck_assert_str_eq(encryption_write(arena, AES256), "AES256 (18)");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("encryption");
	TCase *tests = tcase_create("encryption");
	tcase_add_loop_test(tests, the_outcome_follows, 0, COUNT(rows));
	tcase_add_test(tests, types_have_names);
	suite_add_tcase(suite, tests);
	return suite;
}
