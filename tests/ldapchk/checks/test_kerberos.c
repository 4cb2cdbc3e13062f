/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check over the encryption types of tickets: which copy and which nodes decide, and why it is
 * unknown. The table itself: test_encryption.c. */
#include "checks.h"
#include "tests/examine.h"
#include "tests/test.h"

enum { TICKETS = 4, SERVERS = 2 };

#define CMS_HOST "HOST/excms01.corp.example.com"
#define REFUSED(code)                                                                              \
	{                                                                                          \
		CMS_HOST, 0, "KDC_ERR_" code, NULL                                                 \
	}
#define RC4                                                                                        \
	{                                                                                          \
		CMS_HOST, 23, NULL, NULL                                                           \
	}
#define AES                                                                                        \
	{                                                                                          \
		CMS_HOST, 18, NULL, NULL                                                           \
	}

struct copy {
	const char *types, *spn, *dns; /* of EXCMS01$; NULL: not shown */
	const char *system[2];         /* operatingSystemVersion of DRNODE1 and DRNODE2 */
	struct ticket ticket[TICKETS];
	enum error_kind tickets_gap, types_gap;
	bool hidden; /* there is no EXCMS01$ */
};

struct row {
	const char *because;
	struct expected expected;
	bool no_nodes; /* in the plan: the cluster's own version counts, that of DRNODE1 here */
	struct copy copy[SERVERS];
};

#define OLD   "6.0 (6002)"
#define R2    "6.1 (7601)"
#define LATER "6.2 (9200)"

static const struct row rows[] = {
	{ "in order", { OUTCOME_PASS, .proof_holds = "4 (RC4)" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { RC4 } } } },
	{ "2008 R2 is like 2008", { OUTCOME_FAIL, .remedy_holds = "\"=4}" }, false,
		{ { "28", .system = { R2, R2 }, .ticket = { AES } } } },
	{ "2003 cannot decrypt more", { .outcome = OUTCOME_FAIL }, false,
		{ { NULL, .system = { "5.2 (3790)", "5.2 (3790)" }, .ticket = { AES } } } },
	{ "one of the nodes is later", { OUTCOME_FAIL, .proof_holds = "28 (RC4" }, false,
		{ { "28", .system = { LATER, OLD }, .ticket = { AES } } } },
	{ "all are later", { .outcome = OUTCOME_PASS }, false,
		{ { "28", .system = { LATER, "10.0 (14393)" }, .ticket = { AES } } } },
	{ "a node that is not known could be either", { .outcome = OUTCOME_UNKNOWN }, false,
		{ { "28", .system = { LATER, NULL }, .ticket = { AES } } } },
	{ "a node of 2008 is enough", { .outcome = OUTCOME_FAIL }, false,
		{ { "28", .system = { OLD, NULL }, .ticket = { AES } } } },
	{ "the default warns on either", { OUTCOME_WARN, .remedy_holds = "5073381" }, false,
		{ { NULL, .system = { OLD, NULL }, .ticket = { RC4 } } } },
	{ "the cluster's own version", { .outcome = OUTCOME_FAIL }, true,
		{ { "16", .system = { OLD }, .ticket = { AES } } } },
	{ "no ticket", { OUTCOME_UNKNOWN, .proof_holds = "not to be asked" }, false,
		{ { "4", .system = { OLD, OLD }, .tickets_gap = ERROR_DENIED } } },
	{ "the attribute is enough to fail", { .outcome = OUTCOME_FAIL }, false,
		{ { "28", .system = { OLD, OLD }, .tickets_gap = ERROR_UNREACHABLE } } },
	{ "an answer before the gap counts", { .outcome = OUTCOME_PASS }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { RC4 },
			.tickets_gap = ERROR_TIMEOUT } } },
	{ "a client without RC4 sees other tickets",
		{ OUTCOME_UNKNOWN, .proof_holds = "not allowed" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { AES }, .types_gap = ERROR_CONFIG } } },
	{ "and other refusals", { OUTCOME_UNKNOWN, .proof_holds = "ETYPE_NOSUPP" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { REFUSED("ETYPE_NOSUPP") },
			.types_gap = ERROR_CONFIG } } },
	{ "no key that both allow: none before the next password",
		{ OUTCOME_WARN, .proof_holds = "ETYPE_NOSUPP" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { REFUSED("ETYPE_NOSUPP") } } } },
	{ "two accounts have the name", { OUTCOME_FAIL, .remedy_holds = "setspn -Q" }, false,
		{ { "4", .system = { OLD, OLD },
			.ticket = { REFUSED("PRINCIPAL_NOT_UNIQUE") } } } },
	{ "a name that the account has is not found", { OUTCOME_FAIL, .remedy_holds = "setspn -Q" },
		false,
		{ { "4", .spn = CMS_HOST, .system = { OLD, OLD },
			.ticket = { REFUSED("S_PRINCIPAL_UNKNOWN"),
				{ "EXCMS01$", 23, NULL, NULL } } } } },
	{ "a name that it lacks: the account's own counts",
		{ OUTCOME_PASS, .proof_holds = "EXCMS01$: RC4" }, false,
		{ { "4", .spn = "SMTP/EXCMS01", .system = { OLD, OLD },
			.ticket = { REFUSED("S_PRINCIPAL_UNKNOWN"),
				{ "EXCMS01$", 23, NULL, NULL } } } } },
	{ "any other refusal", { OUTCOME_UNKNOWN, .proof_holds = "KDC_ERR_POLICY" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { REFUSED("POLICY") } } } },
	{ "another realm", { OUTCOME_UNKNOWN, .proof_holds = "EAST.EXAMPLE.COM" }, false,
		{ { "4", .system = { OLD, OLD },
			.ticket = { { CMS_HOST, 0, NULL, "EAST.EXAMPLE.COM" } } } } },
	{ "not among those asked for", { OUTCOME_UNKNOWN, .proof_holds = "more names" }, false,
		{ { "4", .system = { OLD, OLD },
			.ticket = { { "HOST/other.corp.example.com", 23, NULL, NULL } } } } },
	{ "evidence from before", { OUTCOME_UNKNOWN, .proof_holds = "not asked" }, false,
		{ { NULL, .system = { OLD, OLD } } } },
	{ "no account", { .outcome = OUTCOME_UNKNOWN }, false,
		{ { .hidden = true, .system = { OLD, OLD }, .ticket = { RC4 } } } },
	{ "another account of that name", { .outcome = OUTCOME_UNKNOWN }, false,
		{ { "28", .dns = "excms01.east.example.com", .system = { OLD, OLD },
			.ticket = { AES } } } },
	{ "one of two servers has the updates", { OUTCOME_FAIL, .proof_holds = "On dc2" }, false,
		{ { NULL, .system = { OLD, OLD }, .ticket = { RC4 } },
			{ NULL, .system = { OLD, OLD }, .ticket = { AES } } } },
	{ "one of two has no KDC", { OUTCOME_UNKNOWN, .proof_holds = "not to be asked" }, false,
		{ { "4", .system = { OLD, OLD }, .ticket = { RC4 } },
			{ "4", .system = { OLD, OLD }, .tickets_gap = ERROR_UNREACHABLE } } },
};

