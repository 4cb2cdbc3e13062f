/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.oab-readable and share.oab-complete */
#include "tests/test.h"

#include "checks.h"
#include "model/loss.h"
#include "security/sid.h"
#include "tests/exchange/exchange_case.h"

#define SHARE          "ExchangeOAB"
#define CMS_FQDN       "excms01.corp.example.com"
#define GROUP_SID      "S-1-5-21-1-2-3-1200"
#define GROUP_DN       "CN=Exchange Servers,OU=Groups"
#define WELL_KNOWN     "B:32:A7D2016C83F003458132789EEB127B84:" GROUP_DN
#define OUTER_SID      "S-1-5-21-1-2-3-1300"
#define OTHER_SID      "S-1-5-21-1-2-3-1999"
#define HEAD           "REVISION:1,OWNER:S-1-5-18,GROUP:S-1-5-18"
#define MAY(sid, mask) ",ACL:" sid ":0/0/" mask
#define NOT(sid, mask) ",ACL:" sid ":1/0/" mask
#define READ           "0x001200a9"
/* The bytes of "0123456789abcdef" as a GUID. */
#define GUID           "33323130-3534-3736-3839-616263646566"
#define HAS_GUID       "objectGUID=0123456789abcdef"

static struct bytes sid_of(struct arena *arena, const char *words)
{
	struct sid sid;
	struct text bytes = text_new(arena);
	ck_assert(sid_parse(words, &sid));
	sid_add(&bytes, &sid);
	return bytes_of(bytes.data, bytes.length);
}

static struct entry entry_with(
	struct arena *arena, const char *dn, const char *name, struct bytes value)
{
	const struct attribute attribute = {
		.name = name, .value = arena_copy(arena, &value, sizeof value), .count = 1
	};
	return (struct entry){ dn, arena_copy(arena, &attribute, sizeof attribute), 1 };
}

static void run(const struct check *check, const struct forest *forest, const char *group,
	struct share_opening *opening, const struct expected *expected, const char *because)
{
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	recovery.oab_share = SHARE;
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visit = visit_of(arena, forest);
	/* The container that names the group, the group, and one that it is in. */
	struct entry container = entry_with(arena, "CN=Microsoft Exchange", "otherWellKnownObjects",
		bytes_of(WELL_KNOWN, strlen(WELL_KNOWN)));
	struct entry groups[2] = { { 0 } };
	size_t group_count = 0;
	if (group != NULL) {
		groups[group_count++] =
			entry_with(arena, "CN=Outer", "objectSid", sid_of(arena, OUTER_SID));
		groups[group_count++] =
			entry_with(arena, GROUP_DN, "objectSid", sid_of(arena, group));
	}
	struct directory_part part[3];
	for (size_t i = 0; i < visit.part_count; i++)
		part[i] = visit.part[i];
	/* The organisation's part, with the container in it. */
	for (size_t i = 0; i < visit.part_count; i++) {
		if (strcmp(part[i].kind, part_kind_name(PART_EXCHANGE)) != 0)
			continue;
		struct entry *entries = arena_alloc(arena, (part[i].count + 1) * sizeof *entries);
		entries[0] = container;
		memcpy(entries + 1, part[i].entry, part[i].count * sizeof *entries);
		part[i].entry = entries;
		part[i].count++;
	}
	part[visit.part_count++] = (struct directory_part){
		.kind = part_kind_name(PART_GROUPS), .entry = groups, .count = group_count
	};
	visit.part = part;
	opening->share = SHARE;
	struct share_visit shares = { .name = CMS_FQDN, .opening = opening, .opening_count = 1 };
	const struct evidence evidence = {
		.directory = { .visit = &visit, .count = 1 },
		.shares = { &shares, 1 },
	};
	examine(arena, check, &plan, &evidence, expected, because);
	arena_free(arena);
}

