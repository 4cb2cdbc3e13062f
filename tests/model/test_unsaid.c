/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "checks.h"
#include "model/judgement.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void pass(const struct examination *examination)
{
	finding_add(examination, OUTCOME_PASS, SUBJECT_CMS, "s", "s");
}

static const struct unsaid limit = { "a limit", "a text", "a way" };
static const struct check limited = { .id = "ad.limited", .run = pass, .unsaid = &limit };
static const struct check plain = { .id = "ad.plain", .run = pass };
static const struct check *const both[] = { &limited, &plain };
static const struct check *const one[] = { &plain };
static const struct check *const other[] = { &limited };

static struct judgement judged(
	struct arena *arena, const struct catalogue *of, const struct plan *plan)
{
	static const struct evidence evidence = { .run.started = "2026-12-01T03:00:00Z" };
	struct judgement judgement;
	judge(arena, of, plan, &evidence, &judgement);
	return judgement;
}

static struct identity no_identity(
	struct arena *arena, const struct evidence *evidence, const struct name *name)
{
	(void)arena, (void)evidence, (void)name;
	return (struct identity){ 0 };
}

/* The text of that topic; NULL if it is not there. */
static const char *text_of(const struct judgement *judgement, const char *topic)
{
	const char *text = NULL;
	for (size_t i = 0; i < judgement->unsaid_count; i++) {
		if (strcmp(judgement->unsaid[i].topic, topic) != 0)
			continue;
		ck_assert_ptr_null(text);
		ck_assert_uint_gt(strlen(judgement->unsaid[i].how), 0);
		text = judgement->unsaid[i].text;
	}
	return text;
}

START_TEST(checks_bring_their_limits)
{
	static const struct {
		const struct check *const *check, *const *left_out;
		size_t count, left_out_count;
		bool has_limit;
		const char *because;
	} rows[] = {
		{ both, NULL, 2, 0, true, "it ran" },
		{ one, NULL, 1, 0, false, "there is no such check" },
		{ one, other, 1, 1, true, "it was left out" },
		{ NULL, both, 0, 2, false, "nothing ran, so nothing is said at all" },
	};
	struct recovery recovery = { .cms = { "A", "a.b" }, .standby_cluster = { "C", "c.b" } };
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *arena = arena_new();
		const struct catalogue of = { .check = rows[i].check,
			.count = rows[i].count,
			.identity = no_identity,
			.left_out = rows[i].left_out,
			.left_out_count = rows[i].left_out_count };
		const struct judgement judgement = judged(arena, &of, &plan);
		ck_assert_msg((text_of(&judgement, "a limit") != NULL) == rows[i].has_limit, "%s",
			rows[i].because);
		const char *left_out = text_of(&judgement, "What was left out");
		ck_assert_msg(
			(left_out != NULL) == (rows[i].count > 0 && rows[i].left_out_count > 0),
			"%s", rows[i].because);
		const char *changes = text_of(&judgement, "Changes since then");
		ck_assert_msg((changes != NULL) == (rows[i].count > 0), "%s", rows[i].because);
		ck_assert(changes == NULL || strstr(changes, "2026-12-01T03:00:00Z") != NULL);
		arena_free(arena);
	}
}
END_TEST

START_TEST(a_plan_leaves_things_open)
{
	static struct name node = { "N", "n.b" };
	static struct endpoint server;
	static const struct {
		bool nodes, site, dns, half;
		const char *named, *not_named;
		const char *because;
	} rows[] = {
		{ true, true, true, false, NULL, NULL, "nothing is missing" },
		{ true, false, true, false, "standby_site:", "dns.servers", "the site" },
		{ false, true, true, false, "standby_nodes:", "standby_site", "the nodes" },
		{ true, true, false, false, "dns.servers:", "standby_", "the DNS servers" },
		{ false, false, false, false, "standby_nodes, standby_site, dns.servers:", " of ",
			"all" },
		{ true, false, true, true, "standby_site (of A):", "of B", "one of two CMSs" },
	};
	const struct catalogue of = { .check = one, .count = 1, .identity = no_identity };
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena *arena = arena_new();
		struct recovery recovery[2] = { { .cms = { "A", "a.b" } },
			{ .cms = { "B", "b.b" } } };
		for (size_t k = 0; k < 2; k++) {
			recovery[k].standby_cluster = (struct name){ "C", "c.b" };
			recovery[k].standby_nodes = &node;
			recovery[k].standby_node_count = rows[i].nodes;
			recovery[k].standby_site =
				rows[i].site || (rows[i].half && k == 1) ? "S" : NULL;
		}
		const struct plan plan = { .recoveries = recovery,
			.recovery_count = 2,
			.dns_servers = &server,
			.dns_server_count = rows[i].dns };
		const struct judgement judgement = judged(arena, &of, &plan);
		const char *text = text_of(&judgement, "What the plan does not name");
		ck_assert_msg((text != NULL) == (rows[i].named != NULL), "%s", rows[i].because);
		if (text != NULL)
			ck_assert_msg(strstr(text, rows[i].named) != NULL &&
					      strstr(text, rows[i].not_named) == NULL,
				"%s: %s", rows[i].because, text);
		arena_free(arena);
	}
}
END_TEST

/* A reader takes in about eight: with the plan and the changes, six are left for the checks. */
START_TEST(the_list_stays_short)
{
	size_t count = 0;
	for (size_t i = 0; i < check_count; i++) {
		const struct unsaid *unsaid = checks[i]->unsaid;
		if (unsaid == NULL)
			continue;
		count++;
		ck_assert_uint_gt(strlen(unsaid->topic), 0);
		ck_assert_uint_gt(strlen(unsaid->text), 0);
		ck_assert_uint_gt(strlen(unsaid->how), 0);
	}
	ck_assert_uint_ge(count, 1);
	ck_assert_uint_le(count, 6);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("unsaid");
	TCase *tcase = tcase_create("unsaid");
	tcase_add_test(tcase, checks_bring_their_limits);
	tcase_add_test(tcase, a_plan_leaves_things_open);
	tcase_add_test(tcase, the_list_stays_short);
	suite_add_tcase(suite, tcase);
	return suite;
}
