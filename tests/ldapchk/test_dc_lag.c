/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "base/binary.h"
#include "ldapchk/dc_lag.h"
#include "tests/examine.h"

enum { MAX_COPIES = 4 };

/* One server's copy: what its dNSHostName is, and in which version. */
struct copy {
	const char *server, *site;
	bool other; /* it does not decide: in another site */
	enum outcome outcome;
	const char *host; /* NULL: it has no object */
	uint32_t version; /* 0: no metadata is shown */
};

#define DN     "CN=EXCMS01,CN=Computers,DC=corp,DC=example,DC=com"
#define SYNC   "repadmin /syncall dc2 /Ade\n    repadmin /showrepl dc2"
#define MEND   "dsacls"
#define META   "repadmin /showobjmeta dc1 \"" DN "\"\n    repadmin /showobjmeta dc2 \"" DN "\""
#define FAILS  OUTCOME_FAIL
#define PASSES OUTCOME_PASS

static const struct {
	const char *because;
	struct copy copy[MAX_COPIES];
	const char *summary; /* its beginning; NULL: nothing is said */
	const char *remedy, *remedy_lacks;
	enum fix_action fix; /* FIX_ACTION_COUNT: none */
} rows[] = {
	{ "the worse copy is older",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 } },
		"Granted on dc1 (HQ), not yet on dc2 (DR): it fails.", SYNC, MEND, FIX_REPLICATE },
	{ "of any site",
		{ { "dc1", NULL, false, PASSES, "a", 3 }, { "dc2", NULL, false, FAILS, "b", 2 } },
		"Granted on dc1, not yet on dc2: it fails.", SYNC, MEND, FIX_REPLICATE },
	{ "the worse copy is newer",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 4 } },
		"Changed later on dc2 (DR): it fails. The copy on dc1 (HQ) is older, and still",
		MEND, "/syncall", FIX_GRANT_FULL_CONTROL },
	{ "no versions are shown",
		{ { "dc1", "HQ", true, PASSES, "a", 0 }, { "dc2", "DR", false, FAILS, "b", 2 } },
		"Granted on dc1 (HQ), but not on dc2 (DR): it fails.", META, MEND,
		FIX_ACTION_COUNT },
	{ "what decides is the same: something else differs",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "a", 2 } },
		"Granted on dc1 (HQ), but not on dc2 (DR): it fails.", META, MEND,
		FIX_ACTION_COUNT },
	{ "the object is on one server only",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, NULL, 0 } },
		"Granted on dc1 (HQ), but not on dc2 (DR): it fails.", META, MEND,
		FIX_ACTION_COUNT },
	{ "two older ones",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 },
			{ "dc3", "DR", false, FAILS, "c", 1 } },
		"Granted on dc1 (HQ), not yet on dc2 (DR), dc3 (DR): it fails.", SYNC, MEND,
		FIX_REPLICATE },
	{ "an older and a newer one",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 },
			{ "dc3", "DR", false, FAILS, "c", 4 } },
		"Changed later on dc2 (DR), dc3 (DR): it fails.", MEND, "/syncall",
		FIX_GRANT_FULL_CONTROL },
	{ "an older one, and one that cannot be compared",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 },
			{ "dc3", "DR", false, FAILS, "c", 0 } },
		"Granted on dc1 (HQ), but not on dc2 (DR), dc3 (DR): it fails.", META, MEND,
		FIX_ACTION_COUNT },
	{ "the other site lags behind",
		{ { "dc1", "DR", false, PASSES, "a", 3 }, { "dc2", "HQ", true, FAILS, "b", 2 } },
		"Granted on dc1 (DR), not yet on dc2 (HQ): it fails.", SYNC, MEND, FIX_REPLICATE },
	{ "an unread server says nothing",
		{ { "dc1", "HQ", true, PASSES, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 },
			{ "dc3", "HQ", true, OUTCOME_UNKNOWN, NULL, 0 } },
		"Granted on dc1 (HQ), not yet on dc2 (DR): it fails.", SYNC, MEND, FIX_REPLICATE },
	{ "the better copy is not in order, too",
		{ { "dc1", "HQ", true, OUTCOME_WARN, "a", 3 },
			{ "dc2", "DR", false, FAILS, "b", 2 } },
		"Better on dc1 (HQ), not yet on dc2 (DR): it fails.", SYNC, MEND, FIX_REPLICATE },
	{ "it fails everywhere",
		{ { "dc1", "HQ", true, FAILS, "a", 3 }, { "dc2", "DR", false, FAILS, "b", 2 } },
		NULL, MEND, NULL, FIX_GRANT_FULL_CONTROL },
	{ "nothing but an unread one is better",
		{ { "dc1", "HQ", true, OUTCOME_UNKNOWN, NULL, 0 },
			{ "dc2", "DR", false, FAILS, "b", 2 } },
		NULL, MEND, NULL, FIX_GRANT_FULL_CONTROL },
	{ "one server", { { "dc2", "DR", false, FAILS, "b", 2 } }, NULL, MEND, NULL,
		FIX_GRANT_FULL_CONTROL },
	{ "a server that is named like a command",
		{ { "dc1", "HQ", true, PASSES, "a", 3 },
			{ "dc2 & del *", "DR", false, FAILS, "b", 2 } },
		"Granted on dc1 (HQ), not yet on dc2 & del * (DR)", NULL, "/syncall dc2 & del",
		FIX_REPLICATE },
};

static struct attribute attribute_of(struct arena *arena, const char *name, struct bytes value)
{
	struct attribute attribute = { .name = name, .count = 1 };
	attribute.value = arena_copy(arena, &value, sizeof value);
	return attribute;
}