static const struct {
	const char *because, *group, *descriptor;
	struct expected expected;
} readable_rows[] = {
	{ "its own grant", GROUP_SID, HEAD MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_PASS, .proof_holds = GROUP_SID } },
	{ "a grant for everybody", GROUP_SID, HEAD MAY("S-1-1-0", READ),
		{ .outcome = OUTCOME_PASS } },
	{ "one for all who are authenticated", GROUP_SID, HEAD MAY("S-1-5-11", READ),
		{ .outcome = OUTCOME_PASS } },
	{ "in two parts", GROUP_SID, HEAD MAY(GROUP_SID, "0x120000") MAY("S-1-1-0", "0x89"),
		{ .outcome = OUTCOME_PASS } },
	{ "Full Control, generic", GROUP_SID, HEAD MAY(GROUP_SID, "0x10000000"),
		{ .outcome = OUTCOME_PASS } },
	{ "another's", GROUP_SID, HEAD MAY(OTHER_SID, READ),
		{ .outcome = OUTCOME_FAIL, .remedy_holds = "icacls" } },
	{ "granted to a group that it is in", GROUP_SID, HEAD MAY(OUTER_SID, READ),
		{ .outcome = OUTCOME_PASS } },
	{ "denied to a group that it is in", GROUP_SID,
		HEAD NOT(OUTER_SID, "0x1") MAY(GROUP_SID, READ), { .outcome = OUTCOME_FAIL } },
	{ "to list, and no more", GROUP_SID, HEAD MAY(GROUP_SID, "0x1"),
		{ .outcome = OUTCOME_FAIL } },
	{ "for heirs only", GROUP_SID, HEAD ",ACL:" GROUP_SID ":0/11/" READ,
		{ .outcome = OUTCOME_FAIL } },
	{ "a deny before it", GROUP_SID, HEAD NOT("S-1-1-0", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_FAIL } },
	{ "a deny behind it", GROUP_SID, HEAD MAY(GROUP_SID, READ) NOT("S-1-1-0", "0x1"),
		{ .outcome = OUTCOME_PASS } },
	{ "a deny for Network", GROUP_SID, HEAD NOT("S-1-5-2", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_FAIL } },
	{ "users of the server itself: all who are authenticated are, by default", GROUP_SID,
		HEAD MAY("S-1-5-32-545", READ), { .outcome = OUTCOME_UNKNOWN } },
	{ "administrators of the server itself, and the system", GROUP_SID,
		HEAD MAY("S-1-5-32-544", READ) MAY("S-1-5-18", READ), { .outcome = OUTCOME_FAIL } },
	{ "a group that the server keeps itself", GROUP_SID, HEAD MAY("S-1-5-21-7-7-7-1001", READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "computers of the domain, which the servers are", GROUP_SID,
		HEAD MAY("S-1-5-21-1-2-3-515", READ), { .outcome = OUTCOME_UNKNOWN } },
	{ "a deny for users of the server itself before it", GROUP_SID,
		HEAD NOT("S-1-5-32-545", "0x1") MAY(GROUP_SID, READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "denied to users of the server, and granted to no other trustee", GROUP_SID,
		HEAD NOT("S-1-5-32-545", "0x1"), { .outcome = OUTCOME_FAIL } },
	{ "the group is not known", NULL, HEAD MAY("S-1-1-0", READ),
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "permissions that cannot be parsed", GROUP_SID, "whatever",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "whatever" } },
	{ "none were read", GROUP_SID, NULL, { .outcome = OUTCOME_UNKNOWN } },
};

START_TEST(readable)
{
	static const struct forest forest = { .row = { CMS(CCR) } };
	struct share_opening opening = { .status = "opened",
		.descriptor = readable_rows[_i].descriptor };
	run(&check_share_oab_readable, &forest, readable_rows[_i].group, &opening,
		&readable_rows[_i].expected, readable_rows[_i].because);
}
END_TEST

