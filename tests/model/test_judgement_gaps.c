/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every place that can hold a gap is found, in the order of the file. */
#include "tests/test.h"

#include <string.h>

#include "model/judgement.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct arena *arena;
static struct judgement judgement;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static void pass(const struct examination *examination)
{
	finding_add(examination, OUTCOME_PASS, SUBJECT_CMS, "subject", "id");
}

static struct identity no_identity(
	struct arena *in, const struct evidence *evidence, const struct name *account)
{
	(void)in, (void)evidence, (void)account;
	return (struct identity){ NULL, NULL };
}

static void judge_evidence(const struct evidence *evidence)
{
	static const struct check check = { .id = "t.zero", .run = pass };
	static struct recovery recovery = { .cms = { "EX1", "ex1.example.com" },
		.standby_cluster = { "DR1", "dr1.example.com" } };
	static const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	const struct check *const checks[] = { &check };
	const struct catalogue catalogue = { .check = checks, .count = 1, .identity = no_identity };
	judge(arena, &catalogue, &plan, evidence, &judgement);
}

START_TEST(gaps_are_found_in_order)
{
	const struct gap denied = { .cause = ERROR_DENIED, .text = "d" };
	const struct gap timeout = { .cause = ERROR_TIMEOUT, .text = "t" };
	struct attribute root[] = { { .name = "schema", .gap = denied }, { .name = "seen" } };
	struct attribute asked[] = { { .name = "seen" }, { .name = "tokenGroups", .gap = denied } };
	struct entry entry[] = { { .dn = "CN=A", .attribute = asked, .count = COUNT(asked) },
		{ .dn = "CN=B", .attribute = asked, .count = COUNT(asked) } };
	struct directory_part part[] = { { .kind = "sites", .gap = denied },
		{ .kind = "exchange",
			.gap = { ERROR_ABSENT, "no such object" },
			.entry = entry,
			.count = 1 } };
	struct directory_visit directory[] = { { .server = "dc1", .gap = timeout },
		{ .server = "dc2",
			.root = { .dn = "", .attribute = root, .count = COUNT(root) },
			.entry = entry,
			.entry_count = COUNT(entry),
			.directory_service = &(struct entry){ "CN=S", asked, COUNT(asked) },
			.names_gap = timeout,
			.principal = entry,
			.principal_count = 1,
			.part = part,
			.part_count = COUNT(part) } };
	struct dns_answer answer[] = { { .name = "a.b", .type = "A" },
		{ .name = "a.b", .type = "CNAME", .gap = timeout } };
	struct dns_visit dns[] = { { .server = "ns1", .answer = answer, .count = COUNT(answer) },
		{ .server = "ns2", .gap = denied } };
	struct share_folder folder[] = { { .name = "{1}" }, { .name = "{2}", .gap = denied },
		{ .name = "{3}", .gap = { ERROR_ABSENT, "no such file" } } };
	struct share_opening opening[] = { { .share = "x$" },
		{ .share = "ExchangeOAB", .gap = denied },
		{ .share = "Y",
			.descriptor_gap = denied,
			.folders_gap = timeout,
			.folder = folder,
			.folder_count = COUNT(folder) } };
	struct share_visit share[] = { { .name = "ex1",
		.gap = timeout,
		.list_gap = denied,
		.opening = opening,
		.opening_count = COUNT(opening) } };
	const struct evidence evidence = {
		.directory = { timeout, directory, COUNT(directory) },
		.dns = { denied, dns, COUNT(dns) },
		.shares = { share, COUNT(share) },
	};
	static const struct {
		enum source source;
		const char *server, *subject;
		enum error_kind cause;
	} wanted[] = {
		{ SOURCE_DIRECTORY, NULL, NULL, ERROR_TIMEOUT },
		{ SOURCE_DIRECTORY, "dc1", NULL, ERROR_TIMEOUT },
		{ SOURCE_DIRECTORY, "dc2", "rootDSE schema", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "CN=A tokenGroups", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "CN=B tokenGroups", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "CN=S tokenGroups", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "names of accounts and groups", ERROR_TIMEOUT },
		{ SOURCE_DIRECTORY, "dc2", "CN=A tokenGroups", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "sites", ERROR_DENIED },
		{ SOURCE_DIRECTORY, "dc2", "CN=A tokenGroups", ERROR_DENIED },
		{ SOURCE_DNS, NULL, NULL, ERROR_DENIED },
		{ SOURCE_DNS, "ns1", "a.b CNAME", ERROR_TIMEOUT },
		{ SOURCE_DNS, "ns2", NULL, ERROR_DENIED },
		{ SOURCE_SHARES, "ex1", NULL, ERROR_TIMEOUT },
		{ SOURCE_SHARES, "ex1", "list of shares", ERROR_DENIED },
		{ SOURCE_SHARES, "ex1", "ExchangeOAB", ERROR_DENIED },
		{ SOURCE_SHARES, "ex1", "permissions of Y", ERROR_DENIED },
		{ SOURCE_SHARES, "ex1", "folders of Y", ERROR_TIMEOUT },
		{ SOURCE_SHARES, "ex1", "oab.xml of {2}", ERROR_DENIED },
	};
	judge_evidence(&evidence);
	ck_assert_uint_eq(judgement.gaps.count, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const struct gap_place *gap = &judgement.gaps.place[i];
		ck_assert_int_eq(gap->source, wanted[i].source);
		ck_assert_pstr_eq(gap->server, wanted[i].server);
		ck_assert_pstr_eq(gap->subject, wanted[i].subject);
		ck_assert_int_eq(gap->gap->cause, wanted[i].cause);
	}
	judge_evidence(&(const struct evidence){ 0 });
	ck_assert_uint_eq(judgement.gaps.count, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("judgement_gaps");
	TCase *tcase = tcase_create("judgement_gaps");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, gaps_are_found_in_order);
	suite_add_tcase(suite, tcase);
	return suite;
}
