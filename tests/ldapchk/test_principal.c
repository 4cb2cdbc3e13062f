/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of SIDs, and the kinds of SIDs without a name. */
#include "tests/test.h"

#include "ldapchk/principal.h"
#include "tests/ldapchk/directory_case.h"

#define FOREIGN_SID "S-1-5-21-9-9-9-1300"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const struct copy usual = { "dc1", .object = { { CMS_ACCOUNT(ENABLED) } },
	.named = { { GROUP_SID, "Exchange Servers", .history = FOREIGN_SID },
		NAMED(DOMAIN_SID "1201", "Line\nBreak"), NAMED("S-1-5-32-550", "Print Operators"),
		NAMED("S-1-5-21-9-9-9-500", NULL), NAMED(DOMAIN_SID "512", "Chefs") },
	.sid_asked = { OTHER_SID, "S-1-5-21-9-9-9-501", "S-1-5-32-599" } };

static const struct copy with_gap = { "dc1", .names_gap = ERROR_TIMEOUT, .sid_asked = { OTHER_SID },
	.named = { NAMED(GROUP_SID, "Exchange Servers") } };

static const struct copy older = { "dc1", .older = true, .object = { { CMS_ACCOUNT(ENABLED) } } };

static const struct {
	const char *because;
	const struct copy *copy;
	const char *sid;
	enum principal_kind kind;
	const char *name;
} rows[] = {
	{ "a group that was found", &usual, GROUP_SID, PRINCIPAL_NAMED, "Exchange Servers" },
	{ "the CMS itself", &usual, CMS_SID, PRINCIPAL_NAMED, "EXCMS01$" },
	{ "well known", &usual, "S-1-1-0", PRINCIPAL_NAMED, "Everyone" },
	{ "a domain's own group, renamed", &usual, DOMAIN_SID "512", PRINCIPAL_NAMED, "Chefs" },
	{ "a domain's own group that was not asked for", &usual, DOMAIN_SID "516", PRINCIPAL_NAMED,
		"Domain Controllers" },
	{ "built in", &usual, "S-1-5-32-550", PRINCIPAL_NAMED, "Print Operators" },
	{ "an earlier SID of a group", &usual, FOREIGN_SID, PRINCIPAL_NAMED, "Exchange Servers" },
	{ "a line feed in a name is escaped", &usual, DOMAIN_SID "1201", PRINCIPAL_NAMED,
		"Line\\x0aBreak" },
	{ "asked for, and not found", &usual, OTHER_SID, PRINCIPAL_ORPHANED, NULL },
	{ "not asked for", &usual, DOMAIN_SID "1998", PRINCIPAL_UNKNOWN, NULL },
	{ "asked for, and of another domain", &usual, "S-1-5-21-9-9-9-501", PRINCIPAL_FOREIGN,
		NULL },
	{ "not asked for, and of another domain", &usual, "S-1-5-21-9-9-9-502", PRINCIPAL_FOREIGN,
		NULL },
	{ "a stand-in for an account of another domain", &usual, "S-1-5-21-9-9-9-500",
		PRINCIPAL_FOREIGN, NULL },
	{ "built in, and not found: built-in groups are no accounts of a domain", &usual,
		"S-1-5-32-599", PRINCIPAL_UNKNOWN, NULL },
	{ "a domain's own SID is no account of it", &usual, "S-1-5-21-1111-2222-3333",
		PRINCIPAL_UNKNOWN, NULL },
	{ "not all names could be read", &with_gap, OTHER_SID, PRINCIPAL_UNKNOWN, NULL },
	{ "not all names could be read, this one could", &with_gap, GROUP_SID, PRINCIPAL_NAMED,
		"Exchange Servers" },
	{ "older evidence has computers", &older, CMS_SID, PRINCIPAL_NAMED, "EXCMS01$" },
	{ "older evidence has no groups", &older, GROUP_SID, PRINCIPAL_UNKNOWN, NULL },
	{ "well known, in older evidence", &older, "S-1-5-11", PRINCIPAL_NAMED,
		"Authenticated Users" },
};

static void open_copy(const struct copy *copy, bool no_domain, struct principals *principals)
{
	struct directory_visit *visit = arena_alloc(arena, sizeof *visit);
	struct sid *domain = arena_alloc(arena, sizeof *domain);
	*visit = visit_of(arena, copy);
	ck_assert(sid_parse(CMS_SID, domain));
	principals_open(arena, visit, no_domain ? NULL : domain, principals);
}

