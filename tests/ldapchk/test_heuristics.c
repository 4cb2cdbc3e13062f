/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BlockOwnerImplicitRights, the 29th character of dSHeuristics. */
#include "tests/test.h"

#include "ldapchk/account.h"
#include "ldapchk/heuristics.h"
#include "tests/ldapchk/directory_case.h"

/* Characters 10 and 20 hold their place (MS-ADTS 6.1.1.2.4.1.2); this is the 28 before the 29th. */
#define BEFORE      "0000000001000000000200000000"
#define CNO         CNO_ACCOUNT(ENABLED)
#define GROUPS(sid) .groups = { DOMAIN_SID "515", (sid) }

static const struct {
	const char *because;
	struct copy copy;
	enum answer answer;
} rows[] = {
	{ "not set", { "dc1", .object = { { CNO } } }, ANSWER_NO },
	{ "shorter by one", { "dc1", .heuristics = BEFORE, .object = { { CNO } } }, ANSWER_NO },
	{ "empty", { "dc1", .heuristics = "", .object = { { CNO } } }, ANSWER_NO },
	{ "0", { "dc1", .heuristics = BEFORE "0", .object = { { CNO } } }, ANSWER_NO },
	{ "1", { "dc1", .heuristics = BEFORE "1", .object = { { CNO } } }, ANSWER_YES },
	{ "2", { "dc1", .heuristics = BEFORE "2", .object = { { CNO } } }, ANSWER_NO },
	{ "3 is not known to be off", { "dc1", .heuristics = BEFORE "3", .object = { { CNO } } },
		ANSWER_YES },
	{ "later characters do not matter",
		{ "dc1",
			.heuristics = BEFORE "0"
					     "3111",
			.object = { { CNO } } },
		ANSWER_NO },
	{ "earlier characters do not matter",
		{ "dc1",
			.heuristics = "1111111111111111111111111111"
				      "0",
			.object = { { CNO } } },
		ANSWER_NO },
	{ "could not be read", { "dc1", .service_gap = ERROR_DENIED, .object = { { CNO } } },
		ANSWER_MAYBE },
	{ "was not asked for", { "dc1", .older = true, .object = { { CNO } } }, ANSWER_MAYBE },
	{ "of Domain Admins",
		{ "dc1", .heuristics = BEFORE "1",
			.object = { { CNO, GROUPS(DOMAIN_SID "512") } } },
		ANSWER_NO },
	{ "of Enterprise Admins, a group of the root domain",
		{ "dc1", .heuristics = BEFORE "1",
			.object = { { CNO, GROUPS("S-1-5-21-9-9-9-519") } } },
		ANSWER_NO },
	{ "of Domain Admins, and the setting could not be read",
		{ "dc1", .service_gap = ERROR_DENIED,
			.object = { { CNO, GROUPS(DOMAIN_SID "512") } } },
		ANSWER_NO },
	{ "of a group with a number like theirs",
		{ "dc1", .heuristics = BEFORE "1", .object = { { CNO, GROUPS("S-1-5-32-512") } } },
		ANSWER_YES },
	{ "of built-in Administrators alone",
		{ "dc1", .heuristics = BEFORE "1", .object = { { CNO, GROUPS("S-1-5-32-544") } } },
		ANSWER_YES },
	{ "groups that could not be read",
		{ "dc1", .heuristics = BEFORE "1",
			.object = { { CNO, .groups_gap = ERROR_DENIED } } },
		ANSWER_MAYBE },
	{ "groups that could not be read, and it is off",
		{ "dc1", .heuristics = BEFORE "2",
			.object = { { CNO, .groups_gap = ERROR_DENIED } } },
		ANSWER_NO },
};

START_TEST(blocked)
{
	ck_assert_uint_eq(strlen(BEFORE), 28);
	struct arena *arena = arena_new();
	struct directory_visit visit = visit_of(arena, &rows[_i].copy);
	struct accounts accounts = accounts_named(arena, &visit, "DRCLU1");
	ck_assert(accounts.found);
	const struct token token = account_token(arena, &accounts.own);
	ck_assert_msg(
		directory_owner_blocked(&visit, &token) == rows[_i].answer, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("heuristics");
	TCase *tcase = tcase_create("heuristics");
	tcase_add_loop_test(tcase, blocked, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
