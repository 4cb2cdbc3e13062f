/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks over the accounts' names, signs of life and operating systems. */
#include "tests/test.h"

#include <stdlib.h>

#include "checks.h"
#include "security/sid.h"
#include "tests/examine.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

enum { ATTRIBUTES = 12, OBJECTS = 6 };

/* "attribute=value" each; an objectSid is written as text. */
struct object {
	const char *name; /* the account, without "$" */
	const char *attribute[ATTRIBUTES];
};

struct copy {
	struct object object[OBJECTS], holder[OBJECTS], alias[OBJECTS];
	bool no_catalog, catalog_gap, no_aliases;
	const char *mapping; /* a value of sPNMappings; NULL: not shown */
};

static struct bytes value_of(const char *name, const char *text)
{
	struct sid sid;
	if (strcmp(name, "objectSid") != 0)
		return bytes_of(text, strlen(text));
	ck_assert(sid_parse(text, &sid));
	struct text bytes = text_new(arena);
	sid_add(&bytes, &sid);
	return bytes_of(bytes.data, bytes.length);
}

static void add(struct entry *entry, const char *name, const char *text)
{
	struct attribute *attribute = NULL;
	for (size_t i = 0; i < entry->count; i++) {
		if (strcmp(entry->attribute[i].name, name) == 0)
			attribute = &entry->attribute[i];
	}
	if (attribute == NULL) {
		entry->attribute =
			arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
		attribute = &entry->attribute[entry->count++];
		*attribute = (struct attribute){ .name = name };
	}
	attribute->value =
		arena_more(arena, attribute->value, attribute->count, sizeof *attribute->value);
	attribute->value[attribute->count++] = value_of(name, text);
}

static struct entry entry_of(const struct object *object)
{
	struct entry entry = { .dn = arena_format(arena, "CN=%s,DC=corp", object->name) };
	add(&entry, "cn", object->name);
	add(&entry, "sAMAccountName", arena_format(arena, "%s$", object->name));
	for (size_t i = 0; i < ATTRIBUTES && object->attribute[i] != NULL; i++) {
		const char *equals = strchr(object->attribute[i], '=');
		add(&entry,
			arena_format(arena, "%.*s", (int)(equals - object->attribute[i]),
				object->attribute[i]),
			equals + 1);
	}
	return entry;
}

static struct entry *entries_of(const struct object *object, size_t *count)
{
	struct entry *entry = arena_alloc(arena, OBJECTS * sizeof *entry);
	for (*count = 0; *count < OBJECTS && object[*count].name != NULL; (*count)++)
		entry[*count] = entry_of(&object[*count]);
	return entry;
}

static void add_part(struct directory_visit *visit, enum part_kind kind,
	const struct object *objects, bool has_gap)
{
	visit->part = arena_more(arena, visit->part, visit->part_count, sizeof *visit->part);
	struct directory_part *part = &visit->part[visit->part_count++];
	part->kind = part_kind_name(kind);
	part->entry = entries_of(objects, &part->count);
	if (has_gap)
		part->gap =
			(struct gap){ .cause = ERROR_TIMEOUT, .text = "port 3268 does not answer" };
}

static struct directory_visit visit_of(const struct copy *copy)
{
	static const char *asked[] = { "EXCMS01", "DRCLU01", "NODE1", "DRNODE1" };
	struct directory_visit visit = { .server = "dc1", .asked = asked, .asked_count = 4 };
	visit.entry = entries_of(copy->object, &visit.entry_count);
	if (copy->mapping != NULL) {
		struct entry *service = arena_alloc(arena, sizeof *service);
		service->dn = "CN=Directory Service";
		add(service, "sPNMappings", copy->mapping);
		visit.directory_service = service;
	}
	if (!copy->no_catalog)
		add_part(&visit, PART_HOLDERS, copy->holder, copy->catalog_gap);
	if (!copy->no_catalog && !copy->no_aliases)
		add_part(&visit, PART_ALIASES, copy->alias, copy->catalog_gap);
	return visit;
}