/* replPropertyMetaData (see ldapchk/replication_metadata.h) with that one attribute. */
static struct bytes metadata_of(struct arena *arena, uint32_t version)
{
	struct text blob = text_new(arena);
	binary_add_u64le(&blob, 1);
	binary_add_u64le(&blob, 1);
	binary_add_u32le(&blob, REPLICATED_DNS_HOST_NAME);
	binary_add_u32le(&blob, version);
	binary_add_u64le(&blob, UINT64_C(13439722820)); /* 2026-11-21T08:20:20Z */
	for (int k = 0; k < 4; k++)
		binary_add_u64le(&blob, 0);
	return binary_bytes(&blob);
}

static const struct entry *object_of(struct arena *arena, const struct copy *copy)
{
	struct entry *entry = arena_alloc(arena, sizeof *entry);
	if (copy->host == NULL)
		return NULL;
	*entry = (struct entry){ .dn = DN,
		.attribute = arena_alloc(arena, 2 * sizeof *entry->attribute) };
	entry->attribute[entry->count++] =
		attribute_of(arena, "dNSHostName", bytes_of(copy->host, strlen(copy->host)));
	if (copy->version > 0)
		entry->attribute[entry->count++] = attribute_of(
			arena, "replPropertyMetaData", metadata_of(arena, copy->version));
	return entry;
}

static struct dc_result result_of(struct arena *arena, const struct copy *copy)
{
	struct dc_result result = { .outcome = copy->outcome,
		.summary = "it fails.",
		.remedy = "Grant it:\n    dsacls X",
		.object = object_of(arena, copy),
		.attribute = replica_attribute(REPLICATED_DNS_HOST_NAME),
		.in_order = "Granted" };
	if (copy->outcome == OUTCOME_FAIL)
		fixes_add(arena, &result.fixes, (struct fix){ .action = FIX_GRANT_FULL_CONTROL });
	return result;
}

START_TEST(explained)
{
	struct arena *arena = arena_new();
	const struct examination examination = { .arena = arena };
	struct dc_copy copy[MAX_COPIES];
	struct dc_copies copies = { copy, 0 };
	struct dc_result result = { 0 };
	const char *because = rows[_i].because;
	bool by_others = false;
	for (size_t i = 0; i < MAX_COPIES && rows[_i].copy[i].server != NULL; i++) {
		const struct copy *from = &rows[_i].copy[i];
		copy[copies.count++] = (struct dc_copy){ from->server, from->site, !from->other,
			result_of(arena, from) };
		if (from->outcome == OUTCOME_FAIL && result.summary == NULL) {
			result = copy[copies.count - 1].result;
			by_others = from->other;
		}
	}
	/* A failure of those that decide is theirs, whatever others say. */
	for (size_t i = 0; i < copies.count; i++)
		by_others =
			by_others && !(copy[i].decides && copy[i].result.outcome == OUTCOME_FAIL);
	dc_lag_explain(&examination, &copies, "EXCMS01", by_others, &result);
	if (rows[_i].summary == NULL)
		ck_assert_msg(strcmp(result.summary, "it fails.") == 0, "%s", because);
	else
		ck_assert_msg(
			strncmp(result.summary, rows[_i].summary, strlen(rows[_i].summary)) == 0,
			"%s: %s", because, result.summary);
	expect_text(result.remedy, rows[_i].remedy, true, "the remedy", because);
	expect_text(result.remedy, rows[_i].remedy_lacks, false, "the remedy", because);
	size_t fixes = rows[_i].fix != FIX_ACTION_COUNT;
	for (size_t i = 0; rows[_i].fix == FIX_REPLICATE && i < copies.count; i++)
		fixes += i > 0 && copy[i - 1].result.outcome == OUTCOME_FAIL &&
			 copy[i].result.outcome == OUTCOME_FAIL;
	ck_assert_msg(result.fixes.count == fixes, "%s", because);
	ck_assert_msg(result.fixes.count == 0 || result.fixes.fix[0].action == rows[_i].fix, "%s",
		because);
	ck_assert_int_eq(result.outcome, OUTCOME_FAIL);
	arena_free(arena);
}
END_TEST

/* The proof has both versions. */
START_TEST(versions_are_shown)
{
	struct arena *arena = arena_new();
	const struct examination examination = { .arena = arena };
	struct dc_copy copy[2];
	for (size_t i = 0; i < 2; i++)
		copy[i] = (struct dc_copy){ rows[0].copy[i].server, rows[0].copy[i].site,
			!rows[0].copy[i].other, result_of(arena, &rows[0].copy[i]) };
	const struct dc_copies copies = { copy, 2 };
	struct dc_result result = copy[1].result;
	const char *lines = dc_lag_explain(&examination, &copies, "EXCMS01", false, &result);
	ck_assert_str_eq(lines, "\ndNSHostName: dc1 has version 3 of 2026-11-21T08:20:20Z, "
				"dc2 has version 2 of 2026-11-21T08:20:20Z.");
	ck_assert_str_eq(result.fixes.fix[0].server, "dc2");
	ck_assert_str_eq(result.fixes.fix[0].value, "dc1");
	ck_assert_str_eq(result.fixes.fix[0].account, "EXCMS01");
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("lag");
	TCase *tcase = tcase_create("lag");
	tcase_add_loop_test(tcase, explained, 0, COUNT_OF(rows));
	tcase_add_test(tcase, versions_are_shown);
	suite_add_tcase(suite, tcase);
	return suite;
}
