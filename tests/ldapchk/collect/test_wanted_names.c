/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which SIDs are looked up, and the filter for it. */
#include "tests/test.h"

#include "ldapchk/collect/wanted_names.h"
#include "security/descriptor.h"
#include "security/mask.h"
#include "tests/ldapchk/directory_case.h"

enum { MAX_WANTED = 8 };

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

#define ALLOW(sid)                                                                                 \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_READ_CONTROL, sid, NULL                                        \
	}

static const struct {
	const char *because;
	struct copy copy;
	const char *wanted[MAX_WANTED]; /* in ascending order */
} rows[] = {
	{ "nothing", { .server = "dc1" }, { NULL } },
	{ "owner and trustees, each once, well-known ones left out",
		{ "dc1", .object = { { .cn = "EXCMS01",
				 .groups_missing = true,
				 .ace = { ALLOW(OTHER_SID), ALLOW("S-1-5-11"), ALLOW(GROUP_SID),
					 ALLOW(OTHER_SID), ALLOW("S-1-5-32-552") } } } },
		{ DOMAIN_SID "512", GROUP_SID, OTHER_SID, "S-1-5-32-552" } },
	{ "all SIDs of the token",
		{ "dc1", .object = { { CNO_ACCOUNT(ENABLED), .history = "S-1-5-21-9-9-9-7",
				 .groups = { GROUP_SID, "S-1-5-32-544" } } } },
		{ "S-1-5-21-9-9-9-7", DOMAIN_SID "515", CNO_SID, GROUP_SID } },
	{ "an account whose groups were not asked for: none",
		{ "dc1", .object = { { CMS_ACCOUNT(ENABLED), .groups_missing = true } } },
		{ NULL } },
	{ "groups that could not be read: the rest of the token",
		{ "dc1", .object = { { CNO_ACCOUNT(ENABLED), .groups_gap = ERROR_DENIED } } },
		{ DOMAIN_SID "515", CNO_SID } },
	{ "a malformed descriptor",
		{ "dc1", .object = { { .cn = "EXCMS01",
				 .groups_missing = true,
				 .descriptor = "malformed/ace_header_cut" } } },
		{ NULL } },
	{ "a descriptor that could not be read",
		{ "dc1", .object = { { .cn = "EXCMS01",
				 .groups_missing = true,
				 .descriptor_gap = ERROR_DENIED } } },
		{ NULL } },
	{ "a truncated SID",
		{ "dc1", .object = { { CNO_ACCOUNT(ENABLED), .groups = { "", GROUP_SID } } } },
		{ DOMAIN_SID "515", CNO_SID, GROUP_SID } },
};

START_TEST(wanted)
{
	const struct directory_visit visit = visit_of(arena, &rows[_i].copy);
	size_t count, expected = 0;
	const struct sid *sids = names_wanted(arena, &visit, &count);
	while (expected < MAX_WANTED && rows[_i].wanted[expected] != NULL)
		expected++;
	for (size_t i = 0; i < count && i < expected; i++)
		ck_assert_msg(strcmp(sid_write(arena, &sids[i]), rows[_i].wanted[i]) == 0,
			"%zu is %s: %s", i, sid_write(arena, &sids[i]), rows[_i].because);
	ck_assert_msg(count == expected, "%zu: %s", count, rows[_i].because);
}
END_TEST

/* The bytes of MS-DTYP 2.4.2.2, by hand: S-1-5-32-544 is 01 02 000000000005 20000000 20020000. */
START_TEST(filter)
{
	static const char builtin[] = "\\01\\02\\00\\00\\00\\00\\00\\05"
				      "\\20\\00\\00\\00\\20\\02\\00\\00";
	struct sid sids[2];
	ck_assert(sid_parse("S-1-5-32-544", &sids[0]) && sid_parse("S-1-1-0", &sids[1]));
	ck_assert_str_eq(names_filter(arena, sids, 1),
		arena_format(arena, "(|(objectSid=%s)(sIDHistory=%s))", builtin, builtin));
	static const char world[] = "\\01\\01\\00\\00\\00\\00\\00\\01\\00\\00\\00\\00";
	ck_assert_str_eq(names_filter(arena, sids, 2),
		arena_format(arena, "(|(objectSid=%s)(sIDHistory=%s)(objectSid=%s)(sIDHistory=%s))",
			builtin, builtin, world, world));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("names");
	TCase *tcase = tcase_create("names");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, wanted, 0, COUNT_OF(rows));
	tcase_add_test(tcase, filter);
	suite_add_tcase(suite, tcase);
	return suite;
}
