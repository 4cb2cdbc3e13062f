/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All checks over the evidence of a sample in which one name of the plan is not to be found: it is
 * the one root cause of everything that does not pass, with the name that may be meant.
 */
#include <check.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"
#include "checks.h"
#include "model/root_cause.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_BYTES = 16 << 20 };

static struct arena *arena;
static struct plan plan;
static struct evidence evidence;
static struct judgement judgement;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static const char *replaced(const char *text, const char *old, const char *new)
{
	struct text made = text_new(arena);
	const char *at;
	for (; (at = strstr(text, old)) != NULL; text = at + strlen(old))
		text_add(&made, "%.*s%s", (int)(at - text), text, new);
	text_add_string(&made, text);
	return made.data;
}

static void load(const char *old, const char *new)
{
	struct error error = { 0 };
	struct bytes text;
	ck_assert(file_read(arena, "samples/ready/plan.json", MAX_BYTES, &text, &error));
	const char *renamed = replaced(arena_text(arena, text.data, text.length),
		arena_format(arena, "\"%s\"", old), arena_format(arena, "\"%s\"", new));
	ck_assert(plan_read(arena, "plan.json", bytes_of(renamed, strlen(renamed)), &plan, &error));
	ck_assert(file_read(arena, "samples/ready/evidence.json", MAX_BYTES, &text, &error));
	ck_assert(evidence_read(arena, "evidence.json", text, &evidence, &error));
}

static bool is_of(const char *name, const char *label)
{
	const size_t length = strlen(label);
	return strncasecmp(name, label, length) == 0 &&
	       (name[length] == '.' || name[length] == '\0');
}

static void lose_account(struct directory_visit *visit, const char *old, const char *new)
{
	size_t kept = 0;
	for (size_t i = 0; i < visit->asked_count; i++) {
		if (strcasecmp(visit->asked[i], old) == 0)
			visit->asked[i] = new;
	}
	for (size_t i = 0; i < visit->entry_count; i++) {
		const char *account = entry_text(arena, &visit->entry[i], "sAMAccountName");
		if (account == NULL || strncasecmp(account, old, strlen(old)) != 0)
			visit->entry[kept++] = visit->entry[i];
	}
	visit->entry_count = kept;
}

static void lose_address(struct dns_visit *visit, const char *old, const char *fqdn)
{
	for (size_t i = 0; i < visit->count; i++) {
		struct dns_answer *answer = &visit->answer[i];
		if (!is_of(answer->name, old))
			continue;
		*answer = (struct dns_answer){
			.name = fqdn, .type = answer->type, .rcode = 3, .authoritative = true
		};
	}
}

static void lose_shares(struct share_visit *visit, const char *old, const char *fqdn)
{
	if (is_of(visit->name, old))
		*visit = (struct share_visit){ .name = fqdn,
			.gap = { ERROR_UNREACHABLE, "the name does not resolve" } };
}

/* As if the plan had named the machine `old` by the name `new`, and it had been asked for. */
static void mistype(const char *old, const char *new)
{
	load(old, new);
	const char *fqdn = arena_format(arena, "%s.corp.example.com", new);
	lose_account(&evidence.directory.visit[0], old, new);
	lose_address(&evidence.dns.visit[0], old, fqdn);
	for (size_t i = 0; i < evidence.shares.count; i++)
		lose_shares(&evidence.shares.visit[i], old, fqdn);
}

/* The evidence is written and read again before judging, as in every run. */
static void judge_evidence(void)
{
	struct error error = { 0 };
	struct evidence *read = arena_alloc(arena, sizeof *read);
	const struct bytes text = evidence_write(arena, &evidence);
	ck_assert_msg(evidence_read(arena, "evidence.json", text, read, &error), "%s", error.text);
	judge(arena, &catalogue, &plan, read, &judgement);
}

/* `reports`: the check that says it in full; NULL: none does. `not_passed`: at least so many. */
static const struct {
	const char *old, *new, *text, *reports;
	size_t not_passed;
} rows[] = {
	{ "EXCMS01", "EXCMS09",
		"EXCMS09 is in the plan, and the directory does not show it; did you mean EXCMS01 "
		"or EXCMS02?",
		"ad.cms-account", 34 },
	{ "EXCMS01", "EXMCS01",
		"EXMCS01 is in the plan, and the directory does not show it; did you mean EXCMS01?",
		"ad.cms-account", 34 },
	{ "EXCMS01", "ZZZZ", "ZZZZ is in the plan, and the directory does not show it",
		"ad.cms-account", 34 },
	{ "DRCLU01", "DRCLU10", "DRCLU10 is in the plan, and the directory does not show it",
		"ad.cno-account", 9 },
	{ "DRNODE1", "DRNODE9",
		"DRNODE9 is in the plan, and the directory does not show it; did you mean DRNODE1?",
		"ad.node-account", 7 },
	{ "NODE2", "NODE9",
		"NODE9 is in the plan, and the directory does not show it; did you mean NODE2?",
		NULL, 2 },
};

/* What else does not pass is said by other checks, of what is in the plan or in the directory. */
static bool is_another_matter(const struct finding *finding)
{
	static const char *const ids[] = { "ad.plan-current", "ex.replication-hostnames",
		"ex.scr-enabled", "ex.scr-targets", "ex.scr-same-domain" };
	for (size_t i = 0; i < COUNT(ids); i++) {
		if (strcmp(finding->check->id, ids[i]) == 0)
			return true;
	}
	return false;
}

START_TEST(one_name_is_one_cause)
{
	mistype(rows[_i].old, rows[_i].new);
	judge_evidence();
	size_t not_passed = 0, reported = 0;
	const struct root_cause *root = &judgement.roots.root[0];
	ck_assert_uint_ge(judgement.roots.count, 1);
	ck_assert_ptr_nonnull(root->cause);
	ck_assert_int_eq(root->cause->kind, CAUSE_ACCOUNT);
	ck_assert_str_eq(root->cause->subject, rows[_i].new);
	ck_assert_str_eq(root->cause->text, rows[_i].text);
	for (size_t i = 0; i < judgement.findings.count; i++) {
		const struct finding *finding = &judgement.findings.finding[i];
		const struct finding_roots *roots = &judgement.roots.of_finding[i];
		if (finding->outcome == OUTCOME_PASS ||
			(is_another_matter(finding) && roots->count == 0))
			continue;
		not_passed++;
		ck_assert_msg(roots->count == 1 && roots->root[0] == 0, "%s: %s has %zu causes: %s",
			rows[_i].new, finding->check->id, roots->count, finding->proof);
		if (finding_is_explained(&judgement.roots, i))
			continue;
		reported++;
		ck_assert_msg(rows[_i].reports != NULL &&
				      strcmp(finding->check->id, rows[_i].reports) == 0,
			"%s: %s", rows[_i].new, finding->check->id);
	}
	ck_assert_msg(not_passed >= rows[_i].not_passed, "%s: %zu", rows[_i].new, not_passed);
	ck_assert_uint_eq(reported, rows[_i].reports != NULL);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("missing names");
	TCase *tcase = tcase_create("missing names");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, one_name_is_one_cause, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