static const struct {
	const char *because;
	struct forest forest;
	const char *folder; /* NULL: none */
	enum error_kind gap, folders_gap;
	const char *status;
	struct expected expected;
} complete_rows[] = {
	{ "it is there", { .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } },
		GUID, 0, 0, "opened", { .outcome = OUTCOME_PASS, .proof_holds = GUID } },
	{ "it is not", { .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } },
		NULL, 0, 0, "opened",
		{ .outcome = OUTCOME_FAIL, .remedy_holds = "-Server EXCMS01" } },
	{ "another is", { .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } },
		"33323130-3534-3736-3839-616263646567", 0, 0, "opened",
		{ .outcome = OUTCOME_FAIL } },
	{ "one of two is",
		{ .row = { CMS(CCR), BOOK("A", GENERATED_BY("EXCMS01"), HAS_GUID),
			  BOOK("B", GENERATED_BY("EXCMS01"), "objectGUID=0123456789abcdeg") } },
		GUID, 0, 0, "opened", { .outcome = OUTCOME_FAIL, .proof_holds = "\"B\"" } },
	{ "another server's book",
		{ .row = { CMS(CCR), SERVER("EXCMS02", SCC),
			  BOOK("OAB", GENERATED_BY("EXCMS02"), HAS_GUID) } },
		NULL, 0, 0, "opened", { .outcome = OUTCOME_PASS } },
	{ "a book whose GUID is not shown",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01")) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "the list broke off before it",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } }, NULL, 0,
		ERROR_TIMEOUT, "opened", { .outcome = OUTCOME_UNKNOWN } },
	{ "the list broke off behind it",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } }, GUID, 0,
		ERROR_TIMEOUT, "opened", { .outcome = OUTCOME_PASS } },
	{ "a book whose generation server is not shown",
		{ .row = { CMS(CCR), BOOK("OAB", HAS_GUID) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "\"OAB\"" } },
	{ "no book is shown", { .row = { CMS(CCR) } }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "no organisation is shown", { .no_part = true }, GUID, 0, 0, "opened",
		{ .outcome = OUTCOME_UNKNOWN } },
	{ "a share that may not be opened",
		{ .row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) } }, NULL,
		ERROR_DENIED, 0, "EACCES",
		{ .outcome = OUTCOME_UNKNOWN, .proof_holds = "denied" } },
};

START_TEST(complete)
{
	struct share_folder folder = { .name = complete_rows[_i].folder };
	struct share_opening opening = { .status = complete_rows[_i].status,
		.descriptor = HEAD,
		.gap = { complete_rows[_i].gap, "denied" },
		.folders_gap = { complete_rows[_i].folders_gap, "broke off" },
		.folder = &folder,
		.folder_count = folder.name != NULL };
	run(&check_share_oab_complete, &complete_rows[_i].forest, NULL, &opening,
		&complete_rows[_i].expected, complete_rows[_i].because);
}
END_TEST

/* What only a lost site had can neither speak for a recovery nor stand in its way. */
START_TEST(lost)
{
	static const struct check *const of_books[] = { &check_share_oab_readable,
		&check_share_oab_complete };
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	recovery.oab_share = SHARE;
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	const struct loss loss = { .site = "Main" };
	struct share_visit visit = {
		.name = CMS_FQDN, .lost = true, .gap = { ERROR_UNREACHABLE, "gone" }
	};
	recovery.source_node_count = 0;
	const struct evidence evidence = { .shares = { &visit, 1 }, .loss = &loss };
	const struct expected warns = { .outcome = OUTCOME_WARN, .proof_holds = "Main" };
	examine(arena, of_books[_i], &plan, &evidence, &warns, "the CMS's server is lost");

	recovery.source_node_count = 1;
	struct share_visit both[] = { visit,
		{ .name = recovery.source_nodes[0].fqdn, .gap = { ERROR_TIMEOUT, "silent" } } };
	const struct evidence silent = { .shares = { both, 2 }, .loss = &loss };
	const struct expected unknown = { .outcome = OUTCOME_UNKNOWN, .proof_holds = "silent" };
	examine(arena, of_books[_i], &plan, &silent, &unknown, "a node that is there is silent");
	arena_free(arena);
}
END_TEST

/* Older evidence has no folders, since they were not read. */
START_TEST(complete_in_older_evidence)
{
	static const struct forest forest = {
		.row = { CMS(CCR), BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID) }
	};
	static const struct expected unknown = { .outcome = OUTCOME_UNKNOWN };
	struct share_opening opening = { .status = "opened" };
	run(&check_share_oab_complete, &forest, NULL, &opening, &unknown, "not listed");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("checks_share");
	TCase *test = tcase_create("rows");
	tcase_add_loop_test(test, readable, 0, COUNT_OF(readable_rows));
	tcase_add_loop_test(test, complete, 0, COUNT_OF(complete_rows));
	tcase_add_loop_test(test, lost, 0, 2);
	tcase_add_test(test, complete_in_older_evidence);
	suite_add_tcase(suite, test);
	return suite;
}