START_TEST(found)
{
	const char *because = rows[_i].because;
	struct principals principals;
	struct sid sid;
	open_copy(rows[_i].copy, false, &principals);
	ck_assert(sid_parse(rows[_i].sid, &sid));
	const struct principal principal = principal_find(&principals, &sid);
	ck_assert_msg(principal.kind == rows[_i].kind, "%d: %s", principal.kind, because);
	ck_assert_pstr_eq(principal.name, rows[_i].name);
	ck_assert_msg(
		principal.by_history == (strcmp(rows[_i].sid, FOREIGN_SID) == 0), "%s", because);
	const char *text = principal_write(&principals, &sid);
	ck_assert_msg(strstr(text, rows[_i].sid) != NULL, "%s: %s", text, because);
	ck_assert_msg((strstr(text, "orphaned") != NULL) == (rows[_i].kind == PRINCIPAL_ORPHANED),
		"%s", because);
	if (rows[_i].name != NULL)
		ck_assert_msg(strstr(text, rows[_i].name) == text, "%s: %s", text, because);
}
END_TEST

START_TEST(the_domain_is_not_known)
{
	struct principals principals;
	struct sid sid;
	open_copy(&usual, true, &principals);
	ck_assert(sid_parse(OTHER_SID, &sid));
	ck_assert_int_eq(principal_find(&principals, &sid).kind, PRINCIPAL_UNKNOWN);
}
END_TEST

START_TEST(another_domains_own_group)
{
	struct principals principals;
	struct sid sid;
	open_copy(&usual, false, &principals);
	ck_assert(sid_parse("S-1-5-21-9-9-9-512", &sid));
	ck_assert_str_eq(principal_write(&principals, &sid),
		"Domain Admins (S-1-5-21-9-9-9-512, of another domain)");
}
END_TEST

/* A SID that is objectSid of one object and in sIDHistory of another is the former's. */
START_TEST(own_sid_before_history)
{
	static const struct copy copy = { "dc1",
		.named = { { GROUP_SID, "Moved", .history = OTHER_SID },
			NAMED(OTHER_SID, "Present") } };
	struct principals principals;
	struct sid sid;
	open_copy(&copy, false, &principals);
	ck_assert(sid_parse(OTHER_SID, &sid));
	ck_assert_str_eq(principal_find(&principals, &sid).name, "Present");
	ck_assert(!principal_find(&principals, &sid).by_history);
}
END_TEST

static const struct {
	const char *because, *dn, *name;
} dn_rows[] = {
	{ "as it was found", "CN=Exchange Servers," BASE_DN, "Exchange Servers" },
	{ "in another case", "cn=EXCHANGE servers," BASE_DN, "Exchange Servers" },
	{ "the first in sorted order", "CN=Line\\0ABreak," BASE_DN, "Line\\x0aBreak" },
	{ "shorter", "CN=Exchange Servers", NULL },
	{ "longer", "CN=Exchange Servers," BASE_DN "X", NULL },
	{ "another", "CN=Exchange," BASE_DN, NULL },
	{ "empty", "", NULL },
};

START_TEST(by_dn)
{
	struct principals principals;
	open_copy(&usual, false, &principals);
	const char *dn = dn_rows[_i].dn;
	const size_t place = principal_place(&principals, bytes_of(dn, strlen(dn)));
	ck_assert_msg((place < principals.count) == (dn_rows[_i].name != NULL), "%s",
		dn_rows[_i].because);
	if (place < principals.count)
		ck_assert_str_eq(principal_name(arena, principals.by_dn[place]), dn_rows[_i].name);
}
END_TEST

START_TEST(a_zero_in_a_dn)
{
	static const char dn[] = "CN=Exchange Servers," BASE_DN "\0";
	struct principals principals;
	open_copy(&usual, false, &principals);
	ck_assert_uint_eq(
		principal_place(&principals, bytes_of(dn, sizeof dn - 1)), principals.count);
	open_copy(&older, false, &principals);
	ck_assert_uint_eq(
		principal_place(&principals, bytes_of(dn, sizeof dn - 2)), principals.count);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("principal");
	TCase *tcase = tcase_create("principal");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, found, 0, COUNT_OF(rows));
	tcase_add_test(tcase, the_domain_is_not_known);
	tcase_add_test(tcase, another_domains_own_group);
	tcase_add_test(tcase, own_sid_before_history);
	tcase_add_loop_test(tcase, by_dn, 0, COUNT_OF(dn_rows));
	tcase_add_test(tcase, a_zero_in_a_dn);
	suite_add_tcase(suite, tcase);
	return suite;
}
