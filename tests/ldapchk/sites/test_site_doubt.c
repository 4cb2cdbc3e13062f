/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/sites/topology.h"
#include "tests/ldapchk/forest.h"

#define BELOW_SERVERS(server, site) "CN=" server ",CN=Servers,CN=" site "," FOREST_CONTAINER
#define ACCOUNT(name, container)    "CN=" name "," container FOREST_DOMAIN

static const struct forest whole = {
	.site = { "Main", "DR", "K\xc3\x96LN" },
	.subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" }, { "10.3.0.0/16", NULL },
		{ "2001:db8::/32", "k\xc3\xb6ln" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "main" },
		{ .host = "dc2.corp.example.com", .site = "DR" } },
	.link = { { .name = "ALL", .site = { "Main", "DR", "K\xc3\xb6LN" } } },
};

static const struct {
	const char *because;
	const char *left_out;       /* objects whose DN begins so are not shown */
	const char *at, *attribute; /* the object whose attribute is changed; NULL: none is */
	const char *value;          /* of one value; NULL: the attribute is not shown */
	bool is_gap, is_empty;
	const char *service; /* dsServiceName */
	const char *holds;   /* what the doubt says; NULL: there is none */
	size_t sites;        /* 0: 3 */
} rows[] = {
	{ .because = "all is shown" },
	{ .because = "a site with servers and subnets", .left_out = "CN=DR,", .holds = "DR" },
	{ .because = "a site that only a subnet and a link name",
		.left_out = "CN=K",
		.holds = "ln" },
	{ .because = "the subnet is hidden as well: the link names the site",
		.left_out = "CN=DR,",
		.at = "CN=10.2.",
		.attribute = "siteObject",
		.holds = "DR" },
	{ .because = "a subnet without a site", .at = "CN=10.2.", .attribute = "siteObject" },
	{ .because = "a subnet whose site could not be read",
		.at = "CN=10.2.",
		.attribute = "siteObject",
		.is_gap = true,
		.holds = "10.2.0.0" },
	{ .because = "an attribute without a value",
		.at = "CN=10.2.",
		.attribute = "siteObject",
		.is_empty = true,
		.holds = "10.2.0.0" },
	{ .because = "what is no site",
		.at = "CN=10.2.",
		.attribute = "siteObject",
		.value = "x",
		.holds = "10.2.0.0" },
	{ .because = "a deleted site",
		.at = "CN=10.2.",
		.attribute = "siteObject",
		.value = "CN=Old\\0ADEL:5ba6d9a4-0000-0000-0000-000000000000,CN=Deleted Objects,"
			 "CN=Configuration,DC=corp,DC=example,DC=com" },
	{ .because = "a link that names a hidden site",
		.at = "CN=ALL,",
		.attribute = "siteList",
		.value = "CN=Third," FOREST_CONTAINER,
		.holds = "Third",
		.sites = 4 },
	{ .because = "a link that names no sites", .at = "CN=ALL,", .attribute = "siteList" },
	{ .because = "a subnet that nothing names", .left_out = "CN=10.2." },
	{ .because = "a subnet that its site names",
		.left_out = "CN=10.2.",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.value = "CN=10.2.0.0/16,CN=Subnets," FOREST_CONTAINER,
		.holds = "10.2.0.0/16" },
	{ .because = "one of IPv6",
		.left_out = "CN=2001",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.value = "CN=2001:db8::/32,CN=Subnets," FOREST_CONTAINER,
		.holds = "2001:db8" },
	{ .because = "a subnet that names its site in turn",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.value = "CN=10.2.0.0/16,CN=Subnets," FOREST_CONTAINER },
	{ .because = "a subnet that does not show its site",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.value = "CN=10.3.0.0/16,CN=Subnets," FOREST_CONTAINER,
		.holds = "10.3.0.0/16" },
	{ .because = "a subnet that shows another site",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.value = "CN=10.1.0.0/16,CN=Subnets," FOREST_CONTAINER,
		.holds = "10.1.0.0/16" },
	{ .because = "the subnets of a site could not be read",
		.at = "CN=DR,",
		.attribute = "siteObjectBL",
		.is_gap = true,
		.holds = "CN=DR" },
	{ .because = "an object of no known kind",
		.at = "CN=10.2.",
		.attribute = "objectClass",
		.value = "top",
		.holds = "10.2.0.0" },
	{ .because = "a site that does not show its kind",
		.at = "CN=DR,",
		.attribute = "objectClass",
		.holds = "CN=DR" },
	{ .because = "a server that its settings name", .left_out = "CN=dc2,", .holds = "CN=dc2" },
	{ .because = "a server without settings", .left_out = "CN=NTDS Settings,CN=dc2" },
	{ .because = "one that is a member now",
		.left_out = "CN=NTDS Settings,CN=dc2",
		.at = "CN=dc2,",
		.attribute = "serverReference",
		.value = ACCOUNT("DC2", "CN=Computers,") },
	{ .because = "one that is a domain controller",
		.left_out = "CN=NTDS Settings,CN=dc2",
		.at = "CN=dc2,",
		.attribute = "serverReference",
		.value = ACCOUNT("DC2", "OU=Domain Controllers,"),
		.holds = "CN=dc2" },
	{ .because = "one of another domain",
		.left_out = "CN=NTDS Settings,CN=dc2",
		.at = "CN=dc2,",
		.attribute = "serverReference",
		.value = "CN=DC2,OU=Domain Controllers,DC=other,DC=example,DC=com" },
	{ .because = "what answers is shown",
		.service = "cn=ntds settings," BELOW_SERVERS("DC1", "Main") },
	{ .because = "what answers has hidden settings",
		.service = "CN=NTDS Settings," BELOW_SERVERS("dc9", "DR"),
		.holds = "dc9" },
	{ .because = "and is in a hidden site",
		.service = "CN=NTDS Settings," BELOW_SERVERS("dc9", "Third"),
		.holds = "dc9",
		.sites = 4 },
};

