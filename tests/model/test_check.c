/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "model/check.h"
#include "tests/model/fixture.h"

START_TEST(findings_are_added_in_order)
{
	enum { MANY = 1000 };
	struct arena *arena = arena_new();
	const struct check check = { .id = "t.check" };
	const struct recovery recovery = { .oab_share = "" };
	struct findings findings = { .arena = arena };
	const struct examination examination = {
		.check = &check, .recovery = &recovery, .findings = &findings, .arena = arena
	};
	for (size_t i = 0; i < MANY; i++) {
		enum outcome outcome = (enum outcome)(i % 4);
		const char *id = arena_format(arena, "%zu", i);
		struct finding *finding =
			finding_add(&examination, outcome, SUBJECT_NODE, "subject", id);
		ck_assert_ptr_eq(finding, &findings.finding[i]);
		ck_assert_str_eq(finding->summary, "");
		ck_assert_str_eq(finding->proof, "");
		ck_assert_str_eq(finding->remedy, "");
	}
	ck_assert_uint_eq(findings.count, MANY);
	for (size_t i = 0; i < MANY; i++) {
		const struct finding *finding = &findings.finding[i];
		ck_assert_ptr_eq(finding->check, &check);
		ck_assert_ptr_eq(finding->recovery, &recovery);
		ck_assert_str_eq(finding->subject, "subject");
		ck_assert_str_eq(finding->subject_name, arena_format(arena, "%zu", i));
		ck_assert_int_eq(finding->subject_kind, SUBJECT_NODE);
		ck_assert_int_eq(finding->outcome, (int)(i % 4));
	}
	arena_free(arena);
}
END_TEST

/* The key of a finding of the check t.check, in a plan for corp.example.com. */
static const char *key_of(struct arena *arena, const char *cms, const char *name)
{
	static const struct check check = { .id = "t.check" };
	const struct recovery recovery = { .cms = { "EX", cms } };
	const struct plan plan = { .directory.domain = "corp.example.com" };
	struct findings findings = { .arena = arena };
	const struct examination examination = { .check = &check,
		.plan = &plan,
		.recovery = &recovery,
		.findings = &findings,
		.arena = arena };
	return finding_key(
		arena, finding_add(&examination, OUTCOME_FAIL, SUBJECT_NODE, "for people", name));
}

#define CMS "ex.corp.example.com"

static const struct {
	const char *cms, *name, *key, *because;
} key_rows[] = {
	{ CMS, "n1.corp.example.com", "t.check/" CMS "/n1.corp.example.com", "as it is" },
	{ "EX.CORP.example.com", "N1", "t.check/" CMS "/n1.corp.example.com",
		"short, in upper case" },
	{ CMS, "n1.corp.example.com.", "t.check/" CMS "/n1.corp.example.com", "a final dot" },
	{ CMS, "a/b.c", "t.check/" CMS "/a%2Fb.c", "a separator in a name" },
	{ "ex/a.c", "b.c", "t.check/ex%2Fa.c/b.c", "one in the CMS's name" },
	{ CMS, "a%2fb.c", "t.check/" CMS "/a%252fb.c", "what looks encoded is not the same" },
	{ CMS, "a b\n\\\"'.c", "t.check/" CMS "/a%20b%0A%5C%22%27.c", "nothing that needs quotes" },
	{ CMS, "caf\xc3\xa9.c", "t.check/" CMS "/caf%C3%A9.c", "beyond ASCII" },
	{ CMS, "a_b-c.d", "t.check/" CMS "/a_b-c.d", "what a host name may have" },
};

START_TEST(keys)
{
	struct arena *arena = arena_new();
	ck_assert_msg(
		strcmp(key_of(arena, key_rows[_i].cms, key_rows[_i].name), key_rows[_i].key) == 0,
		"%s: %s", key_rows[_i].because, key_of(arena, key_rows[_i].cms, key_rows[_i].name));
	arena_free(arena);
}
END_TEST