static void put(struct arena *arena, struct entry *entry, const char *name, const char *text)
{
	if (text == NULL)
		return;
	entry->attribute =
		arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
	struct attribute *attribute = &entry->attribute[entry->count++];
	*attribute = (struct attribute){ .name = name, .count = 1 };
	attribute->value = arena_alloc(arena, sizeof *attribute->value);
	attribute->value[0] = bytes_of(text, strlen(text));
}

static struct entry *put_account(
	struct arena *arena, struct directory_visit *visit, const char *label, const char *system)
{
	visit->entry = arena_more(arena, visit->entry, visit->entry_count, sizeof *visit->entry);
	struct entry *entry = &visit->entry[visit->entry_count++];
	entry->dn = arena_format(arena, "CN=%s,DC=corp", label);
	put(arena, entry, "sAMAccountName", arena_format(arena, "%s$", label));
	put(arena, entry, "operatingSystemVersion", system);
	return entry;
}

static struct directory_visit visit_of(
	struct arena *arena, const struct copy *copy, const char *server)
{
	static const char *labels[] = { "EXCMS01", "DRCLU1", "DRNODE1", "DRNODE2" };
	struct directory_visit visit = {
		.server = server,
		.found_by = "plan",
		.root.dn = "",
		.asked = labels,
		.asked_count = COUNT_OF(labels),
		.tickets_gap = { copy->tickets_gap, "not to be asked" },
		.types_gap = { copy->types_gap, "not allowed" },
	};
	if (!copy->hidden) {
		struct entry *cms = put_account(arena, &visit, "EXCMS01", NULL);
		put(arena, cms, "msDS-SupportedEncryptionTypes", copy->types);
		put(arena, cms, "servicePrincipalName", copy->spn);
		put(arena, cms, "dNSHostName", copy->dns);
	}
	put_account(arena, &visit, "DRCLU1", copy->system[0]);
	put_account(arena, &visit, "DRNODE1", copy->system[0]);
	put_account(arena, &visit, "DRNODE2", copy->system[1]);
	visit.ticket = arena_copy(arena, copy->ticket, sizeof copy->ticket);
	while (visit.ticket_count < TICKETS && visit.ticket[visit.ticket_count].name != NULL)
		visit.ticket_count++;
	return visit;
}

/* The check's finding about the CMS alone. */
static void run_cms(const struct examination *examination)
{
	struct findings both = { .arena = examination->arena };
	struct examination whole = *examination;
	whole.findings = &both;
	whole.check = &check_ad_kerberos;
	check_ad_kerberos.run(&whole);
	ck_assert_uint_eq(both.count, 2);
	ck_assert_str_eq(both.finding[0].subject, "EXCMS01");
	ck_assert_str_eq(both.finding[1].subject, "DRCLU1");
	struct finding *finding = finding_add(examination, both.finding[0].outcome, SUBJECT_CMS,
		"EXCMS01", both.finding[0].subject_name);
	finding->subject_sid = both.finding[0].subject_sid;
	finding->summary = both.finding[0].summary;
	finding->proof = both.finding[0].proof;
	finding->remedy = both.finding[0].remedy;
}

START_TEST(the_tickets_of_the_cms_are_judged)
{
	static const struct check of_cms = { .id = "ad.kerberos", .run = run_cms };
	const struct row *row = &rows[_i];
	struct arena *arena = arena_new();
	struct name nodes[] = { { "DRNODE1", "drnode1.corp.example.com" },
		{ "DRNODE2", "drnode2.corp.example.com" } };
	struct recovery recovery = {
		.cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_nodes = nodes,
		.standby_node_count = row->no_nodes ? 0 : COUNT_OF(nodes),
	};
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visits[SERVERS];
	struct evidence evidence = { .directory.visit = visits };
	static const char *const servers[] = { "dc1", "dc2" };
	for (size_t i = 0; i < SERVERS; i++) {
		if (row->copy[i].system[0] != NULL)
			visits[evidence.directory.count++] =
				visit_of(arena, &row->copy[i], servers[i]);
	}
	examine(arena, &of_cms, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("kerberos");
	TCase *tests = tcase_create("kerberos");
	tcase_add_loop_test(tests, the_tickets_of_the_cms_are_judged, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
