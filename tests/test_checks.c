/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of checks, and the sources of each check. */
#include <check.h>
#include <string.h>

#include "base/file.h"
#include "checks.h"
#include "model/selection.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

START_TEST(checks_are_complete)
{
	for (size_t i = 0; i < check_count; i++) {
		const struct check *check = checks[i];
		ck_assert_msg(check_find(check->id) == check, "%s is there twice", check->id);
		ck_assert_msg(check->sources > 0 && check->sources <= SOURCES_ALL,
			"%s names no source", check->id);
		ck_assert_msg(check->question != NULL && check->why != NULL &&
				      check->evidence != NULL && check->right != NULL &&
				      check->remedy != NULL && check->run != NULL,
			"%s leaves something out", check->id);
	}
	ck_assert_ptr_null(check_find("dns.tll"));
}
END_TEST

enum {
	DIRECTORY = SOURCE_DIRECTORY,
	DNS = SOURCE_DNS,
	SHARES = SOURCE_SHARES,
};

static const struct {
	const char *only;
	unsigned sources;
} source_rows[] = {
	{ "ad.cno-full-control", DIRECTORY | DNS },
	{ "ad.*", DIRECTORY | DNS },
	{ "ex.*", DIRECTORY | DNS },
	{ "os.*", DIRECTORY | DNS },
	{ "dns.record", DNS },
	{ "dns.ttl", DNS },
	{ "dns.agree", DNS },
	{ "dns.cluster-name-ttl", DNS },
	{ "dns.reverse", DNS },
	{ "dns.stray-records", DIRECTORY | DNS },
	{ "dns.directory-ttl", DIRECTORY | DNS },
	{ "dns.record-writable", DIRECTORY | DNS },
	{ "dns.zone-dynamic", DIRECTORY | DNS },
	{ "dns.scavenging", DIRECTORY | DNS },
	{ "dns.outage", DIRECTORY | DNS },
	{ "share.standby-clean", DIRECTORY | DNS },
	{ "share.oab-*", DIRECTORY | SHARES },
	{ "share.scope-others", DIRECTORY | SHARES },
	{ "share.*", DIRECTORY | DNS | SHARES },
	{ "*", DIRECTORY | DNS | SHARES },
};

START_TEST(selections_have_their_sources)
{
	struct selection selection = { 0 };
	name_list_add(arena, &selection.only, source_rows[_i].only);
	struct catalogue wanted;
	struct error error = { 0 };
	ck_assert_msg(
		selection_checks(arena, &selection, &catalogue, &wanted, &error), "%s", error.text);
	ck_assert_msg(sources_of(&wanted) == source_rows[_i].sources, "%s reads %u",
		source_rows[_i].only, sources_of(&wanted));
}
END_TEST

static struct evidence without_others(struct evidence evidence, unsigned sources)
{
	if ((sources & SOURCE_DIRECTORY) == 0)
		evidence.directory = (struct directory_evidence){ 0 };
	if ((sources & SOURCE_DNS) == 0)
		evidence.dns = (struct dns_evidence){ 0 };
	if ((sources & SOURCE_SHARES) == 0)
		evidence.shares = (struct share_evidence){ 0 };
	return evidence;
}

static void findings_equal(const struct check *check, const struct findings *some,
	const struct findings *others, const char *because)
{
	ck_assert_msg(some->count == others->count, "%s", because);
	for (size_t i = 0; i < some->count; i++)
		ck_assert_msg(some->finding[i].outcome == others->finding[i].outcome &&
				      strcmp(some->finding[i].proof, others->finding[i].proof) == 0,
			"%s: %s: it reads a source that it does not name", because, check->id);
}

static const char *const samples[] = { "ready", "ad.replicated", "ad.standby-site", "dns.agree",
	"dns.cluster-name-ttl", "dns.record", "dns.reverse", "dns.stray-records", "dns.ttl",
	"ex.oab-server", "share.oab-content", "share.oab-scope", "share.scope-others",
	"share.standby-clean" };

/* Evidence of other sources makes no difference, present or absent. */
START_TEST(what_is_not_named_is_not_read)
{
	const char *folder = arena_format(arena, "samples/%s", samples[_i]);
	const char *file = arena_format(arena, "%s/evidence.json", folder);
	struct plan plan;
	struct evidence whole;
	struct bytes text;
	struct error error = { 0 };
	ck_assert_msg(
		plan_load(arena, arena_format(arena, "%s/plan.json", folder), &plan, &error) &&
			file_read(arena, file, 16 << 20, &text, &error) &&
			evidence_read(arena, file, text, &whole, &error),
		"%s", error.text);
	for (size_t i = 0; i < check_count; i++) {
		struct catalogue one = catalogue;
		one.check = &checks[i];
		one.count = 1;
		const struct evidence part = without_others(whole, checks[i]->sources);
		struct judgement of_whole, of_part;
		judge(arena, &one, &plan, &whole, &of_whole);
		judge(arena, &one, &plan, &part, &of_part);
		findings_equal(checks[i], &of_whole.findings, &of_part.findings, samples[_i]);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("checks");
	TCase *tcase = tcase_create("checks");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, checks_are_complete);
	tcase_add_loop_test(tcase, selections_have_their_sources, 0, COUNT(source_rows));
	tcase_add_loop_test(tcase, what_is_not_named_is_not_read, 0, COUNT(samples));
	suite_add_tcase(suite, tcase);
	return suite;
}
