/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of the servers that DNS or the directory names, each is in the evidence or becomes a gap. */
#include "tests/test.h"

#include <string.h>

#include "run/left_out.h"

#define SERVICE "_ldap._tcp.dc._msdcs.corp.example.com"
#define ZONE    "corp.example.com"
#define SITES   "CN=Sites,CN=Configuration,DC=corp,DC=example,DC=com"

static struct arena *arena;
static struct plan plan;

static void arena_up(void)
{
	arena = arena_new();
	struct recovery *recovery = arena_alloc(arena, sizeof *recovery);
	*recovery = (struct recovery){ .cms = { "EXCMS01", "excms01." ZONE } };
	plan = (struct plan){
		.directory.domain = ZONE, .recoveries = recovery, .recovery_count = 1
	};
}

static void arena_down(void)
{
	arena_free(arena);
}

/* What differs from evidence in which two servers of each kind are named, and all were asked. */
struct left_out_case {
	const char *because;
	const char *version; /* NULL: "1.5" */
	bool plan_names, no_resolver, no_service, no_zone, cut;
	const char *directory[3], *dns[3];   /* the visits; NULL first: dc1 and dc2 */
	const char *directory_gap, *dns_gap; /* the servers that must have a gap; "": the source */
};

static const struct left_out_case rows[] = {
	{ .because = "all were asked" },
	{ .because = "in other letters", .directory = { "DC1.corp.example.com", "dc2." ZONE } },
	{ .because = "a controller is missing",
		.directory = { "dc1." ZONE },
		.directory_gap = "dc2." ZONE },
	{ .because = "the other one", .directory = { "dc2." ZONE }, .directory_gap = "dc1." ZONE },
	{ .because = "none of them", .directory = { "dc3." ZONE }, .directory_gap = "dc1." ZONE },
	{ .because = "a name server is missing", .dns = { "dc1." ZONE }, .dns_gap = "dc2." ZONE },
	{ .because = "one more is none too many",
		.dns = { "dc2." ZONE, "dc3." ZONE, "dc1." ZONE } },
	{ .because = "the plan names the servers",
		.plan_names = true,
		.directory = { "dc3." ZONE },
		.dns = { "dc3." ZONE } },
	{ .because = "older evidence",
		.version = "1.4",
		.no_resolver = true,
		.directory = { "dc1." ZONE },
		.dns = { "dc1." ZONE } },
	{ .because = "what DNS names is cut off",
		.no_resolver = true,
		.directory_gap = "",
		.dns_gap = "" },
	{ .because = "the same, of a later version",
		.version = "1.10",
		.no_resolver = true,
		.directory_gap = "",
		.dns_gap = "" },
	{ .because = "no resolver is asked for servers that the plan names",
		.plan_names = true,
		.no_resolver = true },
	{ .because = "no SRV records", .no_service = true, .directory_gap = "", .dns_gap = "" },
	{ .because = "no NS records", .no_zone = true, .dns_gap = "" },
	{ .because = "truncated answers", .cut = true, .directory_gap = "", .dns_gap = "" },
	{ .because = "nothing was asked", .directory = { "" }, .dns = { "" } },
};

static struct dns_answer answer_of(
	const char *name, const char *type, const char *one, const char *other)
{
	struct dns_record record[] = { { name, type, 600, one }, { name, type, 600, other } };
	return (struct dns_answer){ .name = name,
		.type = type,
		.record = arena_copy(arena, record, sizeof record),
		.count = 2 };
}

static const struct dns_visit *resolver_of(const struct left_out_case *row)
{
	struct dns_answer answer[] = {
		answer_of(SERVICE, "SRV", "0 100 389 dc1." ZONE, "0 100 389 dc2." ZONE),
		answer_of(ZONE, "NS", "dc1." ZONE, "dc2." ZONE),
	};
	answer[0].count = row->no_service ? 0 : 2;
	answer[1].count = row->no_zone ? 0 : 2;
	answer[0].truncated = answer[1].truncated = row->cut;
	const struct dns_visit visit = { .server = "",
		.found_by = "",
		.answer = arena_copy(arena, answer, sizeof answer),
		.count = 2 };
	return row->no_resolver ? NULL : arena_copy(arena, &visit, sizeof visit);
}

static struct evidence evidence_of(const struct left_out_case *row)
{
	static const char *const usual[] = { "dc1." ZONE, "dc2." ZONE, NULL };
	const char *const *controllers = row->directory[0] == NULL ? usual : row->directory;
	const char *const *servers = row->dns[0] == NULL ? usual : row->dns;
	struct evidence evidence = { .schema_version = row->version == NULL ? "1.5" : row->version,
		.resolver = resolver_of(row) };
	evidence.directory.visit = arena_alloc(arena, 3 * sizeof(struct directory_visit));
	evidence.dns.visit = arena_alloc(arena, 3 * sizeof(struct dns_visit));
	for (size_t i = 0; i < 3 && controllers[i] != NULL && *controllers[i] != '\0'; i++)
		evidence.directory.visit[evidence.directory.count++] = (struct directory_visit){
			.server = controllers[i], .found_by = "SRV record 0 100 389", .root.dn = ""
		};
	for (size_t i = 0; i < 3 && servers[i] != NULL && *servers[i] != '\0'; i++)
		evidence.dns.visit[evidence.dns.count++] = (struct dns_visit){ .server = servers[i],
			.found_by = "NS record of " ZONE };
	return evidence;
}

