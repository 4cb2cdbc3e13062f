/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.standby-clean: what DNS says, and what the directory says about the owners. */
#include "tests/test.h"

#include "checks.h"
#include "tests/exchange/exchange_case.h"

enum { MAX_NAMES = 3 };

#define NOBODY                                                                                     \
	{                                                                                          \
		.row = { CMS(CCR, NODE("NODE1"), NODE("NODE2")) }                                  \
	}

static void examine_run(const struct forest *forest, struct evidence *evidence,
	const char *planned_dns_server, const struct expected *expected, const char *because)
{
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	struct endpoint named = { .given = planned_dns_server };
	const struct plan plan = { .directory.domain = "corp.example.com",
		.recoveries = &recovery,
		.recovery_count = 1,
		.dns_servers = &named,
		.dns_server_count = planned_dns_server != NULL };
	struct directory_visit visit = visit_of(arena, forest);
	evidence->directory = (struct directory_evidence){ .visit = &visit, .count = 1 };
	examine(arena, &check_share_standby_clean, &plan, evidence, expected, because);
	arena_free(arena);
}

/* Answers of a DNS server about the CMS, the cluster and its node. */
struct standby_server {
	const char *address[MAX_NAMES]; /* "": none; NULL: no answer */
	const char *six[MAX_NAMES];     /* NULL: none */
	int64_t rcode;
	bool lame, cut, gone, four_alone, elsewhere;
};

static const struct standby_row {
	const char *because;
	struct expected expected;
	struct standby_server server[2];
	const char *plan;
} standby_rows[] = {
	{ "three of their own", { .outcome = OUTCOME_PASS },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } } }, NULL },
	{ "the cluster has it",
		{ .outcome = OUTCOME_FAIL, .proof_holds = "drclu01.corp.example.com" },
		{ { .address = { "10.1.0.1", "10.1.0.1", "10.2.0.2" } } }, NULL },
	{ "a node has it", { .outcome = OUTCOME_FAIL, .proof_holds = "drnode1.corp.example.com" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.1.0.1" } } }, NULL },
	{ "a node has it, the address of the cluster is not known", { .outcome = OUTCOME_FAIL },
		{ { .address = { "10.1.0.1", NULL, "10.1.0.1" } } }, NULL },
	{ "the node and the cluster have one", { .outcome = OUTCOME_PASS },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.1" } } }, NULL },
	{ "the CMS has no address", { .outcome = OUTCOME_PASS },
		{ { .address = { "", "10.2.0.1", "10.2.0.2" } } }, NULL },
	{ "the CMS has none, the address of the cluster is not known", { .outcome = OUTCOME_PASS },
		{ { .address = { "", NULL, "10.2.0.2" } } }, NULL },
	{ "a node has none, so that any may be its own",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "drnode1.corp.example.com" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "" } } }, NULL },
	{ "the address of the CMS is not known", { .outcome = OUTCOME_UNKNOWN },
		{ { .address = { NULL, "10.2.0.1", "10.2.0.2" } } }, NULL },
	{ "the address of the node is not known", { .outcome = OUTCOME_UNKNOWN },
		{ { .address = { "10.1.0.1", "10.2.0.1", NULL } } }, NULL },
	{ "refused: that is no address of none",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "REFUSED" },
		{ { .address = { "", "", "" }, .rcode = 5 } }, NULL },
	{ "no such names: the CMS answers nowhere", { .outcome = OUTCOME_PASS },
		{ { .address = { "", "", "" }, .rcode = 3 } }, NULL },
	{ "a server that does not serve the zone", { .outcome = OUTCOME_UNKNOWN },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" }, .lame = true } }, NULL },
	{ "the same address, out of a cache", { .outcome = OUTCOME_UNKNOWN },
		{ { .address = { "10.1.0.1", "10.1.0.1", "10.2.0.2" }, .lame = true } }, NULL },
	{ "cut", { .outcome = OUTCOME_UNKNOWN },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" }, .cut = true } }, NULL },
	{ "IPv6 was not asked for", { .outcome = OUTCOME_UNKNOWN, .proof_holds = "AAAA" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" }, .four_alone = true } },
		NULL },
	{ "by IPv6 they are the same", { .outcome = OUTCOME_FAIL, .proof_holds = "2001:db8::1" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" },
			.six = { "2001:db8::1", NULL, "2001:db8::1" } } },
		NULL },
	{ "an address of IPv4 in the clothes of IPv6", { .outcome = OUTCOME_FAIL },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" },
			.six = { NULL, NULL, "::ffff:10.1.0.1" } } },
		NULL },
	{ "another server is silent, which may know it there",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "ns2: down" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } }, { .gone = true } }, NULL },
	{ "another server has it there", { .outcome = OUTCOME_FAIL },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } },
			{ .address = { "10.2.0.1", "10.2.0.1", "10.2.0.2" } } },
		NULL },
	{ "another server serves another zone", { .outcome = OUTCOME_PASS },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } }, { .elsewhere = true } },
		NULL },
	{ "a server of the plan was not asked",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "ns9" },
		{ { .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } } }, "ns9" },
	{ "no server was asked", { .outcome = OUTCOME_UNKNOWN }, { { .elsewhere = true } }, NULL },
};

