/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a SID came into the token of DRCLU1$. */
#include "tests/test.h"

#include "ldapchk/membership.h"
#include "tests/ldapchk/directory_case.h"

#define A_SID       DOMAIN_SID "1201"
#define B_SID       DOMAIN_SID "1202"
#define C_SID       DOMAIN_SID "1203"
#define PRIMARY_SID DOMAIN_SID "515"
#define CNO         CNO_ACCOUNT(ENABLED)

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
	struct copy copy;
	const char *sid;
	enum membership_kind kind;
	const char *text;
	bool needs_ticket;
} rows[] = {
	{ "its own", { "dc1", .object = { { CNO } } }, CNO_SID, MEMBERSHIP_ITSELF,
		"the account itself", false },
	{ "Everyone", { "dc1", .object = { { CNO } } }, "S-1-1-0", MEMBERSHIP_EVERYBODY,
		"every account", false },
	{ "Authenticated Users", { "dc1", .object = { { CNO } } }, "S-1-5-11", MEMBERSHIP_EVERYBODY,
		"every account", false },
	{ "This Organization", { "dc1", .object = { { CNO } } }, "S-1-5-15", MEMBERSHIP_EVERYBODY,
		"every account", false },
	{ "the primary group, which is also in tokenGroups",
		{ "dc1", .object = { { CNO, .groups = { PRIMARY_SID } } } }, PRIMARY_SID,
		MEMBERSHIP_PRIMARY_GROUP, "primary group", true },
	{ "an earlier SID", { "dc1", .object = { { CNO, .history = OTHER_SID } } }, OTHER_SID,
		MEMBERSHIP_HISTORY, "sIDHistory", false },
	{ "a group",
		{ "dc1", .object = { { CNO, .groups = { A_SID }, .member_of = { "A" } } },
			.named = { NAMED(A_SID, "A") } },
		A_SID, MEMBERSHIP_GROUP, "member of A", true },
	{ "in a group that is in it",
		{ "dc1", .object = { { CNO, .groups = { B_SID, A_SID }, .member_of = { "A" } } },
			.named = { NAMED(B_SID, "B"), { A_SID, "A", .member_of = { "B" } } } },
		B_SID, MEMBERSHIP_GROUP, "member of B through A", true },
	{ "three levels, DNs in any case",
		{ "dc1", .object = { { CNO, .groups = { C_SID }, .member_of = { "a" } } },
			.named = { { A_SID, "A", .member_of = { "b" } },
				{ B_SID, "B", .member_of = { "c" } }, NAMED(C_SID, "C") } },
		C_SID, MEMBERSHIP_GROUP, "member of C through B through A", true },
	{ "the shortest path is shown",
		{ "dc1", .object = { { CNO, .groups = { C_SID }, .member_of = { "A", "C" } } },
			.named = { { A_SID, "A", .member_of = { "C" } }, NAMED(C_SID, "C") } },
		C_SID, MEMBERSHIP_GROUP, "member of C", true },
	{ "groups in a circle",
		{ "dc1", .object = { { CNO, .groups = { C_SID }, .member_of = { "A" } } },
			.named = { { A_SID, "A", .member_of = { "B", "A" } },
				{ B_SID, "B", .member_of = { "A", "C" } },
				{ C_SID, "C", .member_of = { "A" } } } },
		C_SID, MEMBERSHIP_GROUP, "member of C through B through A", true },
	{ "a circle without the group",
		{ "dc1", .object = { { CNO, .groups = { C_SID }, .member_of = { "A" } } },
			.named = { { A_SID, "A", .member_of = { "B" } },
				{ B_SID, "B", .member_of = { "A" } }, NAMED(C_SID, "C") } },
		C_SID, MEMBERSHIP_LISTED, "listed by the directory server (tokenGroups)", true },
	{ "through the primary group",
		{ "dc1", .object = { { CNO, .groups = { A_SID } } },
			.named = { { PRIMARY_SID, "Domain Computers", .member_of = { "A" } },
				NAMED(A_SID, "A") } },
		A_SID, MEMBERSHIP_GROUP, "member of A through Domain Computers", true },
	{ "listed, and the group was not found",
		{ "dc1", .object = { { CNO, .groups = { A_SID }, .member_of = { "A" } } } }, A_SID,
		MEMBERSHIP_LISTED, "listed by the directory server (tokenGroups)", true },
	{ "listed under the SID that the group had before it moved",
		{ "dc1", .object = { { CNO, .groups = { OTHER_SID }, .member_of = { "A" } } },
			.named = { { A_SID, "A", .history = OTHER_SID } } },
		OTHER_SID, MEMBERSHIP_GROUP, "member of A", true },
	{ "memberOf alone is no token",
		{ "dc1", .object = { { CNO, .groups = { B_SID }, .member_of = { "A" } } },
			.named = { NAMED(A_SID, "A") } },
		A_SID, MEMBERSHIP_NONE, "not in the token", false },
	{ "not in the token", { "dc1", .object = { { CNO } } }, OTHER_SID, MEMBERSHIP_NONE,
		"not in the token", false },
	{ "groups that could not be read",
		{ "dc1", .object = { { CNO, .groups_gap = ERROR_DENIED } } }, A_SID,
		MEMBERSHIP_NONE, "not in the token", false },
};

