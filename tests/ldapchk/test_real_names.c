/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The DNS names that accounts show for names of 15 letters. */
#include "tests/test.h"

#include "ldapchk/real_names.h"
#include "tests/ldapchk/directory_case.h"

#define CUT   "EXCHANGE-NODE-0"
#define SHORT "exchange-node-0.corp.example.com"
#define LONG  "exchange-node-01.corp.example.com"

static const struct {
	const char *planned;  /* the name as the plan has it */
	const char *shown[2]; /* dNSHostName on each server; NULL: not shown */
	const char *real;     /* NULL: unchanged */
	const char *because;
} rows[] = {
	{ CUT, { LONG, LONG }, LONG, "both servers show the longer name" },
	{ SHORT, { LONG, LONG }, LONG, "the same, fully qualified" },
	{ CUT, { LONG, NULL }, LONG, "one shows it" },
	{ CUT, { NULL, LONG }, LONG, "the other shows it" },
	{ CUT, { "EXCHANGE-NODE-01.corp.example.com", LONG }, LONG, "in any case" },
	{ CUT, { SHORT, SHORT }, NULL, "it has 15 letters" },
	{ CUT, { NULL, NULL }, NULL, "none is shown" },
	{ CUT, { LONG, "exchange-node-02.corp.example.com" }, NULL, "they show different names" },
	{ CUT, { LONG, SHORT }, NULL, "one says that it is not longer" },
	{ CUT, { "exchange-node-01.other.example.com", NULL }, NULL, "another domain" },
	{ CUT, { "exchange-node", NULL }, NULL, "no longer name" },
	{ CUT, { "exchange-node-0 1.corp.example.com", NULL }, NULL, "no DNS name" },
	{ "EXCHANGE-NODE", { "exchange-node-01.corp.example.com", NULL }, NULL,
		"a name of less than 15 letters is not cut" },
	{ "exchange-node-01", { "exchange-node-02.corp.example.com", NULL }, NULL,
		"the plan has the whole name" },
};

static struct plan plan_of(struct recovery *recovery)
{
	return (struct plan){
		.recoveries = recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
	};
}

START_TEST(names)
{
	struct arena *arena = arena_new();
	struct name name;
	struct error error = { 0 };
	ck_assert(name_read(arena, rows[_i].planned, "corp.example.com", &name, &error));
	struct directory_visit visit[2];
	for (size_t i = 0; i < 2; i++) {
		const struct copy copy = { "dc1",
			.object = { { .cn = name.label,
				.sam = arena_format(arena, "%s$", name.label),
				.dns = rows[_i].shown[i] } } };
		visit[i] = visit_of(arena, &copy);
	}
	const struct evidence evidence = { .directory = { .visit = visit, .count = 2 } };
	struct name source = name, standby = name;
	struct recovery recovery = { .cms = name,
		.standby_cluster = name,
		.source_nodes = &source,
		.source_node_count = 1,
		.standby_nodes = &standby,
		.standby_node_count = 1 };
	const struct plan plan = plan_of(&recovery);
	const struct plan *real = plan_with_real_names(arena, &plan, &evidence);
	const char *because = rows[_i].because;
	ck_assert_msg((real != &plan) == (rows[_i].real != NULL), "%s", because);
	const char *expected = rows[_i].real == NULL ? name.fqdn : rows[_i].real;
	ck_assert_str_eq(real->recoveries->standby_cluster.fqdn, expected);
	ck_assert_str_eq(real->recoveries->standby_nodes->fqdn, expected);
	ck_assert_str_eq(real->recoveries->source_nodes->fqdn, expected);
	ck_assert_str_eq(real->recoveries->standby_nodes->label, name.label);
	ck_assert_str_eq(real->recoveries->cms.fqdn, name.fqdn);
	ck_assert_str_eq(standby.fqdn, name.fqdn);
	arena_free(arena);
}
END_TEST

/* Two machines of a plan never get one name, whatever the directory shows. */
START_TEST(names_stay_distinct)
{
	struct arena *arena = arena_new();
	const struct copy copy = { "dc1",
		.object = { { .cn = CUT, .sam = CUT "$", .dns = LONG } } };
	struct directory_visit visit = visit_of(arena, &copy);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	struct name nodes[] = { { CUT, SHORT }, { CUT, LONG } };
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_nodes = nodes,
		.standby_node_count = COUNT_OF(nodes) };
	const struct plan plan = plan_of(&recovery);
	ck_assert_ptr_eq(plan_with_real_names(arena, &plan, &evidence), &plan);
	recovery.standby_node_count = 1;
	const struct plan *real = plan_with_real_names(arena, &plan, &evidence);
	ck_assert_str_eq(real->recoveries->standby_nodes[0].fqdn, LONG);
	ck_assert_str_eq(real->recoveries->planned->standby_nodes[0].fqdn, SHORT);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("real names");
	TCase *tcase = tcase_create("real names");
	tcase_add_loop_test(tcase, names, 0, COUNT_OF(rows));
	tcase_add_test(tcase, names_stay_distinct);
	suite_add_tcase(suite, tcase);
	return suite;
}
