/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts as they are read from entries, and the tokens that follow. */
#include "tests/test.h"

#include "ldapchk/account.h"
#include "tests/ldapchk/directory_case.h"

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
	const char *because;
	const char *text; /* NULL: not returned */
	bool has_control;
	uint32_t control;
	bool disabled;
} control_rows[] = {
	{ "enabled", "4096", true, 0x1000, false },
	{ "disabled", "4098", true, 0x1002, true },
	{ "nothing but disabled", "2", true, 2, true },
	{ "none of the bits", "0", true, 0, false },
	{ "the top bit makes it negative", "-2147479550", true, 0x80001002, true },
	{ "the smallest", "-2147483648", true, 0x80000000, false },
	{ "the largest unsigned number", "4294967295", true, 0xffffffff, true },
	{ "one more", "4294967296", false, 0, false },
	{ "one less than the smallest", "-2147483649", false, 0, false },
	{ "twelve digits", "000000000002", false, 0, false },
	{ "hexadecimal", "0x1002", false, 0, false },
	{ "a blank before it", " 4098", false, 0, false },
	{ "something after it", "4098 ", false, 0, false },
	{ "a sign alone", "-", false, 0, false },
	{ "two signs", "--2", false, 0, false },
	{ "plus", "+2", false, 0, false },
	{ "empty", "", false, 0, false },
	{ "not returned", NULL, false, 0, false },
};

static struct accounts accounts_of(const struct copy *copy, const char *label)
{
	struct directory_visit *visit = arena_alloc(arena, sizeof *visit);
	*visit = visit_of(arena, copy);
	return accounts_named(arena, visit, label);
}

START_TEST(control)
{
	const char *because = control_rows[_i].because;
	const struct copy copy = { "dc1", .object = { { CMS_ACCOUNT(control_rows[_i].text) } } };
	struct accounts accounts = accounts_of(&copy, "EXCMS01");
	ck_assert_msg(accounts.found, "%s", because);
	ck_assert_msg(accounts.own.has_control == control_rows[_i].has_control, "%s", because);
	if (!accounts.own.has_control)
		return;
	ck_assert_msg(accounts.own.control == control_rows[_i].control, "%s: %x", because,
		accounts.own.control);
	ck_assert_msg(account_disabled(&accounts.own) == control_rows[_i].disabled, "%s", because);
}
END_TEST

static const struct {
	const char *because;
	struct object object;
	bool own, other;
} name_rows[] = {
	{ "the account", { .cn = "EXCMS01", .sam = "EXCMS01$" }, true, false },
	{ "in another case", { .cn = "excms01", .sam = "ExCms01$" }, true, false },
	{ "without a common name", { .sam = "EXCMS01$" }, true, false },
	{ "another common name", { .cn = "X", .sam = "EXCMS01$" }, true, false },
	{ "the common name alone", { .cn = "EXCMS01" }, false, true },
	{ "the common name of another account", { .cn = "excms01", .sam = "X$" }, false, true },
	{ "a replication conflict", { .cn = "EXCMS01\nCNF:1", .sam = "$DUPLICATE-1" }, false,
		true },
	{ "a deleted object", { .cn = "EXCMS01\nDEL:1", .sam = "X$" }, false, false },
	{ "a longer name", { .cn = "EXCMS011", .sam = "EXCMS011$" }, false, false },
	{ "a shorter name", { .cn = "EXCMS0", .sam = "EXCMS0$" }, false, false },
	{ "no dollar sign", { .cn = "X", .sam = "EXCMS01" }, false, false },
	{ "two dollar signs", { .cn = "X", .sam = "EXCMS01$$" }, false, false },
	{ "empty names", { .cn = "", .sam = "" }, false, false },
};

START_TEST(names)
{
	const char *because = name_rows[_i].because;
	const struct copy copy = { "dc1", .object = { name_rows[_i].object } };
	struct accounts accounts = accounts_of(&copy, "EXCMS01");
	ck_assert_msg(accounts.found == name_rows[_i].own, "%s", because);
	ck_assert_msg(accounts.other_count == name_rows[_i].other, "%s", because);
}
END_TEST

START_TEST(second_of_a_name_is_another)
{
	const struct copy copy = { "dc1",
		.object = { { .cn = "A", .sam = "EXCMS01$" }, { .cn = "B", .sam = "EXCMS01$" },
			{ .cn = "EXCMS01", .sam = "C$" } } };
	struct accounts accounts = accounts_of(&copy, "EXCMS01");
	ck_assert(accounts.found);
	ck_assert_str_eq(accounts.own.entry->dn, "CN=A," BASE_DN);
	ck_assert_uint_eq(accounts.other_count, 2);
	ck_assert_str_eq(accounts.other[1].sam, "C$");
}
END_TEST