static struct membership membership(const struct copy *copy, const char *text)
{
	struct directory_visit visit = visit_of(arena, copy);
	struct accounts accounts = accounts_named(arena, &visit, "DRCLU1");
	struct principals principals;
	struct sid sid;
	ck_assert(accounts.found && sid_parse(text, &sid));
	principals_open(arena, &visit, &accounts.own.sid, &principals);
	return membership_of(&principals, &accounts.own, &sid);
}

START_TEST(ways)
{
	const struct membership found = membership(&rows[_i].copy, rows[_i].sid);
	ck_assert_msg(found.kind == rows[_i].kind, "%d, %s: %s", found.kind, found.text,
		rows[_i].because);
	ck_assert_str_eq(found.text, rows[_i].text);
	ck_assert_msg(
		membership_needs_ticket(&found) == rows[_i].needs_ticket, "%s", rows[_i].because);
}
END_TEST

enum { CHAIN = 3000 };

/* Every group is in the next and in the first: more than a token can hold, and the search ends. */
START_TEST(a_long_chain_ends)
{
	struct copy copy = { "dc1", .object = { { CNO, .groups = { A_SID } } } };
	struct directory_visit visit = visit_of(arena, &copy);
	visit.principal = arena_alloc(arena, CHAIN * sizeof *visit.principal);
	for (size_t i = 0; i < CHAIN; i++) {
		const char *sam = arena_format(arena, "G%zu", i);
		const char *next = arena_format(arena, "G%zu", i + 1);
		const char *sid = arena_format(arena, DOMAIN_SID "%zu", 5000 + i);
		const struct named named = { sid, sam, .member_of = { next, "G0" } };
		visit.principal[visit.principal_count++] = named_of(arena, &named);
	}
	add_groups(arena, &visit.entry[0], (const char *const[MAX_GROUPS]){ "G0" });
	struct accounts accounts = accounts_named(arena, &visit, "DRCLU1");
	struct principals principals;
	struct sid near, far;
	principals_open(arena, &visit, &accounts.own.sid, &principals);
	ck_assert(sid_parse(DOMAIN_SID "5002", &near) && sid_parse(DOMAIN_SID "7999", &far));
	struct attribute *groups =
		(struct attribute *)entry_attribute(accounts.own.entry, "tokenGroups");
	groups->value = arena_alloc(arena, 2 * sizeof *groups->value);
	groups->value[0] = sid_bytes(arena, DOMAIN_SID "5002");
	groups->value[1] = sid_bytes(arena, DOMAIN_SID "7999");
	groups->count = 2;
	const struct membership close = membership_of(&principals, &accounts.own, &near);
	ck_assert_str_eq(close.text, "member of G2 through G1 through G0");
	ck_assert_int_eq(membership_of(&principals, &accounts.own, &far).kind, MEMBERSHIP_LISTED);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("membership");
	TCase *tcase = tcase_create("membership");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, ways, 0, COUNT_OF(rows));
	tcase_add_test(tcase, a_long_chain_ends);
	suite_add_tcase(suite, tcase);
	return suite;
}
