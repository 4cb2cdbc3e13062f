/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.standby-cluster */
#include "tests/test.h"

#include "checks.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"
#include "tests/ldapchk/forest.h"

#define ROLE .check = &check_ad_standby_cluster
#define ALLOW                                                                                      \
	{                                                                                          \
		ACE_ALLOW, 0, RIGHT_READ_CONTROL, OTHER_SID, NULL                                  \
	}
#define CNO                                                                                        \
	{                                                                                          \
		CNO_ACCOUNT(ENABLED)                                                               \
	}
#define OWNED(by)                                                                                  \
	{                                                                                          \
		CMS_ACCOUNT(ENABLED), .owner = (by), .ace = { ALLOW }                              \
	}

static const struct directory_case rows[] = {
	{ .because = "an administrator's",
		ROLE,
		IS(PASS, CNO_SID),
		.copy = { { "dc1", .object = { OWNED(NULL), CNO } } } },
	{ .because = "another cluster's",
		ROLE,
		.expected = { .outcome = OUTCOME_PASS, .proof_holds = OTHER_SID },
		.copy = { { "dc1", .object = { OWNED(OTHER_SID), CNO } } } },
	{ .because = "its own",
		ROLE,
		.expected = { .outcome = OUTCOME_WARN,
			.subject_id = CNO_SID,
			.proof_holds = CNO_SID,
			.remedy_holds = "cluster.exe /cluster:DRCLU1" },
		.copy = { { "dc1", .object = { OWNED(CNO_SID), CNO } } } },
	{ .because = "its own on one server alone: there it was made over",
		ROLE,
		IS(WARN, CNO_SID),
		.copy = { { "dc1", .object = { OWNED(NULL), CNO } },
			{ "dc2", .object = { OWNED(CNO_SID), CNO } } } },
	{ .because = "no CMS", ROLE, IS(UNKNOWN, NULL), .copy = { { "dc1", .object = { CNO } } } },
	{ .because = "no cluster",
		ROLE,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .object = { OWNED(NULL) } } } },
	{ .because = "no descriptor",
		ROLE,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1", .object = { { CMS_ACCOUNT(ENABLED) }, CNO } } } },
	{ .because = "a descriptor without an owner",
		ROLE,
		IS(UNKNOWN, CNO_SID),
		.copy = { { "dc1",
			.object = { { CMS_ACCOUNT(ENABLED), .descriptor = "no_owner" }, CNO } } } },
	{ .because = "a server that was not read",
		ROLE,
		IS(UNKNOWN, NULL),
		.copy = { { "dc1", .gap = ERROR_TIMEOUT } } },
};

static const struct forest two_sites = {
	.site = { "Main", "DR" },
	.subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { { .host = "dc1", .site = "Main" }, { .host = "dc2", .site = "DR" } },
};
static const struct forest one_site = { .site = { "Main" },
	.dc = { { .host = "dc2", .site = "Main" } } };

