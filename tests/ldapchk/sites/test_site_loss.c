/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence without a lost site, and the comparison of the judgements. */
#include "tests/test.h"

#include "ldapchk/sites/site_loss.h"
#include "model/loss.h"
#include "tests/ldapchk/forest.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct forest two_sites = {
	.site = { "Main", "DR" },
	.subnet = { { "10.1.0.0/16", "Main" }, { "10.2.0.0/16", "DR" } },
	.dc = { { .host = "dc1.corp.example.com", .site = "Main" },
		{ .host = "dc2.corp.example.com", .site = "DR" } },
};
static const struct forest hidden = { .gap = ERROR_DENIED };

static struct recovery recovery = { .cms = { "EXCMS01", "excms01.corp.example.com" } };
static const struct plan plan = {
	.recoveries = &recovery, .recovery_count = 1, .directory.domain = "corp.example.com"
};

/* Two domain controllers, two DNS servers, one in no known site, and three file servers. */
struct seen {
	struct directory_visit directory[2];
	struct dns_visit dns[4];
	struct share_visit shares[3];
	struct evidence evidence;
};

static struct seen *see(struct arena *arena, const struct forest *forest)
{
	struct seen *seen = arena_alloc(arena, sizeof *seen);
	seen->directory[0].server = "DC1.corp.example.com";
	seen->directory[1].server = "dc2.corp.example.com";
	for (size_t i = 0; i < 2; i++)
		forest_describe(arena, &seen->directory[i], forest);
	seen->dns[0] = (struct dns_visit){ .server = "dc1.corp.example.com", .count = 2 };
	seen->dns[0].answer = arena_alloc(arena, 2 * sizeof *seen->dns[0].answer);
	seen->dns[0].answer[0] = forest_answer(arena, "excms01.corp.example.com", "A", "10.1.0.5");
	seen->dns[0].answer[1] = forest_answer(arena, "drnode1.corp.example.com", "A", "10.2.0.5");
	seen->dns[1] = (struct dns_visit){ .server = "10.2.0.2", .address = "10.2.0.2:53" };
	seen->dns[2] = (struct dns_visit){ .server = "10.1.0.2:5353" };
	seen->dns[3] = (struct dns_visit){ .server = "ns.example.com" };
	seen->shares[0].name = "excms01.corp.example.com";
	seen->shares[1].name = "drnode1.corp.example.com";
	seen->shares[2].name = "node1.corp.example.com";
	seen->evidence = (struct evidence){ .directory = { .visit = seen->directory, .count = 2 },
		.dns = { .visit = seen->dns, .count = 4 },
		.shares = { .visit = seen->shares, .count = 3 } };
	return seen;
}

START_TEST(servers_of_the_site_are_removed)
{
	struct arena *arena = arena_new();
	struct seen *seen = see(arena, &two_sites);
	struct evidence without;
	struct error error = { 0 };
	ck_assert(site_loss_apply(arena, &plan, "MAIN", &seen->evidence, &without, &error));
	ck_assert_str_eq(without.loss->site, "Main");
	ck_assert_ptr_null(without.loss->blind);
	ck_assert_uint_eq(without.directory.count, 1);
	ck_assert_str_eq(without.directory.visit[0].server, "dc2.corp.example.com");
	ck_assert_uint_eq(without.dns.count, 2);
	ck_assert_str_eq(without.dns.visit[0].server, "10.2.0.2");
	ck_assert_str_eq(without.dns.visit[1].server, "ns.example.com");
	/* A name without an address in DNS is in no known site. */
	ck_assert_uint_eq(without.shares.count, 3);
	ck_assert(without.shares.visit[0].lost);
	ck_assert(!without.shares.visit[1].lost && !without.shares.visit[2].lost);
	ck_assert_uint_eq(without.loss->count, 4);
	ck_assert(loss_holds(without.loss, SOURCE_DIRECTORY, "dc1.corp.example.com"));
	ck_assert(loss_holds(without.loss, SOURCE_DNS, "dc1.corp.example.com"));
	ck_assert(loss_holds(without.loss, SOURCE_DNS, "10.1.0.2:5353"));
	ck_assert(loss_holds(without.loss, SOURCE_SHARES, "excms01.corp.example.com"));
	ck_assert(!loss_holds(without.loss, SOURCE_DIRECTORY, "dc2.corp.example.com"));
	ck_assert(!loss_holds(NULL, SOURCE_DIRECTORY, "dc1.corp.example.com"));
	/* The original evidence is unchanged: it can be judged again. */
	ck_assert_uint_eq(seen->evidence.directory.count, 2);
	ck_assert_uint_eq(seen->evidence.dns.count, 4);
	ck_assert(!seen->shares[0].lost);
	ck_assert_ptr_null(seen->evidence.loss);
	arena_free(arena);
}
END_TEST