#define SPN(name)  "servicePrincipalName=" name
#define BOTH(s)    SPN(s "/EXCMS01"), SPN(s "/excms01.corp.example.com")
#define COMPLETE   BOTH("exchangeMDB"), BOTH("exchangeRFR"), BOTH("SMTPSVC"), BOTH("HOST")
#define OWN_SID    "objectSid=S-1-5-21-1-2-3-1300"
#define OTHER_SID  "objectSid=S-1-5-21-1-2-3-1999"
#define DISABLED   "userAccountControl=4098"
#define ENABLED    "userAccountControl=4096"
#define OS(number) "operatingSystemVersion=" number
#define SET(time)                                                                                  \
	{                                                                                          \
		.object = { { "DRCLU01", { "pwdLastSet=" time } } }                                \
	}

static const struct {
	const struct check *check;
	struct copy copy;
	struct expected expected;
	const char *because;
} rows[] = {
	{ &check_ad_spn_complete, { .object = { { "EXCMS01", { COMPLETE } } } },
		{ .outcome = OUTCOME_PASS, .proof_holds = "SMTP/EXCMS01 is missing (not required" },
		"SMTP does not count" },
	{ &check_ad_spn_complete,
		{ .object = { { "EXCMS01", { BOTH("EXCHANGEmdb"), BOTH("exchangerfr"),
						   BOTH("smtpsvc"), BOTH("host") } } } },
		{ .outcome = OUTCOME_PASS }, "case does not count" },
	{ &check_ad_spn_complete,
		{ .object = { { "EXCMS01", { BOTH("exchangeMDB"), BOTH("exchangeRFR"),
						   BOTH("SMTPSVC"), SPN("HOST/EXCMS01") } } } },
		{ .outcome = OUTCOME_WARN,
			.remedy_holds = "setspn -A HOST/excms01.corp.example.com EXCMS01",
			.remedy_lacks = "exchangeMDB" },
		"one of eight" },
	{ &check_ad_spn_complete,
		{ .object = { { "EXCMS01", { COMPLETE, SPN("exchangeab/EXCMS01") } } } },
		{ .outcome = OUTCOME_WARN,
			.remedy_holds = "setspn -D exchangeab/EXCMS01 EXCMS01",
			.remedy_lacks = "setspn -A" },
		"a global catalog's" },
	{ &check_ad_spn_complete, { .object = { { "OTHER", { COMPLETE } } } },
		{ .outcome = OUTCOME_UNKNOWN }, "no account" },

	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.holder = { { "EXCMS01", { OWN_SID, COMPLETE } },
				{ "MBX1", { OTHER_SID, SPN("exchangeMDB/MBX1") } } } },
		{ .outcome = OUTCOME_PASS }, "its own, and another's own" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.holder = { { "MBX1", { OTHER_SID, ENABLED, SPN("host/excms01") } } } },
		{ .outcome = OUTCOME_FAIL, .proof_holds = "CN=MBX1" }, "on an enabled account" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.holder = { { "MBX1", { OTHER_SID, DISABLED, SPN("HOST/EXCMS01") } } } },
		{ .outcome = OUTCOME_WARN }, "on a disabled one" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.holder = { { "MBX1", { OTHER_SID, SPN("HOST/EXCMS01") } } } },
		{ .outcome = OUTCOME_FAIL }, "whether it is disabled is not shown" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.holder = { { "EXCMS01", { OTHER_SID, SPN("HOST/EXCMS01") } } } },
		{ .outcome = OUTCOME_FAIL }, "a namesake with another SID" },
	{ &check_ad_spn_unique, { .object = { { "EXCMS01", { OWN_SID } } }, .no_catalog = true },
		{ .outcome = OUTCOME_UNKNOWN }, "older evidence" },
	{ &check_ad_spn_unique, { .object = { { "EXCMS01", { OWN_SID } } }, .catalog_gap = true },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "port 3268" }, "no catalog answered" },

	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.alias = { { "MBX1", { OTHER_SID, ENABLED, SPN("cifs/MBX1"),
						     SPN("CIFS/excms01.corp.example.com") } } } },
		{ .outcome = OUTCOME_FAIL,
			.proof_holds = "CIFS/excms01.corp.example.com is on",
			.proof_lacks = "cifs/MBX1" },
		"a name that stands for HOST" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.alias = { { "MBX1", { OTHER_SID, DISABLED, SPN("http/EXCMS01") } } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "(disabled)" }, "on a disabled one" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.alias = { { "EXCMS01", { OWN_SID, SPN("cifs/EXCMS01") } } } },
		{ .outcome = OUTCOME_PASS }, "on the CMS itself" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.alias = { { "MBX1",
				{ OTHER_SID, SPN("MSSQLSvc/EXCMS01"), SPN("cifs/EXCMS010"),
					SPN("cifs/"), SPN("cifs") } } } },
		{ .outcome = OUTCOME_PASS }, "names that do not stand for it" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.mapping = "host=alerter,mssqlsvc",
			.alias = { { "MBX1", { OTHER_SID, SPN("MSSQLSvc/EXCMS01") } } } },
		{ .outcome = OUTCOME_FAIL }, "the forest's own list" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.mapping = "host=alerter,mssqlsvc",
			.alias = { { "MBX1", { OTHER_SID, SPN("cifs/EXCMS01") } } } },
		{ .outcome = OUTCOME_PASS }, "what the forest's list lacks" },
	{ &check_ad_spn_unique, { .object = { { "EXCMS01", { OWN_SID } } }, .no_aliases = true },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "stand for HOST" },
		"evidence from before" },
	{ &check_ad_spn_unique,
		{ .object = { { "EXCMS01", { OWN_SID } } },
			.no_aliases = true,
			.holder = { { "MBX1", { OTHER_SID, SPN("HOST/EXCMS01") } } } },
		{ .outcome = OUTCOME_FAIL }, "which is enough to fail" },

	{ &check_ad_cms_hostname,
		{ .object = { { "EXCMS01", { "dNSHostName=EXCMS01.corp.example.com" } } } },
		{ .outcome = OUTCOME_PASS }, "case does not count" },
	{ &check_ad_cms_hostname, { .object = { { "EXCMS01", { OWN_SID } } } },
		{ .outcome = OUTCOME_FAIL }, "none" },
	{ &check_ad_cms_hostname, { .object = { { "EXCMS01", { "dNSHostName=" } } } },
		{ .outcome = OUTCOME_FAIL }, "an empty one" },
	{ &check_ad_cms_hostname,
		{ .object = { { "EXCMS01", { "dNSHostName=other.example.com" } } } },
		{ .outcome = OUTCOME_WARN }, "another one" },

	/* The evidence is of 2026-01-01: 134116992000000000. */
	{ &check_ad_cno_stale, SET("134116992000000000"), { .outcome = OUTCOME_PASS }, "that day" },
	{ &check_ad_cno_stale, SET("134065152000000000"),
		{ .outcome = OUTCOME_PASS, .proof_holds = "60 days" }, "60 days" },
	{ &check_ad_cno_stale, SET("134064288000000000"),
		{ .outcome = OUTCOME_WARN, .proof_holds = "61 days before; the plan allows 60" },
		"61 days" },
	{ &check_ad_cno_stale, SET("134200000000000000"), { .outcome = OUTCOME_PASS },
		"a clock that is ahead" },
	{ &check_ad_cno_stale, SET("0"), { .outcome = OUTCOME_WARN }, "to be set anew" },
	{ &check_ad_cno_stale, SET("x"), { .outcome = OUTCOME_UNKNOWN }, "no number" },
	{ &check_ad_cno_stale, SET("9999999999999999999"), { .outcome = OUTCOME_UNKNOWN },
		"a number beyond all time" },
	{ &check_ad_cno_stale, { .object = { { "DRCLU01", { OWN_SID } } } },
		{ .outcome = OUTCOME_UNKNOWN }, "not shown" },

	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("6.0 (6002)") } },
			  { "DRNODE1", { OS("6.0 (6001)") } } } },
		{ .outcome = OUTCOME_PASS }, "two builds of one generation" },
	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("6.0 (6002)") } }, { "DRNODE1", { OS("6.1") } } } },
		{ .outcome = OUTCOME_WARN }, "2008 and 2008 R2" },
	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("5.2 (3790)") } }, { "DRNODE1", { OS("6.0") } } } },
		{ .outcome = OUTCOME_FAIL }, "2003 and 2008" },
	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("5.2") } }, { "DRNODE1", { OS("5.2") } } } },
		{ .outcome = OUTCOME_UNKNOWN, .remedy_holds = "KB 307532" }, "2003" },
	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("6.0") } }, { "DRNODE1", { OS("10.0 (17763)") } } } },
		{ .outcome = OUTCOME_WARN }, "a later one" },
	{ &check_os_generation,
		{ .object = { { "NODE1", { OS("6.0") } }, { "DRNODE1", { OS("6.05") } } } },
		{ .outcome = OUTCOME_UNKNOWN }, "a number that begins like one" },
	{ &check_os_generation, { .object = { { "NODE1", { OS("6.0") } } } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "DRNODE1: no account" },
		"no account" },
	/* Where clusters have no account of their own, none can be missing. */
	{ &check_ad_cno_account,
		{ .object = { { "NODE1", { OS("5.2") } }, { "DRNODE1", { OS("5.2") } } } },
		{ .outcome = OUTCOME_UNKNOWN }, "no CNO of Windows Server 2003" },
	{ &check_ad_cno_account,
		{ .object = { { "NODE1", { OS("5.2") } }, { "DRNODE1", { OS("6.0") } } } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "the containers were not asked for" },
		"one of 2008, whose account may be hidden" },
	{ &check_ad_cno_full_control,
		{ .object = { { "EXCMS01", { OWN_SID } }, { "DRNODE1", { OS("5.2") } } } },
		{ .outcome = OUTCOME_UNKNOWN, .remedy_holds = "KB 307532" },
		"no CNO to be granted" },
};