/* The address of the cluster's own name; a second address comes from a second server. */
static const struct stand_row {
	const char *because;
	const struct forest *forest;
	const char *node, *address, *other; /* NULL: none */
	struct expected expected;
	const char *second; /* of another node; NULL: there is none; "": it has no address */
	bool cached;        /* the answer about the cluster is not authoritative */
	bool owns;          /* the cluster owns the CMS's object */
} stand_rows[] = {
	{ "where the nodes are", &two_sites, "10.2.0.9", "10.2.0.5", NULL,
		{ .outcome = OUTCOME_PASS, .proof_holds = "10.2.0.5, in the site DR" }, NULL, false,
		false },
	{ "where the CMS is now", &two_sites, "10.2.0.9", "10.1.0.5", NULL,
		{ .outcome = OUTCOME_WARN,
			.subject_id = CNO_SID,
			.proof_holds = "10.1.0.5, in the site Main" },
		NULL, false, false },
	{ "both: a cluster of two subnets", &two_sites, "10.2.0.9", "10.1.0.5", "10.2.0.5",
		{ .outcome = OUTCOME_PASS, .proof_holds = "10.1.0.5, in the site Main" }, NULL,
		false, false },
	{ "one that lies in no subnet may be there", &two_sites, "10.2.0.9", "10.1.0.5", "10.3.0.5",
		{ .outcome = OUTCOME_PASS, .proof_holds = "10.3.0.5, in no known site" }, NULL,
		false, false },
	{ "two servers return the same", &two_sites, "10.2.0.9", "10.1.0.5", "10.1.0.5",
		{ .outcome = OUTCOME_WARN }, NULL, false, false },
	{ "no address", &two_sites, "10.2.0.9", NULL, NULL, { .outcome = OUTCOME_PASS }, NULL,
		false, false },
	{ "the site of the nodes is not known", &two_sites, NULL, "10.1.0.5", NULL,
		{ .outcome = OUTCOME_PASS }, NULL, false, false },
	{ "the nodes lie in no subnet", &two_sites, "10.3.0.9", "10.1.0.5", NULL,
		{ .outcome = OUTCOME_PASS }, NULL, false, false },
	{ "where the CMS is now, and both nodes are elsewhere", &two_sites, "10.2.0.9", "10.1.0.5",
		NULL, { .outcome = OUTCOME_WARN }, "10.2.0.10", false, false },
	{ "where the other node is", &two_sites, "10.2.0.9", "10.1.0.5", NULL,
		{ .outcome = OUTCOME_PASS }, "10.1.0.10", false, false },
	{ "the other node has no address, and may be there", &two_sites, "10.2.0.9", "10.1.0.5",
		NULL, { .outcome = OUTCOME_PASS }, "", false, false },
	{ "where it was once, as a cache has it", &two_sites, "10.2.0.9", "10.1.0.5", NULL,
		{ .outcome = OUTCOME_PASS, .proof_lacks = "10.1.0.5" }, NULL, true, false },
	{ "one site has all", &one_site, "10.2.0.9", "10.1.0.5", NULL, { .outcome = OUTCOME_PASS },
		NULL, false, false },
	{ "where the CMS is now, whose object it owns: two signs", &two_sites, "10.2.0.9",
		"10.1.0.5", NULL, { .outcome = OUTCOME_UNKNOWN, .subject_id = CNO_SID }, NULL,
		false, true },
	{ "in no subnet, and it owns the CMS's object: it may be where the CMS is", &two_sites,
		"10.2.0.9", "10.3.0.5", NULL,
		{ .outcome = OUTCOME_UNKNOWN,
			.subject_id = CNO_SID,
			.proof_holds = "10.3.0.5, in no known site" },
		NULL, false, true },
	{ "one of two addresses is where the nodes are", &two_sites, "10.2.0.9", "10.3.0.5",
		"10.2.0.5", { .outcome = OUTCOME_WARN }, NULL, false, true },
	{ "it owns the CMS's object, and nothing is in a subnet", &two_sites, "10.3.0.9",
		"10.3.0.5", NULL, { .outcome = OUTCOME_WARN }, NULL, false, true },
	{ "it owns the CMS's object, and has no address", &two_sites, "10.2.0.9", NULL, NULL,
		{ .outcome = OUTCOME_WARN }, NULL, false, true },
	{ "a link-local address says nothing", &two_sites, "10.2.0.9", "169.254.1.5", NULL,
		{ .outcome = OUTCOME_WARN }, NULL, false, true },
	{ "where the nodes are, and it owns the CMS's object", &two_sites, "10.2.0.9", "10.2.0.5",
		NULL, { .outcome = OUTCOME_WARN }, NULL, false, true },
};

START_TEST(stand)
{
	const struct stand_row *row = &stand_rows[_i];
	struct arena *arena = arena_new();
	const struct copy copy = { "dc2", .object = { OWNED(row->owns ? CNO_SID : NULL), CNO } };
	struct directory_visit visit = visit_of(arena, &copy);
	forest_describe(arena, &visit, row->forest);
	struct name node[] = { { "DRNODE1", "drnode1.corp.example.com" },
		{ "DRNODE2", "drnode2.corp.example.com" } };
	const char *const second = row->second;
	struct recovery recovery = {
		.cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_nodes = node,
		.standby_node_count = second == NULL ? 1 : 2,
		.standby_site = "DR",
	};
	if (row->forest == &one_site)
		recovery.standby_site = NULL;
	struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	plan.directory.domain = "corp.example.com";
	const char *const cluster = recovery.standby_cluster.fqdn;
	struct dns_answer answer[] = {
		forest_answer(arena, cluster, "A", row->address),
		forest_answer(arena, node[0].fqdn, "A", row->node),
		forest_answer(arena, node[1].fqdn, "A",
			second == NULL || *second == '\0' ? NULL : second),
		forest_answer(arena, cluster, "A", row->other),
	};
	answer[0].authoritative = !row->cached;
	struct dns_visit dns[] = {
		{ .server = "ns1", .answer = answer, .count = 3 },
		{ .server = "ns2", .answer = &answer[3], .count = 1 },
	};
	struct evidence evidence = {
		.directory = { .visit = &visit, .count = 1 },
		.dns = { .visit = dns, .count = 2 },
	};
	examine(arena, &check_ad_standby_cluster, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
END_TEST

START_TEST(role)
{
	directory_case_check(&rows[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.standby-cluster");
	TCase *tcase = tcase_create("rows");
	tcase_add_loop_test(tcase, role, 0, COUNT_OF(rows));
	tcase_add_loop_test(tcase, stand, 0, COUNT_OF(stand_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