/* Whichever is returned first. */
START_TEST(one_renamed_by_a_conflict_is_the_other)
{
	const struct copy copy = { "dc1",
		.object = { { CMS_ACCOUNT(ENABLED) }, { CMS_ACCOUNT(ENABLED) } } };
	struct directory_visit visit = visit_of(arena, &copy);
	struct entry *renamed = &visit.entry[_i];
	renamed->dn = "CN=EXCMS01\\0ACNF:0c4f2d3e," BASE_DN;
	struct accounts accounts = accounts_named(arena, &visit, "EXCMS01");
	ck_assert_ptr_eq(accounts.own.entry, &visit.entry[1 - _i]);
	ck_assert_uint_eq(accounts.other_count, 1);
	ck_assert_ptr_eq(accounts.other[0].entry, renamed);
}
END_TEST

START_TEST(ids)
{
	const struct copy copy = { "dc1",
		.object = { { CMS_ACCOUNT(ENABLED), .guid = "0123456789abcdef" },
			{ .cn = "DRCLU1",
				.sam = "DRCLU1$",
				.sid = "",
				.guid = "longer than sixteen" } } };
	struct accounts cms = accounts_of(&copy, "EXCMS01");
	ck_assert_str_eq(account_id(arena, &cms.own, "x"), CMS_SID);
	ck_assert_str_eq(account_guid(arena, &cms.own), "33323130-3534-3736-3839-616263646566");
	struct accounts cno = accounts_of(&copy, "DRCLU1");
	ck_assert(cno.found && !cno.own.has_sid);
	ck_assert_str_eq(account_id(arena, &cno.own, "x"), "x");
	ck_assert_ptr_null(account_id(arena, &cno.own, NULL));
	ck_assert_ptr_null(account_guid(arena, &cno.own));
}
END_TEST

static const struct {
	const char *because;
	struct object object;
	bool complete;
	size_t count; /* of SIDs in the token, with the three that every account has */
	const char *holds, *lacks;
} token_rows[] = {
	{ "itself and its primary group, which is also in tokenGroups", { CNO_ACCOUNT(ENABLED) },
		true, 5, DOMAIN_SID "515", GROUP_SID },
	{ "groups", { CNO_ACCOUNT(ENABLED), .groups = { GROUP_SID, OTHER_SID } }, true, 7,
		OTHER_SID, NULL },
	{ "a sIDHistory", { CNO_ACCOUNT(ENABLED), .history = OTHER_SID }, true, 6, OTHER_SID,
		NULL },
	{ "a sIDHistory that could not be read",
		{ CNO_ACCOUNT(ENABLED), .history_gap = ERROR_DENIED }, false, 5, CNO_SID, NULL },
	{ "a truncated sIDHistory", { CNO_ACCOUNT(ENABLED), .history = "" }, false, 5, CNO_SID,
		NULL },
	{ "groups that could not be read", { CNO_ACCOUNT(ENABLED), .groups_gap = ERROR_TIMEOUT },
		false, 5, DOMAIN_SID "515", NULL },
	{ "groups that were not asked for", { CNO_ACCOUNT(ENABLED), .groups_missing = true }, false,
		5, CNO_SID, NULL },
	{ "an empty list of groups", { CNO_ACCOUNT(ENABLED), .groups_empty = true }, false, 5,
		CNO_SID, NULL },
	{ "one group that is truncated, one that is not",
		{ CNO_ACCOUNT(ENABLED), .groups = { "", GROUP_SID } }, false, 6, GROUP_SID, NULL },
	{ "no primary group", { .sam = "DRCLU1$", .sid = CNO_SID }, false, 5, CNO_SID, NULL },
	{ "a primary group that is no number",
		{ .sam = "DRCLU1$", .sid = CNO_SID, .primary_group = "Domain Computers" }, false, 5,
		CNO_SID, NULL },
	{ "no SID", { .sam = "DRCLU1$", .primary_group = "515" }, false, 4, DOMAIN_SID "515",
		CNO_SID },
};

static bool token_has(const struct token *token, const char *text)
{
	struct sid sid;
	ck_assert(sid_parse(text, &sid));
	for (size_t i = 0; i < token->count; i++) {
		if (sid_equal(&token->sid[i], &sid))
			return true;
	}
	return false;
}

START_TEST(tokens)
{
	const char *because = token_rows[_i].because;
	const struct copy copy = { "dc1", .object = { token_rows[_i].object } };
	struct accounts accounts = accounts_of(&copy, "DRCLU1");
	ck_assert(accounts.found);
	struct token token = account_token(arena, &accounts.own);
	ck_assert_msg((token.extent == TOKEN_LISTED) == token_rows[_i].complete, "%s", because);
	ck_assert_msg(token.count == token_rows[_i].count, "%zu: %s", token.count, because);
	ck_assert_msg(token_has(&token, token_rows[_i].holds), "%s", because);
	if (token_rows[_i].lacks != NULL)
		ck_assert_msg(!token_has(&token, token_rows[_i].lacks), "%s", because);
	ck_assert(token_has(&token, "S-1-1-0"));
	ck_assert(token_has(&token, "S-1-5-11"));
	ck_assert(token_has(&token, "S-1-5-15"));
}
END_TEST

