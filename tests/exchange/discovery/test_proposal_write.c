/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proposal as text: it loads, and its questions point to the right recovery. */
#include "tests/test.h"

#include "tests/model/fixture.h"
#include "tests/report/validated.h"

#include "tests/exchange/proposal_case.h" /* after it: its arena is global */

/* Questions point to their recovery, not to their server. */
START_TEST(places)
{
	static const struct forest forest = { .row = { SERVER("EXCMS01", SCC, NODE("NODE1")),
						      SERVER("EXCMS02", CCR, NODE("NODE3")),
						      GROUP("A", "EXCMS02", TARGET("DRNODE1")),
						      SERVER("EXCMS03", CCR, NODE("NODE5")),
						      GROUP("A", "EXCMS03", TARGET("DRCLU01")) } };
	static const struct row clusters[MAX_COMPUTERS] = { CLUSTER("DRCLU01"), CLUSTER("X") },
				machines[MAX_COMPUTERS] = { MACHINE("DRNODE1") };
	struct directory_visit visit = shown_by(&forest);
	part_add(&visit, PART_CLUSTERS, clusters, ERROR_NONE);
	part_add(&visit, PART_MACHINES, machines, ERROR_NONE);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	struct proposal proposal = { 0 };
	proposal_make(arena, "corp.example.com", &organisation, &visit, &proposal);
	ck_assert_uint_eq(proposal.recovery_count, 2);
	ck_assert_uint_eq(proposal.question_count, 4);
	ck_assert_str_eq(proposal.question[0].at, "/recoveries/0/standby_cluster");
	ck_assert_str_eq(proposal.question[1].at, "/recoveries/0/standby_nodes");
	ck_assert_str_eq(proposal.question[2].at, "/recoveries/1/standby_cluster");
	ck_assert_str_eq(proposal.question[3].at, "/recoveries/1/standby_nodes");
	plan_loads(&proposal, "two recoveries");
}
END_TEST

/* What discovery proposes is not taken for an answer; another value at its place is one. */
START_TEST(proposals_are_no_answers)
{
	struct proposed_recovery recovery = {
		.server = &(struct exchange_server){ .name = "A", .storage = STORAGE_CCR },
		.cms = "A",
		.standby_cluster = "B",
		.source_node = (const char *[]){ "C" },
		.source_node_count = 1,
		.standby_node = (const char *[]){ "D" },
		.standby_node_count = 1,
	};
	struct plan_question questions[] = {
		{ .at = "/recoveries/0/standby_cluster", .ask = "Is it B?" },
		{ .at = "/recoveries/0/standby_nodes", .ask = "Which others?" },
	};
	const struct proposal proposal = { .recovery = &recovery,
		.recovery_count = 1,
		.question = questions,
		.question_count = 2 };
	const struct plan_directory directory = { .domain = "corp.example.com" };
	const struct bytes text = proposal_write(arena, &directory, &proposal);
	struct plan plan;
	struct error error = { 0 };
	ck_assert(!plan_read(arena, "p", text, &plan, &error));
	ck_assert_uint_eq(plan.questions.open_count, 2);
	ck_assert_int_eq(validate("docs/plan.schema.json", text), 0);

	error = (struct error){ 0 };
	const char *edited = text_with(arena, (const char *)text.data, "\"standby_nodes\": [\"D\"]",
		"\"standby_nodes\": [\"D\", \"E\"]");
	ck_assert(!plan_read(arena, "p", exact_text(arena, edited), &plan, &error));
	ck_assert_uint_eq(plan.questions.open_count, 1);
	ck_assert_ptr_null(plan.questions.question[0].answer);
	ck_assert_str_eq(plan.questions.question[1].answer, "[\"D\", \"E\"]");
}
END_TEST

/* Hostile names in the directory: no control character is written, and no string ends early. */
START_TEST(hostile_names)
{
	static const struct forest forest = {
		.row = { SERVER("EXCMS01", CCR, NODE("NODE1"), NODE("\x1b[2J\"}"),
				 "msExchServerSite=CN=\xe2\x80\xae\x7f\",CN=Sites"),
			{ "CN=A," STORE("EXCMS01"), "msExchStorageGroup",
				{ "cn=\x1b]0;x\a\xff\"\\", TARGET("DRNODE1") } } }
	};
	static const struct row none[MAX_COMPUTERS] = { { .dn = NULL } };
	struct directory_visit visit = shown_by(&forest);
	part_add(&visit, PART_CLUSTERS, none, ERROR_NONE);
	part_add(&visit, PART_MACHINES, none, ERROR_NONE);
	struct organisation organisation;
	struct error error = { 0 };
	ck_assert(organisation_read(arena, &visit, &organisation, &error));
	struct proposal proposal = { 0 };
	proposal_make(arena, "corp.example.com", &organisation, &visit, &proposal);
	ck_assert_uint_eq(proposal.recovery_count, 1);
	plan_loads(&proposal, "hostile names");
	const struct plan_directory domain = { .domain = "corp.example.com" };
	ck_assert_int_eq(
		validate("docs/plan.schema.json", proposal_write(arena, &domain, &proposal)), 0);
}
END_TEST

START_TEST(directory)
{
	static const char *servers[] = { "dc1.corp.example.com" };
	static const struct plan_directory simple = { .domain = "corp.example.com",
		.servers = servers,
		.server_count = 1,
		.transport = TRANSPORT_STARTTLS,
		.ca_file = "/etc/ca.pem",
		.bind = BIND_SIMPLE,
		.bind_dn = "CN=\"reader\"",
		.password_file = "/etc/secret" };
	struct proposed_recovery recovery = {
		.server = &(struct exchange_server){ .name = "A", .storage = STORAGE_CCR },
		.cms = "A",
		.standby_cluster = "B",
		.source_node = (const char *[]){ "C" },
		.source_node_count = 1,
		.standby_node = (const char *[]){ "D" },
		.standby_node_count = 1,
	};
	const struct proposal proposal = { .recovery = &recovery, .recovery_count = 1 };
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(
		plan_read(arena, "sub/p", proposal_write(arena, &simple, &proposal), &plan, &error),
		"%s", error.text);
	ck_assert_str_eq(plan.directory.servers[0], servers[0]);
	ck_assert_int_eq(plan.directory.transport, TRANSPORT_STARTTLS);
	ck_assert_str_eq(plan.directory.ca_file, "/etc/ca.pem");
	ck_assert_int_eq(plan.directory.bind, BIND_SIMPLE);
	ck_assert_str_eq(plan.directory.bind_dn, "CN=\"reader\"");
	ck_assert_str_eq(plan.directory.password_file, "/etc/secret");
	ck_assert_ptr_null(plan.recoveries[0].discovered->version);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("proposal_write");
	TCase *tests = tcase_create("proposal_write");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_test(tests, places);
	tcase_add_test(tests, proposals_are_no_answers);
	tcase_add_test(tests, hostile_names);
	tcase_add_test(tests, directory);
	suite_add_tcase(suite, tests);
	return suite;
}
