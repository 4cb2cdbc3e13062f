/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans proposed from what a directory shows: recoveries, questions, remarks. */
#include "tests/test.h"

#include "tests/exchange/proposal_case.h"

enum { MAX_TEXTS = 4 };

#define ACCOUNT(name, dns)                                                                         \
	{                                                                                          \
		"CN=" name ",DC=corp", "computer",                                                 \
		{                                                                                  \
			"sAMAccountName=" name "$", "dNSHostName=" dns                             \
		}                                                                                  \
	}

static const struct {
	const char *because;
	struct forest forest;
	struct row cluster[MAX_COMPUTERS], machine[MAX_COMPUTERS];
	enum error_kind clusters_gap, machines_gap;
	const char *recovery;            /* "cms|cluster|sources|standby nodes", or NULL: none */
	const char *question[MAX_TEXTS]; /* "place|a part of what is asked|another part" */
	const char *remark[MAX_TEXTS];   /* "a part|another" */
} rows[] = {
	{ .because = "three candidates: a question",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1.corp.example.com")),
				    GROUP("B", "EXCMS01", TARGET("drnode1")) } },
		.cluster = { CLUSTER("SRCCLU01"), CLUSTER("DRCLU01"), VIRTUAL("EXCMS01"),
			CLUSTER("DRCLU02") },
		.machine = { MACHINE("DRNODE1"), MACHINE("NODE1"), MACHINE("NODE2") },
		.recovery = "EXCMS01||NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|DRCLU01, DRCLU02, SRCCLU01|DRNODE1",
			"standby_nodes|other nodes|DRNODE1" } },
	{ .because = "a single candidate: proposed, and a question",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01"), VIRTUAL("FILES1") },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|Is DRCLU01|DRNODE1", "standby_nodes|DRNODE1" } },
	{ .because = "no candidate",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01||NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|no account", "standby_nodes|DRNODE1" } },
	{ .because = "the accounts of clusters were not read",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("DRNODE1") },
		.clusters_gap = ERROR_TIMEOUT,
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|could not be read", "standby_nodes|DRNODE1" } },
	{ .because = "a target whose account looks like a cluster's: proposed, and asked about",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRCLU01")) } },
		.cluster = { CLUSTER("DRCLU01"), CLUSTER("SRCCLU01") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|",
		.question = { "standby_cluster|Is DRCLU01|SCR target of EXCMS01",
			"standby_nodes|Which nodes" } },
	{ .because = "machines that look like nodes are candidates for nodes, not for the cluster",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01"), COMPUTER("DRNODE2", SPN("MSServerClusterMgmtAPI")),
			COMPUTER("NODE1", SPN("MSServerClusterMgmtAPI")) },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|Is DRCLU01|DRNODE1",
			"standby_nodes|DRNODE1|of some cluster: DRNODE2." } },
	{ .because = "a target without an account is no node, and is mentioned",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1"),
						  TARGET("DRNODE9.other.example.com")) } },
		.machine = { MACHINE("DRNODE1"), MACHINE("DRNODE9") },
		.recovery = "EXCMS01||NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|DRNODE1, drnode9.other.example.com",
			"standby_nodes|drnode9.other.example.com|no computer account|DRNODE1" } },
	{ .because = "accounts were not read: targets are taken as they are",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machines_gap = ERROR_DENIED,
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|Is DRCLU01", "standby_nodes|DRNODE1" },
		.remark = { "could not be looked up" } },
	{ .because = "no SCR: no recovery",
		.forest = { .row = { SERVER("EXCMS02", SCC, NODE("NODE3")),
				    GROUP("First", "EXCMS02", SP1) } },
		.remark = { "EXCMS02|single copy cluster|8.1.240|NODE3|\"First\"|no SCR target" } },
	{ .because = "SCR to a standalone server and to a node of a CMS",
		.forest = { .row = { CMS, SERVER("MBX1", MAILBOX),
				    GROUP("A", "EXCMS01", TARGET("MBX1"), TARGET("NODE2")) } },
		.machine = { MACHINE("MBX1"), MACHINE("NODE2") },
		.remark = { "EXCMS01|MBX1 (a standalone|NODE2 (a node of EXCMS01|No recovery",
			"MBX1|database portability|Outlook 2007|Autodiscover|Outlook 2003|"
			"ExProfRe" } },
	{ .because = "SCR to a standalone server, too",
		.forest = { .row = { CMS, SERVER("MBX1", MAILBOX),
				    GROUP("A", "EXCMS01", TARGET("MBX1"), TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("MBX1"), MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|Is DRCLU01", "standby_nodes|DRNODE1" },
		.remark = { "EXCMS01|MBX1 (a standalone", "MBX1|database portability" } },
	{ .because = "only mailbox servers are listed",
		.forest = { .row = { SERVER("HUB1", SP1, "msExchCurrentServerRoles=36"),
				    SERVER("ALL1", SP1, "msExchCurrentServerRoles=38") } },
		.remark = { "ALL1|database portability" } },
	{ .because = "a kind of cluster that is not known",
		.forest = { .row = { SERVER("EXCMS01", SP1, "msExchClusterStorageType=3"),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.remark = { "EXCMS01|may be clustered" } },
	{ .because = "another version of Exchange",
		.forest = { .row = { SERVER("EXCMS01", "versionNumber=1937801568",
					     "msExchClusterStorageType=1"),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.remark = { "EXCMS01|14.0.352|Exchange 2007" } },
	{ .because = "a CMS of another domain",
		.forest = { .row = { SERVER("EXCMS01", CCR,
					     "networkAddress=ncacn_ip_tcp:EXCMS01.child.example."
					     "com"),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.machine = { MACHINE("EXCMS01"), MACHINE("DRNODE1") },
		.remark = { "EXCMS01|corp.example.com|EXCMS01.child.example.com" } },
	{ .because = "a DNS zone with another name than the domain: the account's name counts",
		.forest = { .row = { SERVER("EXCMS01", CCR, NODE("NODE1"),
					     "networkAddress=ncacn_ip_tcp:excms01.dns.example.com"),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { { "CN=EXCMS01,DC=corp", "computer",
				     { "sAMAccountName=EXCMS01$",
					     "dNSHostName=excms01.dns.example.com" } },
			{ "CN=NODE1,DC=corp", "computer",
				{ "sAMAccountName=NODE1$", "dNSHostName=Node1.dns.example.com" } },
			MACHINE("DRNODE1") },
		.recovery = "excms01.dns.example.com|DRCLU01|node1.dns.example.com|DRNODE1",
		.question = { "standby_cluster|Is DRCLU01", "standby_nodes|DRNODE1" } },
	{ .because = "nodes that are not shown have to be asked for",
		.forest = { .row = { SERVER("EXCMS01", CCR),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01||DRNODE1",
		.question = { "source_nodes|EXCMS01", "standby_cluster|DRCLU01",
			"standby_nodes|DRNODE1" } },
	{ .because = "invalid nodes, and one twice",
		.forest = { .row = { SERVER("EXCMS01", CCR, NODE("NODE1"), NODE("a b"),
					     NODE("node1.corp.example.com"), NODE("EXCMS01")),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1|DRNODE1",
		.question = { "source_nodes|a b, EXCMS01", "standby_cluster|DRCLU01",
			"standby_nodes|DRNODE1" } },
	{ .because = "invalid names",
		.forest = { .row = { SERVER("EX CMS", CCR), GROUP("A", "EX CMS", TARGET("DRNODE1")),
				    SERVER("EXCMS01", CCR, NODE("NODE1")),
				    GROUP("A", "EXCMS01", TARGET("*)(cn=*"), TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1|DRNODE1",
		.question = { "standby_cluster|DRCLU01", "standby_nodes|DRNODE1" },
		.remark = { "EX CMS|host", "EXCMS01|*)(cn=*" } },
	{ .because = "a cluster of Windows Server 2003",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { COMPUTER("DRNODE1", "operatingSystem=Windows Server 2003") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|DRCLU01", "standby_nodes|DRNODE1" },
		.remark = { "DRNODE1|Windows Server 2003|service account" } },
	{ .because = "a node whose account looks like a cluster's, with another DNS name",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRCLU01")) } },
		.cluster = { { "CN=DRCLU01,DC=corp", "computer",
			{ "sAMAccountName=DRCLU01$", "dNSHostName=other.example.com",
				SPN("MSServerCluster") } } },
		.machines_gap = ERROR_TIMEOUT,
		.recovery = "EXCMS01||NODE1,NODE2|DRCLU01",
		.question = { "standby_cluster|no account", "standby_nodes|DRCLU01" },
		.remark = { "could not be looked up" } },
	{ .because = "an SCR target of unknown layout",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("7;DRNODE1")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.remark = { "EXCMS01|7;DRNODE1|by hand" } },
	{ .because = "DNS names of another zone, by accounts of this domain",
		.forest = { .row = { SERVER("EXCMS01", CCR, NODE("NODE1"),
					     "networkAddress=ncacn_ip_tcp:excms01.prod.net"),
				    GROUP("A", "EXCMS01", TARGET("drnode1.prod.net")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { ACCOUNT("EXCMS01", "excms01.prod.net"),
			ACCOUNT("DRNODE1", "drnode1.prod.net"),
			ACCOUNT("NODE1", "node1.prod.net") },
		.recovery = "excms01.prod.net|DRCLU01|node1.prod.net|drnode1.prod.net",
		.question = { "standby_cluster|DRCLU01", "standby_nodes|drnode1.prod.net" } },
	{ .because = "the domain's suffix, but the account is another machine's",
		.forest = { .row = { SERVER("EXCMS01", CCR, NODE("NODE1"),
					     "networkAddress=ncacn_ip_tcp:excms01.corp.example.com"),
				    GROUP("A", "EXCMS01", TARGET("DRNODE1")) } },
		.machine = { ACCOUNT("EXCMS01", "excms01.prod.net") },
		.remark = { "EXCMS01|excms01.corp.example.com" } },
	{ .because = "the accounts could not be looked up: the DNS suffix says nothing",
		.forest = { .row = { SERVER("EXCMS01", CCR, NODE("NODE1"),
					     "networkAddress=ncacn_ip_tcp:excms01.prod.net"),
				    GROUP("A", "EXCMS01", TARGET("drnode1.prod.net")) } },
		.cluster = { CLUSTER("DRCLU01") },
		.machines_gap = ERROR_TIMEOUT,
		.recovery = "excms01.prod.net|DRCLU01|NODE1|drnode1.prod.net",
		.question = { "standby_cluster|DRCLU01", "standby_nodes|drnode1.prod.net" },
		.remark = { "could not be looked up" } },
	{ .because = "two objects of one name",
		.forest = { .row = { CMS, GROUP("A", "EXCMS01", TARGET("DRNODE1")),
				    { "CN=excms01,CN=Old," SERVERS, "msExchExchangeServer",
					    { "cn=excms01", CCR } } } },
		.cluster = { CLUSTER("DRCLU01") },
		.machine = { MACHINE("DRNODE1") },
		.recovery = "EXCMS01|DRCLU01|NODE1,NODE2|DRNODE1",
		.question = { "standby_cluster|DRCLU01", "standby_nodes|DRNODE1" },
		.remark = { "second server object|CN=Old" } },
};

/* The text must contain every part between bars. */
static void text_holds(const char *text, const char *parts, const char *because)
{
	while (*parts != '\0') {
		const size_t length = strcspn(parts, "|");
		const char *part = arena_format(arena, "%.*s", (int)length, parts);
		ck_assert_msg(
			strstr(text, part) != NULL, "%s: \"%s\" lacks \"%s\"", because, text, part);
		parts += length + (parts[length] == '|');
	}
}

static const char *joined(const char **texts, size_t count)
{
	const char *all = "";
	for (size_t i = 0; i < count; i++)
		all = arena_format(arena, "%s%s%s", all, i == 0 ? "" : ",", texts[i]);
	return all;
}

static size_t count_of(const char *const *texts)
{
	size_t count = 0;
	while (count < MAX_TEXTS && texts[count] != NULL)
		count++;
	return count;
}

START_TEST(each)
{
	const char *because = rows[_i].because;
	struct directory_visit visit = shown_by(&rows[_i].forest);
	part_add(&visit, PART_CLUSTERS, rows[_i].cluster, rows[_i].clusters_gap);
	part_add(&visit, PART_MACHINES, rows[_i].machine, rows[_i].machines_gap);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert_msg(organisation_read(arena, &visit, &organisation, &error), "%s", because);
	struct proposal proposal = { 0 };
	proposal_make(arena, "corp.example.com", &organisation, &visit, &proposal);

	ck_assert_msg(proposal.recovery_count == (rows[_i].recovery != NULL), "%s: %zu recoveries",
		because, proposal.recovery_count);
	if (proposal.recovery_count > 0) {
		const struct proposed_recovery *recovery = &proposal.recovery[0];
		const char *got =
			arena_format(arena, "%s|%s|%s|%s", recovery->cms, recovery->standby_cluster,
				joined(recovery->source_node, recovery->source_node_count),
				joined(recovery->standby_node, recovery->standby_node_count));
		ck_assert_msg(strcmp(got, rows[_i].recovery) == 0, "%s: %s", because, got);
	}
	ck_assert_msg(proposal.question_count == count_of(rows[_i].question), "%s: %zu questions",
		because, proposal.question_count);
	for (size_t i = 0; i < proposal.question_count; i++)
		text_holds(arena_format(arena, "%s %s", proposal.question[i].at,
				   proposal.question[i].ask),
			arena_format(arena, "/recoveries/0/%s", rows[_i].question[i]), because);
	ck_assert_msg(proposal.remark_count == count_of(rows[_i].remark), "%s: %zu remarks (%s)",
		because, proposal.remark_count, joined(proposal.remark, proposal.remark_count));
	for (size_t i = 0; i < proposal.remark_count; i++)
		text_holds(proposal.remark[i], rows[_i].remark[i], because);
	plan_loads(&proposal, because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("proposal");
	TCase *tests = tcase_create("proposal");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