static struct name sources[] = { { .label = "NODE1", .fqdn = "node1.corp.example.com" } };
static struct name standbys[] = { { .label = "DRNODE1", .fqdn = "drnode1.corp.example.com" } };
static struct recovery recovery = {
	.cms = { .label = "EXCMS01", .fqdn = "excms01.corp.example.com" },
	.standby_cluster = { .label = "DRCLU01", .fqdn = "drclu01.corp.example.com" },
	.source_nodes = sources,
	.source_node_count = 1,
	.standby_nodes = standbys,
	.standby_node_count = 1,
};
static const struct plan plan = { .directory.domain = "corp.example.com",
	.policy.max_password_days = 60,
	.recoveries = &recovery,
	.recovery_count = 1 };

START_TEST(each)
{
	struct directory_visit visit = visit_of(&rows[_i].copy);
	const struct evidence evidence = { .run.ended = "2026-01-01T00:00:00Z",
		.directory = { .visit = &visit, .count = 1 } };
	examine(arena, rows[_i].check, &plan, &evidence, &rows[_i].expected, rows[_i].because);
}
END_TEST

/* A password of 60 days. */
START_TEST(passwords_of_the_plan)
{
	static const struct {
		int64_t most;
		struct expected expected;
	} of[] = { { 59, { .outcome = OUTCOME_WARN } }, { 60, { .outcome = OUTCOME_PASS } },
		{ 3650, { .outcome = OUTCOME_PASS } } };
	static const struct copy copy = SET("134065152000000000");
	struct directory_visit visit = visit_of(&copy);
	const struct evidence evidence = { .run.ended = "2026-01-01T00:00:00Z",
		.directory = { .visit = &visit, .count = 1 } };
	for (size_t i = 0; i < COUNT_OF(of); i++) {
		struct plan with = plan;
		with.policy.max_password_days = of[i].most;
		examine(arena, &check_ad_cno_stale, &with, &evidence, &of[i].expected, "a limit");
	}
}
END_TEST

