/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of findings, and the accounts that they are about. */
#include "tests/test.h"

#include "model/judgement.h"
#include "tests/model/fixture.h"

#define GUID "0f8fad5b-d9cb-469f-a165-70867728950e"
#define SID  "S-1-5-21-7"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* The directory shows the second CMS alone. */
static struct identity identity(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)evidence;
	return strcmp(account->fqdn, "ex2.example.com") == 0
		       ? (struct identity){ arena_string(in, SID), arena_string(in, GUID) }
		       : (struct identity){ NULL, NULL };
}

static void find_well(const struct examination *examination)
{
	const struct name *cms = &examination->recovery->cms;
	finding_add(examination, OUTCOME_PASS, SUBJECT_NODE, "N1", "n1.example.com");
	finding_add(examination, OUTCOME_PASS, SUBJECT_CMS, cms->label, cms->fqdn)->summary =
		"a summary";
}

static void find_badly(const struct examination *examination)
{
	finding_add(examination, OUTCOME_FAIL, SUBJECT_NODE, "another", "N1.example.com.");
	struct finding *finding = finding_add(examination, OUTCOME_UNKNOWN, SUBJECT_CMS, "another",
		examination->recovery->cms.fqdn);
	finding->subject_sid = "S-1-5-21-8";
	finding->summary = "another summary";
	finding->proof = "another proof";
}

static struct judgement judged(const struct check *check, const struct evidence *evidence)
{
	static struct recovery recovery[] = {
		{ .cms = { "EX1", "ex1.example.com" },
			.standby_cluster = { "DR1", "dr1.example.com" } },
		{ .cms = { "EX2", "ex2.example.com" },
			.standby_cluster = { "DR2", "dr2.example.com" } },
	};
	static const struct plan plan = { .directory.domain = "example.com",
		.recoveries = recovery,
		.recovery_count = COUNT(recovery) };
	const struct catalogue catalogue = { .check = &check, .count = 1, .identity = identity };
	struct judgement judgement;
	judge(arena, &catalogue, &plan, evidence, &judgement);
	ck_assert_uint_eq(judgement.findings.count, 4);
	return judgement;
}

static const struct check well = { .id = "t.zero", .weight = WEIGHT_BLOCKING, .run = find_well };
static const struct check badly = { .id = "t.zero", .weight = WEIGHT_ADVISORY, .run = find_badly };

START_TEST(keys_name_check_cms_and_subject)
{
	static const struct evidence evidence;
	static const char *const keys[] = {
		"t.zero/ex1.example.com/n1.example.com",
		"t.zero/ex1.example.com/ex1.example.com",
		"t.zero/ex2.example.com/n1.example.com",
		"t.zero/ex2.example.com/ex2.example.com",
	};
	const struct judgement judgement = judged(&well, &evidence);
	for (size_t i = 0; i < COUNT(keys); i++)
		ck_assert_str_eq(finding_key(arena, &judgement.findings.finding[i]), keys[i]);
}
END_TEST

START_TEST(keys_outlive_texts_and_outcomes)
{
	const struct evidence one = { .sha256 = "one" };
	const struct evidence another = { .sha256 = "another",
		.run = { .id = "another", .started = "2030-01-01T00:00:00Z" } };
	const struct judgement before = judged(&well, &one), now = judged(&badly, &another);
	for (size_t i = 0; i < now.findings.count; i++)
		ck_assert_str_eq(finding_key(arena, &now.findings.finding[i]),
			finding_key(arena, &before.findings.finding[i]));
}
END_TEST

/* What the directory shows of an account is beside the key. What a check read itself stays. */
START_TEST(accounts_are_identified)
{
	static const struct evidence evidence;
	struct judgement judgement = judged(&well, &evidence);
	const struct finding *finding = judgement.findings.finding;
	ck_assert_ptr_null(judgement.recovery[0].cms_guid);
	ck_assert_ptr_null(finding[1].subject_guid);
	ck_assert_ptr_null(finding[1].subject_sid);
	ck_assert_str_eq(judgement.recovery[1].cms_guid, GUID);
	ck_assert_ptr_null(finding[2].subject_guid); /* the node */
	ck_assert_str_eq(finding[3].subject_guid, GUID);
	ck_assert_str_eq(finding[3].subject_sid, SID);

	judgement = judged(&badly, &evidence);
	finding = judgement.findings.finding;
	ck_assert_str_eq(finding[3].subject_guid, GUID);
	ck_assert_str_eq(finding[3].subject_sid, "S-1-5-21-8");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("judgement: keys");
	TCase *tcase = tcase_create("judgement: keys");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, keys_name_check_cms_and_subject);
	tcase_add_test(tcase, keys_outlive_texts_and_outcomes);
	tcase_add_test(tcase, accounts_are_identified);
	suite_add_tcase(suite, tcase);
	return suite;
}
