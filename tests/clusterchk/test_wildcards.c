/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which answers count as those of a wildcard. */
#include "tests/test.h"

#include "clusterchk/views.h"
#include "clusterchk/wildcards.h"
#include "ldapchk/sites/dns_addresses.h"
#include "model/dns_answers.h"
#include "tests/clusterchk/zone/zone_case.h"

#define RANDOM "random." DOMAIN

enum { MOST = 3 };

/* The records of a name in the answers for both types. */
struct given {
	const char *a[MOST], *aaaa[MOST];
	const char *alias; /* then the addresses are those of the name behind it */
	bool refused;
	enum error_kind a_gap, aaaa_gap;
};

/* A directory server's copy of the zone: the CMS's node and the wildcard's. */
struct held {
	const char *server; /* NULL: there is none */
	struct value node[MOST], wildcard[MOST];
	bool is_tombstoned;
};

#define HAS(address)                                                                               \
	{                                                                                          \
		ZONE_TYPE_A, 300, address, false                                                   \
	}
#define MX                                                                                         \
	{                                                                                          \
		15, 300, "mail", false                                                             \
	}

static const struct {
	const char *because;
	struct given own, random;
	bool unasked; /* evidence without random names */
	struct held held[2];
	const char *holds; /* in the doubt; NULL: the name has a node of its own */
} rows[] = {
	{ "no wildcard", { .a = { HERE } }, { .a = { NULL } }, .holds = NULL },
	{ "the wildcard's address", { .a = { HERE } }, { .a = { HERE } }, .holds = "same address" },
	{ "another address", { .a = { HERE } }, { .a = { THERE } }, .holds = NULL },
	{ "in another order", { .a = { HERE, THERE } }, { .a = { THERE, HERE } },
		.holds = "same address" },
	{ "one of its addresses: the answer of another set", { .a = { HERE } },
		{ .a = { THERE, HERE } }, .holds = NULL },
	{ "the same over IPv6", { .aaaa = { SIX } }, { .aaaa = { SIX } }, .holds = "same address" },
	{ "the same over IPv4, and an address over IPv6 of its own",
		{ .a = { HERE }, .aaaa = { SIX } }, { .a = { HERE } }, .holds = NULL },
	{ "the wildcard has IPv6, too", { .a = { HERE } }, { .a = { HERE }, .aaaa = { SIX } },
		.holds = NULL },
	{ "the wildcard is an alias", { .a = { HERE }, .alias = ALIAS },
		{ .a = { HERE }, .alias = ALIAS }, .holds = "same address" },
	{ "the wildcard is an alias, the name is none", { .a = { HERE } },
		{ .a = { HERE }, .alias = ALIAS }, .holds = NULL },
	{ "an alias of its own leads to the wildcard", { .a = { HERE }, .alias = ALIAS },
		{ .a = { HERE } }, .holds = "same address" },
	{ "an alias to nowhere", { .alias = ALIAS }, { .alias = ALIAS }, .holds = "same address" },
	{ "an alias to another nowhere", { .alias = FAR }, { .alias = ALIAS }, .holds = NULL },
	{ "no address at all", { .a = { NULL } }, { .a = { HERE } }, .holds = NULL },
	{ "random names are refused", { .a = { HERE } }, { .refused = true }, .holds = NULL },
	{ "older evidence", { .a = { HERE } }, { .a = { HERE } }, .unasked = true, .holds = NULL },
	{ "the random name got no answer", { .a = { HERE } },
		{ .a_gap = ERROR_TIMEOUT, .aaaa_gap = ERROR_TIMEOUT }, .holds = "no answer" },
	{ "only for the type that the name does not have", { .a = { HERE } },
		{ .aaaa_gap = ERROR_TIMEOUT }, .holds = NULL },
	{ "only for the type that the name has", { .a = { HERE } }, { .a_gap = ERROR_TIMEOUT },
		.holds = "no answer" },
	{ "the wildcard's address, and a node of its own with it", { .a = { HERE } },
		{ .a = { HERE } }, .held = { { "dc1", { HAS(HERE) }, { HAS(HERE) } } },
		.holds = NULL },
	{ "a node of its own, and no answer for the random name", { .a = { HERE } },
		{ .a_gap = ERROR_TIMEOUT }, .held = { { "dc1", { HAS(HERE) } } }, .holds = NULL },
	{ "a node of its own with another address", { .a = { HERE } }, { .a = { HERE } },
		.held = { { "dc1", { HAS(THERE) } } }, .holds = "same address" },
	{ "a node of its own that was deleted", { .a = { HERE } }, { .a = { HERE } },
		.held = { { "dc1", { HAS(HERE) }, { HAS(HERE) }, true } },
		.holds = "same address" },
	{ "a node of its own on another server alone", { .a = { HERE } }, { .a = { HERE } },
		.held = { { "dc1", { { 0 } }, { HAS(HERE) } },
			{ "dc2", { HAS(HERE) }, { HAS(HERE) } } },
		.holds = "same address" },
	{ "a node of its own on this server", { .a = { HERE } }, { .a = { HERE } },
		.held = { { "dc1", { HAS(HERE) }, { HAS(HERE) } },
			{ "dc2", { { 0 } }, { HAS(HERE) } } },
		.holds = NULL },
	{ "the DNS server is no directory server, one copy lacks the node", { .a = { HERE } },
		{ .a = { HERE } },
		.held = { { "dc8", { HAS(HERE) } }, { "dc9", { { 0 } }, { HAS(HERE) } } },
		.holds = "same address" },
	{ "the DNS server is no directory server, all copies have the node", { .a = { HERE } },
		{ .a = { HERE } }, .held = { { "dc8", { HAS(HERE) } }, { "dc9", { HAS(HERE) } } },
		.holds = NULL },
	{ "the directory has a wildcard and no node, and answers rotate", { .a = { HERE } },
		{ .a = { THERE } }, .held = { { "dc1", { { 0 } }, { HAS(HERE), HAS(THERE) } } },
		.holds = "no node" },
	{ "a wildcard for mail alone", { .a = { HERE } }, { .a = { NULL } },
		.held = { { "dc1", { { 0 } }, { MX } } }, .holds = NULL },
};

