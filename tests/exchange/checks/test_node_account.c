/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.node-account: the accounts of DRNODE1, DRNODE2 and of SCR targets. */
#include "tests/test.h"

#include "checks.h"
#include "tests/exchange/exchange_case.h"

enum { MAX_ACCOUNTS = 4, MAX_GROUPS = 3 };

/* An account that was asked for. */
struct seen {
	const char *label;   /* NULL: no more */
	const char *control; /* NULL: there is no account */
	const char *expires; /* NULL: never; "": not shown */
	const char *twin;    /* the account name of a replication conflict */
};

#define ON  "4096"
#define OFF "4098"

struct node_case {
	const char *because;
	struct expected expected;
	const char *summary_holds;
	bool no_nodes, no_organisation;
	bool hidden; /* an account that is not shown may exist */
	struct seen seen[MAX_ACCOUNTS];
	struct row group[MAX_GROUPS];
};

#define BOTH_ON       .seen = { { "DRNODE1", ON }, { "DRNODE2", ON } }
#define TO(name, ...) GROUP(name, "EXCMS01", __VA_ARGS__)

static const struct node_case rows[] = {
	{ "both may log on", GIVES(PASS), BOTH_ON, .group = { TO("A", TARGET("DRNODE1")) } },
	{ "the target is the cluster", GIVES(PASS), BOTH_ON,
		.group = { TO("A", TARGET("DRCLU01")) } },
	{ "all are off",
		.expected = { .outcome = OUTCOME_FAIL,
			.remedy_holds = "dsmod computer \"CN=DRNODE2\" -disabled no" },
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", OFF } },
		.group = { TO("A", TARGET("DRCLU01")) } },
	{ "all are off, and no target is shown", GIVES(FAIL), .no_organisation = true,
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", OFF } } },
	{ "one is disabled, the other has expired",
		.expected = { .outcome = OUTCOME_FAIL,
			.remedy_holds = "Clear-ADAccountExpiration -Identity \"CN=DRNODE2\"" },
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON, "131000000000000000" } } },
	{ "one is disabled, the other does not exist", GIVES(FAIL),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", NULL } } },
	{ "the target of a storage group is off", GIVES(FAIL), .summary_holds = "DRNODE1$",
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE2")),
			TO("B", TARGET("drnode1.corp.example.com")) } },
	{ "the target of a storage group does not exist", GIVES(FAIL),
		.seen = { { "DRNODE1", NULL }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "one is off, and the target has an unknown layout", GIVES(UNKNOWN),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("1;DRNODE1")) } },
	{ "one is off and a target, beside a value of unknown layout", GIVES(UNKNOWN),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("1;DRNODE2")) } },
	{ "both are on, and the target has an unknown layout", GIVES(PASS), BOTH_ON,
		.group = { TO("A", TARGET("1;DRNODE1")) } },
	{ "the target may be hidden", GIVES(UNKNOWN), .hidden = true,
		.seen = { { "DRNODE1", NULL }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "another target that may be hidden is named", GIVES(WARN), .hidden = true,
		.summary_holds = "NODE9$",
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON }, { "NODE9", NULL } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("NODE9")) } },
	{ "no nodes in the plan, and the target may be hidden", GIVES(WARN), .hidden = true,
		.no_nodes = true, .seen = { { "DRNODE1", NULL } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "the target has expired", GIVES(FAIL),
		.seen = { { "DRNODE1", ON, "1" }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "the other one is off", GIVES(WARN), .summary_holds = "DRNODE2$",
		.seen = { { "DRNODE1", ON }, { "DRNODE2", OFF } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "one of two targets is off", GIVES(WARN),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("DRNODE2")) } },
	{ "one is off, and the targets are not shown: it may be one", GIVES(UNKNOWN),
		.no_organisation = true, .seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } } },
	{ "one is off, and the targets of a storage group are not shown", GIVES(UNKNOWN),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE2")), BARE_GROUP("B", "EXCMS01", NULL) } },
	{ "both may log on, and the targets are not shown", GIVES(PASS), BOTH_ON,
		.no_organisation = true },
	{ "it is not known of the target", GIVES(UNKNOWN),
		.seen = { { "DRNODE1", ON, "" }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "it is not known of the other one, which could only warn", GIVES(WARN),
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON, "" } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "one is off, and of the other it is not known", GIVES(UNKNOWN),
		.seen = { { "DRNODE1", OFF }, { "DRNODE2", ON, "" } },
		.group = { TO("A", TARGET("DRCLU01")) } },
	{ "a node was not asked for", GIVES(UNKNOWN), .seen = { { "DRNODE1", ON } } },
	{ "what a replication conflict left",
		.expected = { .outcome = OUTCOME_WARN, .remedy_holds = "dsrm" },
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON, .twin = "$DUPLICATE-1$" } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "two accounts of the target's name", GIVES(FAIL),
		.seen = { { "DRNODE1", ON, .twin = "DRNODE1$" }, { "DRNODE2", ON } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "another target without an account is named", GIVES(WARN), .summary_holds = "NODE9$",
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON }, { "NODE9", NULL } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("NODE9")) } },
	{ "another target that is off is named", GIVES(WARN), .summary_holds = "NODE9$",
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON }, { "NODE9", OFF } },
		.group = { TO("A", TARGET("DRNODE1")), TO("B", TARGET("NODE9")) } },
	{ "another target that may log on", GIVES(PASS),
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON }, { "NODE9", ON } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("NODE9")) } },
	{ "a target that was not asked for is not missing", GIVES(PASS), BOTH_ON,
		.group = { TO("A", TARGET("DRNODE1"), TARGET("NODE9")) } },
	{ "a target of another domain has no account here", GIVES(PASS),
		.seen = { { "DRNODE1", ON }, { "DRNODE2", ON }, { "NODE9", NULL } },
		.group = { TO("A", TARGET("DRNODE1"), TARGET("node9.other.example.com")) } },
	{ "an empty value is no machine", GIVES(PASS), BOTH_ON,
		.group = { TO("A", TARGET("DRNODE1"), TARGET("")) } },
	{ "another server's storage group", GIVES(WARN),
		.seen = { { "DRNODE1", ON }, { "DRNODE2", OFF } },
		.group = { TO("A", TARGET("DRNODE1")), GROUP("B", "OTHER", TARGET("DRNODE2")) } },
	{ "no nodes in the plan, the target may log on",
		.expected = { .outcome = OUTCOME_WARN, .remedy_holds = "standby_nodes" },
		.no_nodes = true, BOTH_ON, .group = { TO("A", TARGET("DRNODE1")) } },
	{ "no nodes in the plan, the target is off", GIVES(FAIL), .no_nodes = true,
		.seen = { { "DRNODE1", OFF } }, .group = { TO("A", TARGET("DRNODE1")) } },
	{ "no nodes in the plan, the target has no account", GIVES(WARN), .no_nodes = true,
		.summary_holds = "DRNODE1$", .seen = { { "DRNODE1", NULL } },
		.group = { TO("A", TARGET("DRNODE1")) } },
	{ "no nodes in the plan, the target is the cluster", GIVES(WARN), .no_nodes = true,
		.group = { TO("A", TARGET("DRCLU01")) } },
	{ "no nodes in the plan, no target is shown", GIVES(WARN), .no_nodes = true,
		.no_organisation = true },
};

