/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "model/plan.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct plan accepted(const char *file, const char *text)
{
	struct plan plan;
	struct error error = { 0 };
	bool ok = plan_read(arena, file, exact_text(arena, text), &plan, &error);
	ck_assert_msg(ok, "%s", error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert_str_eq(plan.file, file);
	ck_assert_msg(plan_is_whole(&plan), "has what is required");
	return plan;
}

static void name_is(const struct name *name, const char *label, const char *fqdn)
{
	ck_assert_str_eq(name->label, label);
	ck_assert_str_eq(name->fqdn, fqdn);
}

START_TEST(least_plan_has_defaults)
{
	struct plan plan = accepted("plan.json", least_plan);
	ck_assert_str_eq(plan.directory.domain, "corp.example.com");
	ck_assert_uint_eq(plan.directory.server_count, 0);
	ck_assert_int_eq(plan.directory.transport, TRANSPORT_SASL);
	ck_assert_int_eq(plan.directory.bind, BIND_KERBEROS);
	ck_assert_ptr_null(plan.directory.ca_file);
	ck_assert_ptr_null(plan.directory.bind_dn);
	ck_assert_ptr_null(plan.directory.password_file);
	ck_assert_uint_eq(plan.dns_server_count, 0);
	ck_assert_ptr_null(plan.credentials_file);
	ck_assert_int_eq(plan.policy.max_ttl_seconds, 300);
	ck_assert_int_eq(plan.policy.max_outage_seconds, 3600);
	ck_assert_int_eq(plan.policy.max_password_days, 60);
	ck_assert_int_eq(plan.policy.max_oab_days, 2);
	ck_assert_int_eq(plan.policy.deadline_seconds, 60);
	ck_assert_int_eq(plan.policy.max_workers, 16);
	ck_assert_int_eq(plan.policy.accept, ACCEPT_FULL_CONTROL);
	ck_assert_int_eq(plan.policy.max_evidence_age_seconds, 0);
	ck_assert_uint_eq(plan.policy.weights.count, 0);
	ck_assert_uint_eq(plan.recovery_count, 1);
	ck_assert_str_eq(plan.recoveries[0].oab_share, "ExchangeOAB");
	ck_assert_uint_eq(plan.recoveries[0].standby_node_count, 0);
}
END_TEST

START_TEST(rich_plan_is_read_whole)
{
	struct plan plan = accepted("plan.json", rich_plan);
	ck_assert_str_eq(plan.directory.domain, "corp.example.com");
	ck_assert_uint_eq(plan.directory.server_count, 2);
	ck_assert_str_eq(plan.directory.servers[0], "dc1.corp.example.com");
	ck_assert_str_eq(plan.directory.servers[1], "dc2.other.example.com");
	ck_assert_int_eq(plan.directory.transport, TRANSPORT_LDAPS);
	ck_assert_int_eq(plan.directory.bind, BIND_SIMPLE);
	ck_assert_str_eq(plan.directory.bind_dn, "CN=reader");
	ck_assert_uint_eq(plan.dns_server_count, 2);
	ck_assert_str_eq(plan.dns_servers[0].host, "192.0.2.53");
	ck_assert_uint_eq(plan.dns_servers[0].port, 5353);
	ck_assert_str_eq(plan.dns_servers[1].host, "ns1");
	ck_assert_int_eq(plan.policy.max_ttl_seconds, 0);
	ck_assert_int_eq(plan.policy.max_outage_seconds, 7200);
	ck_assert_int_eq(plan.policy.max_password_days, 90);
	ck_assert_int_eq(plan.policy.max_oab_days, 8);
	ck_assert_int_eq(plan.policy.deadline_seconds, 3600);
	ck_assert_int_eq(plan.policy.max_workers, 1);
	ck_assert_int_eq(plan.policy.accept, ACCEPT_FUNCTIONAL_MINIMUM);
	ck_assert_int_eq(plan.policy.max_evidence_age_seconds, 5400);
	ck_assert_uint_eq(plan.policy.weights.count, 2);
	ck_assert_str_eq(plan.policy.weights.weight[0].checks, "dns.*");
	ck_assert(!plan.policy.weights.weight[0].blocking);
	ck_assert_str_eq(plan.policy.weights.weight[1].checks, "ex.version");
	ck_assert(plan.policy.weights.weight[1].blocking);

	ck_assert_uint_eq(plan.recovery_count, 2);
	const struct recovery *first = &plan.recoveries[0], *second = &plan.recoveries[1];
	name_is(&first->cms, "EXCMS01", "excms01.corp.example.com");
	name_is(&first->standby_cluster, "DRCLU01", "drclu01.dr.example.com");
	ck_assert_uint_eq(first->source_node_count, 2);
	name_is(&first->source_nodes[0], "NODE1", "node1.corp.example.com");
	name_is(&first->source_nodes[1], "NODE2", "node2.corp.example.com");
	ck_assert_uint_eq(first->standby_node_count, 1);
	name_is(&first->standby_nodes[0], "DRNODE1", "drnode1.dr.example.com");
	ck_assert_str_eq(first->oab_share, "OAB$");
	ck_assert_str_eq(first->standby_site, "DR-Site");
	name_is(&second->cms, "EXCMS02", "excms02.corp.example.com");
	name_is(&second->standby_cluster, "DRCLU01", "drclu01.corp.example.com");
	ck_assert_str_eq(second->oab_share, "ExchangeOAB");
	ck_assert_ptr_null(second->standby_site);
}
END_TEST

static const struct {
	const char *file, *ca, *password, *credentials, *because;
} path_rows[] = {
	{ "plan.json", "ca.pem", "/etc/secret", "sub/cred", "no folder: as they are" },
	{ "drill/plan.json", "drill/ca.pem", "/etc/secret", "drill/sub/cred", "its folder" },
	{ "/plan.json", "/ca.pem", "/etc/secret", "/sub/cred", "the root" },
	{ "/a/b/plan.json", "/a/b/ca.pem", "/etc/secret", "/a/b/sub/cred", "an absolute folder" },
	{ "../plan.json", "../ca.pem", "/etc/secret", "../sub/cred", "the folder above" },
};

START_TEST(paths_are_relative_to_the_plan)
{
	struct plan plan = accepted(path_rows[_i].file, rich_plan);
	ck_assert_str_eq(plan.directory.ca_file, path_rows[_i].ca);
	ck_assert_str_eq(plan.directory.password_file, path_rows[_i].password);
	ck_assert_str_eq(plan.credentials_file, path_rows[_i].credentials);
}
END_TEST

START_TEST(a_domain_of_one_label)
{
	const struct plan plan = accepted(
		"plan.json", text_with(arena, least_plan, "\"corp.example.com\"", "\"CORP\""));
	ck_assert_str_eq(plan.directory.domain, "corp");
	ck_assert_str_eq(plan.recoveries[0].cms.fqdn, "excms01.corp");
}
END_TEST

/* Computed with sha256sum. */
START_TEST(hash_is_that_of_the_text)
{
	struct plan plan = accepted("plan.json", least_plan);
	ck_assert_str_eq(plan.sha256, least_plan_sha256);
}
END_TEST

static const struct {
	const char *find, *replacement, *because;
} good_rows[] = {
	{ "\"1.0\"", "\"1.9\"", "a later minor version" },
	{ "\"corp.example.com\"", "\"Corp.Example.Com\"", "case of the domain" },
	{ "\"DR-Site\"", "\"K\u00f6ln, Nord/2 #1=a\"", "signs in the name of a site" },
	{ "\"ldaps\"", "\"starttls\"", "a simple bind over STARTTLS" },
	{ "\"DR-Site\"", "\"B\xc3\xbcro\"", "a site may be called what it likes" },
	{ "\"oab_share\": \"OAB$\"", "\"oab_share\": \"caf\xc3\xa9 (OAB)\"", "spaces, letters" },
	{ "\"max_ttl_seconds\": 0", "\"max_ttl_seconds\": 2147483647", "the longest TTL" },
	{ "\"max_workers\": 1", "\"max_workers\": 256", "the most workers" },
	{ "\"deadline_seconds\": 3600", "\"deadline_seconds\": 1", "the shortest deadline" },
	{ "\"1h30m\"", "1", "the shortest age, a number of seconds" },
	{ "\"1h30m\"", "315360000", "the greatest age, a number of seconds" },
	{ "\"EXCMS02\"", "\"EXCMS01.other.example.com\"", "a CMS called so in another domain" },
};

START_TEST(also_good)
{
	accepted("plan.json",
		text_with(arena, rich_plan, good_rows[_i].find, good_rows[_i].replacement));
}
END_TEST

START_TEST(what_is_asked_for_is_accepted)
{
	struct plan plan = accepted(
		"plan.json", text_with(arena, rich_plan, "functional-minimum", "full-control"));
	ck_assert_int_eq(plan.policy.accept, ACCEPT_FULL_CONTROL);
}
END_TEST

START_TEST(every_cut_is_refused)
{
	const size_t length = strlen(rich_plan);
	for (size_t cut = 0; cut < length - 1; cut++) { /* a new line ends it */
		struct arena *own = arena_new();
		struct plan plan;
		struct error error = { 0 };
		struct bytes text = exact_bytes(own, rich_plan, cut);
		ck_assert_msg(!plan_read(own, "p", text, &plan, &error), "cut at %zu", cut);
		ck_assert_int_eq(error.kind, ERROR_MALFORMED);
		arena_free(own);
	}
}
END_TEST

START_TEST(flipped_bits_do_no_harm)
{
	const size_t length = strlen(rich_plan);
	size_t good = 0, bad = 0;
	for (size_t bit = 0; bit < length * 8; bit++) {
		struct arena *own = arena_new();
		struct plan plan;
		struct error error = { 0 };
		uint8_t *text = arena_copy(own, rich_plan, length);
		text[bit / 8] ^= (uint8_t)(1U << bit % 8);
		bool ok = plan_read(own, "p", bytes_of(text, length), &plan, &error);
		ck_assert_msg(ok == (error.kind == ERROR_NONE), "bit %zu", bit);
		ck_assert_msg(ok || error.kind == ERROR_MALFORMED, "bit %zu", bit);
		ck_assert_msg(!ok || plan_is_whole(&plan), "bit %zu", bit);
		good += ok;
		bad += !ok;
		arena_free(own);
	}
	ck_assert_msg(good > 100 && bad > 1000, "both happen: %zu, %zu", good, bad);
}
END_TEST

static const struct {
	const char *path;
	enum error_kind kind;
	const char *because;
} unreadable_rows[] = {
	{ "tests/model/there/is/no/such.json", ERROR_ABSENT, "missing" },
	{ "tests/model/test_plan.c/plan.json", ERROR_ABSENT, "below a file" },
	{ "tests/model", ERROR_ABSENT, "a folder" },
	{ "", ERROR_ABSENT, "no name" },
	{ "/dev/null", ERROR_MALFORMED, "empty" },
	{ "/dev/zero", ERROR_MALFORMED, "has no end" },
};

START_TEST(files_that_are_no_plan)
{
	struct plan plan;
	struct error error = { 0 };
	ck_assert_msg(!plan_load(arena, unreadable_rows[_i].path, &plan, &error), "%s",
		unreadable_rows[_i].because);
	ck_assert_msg(error.kind == unreadable_rows[_i].kind, "%s: %s", unreadable_rows[_i].because,
		error.text);
}
END_TEST

static long memory_kib(void)
{
	struct rusage usage;
	ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
	return usage.ru_maxrss;
}

static const size_t flood_mib[] = { 1, 16, 100 };

/* A file of nothing but "[": below, at and above the limit. */
START_TEST(flood_is_refused_fast_and_small)
{
	enum { PIECE = 1 << 20, MOST_KIB = 128 << 10, MOST_SECONDS = 5 };
	char *piece = arena_alloc(arena, PIECE);
	memset(piece, '[', PIECE);
	int file = memfd_create("plan", MFD_CLOEXEC);
	ck_assert_int_ge(file, 0);
	for (size_t i = 0; i < flood_mib[_i]; i++)
		ck_assert_int_eq(write(file, piece, PIECE), PIECE);

	struct plan plan;
	struct error error = { 0 };
	const char *path = arena_format(arena, "/proc/self/fd/%d", file);
	const long before = memory_kib();
	const clock_t start = clock();
	ck_assert(!plan_load(arena, path, &plan, &error));
	ck_assert_int_lt((clock() - start) / CLOCKS_PER_SEC, MOST_SECONDS);
	ck_assert_int_lt(memory_kib() - before, MOST_KIB);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	close(file);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("plan");
	TCase *tcase = tcase_create("plan");
	tcase_set_timeout(tcase, 60); /* bit flips under the sanitizers */
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, least_plan_has_defaults);
	tcase_add_test(tcase, rich_plan_is_read_whole);
	tcase_add_loop_test(tcase, paths_are_relative_to_the_plan, 0, COUNT(path_rows));
	tcase_add_test(tcase, a_domain_of_one_label);
	tcase_add_test(tcase, hash_is_that_of_the_text);
	tcase_add_loop_test(tcase, also_good, 0, COUNT(good_rows));
	tcase_add_test(tcase, what_is_asked_for_is_accepted);
	tcase_add_test(tcase, every_cut_is_refused);
	tcase_add_test(tcase, flipped_bits_do_no_harm);
	tcase_add_loop_test(tcase, files_that_are_no_plan, 0, COUNT(unreadable_rows));
	tcase_add_loop_test(tcase, flood_is_refused_fast_and_small, 0, COUNT(flood_mib));
	suite_add_tcase(suite, tcase);
	return suite;
}