/* The server of the first gap; "": the source as a whole; NULL: no gap. */
static const char *directory_gap(const struct directory_evidence *directory)
{
	if (gap_is(&directory->gap))
		return "";
	for (size_t i = 0; i < directory->count; i++) {
		if (gap_is(&directory->visit[i].gap))
			return directory->visit[i].server;
	}
	return NULL;
}

static const char *dns_gap(const struct dns_evidence *dns)
{
	if (gap_is(&dns->gap))
		return "";
	for (size_t i = 0; i < dns->count; i++) {
		if (gap_is(&dns->visit[i].gap))
			return dns->visit[i].server;
	}
	return NULL;
}

static void gap_is_at(const char *found, const char *wanted, const char *because)
{
	ck_assert_msg((found == NULL) == (wanted == NULL), "%s: %s", because, found);
	if (found != NULL)
		ck_assert_msg(strcmp(found, wanted) == 0, "%s: %s", because, found);
}

START_TEST(what_dns_names)
{
	const struct left_out_case *row = &rows[_i];
	struct evidence evidence = evidence_of(row);
	const size_t visits = evidence.directory.count;
	plan.directory.server_count = plan.dns_server_count = row->plan_names;
	left_out_apply(arena, &plan, &evidence);
	gap_is_at(directory_gap(&evidence.directory), row->directory_gap, row->because);
	gap_is_at(dns_gap(&evidence.dns), row->dns_gap, row->because);
	for (size_t i = 0; i < visits; i++)
		ck_assert_msg(!gap_is(&evidence.directory.visit[i].gap), "%s", row->because);
}
END_TEST

/* Twice the same: nothing is added for what was added before. */
START_TEST(it_is_noted_once)
{
	static const struct left_out_case row = { .directory = { "dc1." ZONE },
		.dns = { "dc2." ZONE } };
	struct evidence evidence = evidence_of(&row);
	for (size_t i = 0; i < 2; i++) {
		left_out_apply(arena, &plan, &evidence);
		ck_assert_uint_eq(evidence.directory.count, 2);
		ck_assert_uint_eq(evidence.dns.count, 2);
	}
	ck_assert_str_eq(evidence.directory.visit[1].found_by, "SRV record 0 100 389");
	ck_assert_str_eq(evidence.dns.visit[1].found_by, "NS record of " ZONE);
}
END_TEST

static struct attribute attribute_of(const char *name, const char *text)
{
	const struct bytes value = bytes_of(text, strlen(text));
	return (struct attribute){
		.name = name, .value = arena_copy(arena, &value, sizeof value), .count = 1
	};
}

static struct entry entry_of(
	const char *dn, const char *class, const char *attribute, const char *value)
{
	const struct attribute attributes[] = { attribute_of("objectClass", class),
		attribute_of(attribute, value) };
	return (struct entry){ dn, arena_copy(arena, attributes, sizeof attributes), 2 };
}

/* The Sites container with dc1, which was asked, and dc2, of which there are two objects. */
static struct directory_part sites(const char *class, const char *holds)
{
	const struct entry entry[] = {
		entry_of("CN=A," SITES, "site", "cn", "A"),
		entry_of("CN=DC1,CN=Servers,CN=A," SITES, "server", "dNSHostName", "dc1." ZONE),
		entry_of("CN=NTDS Settings,CN=DC1,CN=Servers,CN=A," SITES, "nTDSDSA",
			"msDS-hasMasterNCs", "DC=corp,DC=example,DC=com"),
		entry_of("CN=DC2,CN=Servers,CN=A," SITES, "server", "dNSHostName", "dc2." ZONE),
		entry_of("CN=NTDS Settings,CN=DC2,CN=Servers,CN=A," SITES, class,
			"msDS-hasMasterNCs", holds),
		entry_of("CN=DC2X,CN=Servers,CN=A," SITES, "server", "dNSHostName", "DC2." ZONE),
		entry_of("CN=NTDS Settings,CN=DC2X,CN=Servers,CN=A," SITES, class,
			"msDS-hasMasterNCs", holds),
	};
	return (struct directory_part){ .kind = "sites",
		.entry = arena_copy(arena, entry, sizeof entry),
		.count = sizeof entry / sizeof *entry };
}

static const struct {
	const char *class, *holds;
	bool plan_names;
	const char *gap, *because;
} site_rows[] = {
	{ "nTDSDSA", "DC=corp,DC=example,DC=com", false, "dc2." ZONE,
		"a controller of the domain" },
	{ "nTDSDSARO", "DC=corp,DC=example,DC=com", false, NULL, "a read-only one" },
	{ "nTDSDSA", "DC=east,DC=example,DC=com", false, NULL, "one of another domain" },
	{ "nTDSDSA", "DC=corp,DC=example,DC=com", true, NULL, "the plan names the servers" },
};

START_TEST(what_the_directory_names)
{
	static const struct left_out_case row = {
		.version = "1.4", .no_resolver = true, .directory = { "dc1." ZONE }
	};
	struct evidence evidence = evidence_of(&row);
	struct directory_part part = sites(site_rows[_i].class, site_rows[_i].holds);
	evidence.directory.visit[0].part = &part;
	evidence.directory.visit[0].part_count = 1;
	plan.directory.server_count = site_rows[_i].plan_names;
	left_out_apply(arena, &plan, &evidence);
	gap_is_at(directory_gap(&evidence.directory), site_rows[_i].gap, site_rows[_i].because);
	ck_assert_uint_eq(evidence.directory.count, site_rows[_i].gap == NULL ? 1 : 2);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("left_out");
	TCase *tcase = tcase_create("left_out");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, what_dns_names, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, it_is_noted_once);
	tcase_add_loop_test(
		tcase, what_the_directory_names, 0, sizeof site_rows / sizeof *site_rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