static const char *const standby_names[] = { "excms01.corp.example.com", "drclu01.corp.example.com",
	"drnode1.corp.example.com" };

struct standby_space {
	struct dns_record record[2 * MAX_NAMES];
	struct dns_answer answer[2 * MAX_NAMES];
};

static struct dns_visit standby_visit(
	const char *name, const struct standby_server *server, struct standby_space *space)
{
	struct dns_visit visit = { .server = name, .answer = space->answer };
	if (server->gone)
		visit.gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "down" };
	for (size_t i = 0; i < 2 * MAX_NAMES && !server->gone && !server->elsewhere; i++) {
		const bool six = i % 2 != 0;
		const char *address = six ? server->six[i / 2] : server->address[i / 2];
		const bool silent = server->address[i / 2] == NULL;
		if (six && server->four_alone)
			continue;
		space->record[i] = (struct dns_record){ standby_names[i / 2], six ? "AAAA" : "A",
			300, address };
		visit.answer[visit.count++] = (struct dns_answer){ .name = standby_names[i / 2],
			.type = six ? "AAAA" : "A",
			.gap = { silent ? ERROR_TIMEOUT : ERROR_NONE, "silent" },
			.rcode = server->rcode,
			.authoritative = !server->lame && !silent,
			.truncated = server->cut,
			.record = &space->record[i],
			.count = !silent && address != NULL && *address != '\0' };
	}
	return visit;
}

static void expect_clean(const struct standby_row *row, const struct forest *forest,
	const struct expected *expected, const char *because)
{
	struct standby_space space[2];
	struct dns_visit visit[2];
	struct evidence evidence = { .dns = { .visit = visit } };
	for (size_t i = 0; i < 2; i++) {
		const struct standby_server *server = &row->server[i];
		if (server->gone || server->elsewhere || server->address[0] != NULL ||
			server->address[1] != NULL)
			visit[evidence.dns.count++] =
				standby_visit(i == 0 ? "ns1" : "ns2", server, &space[i]);
	}
	examine_run(forest, &evidence, row->plan, expected, because);
}

START_TEST(clean)
{
	static const struct forest nobody = NOBODY;
	const struct standby_row *row = &standby_rows[_i];
	expect_clean(row, &nobody, &row->expected, row->because);
}
END_TEST

/* Both answers decide: the worse one, and the proof is of both. */
static const struct {
	const char *because;
	struct expected expected;
	struct standby_server server;
	struct forest forest;
} both_rows[] = {
	{ "the list names a standby node, DNS is clean",
		{ .outcome = OUTCOME_FAIL,
			.proof_holds = "EXCMS01 lists DRNODE1",
			.remedy_holds = "/ClearLocalCMS" },
		{ .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } },
		{ .row = { CMS(CCR, NODE("DRNODE1")) } } },
	{ "and DNS has the address, too",
		{ .outcome = OUTCOME_FAIL,
			.proof_holds = "10.2.0.2",
			.remedy_holds = "cluster.exe" },
		{ .address = { "10.2.0.2", "10.2.0.1", "10.2.0.2" } },
		{ .row = { CMS(CCR, NODE("DRNODE1")) } } },
	{ "the list names a standby node, DNS is not known",
		{ .outcome = OUTCOME_FAIL, .proof_holds = "drnode1.corp.example.com" },
		{ .address = { "10.1.0.1", "10.2.0.1", NULL } },
		{ .row = { CMS(CCR, NODE("DRNODE1")) } } },
	{ "the directory is not known, DNS has the address",
		{ .outcome = OUTCOME_FAIL, .remedy_lacks = "Read Property" },
		{ .address = { "10.2.0.2", "10.2.0.1", "10.2.0.2" } }, { .no_part = true } },
	{ "the directory is not known, DNS is clean",
		{ .outcome = OUTCOME_UNKNOWN, .remedy_holds = "Read Property" },
		{ .address = { "10.1.0.1", "10.2.0.1", "10.2.0.2" } }, { .gap = ERROR_TIMEOUT } },
	{ "neither is known",
		{ .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "silent",
			.remedy_holds = "dns.record" },
		{ .address = { NULL, "10.2.0.1", "10.2.0.2" } }, { .no_part = true } },
};

START_TEST(both)
{
	const struct standby_row row = { .server = { both_rows[_i].server } };
	expect_clean(&row, &both_rows[_i].forest, &both_rows[_i].expected, both_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("share.standby-clean");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, clean, 0, COUNT_OF(standby_rows));
	tcase_add_loop_test(test, both, 0, COUNT_OF(both_rows));
	suite_add_tcase(suite, test);
	return suite;
}