/* The directory shows a longer name than the plan has: the key has the plan's. */
START_TEST(keys_have_the_names_of_the_plan)
{
	struct arena *arena = arena_new();
	struct name planned_nodes[] = { { "N1", "n1.a" },
		{ "EXCHANGE-NODE-0", "exchange-node-0.a" } };
	struct name nodes[] = { { "N1", "n1.a" }, { "EXCHANGE-NODE-0", "exchange-node-01.a" } };
	const struct recovery planned = { .standby_cluster = { "EXCHANGE-CLUSTE",
						  "exchange-cluste.a" },
		.source_nodes = &planned_nodes[1],
		.source_node_count = 1,
		.standby_nodes = planned_nodes,
		.standby_node_count = 1 };
	const struct recovery recovery = { .standby_cluster = { "EXCHANGE-CLUSTE",
						   "exchange-cluster.a" },
		.source_nodes = &nodes[1],
		.source_node_count = 1,
		.standby_nodes = nodes,
		.standby_node_count = 1,
		.planned = &planned };
	ck_assert_str_eq(
		subject_name(arena, &recovery, "a", "EXCHANGE-CLUSTER.A"), "exchange-cluste.a");
	ck_assert_str_eq(
		subject_name(arena, &recovery, "a", "exchange-node-01.a"), "exchange-node-0.a");
	ck_assert_str_eq(subject_name(arena, &recovery, "a", "N1"), "n1.a");
	ck_assert_str_eq(subject_name(arena, &recovery, "a", "other"), "other.a");
	arena_free(arena);
}
END_TEST

static const struct {
	enum outcome outcome;
	enum weight weight;
	const char *severity;
} severities[] = {
	{ OUTCOME_PASS, WEIGHT_BLOCKING, "info" },
	{ OUTCOME_WARN, WEIGHT_BLOCKING, "warning" },
	{ OUTCOME_UNKNOWN, WEIGHT_BLOCKING, "unknown-blocker" },
	{ OUTCOME_FAIL, WEIGHT_BLOCKING, "blocker" },
	{ OUTCOME_PASS, WEIGHT_ADVISORY, "info" },
	{ OUTCOME_WARN, WEIGHT_ADVISORY, "warning" },
	{ OUTCOME_UNKNOWN, WEIGHT_ADVISORY, "warning" },
	{ OUTCOME_FAIL, WEIGHT_ADVISORY, "warning" },
};

START_TEST(only_blocking_checks_block)
{
	const struct check check = { .id = "t.check", .weight = severities[_i].weight };
	const struct finding finding = { .check = &check, .outcome = severities[_i].outcome };
	ck_assert_str_eq(severity_words[finding_severity(&finding)], severities[_i].severity);
}
END_TEST

START_TEST(subjects_have_names)
{
	ck_assert_str_eq(subject_kind_name(SUBJECT_CMS), "cms");
	ck_assert_str_eq(subject_kind_name(SUBJECT_CLUSTER), "cluster");
	ck_assert_str_eq(subject_kind_name(SUBJECT_NODE), "node");
	ck_assert_str_eq(subject_kind_name(SUBJECT_DOMAIN), "domain");
}
END_TEST

static const struct {
	enum outcome outcome;
	const char *name;
} outcomes[] = {
	/* from the best to the worst */
	{ OUTCOME_PASS, "pass" },
	{ OUTCOME_WARN, "warn" },
	{ OUTCOME_UNKNOWN, "unknown" },
	{ OUTCOME_FAIL, "fail" },
};

START_TEST(outcomes_have_one_order)
{
	for (int i = 0; i < (int)COUNT(outcomes); i++) {
		ck_assert_str_eq(outcome_name(outcomes[i].outcome), outcomes[i].name);
		for (int j = 0; j < (int)COUNT(outcomes); j++)
			ck_assert_msg(outcome_worse(outcomes[i].outcome, outcomes[j].outcome) ==
					      outcomes[i > j ? i : j].outcome,
				"%s and %s", outcomes[i].name, outcomes[j].name);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("check");
	TCase *tcase = tcase_create("check");
	tcase_add_test(tcase, findings_are_added_in_order);
	tcase_add_loop_test(tcase, keys, 0, COUNT(key_rows));
	tcase_add_test(tcase, keys_have_the_names_of_the_plan);
	tcase_add_loop_test(tcase, only_blocking_checks_block, 0, COUNT(severities));
	tcase_add_test(tcase, subjects_have_names);
	tcase_add_test(tcase, outcomes_have_one_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
