/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which names are visited, and for which shares. */
#include "tests/test.h"

#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "model/evidence.h"
#include "shares/collect/collect.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum { MAX_RECOVERIES = 2, MAX_NODES = 2, MAX_JOBS = 5 };

static const struct {
	const char *because;
	struct {
		const char *cms, *share, *node[MAX_NODES];
	} recovery[MAX_RECOVERIES];
	const char *job[MAX_JOBS]; /* "name: share share" */
} rows[] = {
	{ "one CMS on one node", { { "cms1", "OAB", { "n1" } } }, { "cms1: OAB", "n1: OAB" } },
	{ "on two nodes", { { "cms1", "OAB", { "n1", "n2" } } },
		{ "cms1: OAB", "n1: OAB", "n2: OAB" } },
	{ "two CMSs that share a node: each name is visited once",
		{ { "cms1", "OAB", { "n1" } }, { "cms2", "OAB", { "n1", "n2" } } },
		{ "cms1: OAB", "n1: OAB", "cms2: OAB", "n2: OAB" } },
	{ "shares of two names", { { "cms1", "OAB", { "n1" } }, { "cms2", "Other", { "n1" } } },
		{ "cms1: OAB", "n1: OAB Other", "cms2: Other" } },
	{ "names of shares have no case",
		{ { "cms1", "OAB", { "n1" } }, { "cms2", "oab", { "n1" } } },
		{ "cms1: OAB", "n1: OAB", "cms2: oab" } },
	{ "a node of one that is the CMS of another",
		{ { "cms1", "OAB", { "n1" } }, { "n1", "Other", { "n2" } } },
		{ "cms1: OAB", "n1: OAB Other", "n2: Other" } },
};

START_TEST(jobs)
{
	struct arena *arena = arena_new();
	struct name nodes[MAX_RECOVERIES][MAX_NODES];
	struct recovery recoveries[MAX_RECOVERIES];
	struct plan plan = { .recoveries = recoveries };
	for (size_t i = 0; i < MAX_RECOVERIES && rows[_i].recovery[i].cms != NULL; i++) {
		struct recovery *recovery = &recoveries[plan.recovery_count++];
		*recovery = (struct recovery){ .cms.fqdn = rows[_i].recovery[i].cms,
			.oab_share = rows[_i].recovery[i].share,
			.source_nodes = nodes[i] };
		for (size_t j = 0; j < MAX_NODES && rows[_i].recovery[i].node[j] != NULL; j++)
			nodes[i][recovery->source_node_count++].fqdn = rows[_i].recovery[i].node[j];
	}
	size_t count = 0;
	const struct share_job *found = share_jobs(arena, &plan, &count);
	for (size_t i = 0; i < count; i++) {
		struct text text = text_new(arena);
		text_add(&text, "%s:", found[i].name);
		for (size_t j = 0; j < found[i].share_count; j++)
			text_add(&text, " %s", found[i].shares[j]);
		ck_assert_msg(i < MAX_JOBS && rows[_i].job[i] != NULL, "%s: %s", rows[_i].because,
			text.data);
		ck_assert_str_eq(text.data, rows[_i].job[i]);
		ck_assert_ptr_eq(found[i].plan, &plan);
	}
	ck_assert_msg(count == MAX_JOBS || rows[_i].job[count] == NULL, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

/* Standby nodes are asked, too; one of two recoveries only once. */
START_TEST(standby_nodes)
{
	struct arena *arena = arena_new();
	struct name source = { .fqdn = "n1" };
	struct name standbys[] = { { .fqdn = "s1" }, { .fqdn = "s2" } };
	struct recovery recoveries[] = {
		{ .cms.fqdn = "cms1",
			.oab_share = "OAB",
			.source_nodes = &source,
			.source_node_count = 1,
			.standby_nodes = standbys,
			.standby_node_count = 2 },
		{ .cms.fqdn = "cms2",
			.oab_share = "OAB",
			.source_nodes = &source,
			.source_node_count = 1,
			.standby_nodes = standbys,
			.standby_node_count = 1 },
	};
	const struct plan plan = { .recoveries = recoveries, .recovery_count = 2 };
	static const char *const wanted[] = { "cms1", "n1", "s1", "s2", "cms2" };
	size_t count = 0;
	const struct share_job *found = share_jobs(arena, &plan, &count);
	ck_assert_uint_eq(count, COUNT_OF(wanted));
	for (size_t i = 0; i < count; i++) {
		ck_assert_str_eq(found[i].name, wanted[i]);
		ck_assert_uint_eq(found[i].share_count, 1);
	}
	arena_free(arena);
}
END_TEST

/* Bad credentials are a gap of the visit, and no server is asked without them. */
START_TEST(credentials_that_cannot_be_read)
{
	struct arena *arena = arena_new();
	const struct plan plan = { .credentials_file = "tests/shares/no such file" };
	const struct share_job job = {
		.plan = &plan, .home = "/nowhere", .name = "cms1.corp.example.com"
	};
	struct error error = { 0 };
	ck_assert(!share_prepare(&job, &error));
	ck_assert_int_eq(error.kind, ERROR_ABSENT);
	arena_free(arena);
}
END_TEST

/* Without a home no server is asked, and the reason is that of the visit. */
START_TEST(no_home)
{
	struct arena *arena = arena_new();
	const struct plan plan = { 0 };
	const struct share_job job = {
		.plan = &plan, .homeless = "the disk is full", .name = "cms1.corp.example.com"
	};
	struct error error = { 0 };
	ck_assert(!share_prepare(&job, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_str_eq(error.text, job.homeless);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("shares to be visited");
	TCase *tcase = tcase_create("shares to be visited");
	tcase_add_loop_test(tcase, jobs, 0, COUNT_OF(rows));
	tcase_add_test(tcase, standby_nodes);
	tcase_add_test(tcase, credentials_that_cannot_be_read);
	tcase_add_test(tcase, no_home);
	suite_add_tcase(suite, tcase);
	return suite;
}