START_TEST(the_other_site)
{
	struct arena *arena = arena_new();
	struct seen *seen = see(arena, &two_sites);
	struct evidence without;
	struct error error = { 0 };
	ck_assert(site_loss_apply(arena, &plan, "DR", &seen->evidence, &without, &error));
	ck_assert_uint_eq(without.directory.count, 1);
	ck_assert_str_eq(without.directory.visit[0].server, "DC1.corp.example.com");
	ck_assert_uint_eq(without.dns.count, 3);
	ck_assert(!without.shares.visit[0].lost && without.shares.visit[1].lost);
	arena_free(arena);
}
END_TEST

START_TEST(a_site_that_does_not_exist)
{
	struct arena *arena = arena_new();
	struct seen *seen = see(arena, &two_sites);
	struct evidence without;
	struct error error = { 0 };
	ck_assert(!site_loss_apply(arena, &plan, "Mian", &seen->evidence, &without, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_ptr_nonnull(strstr(error.text, "did you mean \"Main\"?"));
	ck_assert_ptr_nonnull(strstr(error.text, "Main, DR"));
	arena_free(arena);
}
END_TEST

/* The sites are unknown: nothing is removed, and the loss says why. */
START_TEST(sites_that_were_not_read)
{
	struct arena *arena = arena_new();
	struct seen *seen = see(arena, &hidden);
	struct evidence without;
	struct error error = { 0 };
	ck_assert(site_loss_apply(arena, &plan, "Main", &seen->evidence, &without, &error));
	ck_assert_str_eq(without.loss->blind, "not to be read");
	ck_assert_uint_eq(without.loss->count, 0);
	ck_assert_uint_eq(without.directory.count, 2);
	ck_assert_uint_eq(without.dns.count, 4);
	arena_free(arena);
}
END_TEST

static void add_no_finding(const struct examination *examination)
{
	(void)examination;
}

START_TEST(differences_are_noted)
{
	static const struct check first = { .id = "ad.first", .run = add_no_finding };
	static const struct check second = { .id = "ad.second", .run = add_no_finding };
	struct arena *arena = arena_new();
	struct finding before[] = {
		{ .check = &first, .subject = "A", .outcome = OUTCOME_PASS },
		{ .check = &first, .subject = "B", .outcome = OUTCOME_FAIL },
		{ .check = &second, .subject = "A", .outcome = OUTCOME_WARN },
		{ .check = &second, .subject = "C", .outcome = OUTCOME_PASS },
	};
	struct finding after[] = {
		{ .check = &second, .subject = "A", .outcome = OUTCOME_PASS },
		{ .check = &first, .subject = "B", .outcome = OUTCOME_FAIL },
		{ .check = &first, .subject = "A", .outcome = OUTCOME_UNKNOWN },
	};
	struct recovery_judgement one = { .count = COUNT_OF(before) };
	struct recovery_judgement other = { .count = COUNT_OF(after) };
	const struct judgement whole = {
		.findings = { .finding = before }, .recovery = &one, .recovery_count = 1
	};
	struct judgement without = {
		.findings = { .finding = after }, .recovery = &other, .recovery_count = 1
	};
	site_loss_compare(arena, &whole, &without);
	ck_assert_uint_eq(without.change_count, 3);
	ck_assert_ptr_eq(without.change[0].before, &before[0]);
	ck_assert_int_eq(without.change[0].now, OUTCOME_UNKNOWN);
	ck_assert_ptr_eq(without.change[1].before, &before[2]);
	ck_assert_int_eq(without.change[1].now, OUTCOME_PASS);
	ck_assert_ptr_eq(without.change[2].before, &before[3]);
	ck_assert_int_eq(without.change[2].now, OUTCOME_UNKNOWN);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("site loss");
	TCase *tcase = tcase_create("site loss");
	tcase_add_test(tcase, servers_of_the_site_are_removed);
	tcase_add_test(tcase, the_other_site);
	tcase_add_test(tcase, a_site_that_does_not_exist);
	tcase_add_test(tcase, sites_that_were_not_read);
	tcase_add_test(tcase, differences_are_noted);
	suite_add_tcase(suite, tcase);
	return suite;
}