static const struct {
	const char *because, *text;
	enum answer set;
} admin_rows[] = {
	{ "missing", NULL, ANSWER_NO },
	{ "zero", "0", ANSWER_NO },
	{ "one", "1", ANSWER_YES },
	{ "more", "2", ANSWER_YES },
	{ "no number", "yes", ANSWER_MAYBE },
	{ "empty", "", ANSWER_MAYBE },
};

START_TEST(admin_count)
{
	const struct copy copy = { "dc1",
		.object = { { CMS_ACCOUNT(ENABLED), .admin_count = admin_rows[_i].text } } };
	struct accounts accounts = accounts_of(&copy, "EXCMS01");
	ck_assert_msg(accounts.own.admin_count == admin_rows[_i].set, "%s", admin_rows[_i].because);
}
END_TEST

START_TEST(token_alone)
{
	const struct copy copy = {
		"dc1",
		.object = { { CNO_ACCOUNT(ENABLED), .groups = { GROUP_SID }, .history = OTHER_SID },
			{ CMS_ACCOUNT(ENABLED), .groups_gap = ERROR_DENIED },
			{ .cn = "X", .sam = "X$", .history_gap = ERROR_DENIED, .sid = OTHER_SID } }
	};
	struct accounts accounts = accounts_of(&copy, "DRCLU1");
	struct token token = account_token_alone(arena, &accounts.own);
	ck_assert_uint_eq(token.count, 5);
	ck_assert_int_eq(token.extent, TOKEN_LISTED);
	ck_assert(token_has(&token, CNO_SID) && token_has(&token, OTHER_SID));
	ck_assert(!token_has(&token, GROUP_SID) && !token_has(&token, DOMAIN_SID "515"));
	accounts = accounts_of(&copy, "EXCMS01");
	token = account_token_alone(arena, &accounts.own);
	ck_assert_int_eq(token.extent, TOKEN_LISTED);
	accounts = accounts_of(&copy, "X");
	token = account_token_alone(arena, &accounts.own);
	ck_assert_int_eq(token.extent, TOKEN_PARTIAL);
}
END_TEST

START_TEST(primary_group)
{
	const struct copy copy = { "dc1",
		.object = { { CNO_ACCOUNT(ENABLED) }, { .sam = "EXCMS01$", .sid = CMS_SID } } };
	struct accounts accounts = accounts_of(&copy, "DRCLU1");
	struct sid group;
	ck_assert(account_primary_group(arena, &accounts.own, &group));
	ck_assert_str_eq(sid_write(arena, &group), DOMAIN_SID "515");
	accounts = accounts_of(&copy, "EXCMS01");
	ck_assert(!account_primary_group(arena, &accounts.own, &group));
}
END_TEST

static bool is_named(const struct accounts *accounts, const char *fqdn, struct dc_result *result)
{
	const struct name name = { "DRCLU1", fqdn };
	return account_is_named(arena, &accounts->own, &name, result);
}

START_TEST(other_names)
{
	const struct copy copy = { "dc1",
		.object = { { CNO_ACCOUNT(ENABLED), .dns = "DRCLU1.corp.example.com" },
			{ CMS_ACCOUNT(ENABLED) } } };
	struct dc_result result = { .subject_id = "S-1-5-21-1" };
	struct accounts accounts = accounts_of(&copy, "DRCLU1");
	ck_assert(is_named(&accounts, "drclu1.corp.example.com", &result));
	ck_assert(!is_named(&accounts, "drclu1.example.com", &result));
	ck_assert_int_eq(result.outcome, OUTCOME_UNKNOWN);
	ck_assert_str_eq(result.subject_id, "S-1-5-21-1");
	ck_assert_ptr_nonnull(strstr(result.proof, "DRCLU1.corp.example.com"));
	accounts = accounts_of(&copy, "EXCMS01");
	ck_assert(is_named(&accounts, "excms01.corp.example.com", &result));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("account");
	TCase *tcase = tcase_create("account");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, control, 0, COUNT_OF(control_rows));
	tcase_add_loop_test(tcase, names, 0, COUNT_OF(name_rows));
	tcase_add_test(tcase, second_of_a_name_is_another);
	tcase_add_loop_test(tcase, one_renamed_by_a_conflict_is_the_other, 0, 2);
	tcase_add_test(tcase, ids);
	tcase_add_loop_test(tcase, tokens, 0, COUNT_OF(token_rows));
	tcase_add_loop_test(tcase, admin_count, 0, COUNT_OF(admin_rows));
	tcase_add_test(tcase, token_alone);
	tcase_add_test(tcase, primary_group);
	tcase_add_test(tcase, other_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