static void add_records(
	const char *const *address, const char *type, const char *name, struct dns_answer *answer)
{
	for (size_t i = 0; i < MOST && address[i] != NULL; i++)
		answer->record[answer->count++] =
			(struct dns_record){ name, type, 300 + (int64_t)i, address[i] };
}

static struct dns_answer answer_of(
	struct arena *arena, const char *name, bool is_six, const struct given *given)
{
	struct dns_answer answer = {
		.name = name,
		.type = is_six ? "AAAA" : "A",
		.authoritative = true,
		.gap = { is_six ? given->aaaa_gap : given->a_gap, "silent" },
		.rcode = given->refused ? RCODE_REFUSED : RCODE_NO_ERROR,
		.record = arena_alloc(arena, (MOST + 1) * sizeof *answer.record),
	};
	if (given->alias != NULL)
		answer.record[answer.count++] =
			(struct dns_record){ name, "CNAME", 300, given->alias };
	add_records(is_six ? given->aaaa : given->a, answer.type,
		given->alias == NULL ? name : given->alias, &answer);
	return answer;
}

static void add_node(struct arena *arena, struct directory_part *part, const char *host,
	const struct value *value, bool is_tombstoned)
{
	struct zone_held held = { .host = host, .is_tombstoned = is_tombstoned };
	if (value[0].data == NULL)
		return;
	memcpy(held.value, value, sizeof held.value);
	part->entry[part->count++] = node_of(arena, &held, part->entry[0].dn);
}

static struct directory_visit visit_with_zone(struct arena *arena, const struct held *held)
{
	const struct copy copy = { .server = held->server,
		.object = { { CMS_ACCOUNT(ENABLED) }, { CNO_ACCOUNT(ENABLED) } } };
	struct directory_visit visit = visit_of(arena, &copy);
	add_zones(arena, &(struct zone_held){ .host = "" }, &visit);
	struct directory_part *part = &visit.part[0];
	const struct entry zone = part->entry[0];
	part->entry = arena_alloc(arena, 3 * sizeof *part->entry);
	part->entry[0] = zone;
	add_node(arena, part, "excms01", held->node, held->is_tombstoned);
	add_node(arena, part, "*", held->wildcard, false);
	return visit;
}

static void ignore(void *context, const struct name *name, const char *address)
{
	ck_assert(context == NULL && name != NULL && address != NULL);
}

START_TEST(doubts)
{
	struct arena *arena = arena_new();
	struct dns_answer own[] = { answer_of(arena, NAME, false, &rows[_i].own),
		answer_of(arena, NAME, true, &rows[_i].own) };
	struct dns_answer random[] = { answer_of(arena, RANDOM, false, &rows[_i].random),
		answer_of(arena, RANDOM, true, &rows[_i].random) };
	struct dns_visit dns = { .server = "dc1",
		.answer = own,
		.count = 2,
		.probe = random,
		.probe_count = rows[_i].unasked ? 0 : 2 };
	struct directory_visit visit[2];
	struct evidence evidence = { .dns = { .visit = &dns, .count = 1 },
		.directory.visit = visit };
	for (size_t i = 0; i < 2 && rows[_i].held[i].server != NULL; i++)
		visit[evidence.directory.count++] = visit_with_zone(arena, &rows[_i].held[i]);
	struct recovery recovery = { .cms = { "EXCMS01", NAME },
		.standby_cluster = { "DRCLU01", "drclu01.corp.example.com" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	wildcards_mark(arena, &plan, &evidence);

	const char *why = own[0].wildcard != NULL ? own[0].wildcard : own[1].wildcard;
	ck_assert_msg((why != NULL) == (rows[_i].holds != NULL), "%s: %s", rows[_i].because,
		why == NULL ? "no doubt" : why);
	ck_assert_msg(why == NULL || strstr(why, rows[_i].holds) != NULL, "%s: %s",
		rows[_i].because, why);
	struct dns_view view;
	ck_assert(view_read(arena, &dns, NAME, &view));
	if (why != NULL) {
		ck_assert_str_eq(view_unreadable(arena, &view), why);
		ck_assert_uint_eq(view.address_count, 0);
		ck_assert(!view.has_ttl && view.cname == NULL);
	} else {
		ck_assert_msg(view.gap == NULL, "%s", rows[_i].because);
	}
	/* A wildcard's addresses are nobody's. */
	const struct dns_addresses addresses = dns_addresses_read(arena, &evidence.dns);
	const size_t known = why == NULL ? own[0].count + own[1].count : 0;
	size_t found = dns_each_address(&evidence.dns, &recovery.cms, DNS_ANY, ignore, NULL);
	ck_assert_msg((found > 0) == (known > 0 && addresses.count > 0), "%s", rows[_i].because);
	ck_assert_msg(why == NULL || addresses.count == 0, "%s", rows[_i].because);
	/* A gap of the evidence is the cause; a wildcard's answer is none. */
	const bool is_lost = why != NULL && strstr(why, "no answer") != NULL;
	ck_assert_msg(view.causes.count == is_lost, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("wildcards");
	TCase *tcase = tcase_create("wildcards");
	tcase_add_loop_test(tcase, doubts, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
