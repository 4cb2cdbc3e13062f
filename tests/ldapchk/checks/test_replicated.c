/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ad.replicated */
#include "tests/test.h"

#include "base/binary.h"
#include "checks.h"
#include "ldapchk/replica.h"
#include "ldapchk/replication_metadata.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"
#include "tests/ldapchk/forest.h"

#define DC1                                                                                        \
	{                                                                                          \
		.host = "dc1", .site = "Main"                                                      \
	}
#define DC2                                                                                        \
	{                                                                                          \
		.host = "dc2", .site = "DR"                                                        \
	}
static const struct forest two = { .site = { "Main", "DR" }, .dc = { DC1, DC2 } };
static const struct forest no_outbound = { .site = { "Main", "DR" },
	.dc = { DC1, { .host = "dc2", .site = "DR", .options = "5" } } };
static const struct forest no_inbound = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main", .options = "2" }, DC2 } };
static const struct forest one = { .site = { "Main", "DR" }, .dc = { DC2 } };
static const struct forest with_read_only = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main", .read_only = true }, DC2 } };
static const struct forest third_in_site = { .site = { "Main", "DR" },
	.dc = { DC1, DC2, { .host = "dc3", .site = "DR" } } };
static const struct forest third_elsewhere = { .site = { "Main", "DR" },
	.dc = { DC1, DC2, { .host = "dc3", .site = "Main" } } };
static const struct forest foreign = { .site = { "Main", "DR" },
	.dc = { { .host = "dc1", .site = "Main", .holds = "DC=other,DC=example,DC=com" }, DC2 } };

#define FULL                                                                                       \
	{                                                                                          \
		{                                                                                  \
			ACE_ALLOW, 0, RIGHT_FULL_CONTROL, CNO_SID, NULL                            \
		}                                                                                  \
	}
#define LESS                                                                                       \
	{                                                                                          \
		{                                                                                  \
			ACE_ALLOW, 0, RIGHT_READ_CONTROL, CNO_SID, NULL                            \
		}                                                                                  \
	}
#define TWO_ACES(first, second)                                                                    \
	{                                                                                          \
		{ ACE_ALLOW, 0, RIGHT_FULL_CONTROL, first, NULL },                                 \
		{                                                                                  \
			ACE_ALLOW, 0, RIGHT_FULL_CONTROL, second, NULL                             \
		}                                                                                  \
	}

/* One server's copy of the CMS's account. */
struct replica {
	const char *server;
	enum error_kind gap;
	bool missing;
	struct object object;
	const char *names[3];
	uint32_t version; /* of each attribute; 0: no metadata */
};