static void add_account(struct arena *arena, struct directory_visit *visit, const char *cn,
	const char *account, const struct seen *seen)
{
	struct row row = { arena_format(arena, "CN=%s", cn), "computer",
		{ arena_format(arena, "cn=%s", cn),
			arena_format(arena, "sAMAccountName=%s", account),
			arena_format(arena, "userAccountControl=%s", seen->control) } };
	if (seen->expires == NULL || *seen->expires != '\0')
		row.attribute[3] = arena_format(
			arena, "accountExpires=%s", seen->expires == NULL ? "0" : seen->expires);
	visit->entry = arena_more(arena, visit->entry, visit->entry_count, sizeof *visit->entry);
	visit->entry[visit->entry_count++] = entry_of(arena, &row);
}

static void add_accounts(
	struct arena *arena, struct directory_visit *visit, const struct node_case *row)
{
	const char **asked = arena_alloc(arena, (2 + MAX_ACCOUNTS) * sizeof *asked);
	asked[0] = "EXCMS01";
	asked[1] = "DRCLU01";
	visit->asked = asked;
	visit->asked_count = 2;
	for (size_t i = 0; i < MAX_ACCOUNTS && row->seen[i].label != NULL; i++) {
		const struct seen *seen = &row->seen[i];
		asked[visit->asked_count++] = seen->label;
		if (seen->control != NULL)
			add_account(arena, visit, seen->label,
				arena_format(arena, "%s$", seen->label), seen);
		if (seen->twin != NULL)
			add_account(arena, visit, arena_format(arena, "%s\nCNF:1", seen->label),
				seen->twin, seen);
	}
}

