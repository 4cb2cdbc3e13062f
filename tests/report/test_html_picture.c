/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "report/html_rows.h"
#include "tests/report/many.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Where the findings of a recovery stand in its picture. */
static const struct {
	const char *because, *check, *subject, *subject_name, *row;
} placed[] = {
	{ "an account by its label", "ad.node-account", "DRNODE2", "S-1-5-21-1", "drnode2" },
	{ "with the sign of an account", "ad.node-account", "DRNODE2$", NULL, "drnode2" },
	{ "a record", "dns.ttl", "excms01.corp.example.com", NULL, "excms01.corp.example.com" },
	{ "a cluster's record, at the cluster", "dns.cluster-name-ttl", "drclu01.x.example", NULL,
		"DRCLU01" },
	{ "a share by the name it was asked under", "share.oab-scope", "EXCMS01", NULL,
		"EXCMS01.corp.example.com" },
	{ "a domain controller", "ad.stale-servers", "dc1.corp.example.com", NULL,
		"dc1.corp.example.com" },
	{ "an address is no label", "ad.stale-servers", "10.1.2.3", NULL, "EXCMS01" },
	{ "nobody has that name", "ad.cms-account", "OTHER", NULL, "EXCMS01" },
	{ "nobody has that name, in DNS", "dns.zone-dynamic", "OTHER", NULL,
		"excms01.corp.example.com" },
};

START_TEST(findings_stand_at_their_subject)
{
	struct arena *arena = arena_new();
	struct report report = report_with(arena, 1);
	static const char *node[] = { "drnode1", "drnode2" };
	struct report_server server[] = {
		{ "directory", "dc1.corp.example.com", "DR", "read" },
		{ "directory", "10.1.2.4", NULL, "read" },
		{ "shares", "EXCMS01.corp.example.com", NULL, "read" },
	};
	report.recovery[0].cms = "EXCMS01";
	report.recovery[0].fqdn = "excms01.corp.example.com";
	report.recovery[0].standby_cluster = "DRCLU01";
	report.recovery[0].standby_node = node;
	report.recovery[0].standby_node_count = COUNT(node);
	report.server = server;
	report.server_count = COUNT(server);
	report.finding[0].check = placed[_i].check;
	report.finding[0].subject = placed[_i].subject;
	report.finding[0].subject_name = placed[_i].subject_name;
	struct html html = { .arena = arena, .report = &report };
	const struct html_boxes boxes = html_boxes_of(&html, html_servers_of(&html), 0);
	size_t problems = 0;
	for (size_t i = 0; i < boxes.count; i++) {
		for (size_t k = 0; k < boxes.box[i].row_count; k++) {
			const struct html_row *row = &boxes.box[i].row[k];
			problems += row->problem_count;
			if (row->problem_count > 0)
				ck_assert_msg(strcmp(row->name, placed[_i].row) == 0, "%s: %s",
					placed[_i].because, row->name);
		}
	}
	ck_assert_uint_eq(problems, 1);
	arena_free(arena);
}
END_TEST

/* What was not read stands first, and the standby site before the others. */
START_TEST(sites_and_servers_in_order)
{
	struct arena *arena = arena_new();
	struct report report = report_with(arena, 1);
	struct report_server server[32] = { { "directory", "a1", "A", "read" },
		{ "directory", "dr1", "DR", "read" }, { "directory", "dr2", "dr", "partly" },
		{ "directory", "x1", NULL, "read" }, { "directory", "dr3", "DR", "unread" },
		{ "directory", "b1", "B", "unread" } };
	for (size_t i = 6; i < 18; i++)
		server[i] = (struct report_server){ "dns", arena_format(arena, "ns%zu", i), NULL,
			i < 16 ? "unread" : "read" };
	report.recovery[0].standby_site = "Dr";
	report.server = server;
	report.server_count = 18;
	struct html html = { .arena = arena, .report = &report };
	const struct html_boxes boxes = html_boxes_of(&html, html_servers_of(&html), 0);
	static const char *const titles[] = { "Source cluster", "Standby cluster", "Site DR",
		"Site B", "Site A", "Site not known", "Record of the CMS", "DNS servers" };
	ck_assert_uint_eq(boxes.count, COUNT(titles));
	for (size_t i = 0; i < boxes.count; i++)
		ck_assert_str_eq(boxes.box[i].title, titles[i]);
	static const char *const dr[] = { "dr3", "dr2", "dr1" };
	for (size_t i = 0; i < COUNT(dr); i++)
		ck_assert_str_eq(boxes.box[2].row[i].name, dr[i]);
	const struct html_box *dns = &boxes.box[7];
	ck_assert_uint_eq(dns->row_count, 9);
	ck_assert(dns->row[8].is_rest);
	ck_assert_str_eq(dns->row[8].name, "and 4 more, 2 not read");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("html_picture");
	TCase *tcase = tcase_create("html_picture");
	tcase_add_loop_test(tcase, findings_stand_at_their_subject, 0, COUNT(placed));
	tcase_add_test(tcase, sites_and_servers_in_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