static bool begins(const char *text, const char *start)
{
	return start != NULL && strncmp(text, start, strlen(start)) == 0;
}

static void leave_out(struct directory_part *part, const char *start)
{
	size_t kept = 0;
	for (size_t i = 0; i < part->count; i++) {
		if (!begins(part->entry[i].dn, start))
			part->entry[kept++] = part->entry[i];
	}
	ck_assert(start == NULL || kept < part->count);
	part->count = kept;
}

/* Each object has a few attributes: the one to change goes, and comes again with its new value. */
static void change(struct arena *arena, struct entry *entry, size_t row)
{
	size_t kept = 0;
	for (size_t i = 0; i < entry->count; i++) {
		if (strcmp(entry->attribute[i].name, rows[row].attribute) != 0)
			entry->attribute[kept++] = entry->attribute[i];
	}
	entry->count = kept;
	if (rows[row].value == NULL && !rows[row].is_gap && !rows[row].is_empty)
		return;
	forest_put(
		arena, entry, rows[row].attribute, rows[row].value == NULL ? "" : rows[row].value);
	struct attribute *attribute = &entry->attribute[entry->count - 1];
	if (rows[row].value == NULL)
		attribute->count = 0;
	if (rows[row].is_gap)
		attribute->gap = (struct gap){ .cause = ERROR_DENIED, .text = "not to be read" };
}

START_TEST(what_is_named_and_not_shown)
{
	static const struct plan plan = { .directory.domain = "corp.example.com" };
	struct arena *arena = arena_new();
	struct directory_visit visit = { .server = "dc1.corp.example.com", .root = { .dn = "" } };
	forest_describe(arena, &visit, &whole);
	struct directory_part *part = &visit.part[0];
	leave_out(part, rows[_i].left_out);
	size_t changed = 0;
	for (size_t i = 0; i < part->count; i++) {
		if (!begins(part->entry[i].dn, rows[_i].at))
			continue;
		change(arena, &part->entry[i], (size_t)_i);
		changed++;
	}
	ck_assert_uint_eq(changed, rows[_i].at != NULL);
	if (rows[_i].service != NULL)
		forest_put(arena, &visit.root, "dsServiceName", rows[_i].service);
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct topology *topology = topology_read(arena, &plan, &evidence);
	const char *doubt = topology->sites.doubt;
	if (rows[_i].holds == NULL)
		ck_assert_msg(doubt == NULL, "%s: %s", rows[_i].because, doubt);
	else
		ck_assert_msg(doubt != NULL && strstr(doubt, rows[_i].holds) != NULL, "%s: %s",
			rows[_i].because, doubt == NULL ? "none" : doubt);
	ck_assert_msg(topology->sites.site_count == (rows[_i].sites == 0 ? 3 : rows[_i].sites) ||
			      (doubt != NULL && strstr(doubt, "objectClass") != NULL),
		"%s: %zu sites", rows[_i].because, topology->sites.site_count);
	ck_assert_uint_eq(topology->sites.doubt_causes.count, rows[_i].is_gap);
	arena_free(arena);
}
END_TEST

/* A forest of which one site is shown is no forest of one site if something names another. */
START_TEST(the_only_site_that_is_shown)
{
	static const struct forest one = { .site = { "Main" },
		.subnet = { { "10.2.0.0/16", "DR" } },
		.dc = { { .host = "dc1.corp.example.com", .site = "Main" } } };
	struct name node = { "N1", "n1.x.example" };
	struct recovery recovery = { .standby_nodes = &node, .standby_node_count = 1 };
	const struct plan plan = {
		.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
	};
	struct arena *arena = arena_new();
	struct directory_visit visit = { .server = "dc1.corp.example.com" };
	forest_describe(arena, &visit, &one);
	struct dns_answer answer = forest_answer(arena, "n1.x.example", "A", "10.2.0.1");
	struct dns_visit dns = { .server = "ns", .answer = &answer, .count = 1 };
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 },
		.dns = { .visit = &dns, .count = 1 } };
	const struct topology *topology = topology_read(arena, &plan, &evidence);
	ck_assert_ptr_nonnull(topology->sites.doubt);
	ck_assert_ptr_null(site_only(&topology->sites));
	ck_assert_str_eq(topology->standby[0].site, "DR");
	ck_assert_str_eq(site_of_address(&topology->sites, "10.2.0.9"), "DR");
	ck_assert_ptr_null(site_of_address(&topology->sites, "10.9.0.9"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("site doubt");
	TCase *tcase = tcase_create("site doubt");
	tcase_add_loop_test(tcase, what_is_named_and_not_shown, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, the_only_site_that_is_shown);
	suite_add_tcase(suite, tcase);
	return suite;
}