/* A NULL DACL lets everybody list the container, so no account is hidden (MS-DTYP 2.4.6). */
static void add_container(struct arena *arena, struct directory_visit *visit)
{
	static const uint8_t descriptor[20] = { 1, 0, 0x04, 0x80 };
	struct attribute *attribute = arena_alloc(arena, sizeof *attribute);
	*attribute = (struct attribute){ .name = "nTSecurityDescriptor",
		.value = arena_alloc(arena, sizeof *attribute->value),
		.count = 1 };
	attribute->value[0] = bytes_of(descriptor, sizeof descriptor);
	struct entry *container = arena_alloc(arena, sizeof *container);
	*container = (struct entry){ "CN=Computers,DC=x", attribute, 1 };
	visit->part = arena_more(arena, visit->part, visit->part_count, sizeof *visit->part);
	visit->part[visit->part_count++] = (struct directory_part){
		.kind = part_kind_name(PART_PARENTS), .entry = container, .count = 1
	};
}

START_TEST(accounts)
{
	const struct node_case *row = &rows[_i];
	struct arena *arena = arena_new();
	struct forest forest = { .row = { CMS(CCR) }, .no_part = row->no_organisation };
	for (size_t i = 0; i < MAX_GROUPS; i++)
		forest.row[i + 1] = row->group[i];
	struct directory_visit visit = visit_of(arena, &forest);
	add_accounts(arena, &visit, row);
	if (!row->hidden)
		add_container(arena, &visit);
	struct name nodes[] = { { "DRNODE1", "drnode1.corp.example.com" },
		{ "DRNODE2", "drnode2.corp.example.com" } };
	struct recovery recovery = case_recovery(false);
	recovery.standby_nodes = nodes;
	recovery.standby_node_count = row->no_nodes ? 0 : COUNT_OF(nodes);
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
		.run.ended = "2025-11-29T00:00:00Z" };
	examine(arena, &check_ad_node_account, &plan, &evidence, &row->expected, row->because);
	struct findings findings = { .arena = arena };
	const struct examination examination = { .check = &check_ad_node_account,
		.plan = &plan,
		.recovery = &recovery,
		.evidence = &evidence,
		.findings = &findings,
		.arena = arena };
	check_ad_node_account.run(&examination);
	expect_text(
		findings.finding[0].summary, row->summary_holds, true, "the summary", row->because);
	arena_free(arena);
}
END_TEST

START_TEST(it_blocks)
{
	ck_assert_str_eq(check_ad_node_account.id, "ad.node-account");
	ck_assert(check_ad_node_account.weight == WEIGHT_BLOCKING);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("node accounts");
	TCase *tests = tcase_create("node accounts");
	tcase_add_loop_test(tests, accounts, 0, COUNT_OF(rows));
	tcase_add_test(tests, it_blocks);
	suite_add_tcase(suite, tests);
	return suite;
}
