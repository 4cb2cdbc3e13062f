/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All checks over the evidence of a sample with one more gap: it is the one root cause of all
 * findings that are unknown then.
 */
#include <check.h>
#include <string.h>

#include "base/file.h"
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

static void load(const char *sample)
{
	struct error error = { 0 };
	struct bytes text;
	const char *folder = arena_format(arena, "samples/%s", sample);
	const char *file = arena_format(arena, "%s/evidence.json", folder);
	ck_assert(plan_load(arena, arena_format(arena, "%s/plan.json", folder), &plan, &error));
	ck_assert(file_read(arena, file, MAX_BYTES, &text, &error));
	ck_assert(evidence_read(arena, file, text, &evidence, &error));
}

/* The evidence is written and read again before judging, as in every run. */
static void judge_evidence(void)
{
	struct error error = { 0 };
	struct evidence *read = arena_alloc(arena, sizeof *read);
	ck_assert(evidence_read(
		arena, "evidence.json", evidence_write(arena, &evidence), read, &error));
	judge(arena, &catalogue, &plan, read, &judgement);
}

static void hide_attribute(struct entry *entry, const char *name)
{
	for (size_t i = 0; i < entry->count; i++) {
		struct attribute *attribute = &entry->attribute[i];
		if (strcmp(attribute->name, name) != 0)
			continue;
		attribute->gap =
			(struct gap){ .cause = ERROR_DENIED, .text = "no right to read it" };
		attribute->count = 0;
	}
}

static struct entry *entry_of(const char *account)
{
	struct directory_visit *visit = &evidence.directory.visit[0];
	for (size_t i = 0; i < visit->entry_count; i++) {
		const char *its = entry_text(arena, &visit->entry[i], "sAMAccountName");
		if (its != NULL && strcmp(its, account) == 0)
			return &visit->entry[i];
	}
	ck_abort_msg("no %s", account);
}

static void hide_descriptor(void)
{
	hide_attribute(entry_of("EXCMS01$"), "nTSecurityDescriptor");
}

static void hide_groups_of_cms(void)
{
	hide_attribute(entry_of("EXCMS01$"), "tokenGroups");
}

static void hide_groups_of_cluster(void)
{
	hide_attribute(entry_of("DRCLU01$"), "tokenGroups");
}

static void hide_groups_of_node(void)
{
	hide_attribute(entry_of("DRNODE1$"), "tokenGroups");
}

static void hide_password_time(void)
{
	hide_attribute(entry_of("DRCLU01$"), "pwdLastSet");
}

static void hide_directory_server(void)
{
	struct directory_visit *visit = &evidence.directory.visit[0];
	*visit = (struct directory_visit){ .server = visit->server,
		.found_by = visit->found_by,
		.gap = { ERROR_TIMEOUT, "no answer in time" },
		.root.dn = "" };
}

static void hide_directory(void)
{
	evidence.directory = (struct directory_evidence){
		.gap = { ERROR_ABSENT, "DNS names no directory server" }
	};
}

static void hide_dns_server(void)
{
	struct dns_visit *visit = &evidence.dns.visit[0];
	visit->gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "no answer to 3 attempts" };
	for (size_t i = 0; i < visit->count; i++)
		visit->answer[i] = (struct dns_answer){ .name = visit->answer[i].name,
			.type = visit->answer[i].type };
}

static void hide_shares(void)
{
	for (size_t i = 0; i < evidence.shares.count; i++)
		evidence.shares.visit[i] =
			(struct share_visit){ .name = evidence.shares.visit[i].name,
				.gap = { ERROR_DENIED, "the ticket is too old" } };
}

static void hide_part(const char *kind)
{
	struct directory_visit *visit = &evidence.directory.visit[0];
	for (size_t i = 0; i < visit->part_count; i++) {
		struct directory_part *part = &visit->part[i];
		if (strcmp(part->kind, kind) == 0)
			*part = (struct directory_part){ .kind = kind,
				.gap = { ERROR_DENIED, "no right to read it" } };
	}
}

static void hide_exchange(void)
{
	hide_part("exchange");
}

static void hide_sites(void)
{
	hide_part("sites");
}

static void hide_zone(void)
{
	hide_part("zones.domain");
}

/*
 * `explained`: findings that have no other cause. Where all of the directory is hidden, the number
 * of findings is that of the checks that read it, and only those that have other causes count.
 */
enum { OF_DIRECTORY = 1000, WITH_OTHERS = 2 };
static const struct {
	const char *sample;
	void (*hide)(void);
	size_t unknown, explained;
	const char *because;
} rows[] = {
	{ "ready", hide_descriptor, 6, 6, "the CMS's access list" },
	{ "ready", hide_directory_server, OF_DIRECTORY, 0, "the one directory server" },
	{ "ready", hide_directory, OF_DIRECTORY, 0, "all directory servers" },
	{ "ready", hide_dns_server, 10, 7, "the one DNS server" },
	{ "ready", hide_shares, 5, 5, "all file servers" },
	{ "ready", hide_exchange, 14, 14, "the organisation" },
	{ "ready", hide_sites, 6, 4, "the sites" },
	{ "ready", hide_zone, 5, 4, "the zone in the directory" },
	{ "ready", hide_password_time, 1, 0, "when the cluster's password was set" },
	{ "dns.record-writable", hide_groups_of_cms, 1, 0, "the groups of the CMS" },
	{ "ad.cno-full-control", hide_groups_of_cluster, 1, 0, "the groups of the cluster" },
	{ "ad.node-spn-write", hide_groups_of_node, 1, 0, "the groups of a node" },
};

START_TEST(one_gap_is_one_cause)
{
	const char *because = rows[_i].because;
	load(rows[_i].sample);
	rows[_i].hide();
	judge_evidence();
	size_t unknown = 0, explained = 0;
	for (size_t i = 0; i < judgement.findings.count; i++) {
		const struct finding *finding = &judgement.findings.finding[i];
		const struct finding_roots *roots = &judgement.roots.of_finding[i];
		if (finding->outcome != OUTCOME_UNKNOWN)
			continue;
		unknown++;
		explained += finding_is_explained(&judgement.roots, i);
		ck_assert_msg(roots->count == 1, "%s: %s has %zu causes: %s", because,
			finding->check->id, roots->count, finding->proof);
	}
	ck_assert_msg(judgement.roots.count == 1, "%s", because);
	ck_assert_msg(judgement.roots.root[0].finding_count == unknown, "%s", because);
	if (rows[_i].unknown == OF_DIRECTORY) {
		ck_assert_msg(explained > 0 && unknown == explained + WITH_OTHERS, "%s: %zu of %zu",
			because, explained, unknown);
		return;
	}
	ck_assert_msg(unknown == rows[_i].unknown, "%s: %zu", because, unknown);
	ck_assert_msg(explained == rows[_i].explained, "%s: %zu", because, explained);
}
END_TEST

START_TEST(nothing_hidden_has_no_cause)
{
	load("ready");
	judge_evidence();
	ck_assert_uint_eq(judgement.roots.count, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("causes");
	TCase *tcase = tcase_create("causes");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, one_gap_is_one_cause, 0, COUNT(rows));
	tcase_add_test(tcase, nothing_hidden_has_no_cause);
	suite_add_tcase(suite, tcase);
	return suite;
}
