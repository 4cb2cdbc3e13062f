/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/sites/server_sites.h"
#include "tests/ldapchk/forest.h"

static const struct forest two_sites = {
	.site = { "Main", "DR" },
	.subnet = { { "10.0.0.0/8", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "Main" },
		{ .host = "dc2.corp.example.com", .site = "DR" } },
};

START_TEST(sites_of_servers_and_recoveries)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[] = { { .server = "dc2.corp.example.com" },
		{ .server = "dc9.corp.example.com" }, { .server = "dc1.corp.example.com" } };
	forest_describe(arena, &visit[0], &two_sites);
	struct dns_visit dns[] = { { .server = "10.2.0.53" }, { .server = "192.0.2.53" } };
	const struct evidence evidence = { .directory = { .visit = visit, .count = 3 },
		.dns = { .visit = dns, .count = 2 } };
	struct recovery recovery[] = { { .standby_site = "dr" }, { .standby_site = "Nowhere" } };
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = recovery, .recovery_count = 2
	};
	const struct examination examination = {
		.plan = &plan, .evidence = &evidence, .arena = arena
	};
	const char *of_directory[3], *of_dns[2], *of_standby[2];
	struct server_sites sites = { of_directory, of_dns, of_standby };
	topology_server_sites(arena, &examination, &sites);
	ck_assert_pstr_eq(of_directory[0], "DR");
	ck_assert_ptr_null(of_directory[1]);
	ck_assert_pstr_eq(of_directory[2], "Main");
	ck_assert_pstr_eq(of_dns[0], "DR");
	ck_assert_ptr_null(of_dns[1]);
	ck_assert_pstr_eq(of_standby[0], "DR");
	ck_assert_ptr_null(of_standby[1]);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("server_sites");
	TCase *tcase = tcase_create("server_sites");
	tcase_add_test(tcase, sites_of_servers_and_recoveries);
	suite_add_tcase(suite, tcase);
	return suite;
}