static const struct row {
	const char *because;
	const struct forest *forest; /* NULL: not known */
	const char *named;           /* standby_site */
	struct replica replica[2];
	struct expected expected;
} rows[] = {
	{ "the same", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_PASS, .subject_id = CMS_SID } },
	{ "names in another order and case", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL, .dns = "excms01.x" },
			  .names = { "HOST/EXCMS01", "exchangeMDB/EXCMS01" } },
			{ "dc2",
				.object = { CMS_ACCOUNT(ENABLED), .ace = FULL, .dns = "EXCMS01.X" },
				.names = { "EXCHANGEMDB/excms01", "host/excms01" } } },
		{ .outcome = OUTCOME_PASS } },
	{ "one domain controller", &one, "DR",
		{ { "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_PASS } },
	{ "a read-only one does not count", &with_read_only, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(DISABLED), .ace = LESS } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_PASS } },
	{ "nor has one of another domain", &foreign, "DR",
		{ { "dc1", .missing = true },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_PASS } },

	{ "the same today, but one sends no changes", &no_outbound, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.proof_holds = "dc2: outbound replication is switched off",
			.remedy_holds = "repadmin /options dc2 -DISABLE_OUTBOUND_REPL" } },
	{ "and one takes none, in the other site", &no_inbound, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.proof_holds = "dc1: inbound replication is switched off",
			.remedy_holds = "repadmin /options dc1 -DISABLE_INBOUND_REPL" } },
	{ "another access list", &two, "DR",
		{ { "dc1", .version = 7, .object = { CMS_ACCOUNT(ENABLED), .ace = LESS } },
			{ "dc2", .version = 8, .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.subject_id = CMS_SID,
			.proof_holds =
				"nTSecurityDescriptor differs: dc2 has version 8 of "
				"2026-11-21T08:20:20Z, dc1 has version 7 of 2026-11-21T08:20:20Z. "
				"What dc2 has will replace the other.",
			.remedy_holds = "repadmin" } },
	{ "the standby site has the older one", &two, "DR",
		{ { "dc1", .version = 8, .object = { CMS_ACCOUNT(ENABLED), .ace = LESS } },
			{ "dc2", .version = 7, .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.proof_holds = "What dc1 has will replace the other." } },
	{ "the same entries in another order are another list", &two, "DR",
		{ { "dc1",
			  .object = { CMS_ACCOUNT(ENABLED), .ace = TWO_ACES(CNO_SID, GROUP_SID) } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED),
					 .ace = TWO_ACES(GROUP_SID, CNO_SID) } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "nTSecurityDescriptor" } },
	{ "another owner", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL, .owner = OTHER_SID } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "nTSecurityDescriptor" } },
	{ "one of them inherits no more", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL, .is_protected = true } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "nTSecurityDescriptor" } },
	{ "disabled on one", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(DISABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.proof_holds = "userAccountControl differs: dc2 has a version that is not "
				       "shown" } },
	{ "one name more", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL },
			  .names = { "HOST/EXCMS01" } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL },
				.names = { "HOST/EXCMS01", "SMTP/EXCMS01" } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "servicePrincipalName differs" } },
	{ "a name that goes on", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL },
			  .names = { "HOST/EXCMS01" } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL },
				.names = { "HOST/EXCMS011" } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "servicePrincipalName differs" } },
	{ "no DNS name on one", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL, .dns = "a.x" } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "dNSHostName differs" } },
	{ "not there on one", &two, "DR",
		{ { "dc1", .missing = true },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "is on dc2 and was not found on dc1" } },
	{ "not there on the first", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .missing = true } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "is on dc1 and was not found on dc2" } },

	{ "one elsewhere could not be read", &two, "DR",
		{ { "dc1", .gap = ERROR_TIMEOUT },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN,
			.proof_holds = "dc1, site Main",
			.remedy_holds = "Proof" } },
	{ "one of the standby site could not be read", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .gap = ERROR_TIMEOUT } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "dc2, site DR" } },
	{ "which site is not known", &two, NULL,
		{ { "dc1", .gap = ERROR_TIMEOUT },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "dc1" } },
	{ "one of the standby site was not asked", &third_in_site, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "dc3, site DR: was not asked" } },
	{ "one elsewhere was not asked", &third_elsewhere, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_WARN, .proof_holds = "dc3, site Main: was not asked" } },
	{ "the domain controllers are not known", NULL, NULL,
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "a descriptor that is not shown", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(ENABLED), .descriptor_gap = ERROR_DENIED } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "nTSecurityDescriptor could not be read" } },
	{ "an account state that is not shown", &two, "DR",
		{ { "dc1", .object = { CMS_ACCOUNT(NULL), .ace = FULL } },
			{ "dc2", .object = { CMS_ACCOUNT(ENABLED), .ace = FULL } } },
		{ .outcome = OUTCOME_UNKNOWN,
			.proof_holds = "userAccountControl could not be read" } },
	{ "on none", &two, "DR", { { "dc1", .missing = true }, { "dc2", .missing = true } },
		{ .outcome = OUTCOME_UNKNOWN,
			.subject_id = "EXCMS01",
			.proof_holds = "not found on dc2, nor on any other",
			.remedy_holds = "the account itself" } },
	{ "no server was asked", NULL, NULL, { { 0 } }, { .outcome = OUTCOME_UNKNOWN } },
};

