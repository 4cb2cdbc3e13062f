/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "report/report.h"
#include "tests/report/fixture.h"

static const struct {
	const char *because, *source, *name, *site, *state;
} expected[] = {
	{ "no gap", "directory", "dc1", "Main", "read" },
	{ "one attribute has a gap", "directory", "DC2", NULL, "partly" },
	{ "it did not answer", "directory", "dc3", "DR", "unread" },
	{ "the gap of a directory server of that name is not its own", "dns", "dc2", "DR", "read" },
	{ "one answer has a gap", "dns", "ns1", NULL, "partly" },
	{ "it did not answer", "shares", "excms000", NULL, "unread" },
};

static const struct gap silent = { .cause = ERROR_TIMEOUT, .text = "no answer" };

static void sites_for_test(
	struct arena *arena, const struct examination *examination, struct server_sites *sites)
{
	(void)arena, (void)examination;
	sites->directory[0] = "Main";
	sites->directory[2] = "DR";
	sites->dns[0] = "DR";
	sites->standby[1] = "DR";
}

static void judge_servers(struct fixture *fixture, server_sites_function *sites)
{
	static struct attribute attribute = { .name = "options", .gap = { ERROR_DENIED, "no" } };
	static struct directory_visit dc[] = { { .server = "dc1" },
		{ .server = "DC2", .root = { .dn = "", .attribute = &attribute, .count = 1 } },
		{ .server = "dc3", .gap = { ERROR_TIMEOUT, "no answer" } } };
	static struct dns_answer answer = { .name = "x", .type = "A" };
	static struct dns_visit ns[] = { { .server = "dc2" },
		{ .server = "ns1", .answer = &answer, .count = 1 } };
	static struct share_visit share[] = { { .name = "excms000" } };
	answer.gap = silent;
	share[0].gap = silent;
	fixture->evidence.directory =
		(struct directory_evidence){ .visit = dc, .count = COUNT(dc) };
	fixture->evidence.dns = (struct dns_evidence){ .visit = ns, .count = COUNT(ns) };
	fixture->evidence.shares = (struct share_evidence){ .visit = share, .count = COUNT(share) };
	fixture->sites = sites;
	fixture_judge(fixture);
}

START_TEST(servers_have_state_and_site)
{
	struct fixture *fixture = fixture_new(2);
	fixture->plan.recoveries[0].standby_site = "Planned";
	judge_servers(fixture, sites_for_test);
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_uint_eq(report.server_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct report_server *server = &report.server[i];
		ck_assert_msg(strcmp(server->source, expected[i].source) == 0 &&
				      strcmp(server->name, expected[i].name) == 0 &&
				      strcmp(server->state, expected[i].state) == 0,
			"%s: %s %s %s", expected[i].because, server->source, server->name,
			server->state);
		ck_assert_pstr_eq(server->site, expected[i].site);
	}
	ck_assert_str_eq(report.recovery[0].standby_site, "Planned");
	ck_assert_str_eq(report.recovery[1].standby_site, "DR");
	fixture_free(fixture);
}
END_TEST

START_TEST(without_topology_no_site_is_known)
{
	struct fixture *fixture = fixture_new(2);
	judge_servers(fixture, NULL);
	const struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_uint_eq(report.server_count, COUNT(expected));
	for (size_t i = 0; i < report.server_count; i++)
		ck_assert_ptr_null(report.server[i].site);
	ck_assert_ptr_null(report.recovery[1].standby_site);
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("servers");
	TCase *tcase = tcase_create("servers");
	tcase_add_test(tcase, servers_have_state_and_site);
	tcase_add_test(tcase, without_topology_no_site_is_known);
	suite_add_tcase(suite, tcase);
	return suite;
}