static const struct {
	const char *cms, *node;
	enum outcome outcome;
	const char *because;
} length_rows[] = {
	{ "EXCMS01", "NODE1", OUTCOME_PASS, "short" },
	{ "EXCHANGEMAIL001", "NODE1", OUTCOME_PASS, "15 letters" },
	{ "EXCHANGEMAIL0001", "NODE1", OUTCOME_FAIL, "16" },
	{ "NODE1", "NODE1", OUTCOME_FAIL, "a node's" },
};

START_TEST(name_length)
{
	struct name node = { .label = length_rows[_i].node,
		.fqdn = arena_format(arena, "%s.corp", length_rows[_i].node) };
	struct recovery one = recovery;
	one.cms = (struct name){ .label = length_rows[_i].cms,
		.fqdn = arena_format(arena, "%s.corp", length_rows[_i].cms) };
	one.source_nodes = &node;
	const struct plan with = { .recoveries = &one, .recovery_count = 1 };
	const struct evidence nothing = { 0 };
	const struct expected expected = { .outcome = length_rows[_i].outcome };
	examine(arena, &check_ad_name_length, &with, &nothing, &expected, length_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("checks_identity");
	TCase *tests = tcase_create("all");
	tcase_add_checked_fixture(tests, arena_up, arena_down);
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_test(tests, passwords_of_the_plan);
	tcase_add_loop_test(tests, name_length, 0, COUNT_OF(length_rows));
	suite_add_tcase(suite, tests);
	return suite;
}