static void add_spns(struct arena *arena, struct entry *entry, const char *const names[3])
{
	size_t count = 0;
	while (count < 3 && names[count] != NULL)
		count++;
	if (count == 0)
		return;
	struct attribute *attribute =
		add_attribute(arena, entry, "servicePrincipalName", ERROR_NONE, count);
	for (size_t i = 0; i < count; i++)
		attribute->value[i] = bytes_of(names[i], strlen(names[i]));
}

static void add_metadata(struct arena *arena, struct entry *entry, uint32_t version)
{
	static const uint32_t numbers[] = { REPLICATED_DESCRIPTOR, REPLICATED_ACCOUNT_CONTROL };
	if (version == 0)
		return;
	struct text blob = text_new(arena);
	binary_add_u64le(&blob, 1);
	binary_add_u64le(&blob, COUNT_OF(numbers));
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		binary_add_u32le(&blob, numbers[i]);
		binary_add_u32le(&blob, version);
		binary_add_u64le(&blob, UINT64_C(13439722820)); /* 2026-11-21T08:20:20Z */
		for (int k = 0; k < 4; k++)
			binary_add_u64le(&blob, 0);
	}
	add_attribute(arena, entry, "replPropertyMetaData", ERROR_NONE, 1)->value[0] =
		binary_bytes(&blob);
}

static struct directory_visit replica_visit(struct arena *arena, const struct replica *replica)
{
	const struct copy copy = { .server = replica->server, .gap = replica->gap };
	struct directory_visit visit = visit_of(arena, &copy);
	if (!replica->missing && replica->gap == ERROR_NONE) {
		visit.entry[0] = entry_of(arena, &replica->object);
		visit.entry_count = 1;
		add_spns(arena, &visit.entry[0], replica->names);
		add_metadata(arena, &visit.entry[0], replica->version);
	}
	return visit;
}

/* Two findings, of which the first is about the CMS. */
START_TEST(all_rows)
{
	struct arena *arena = arena_new();
	const struct row *row = &rows[_i];
	struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
		.standby_site = row->named };
	const struct plan plan = {
		.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
	};
	struct directory_visit visit[2];
	struct evidence evidence = { .directory.visit = visit };
	for (size_t i = 0; i < 2 && row->replica[i].server != NULL; i++) {
		visit[i] = replica_visit(arena, &row->replica[i]);
		evidence.directory.count++;
		if (row->forest != NULL && row->replica[i].gap == ERROR_NONE)
			forest_describe(arena, &visit[i], row->forest);
	}
	struct findings findings = { .arena = arena };
	const struct examination examination = { .check = &check_ad_replicated,
		.plan = &plan,
		.recovery = &recovery,
		.evidence = &evidence,
		.findings = &findings,
		.arena = arena };
	check_ad_replicated.run(&examination);
	ck_assert_uint_eq(findings.count, 2);
	ck_assert_str_eq(findings.finding[1].subject, "DRCLU1");
	const struct finding *finding = &findings.finding[0];
	const struct expected *expected = &row->expected;
	ck_assert_str_eq(finding->subject, "EXCMS01");
	ck_assert_msg(finding->outcome == expected->outcome, "%s: %s (%s; %s)", row->because,
		outcome_name(finding->outcome), finding->summary, finding->proof);
	if (expected->subject_id != NULL)
		ck_assert_str_eq(subject_id_of(finding), expected->subject_id);
	expect_text(finding->proof, expected->proof_holds, true, "the proof", row->because);
	expect_text(finding->remedy, expected->remedy_holds, true, "the remedy", row->because);
	ck_assert_msg(*finding->proof != '\0' && *finding->summary != '\0', "%s", row->because);
	ck_assert_msg(
		finding->outcome == OUTCOME_PASS || *finding->remedy != '\0', "%s", row->because);
	arena_free(arena);
}
END_TEST

START_TEST(advises)
{
	ck_assert_str_eq(check_ad_replicated.id, "ad.replicated");
	ck_assert(check_ad_replicated.weight == WEIGHT_ADVISORY);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ad.replicated");
	TCase *tcase = tcase_create("ad.replicated");
	tcase_add_loop_test(tcase, all_rows, 0, COUNT_OF(rows));
	tcase_add_test(tcase, advises);
	suite_add_tcase(suite, tcase);
	return suite;
}
