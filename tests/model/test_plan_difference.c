/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "model/plan_difference.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MOST = 4, MANY = 40 };

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static struct name name_of(const char *label)
{
	return (struct name){ label, arena_format(arena, "%s.corp.example.com", label) };
}

static const struct {
	const char *asked[MOST]; /* by the one domain controller, dc1 */
	const char *controllers[MOST], *name_servers[MOST];
	const char *sentences[MOST];
	const char *because;
} rows[] = {
	{ { "EX1", "DR1", "N1" }, { NULL }, { NULL },
		{ "It has all names and servers of this plan; something else differs, such as a "
		  "policy." },
		"nothing that the evidence shows" },
	{ { "ex1", "dr1", "n1" }, { "DC1.corp.example.com" }, { "192.0.2.53", "192.0.2.53:53" },
		{ "It has all names and servers of this plan; something else differs, such as a "
		  "policy." },
		"in other letters" },
	{ { "EX2", "DR1", "N1" }, { NULL }, { NULL },
		{ "It was not asked about the CMS EX1.",
			"It was asked about names that this plan does not have: EX2." },
		"another CMS" },
	{ { "EX1" }, { NULL }, { NULL },
		{ "It was not asked about the standby cluster DR1, the node N1." }, "fewer names" },
	{ { "EX1", "DR1", "N1", "N2" }, { NULL }, { NULL },
		{ "It was asked about names that this plan does not have: N2." }, "more names" },
	{ { NULL }, { NULL }, { NULL },
		{ "It has all names and servers of this plan; something else differs, such as a "
		  "policy." },
		"no directory was asked, which shows nothing" },
	{ { "EX1", "DR1", "N1" }, { "dc1.corp.example.com", "dc9.corp.example.com" },
		{ "192.0.2.53:5353", "dns1.corp.example.com" },
		{ "These servers of this plan were not asked: the domain controller "
		  "dc9.corp.example.com, the DNS server 192.0.2.53:5353." },
		"another server, and another port" },
};

static void fill_plan(struct plan *plan, size_t row)
{
	static struct recovery recovery;
	static struct name node;
	node = name_of("N1");
	recovery = (struct recovery){ .cms = name_of("EX1"),
		.standby_cluster = name_of("DR1"),
		.standby_nodes = &node,
		.standby_node_count = 1 };
	*plan = (struct plan){ .sha256 = "1", .recoveries = &recovery, .recovery_count = 1 };
	for (size_t i = 0; i < MOST && rows[row].controllers[i] != NULL; i++) {
		plan->directory.servers = arena_more(
			arena, plan->directory.servers, i, sizeof *plan->directory.servers);
		plan->directory.servers[plan->directory.server_count++] = rows[row].controllers[i];
	}
	for (size_t i = 0; i < MOST && rows[row].name_servers[i] != NULL; i++) {
		plan->dns_servers =
			arena_more(arena, plan->dns_servers, i, sizeof *plan->dns_servers);
		ck_assert(endpoint_read(arena, rows[row].name_servers[i],
			&plan->dns_servers[plan->dns_server_count++]));
	}
}

START_TEST(differences)
{
	struct plan plan;
	fill_plan(&plan, (size_t)_i);
	const char *asked[MOST];
	struct directory_visit visit = { .server = "dc1.corp.example.com", .asked = asked };
	while (visit.asked_count < MOST && rows[_i].asked[visit.asked_count] != NULL) {
		asked[visit.asked_count] = rows[_i].asked[visit.asked_count];
		visit.asked_count++;
	}
	struct dns_visit dns = { .server = "dns1.corp.example.com", .address = "192.0.2.53:53" };
	struct evidence evidence = {
		.run = { .plan_sha256 = "2" },
		.directory = { .visit = &visit, .count = 1 },
		.dns = { .visit = &dns, .count = 1 },
	};
	const char **sentence;
	const size_t count = plan_differences(arena, &plan, &evidence, &sentence);
	for (size_t i = 0; i < count; i++) {
		ck_assert_msg(
			rows[_i].sentences[i] != NULL, "%s: %s", rows[_i].because, sentence[i]);
		ck_assert_str_eq(sentence[i], rows[_i].sentences[i]);
	}
	ck_assert_msg(rows[_i].sentences[count] == NULL, "%s", rows[_i].because);

	/* The same plan differs in nothing, whatever was asked. */
	evidence.run.plan_sha256 = "1";
	ck_assert_uint_eq(plan_differences(arena, &plan, &evidence, &sentence), 0);
}
END_TEST

START_TEST(long_lists_end)
{
	struct plan plan;
	fill_plan(&plan, 0);
	const char *asked[MANY];
	for (size_t i = 0; i < MANY; i++)
		asked[i] = arena_format(arena, "OTHER%02zu", i);
	struct directory_visit visits[] = {
		{ .server = "dc1", .asked = asked, .asked_count = MANY },
		{ .server = "dc2", .asked = asked, .asked_count = MANY },
	};
	const struct evidence evidence = { .run = { .plan_sha256 = "2" },
		.directory = { .visit = visits, .count = 2 } };
	const char **sentence;
	ck_assert_uint_eq(plan_differences(arena, &plan, &evidence, &sentence), 2);
	ck_assert_ptr_nonnull(strstr(sentence[1], "OTHER00, OTHER01, "));
	ck_assert_ptr_nonnull(strstr(sentence[1], "OTHER11 and 28 more."));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan difference");
	TCase *tcase = tcase_create("plan difference");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, differences, 0, COUNT(rows));
	tcase_add_test(tcase, long_lists_end);
	suite_add_tcase(suite, tcase);
	return suite;
}
