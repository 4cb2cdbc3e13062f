/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A failed visit names its questions. */
#include "tests/test.h"

#include "clusterchk/collect/collect.h"
#include "model/evidence.h"

static const struct endpoint server = { .given = "ns1" };
static const struct dns_question questions[] = { { "cms1.a.test", "A", true },
	{ "cms1.a.test", "AAAA", true }, { "a.test", "SOA", false },
	{ "n1.a.test", "AAAA", false } };

static const struct {
	const char *name;
	bool asked;
	const char *because;
} rows[] = {
	{ "cms1.a.test", true, "both types" },
	{ "CMS1.A.TEST", true, "names have no case" },
	{ "n1.a.test", true, "one type" },
	{ "a.test", false, "its addresses were not asked for" },
	{ "cms1.b.test", false, "a name of another zone" },
};

START_TEST(a_missed_visit)
{
	struct arena *arena = arena_new();
	const struct dns_job job = { &server, "NS record of a.test", questions, 4, true };
	struct error error = { 0 }, none = { 0 };
	error_set(&error, ERROR_UNREACHABLE, "the name has no address");
	const struct dns_visit missed = dns_visit_failed(arena, &job, &error);
	struct dns_visit visit;
	ck_assert(dns_visit_read(arena, "visit", dns_visit_write(arena, &missed), &visit, &none));
	ck_assert_str_eq(visit.server, "ns1");
	ck_assert_str_eq(visit.found_by, "NS record of a.test");
	ck_assert_int_eq(visit.gap.cause, ERROR_UNREACHABLE);
	ck_assert_str_eq(visit.gap.text, "the name has no address");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_msg(dns_was_asked(&visit, rows[i].name) == rows[i].asked, "%s",
			rows[i].because);
	arena_free(arena);
}
END_TEST

/* A failed visit in older evidence has no questions: it counts for every name. */
START_TEST(a_visit_without_questions)
{
	const struct dns_visit silent = { .server = "ns1", .gap = { ERROR_TIMEOUT, "silent" } };
	const struct dns_visit idle = { .server = "ns1" };
	ck_assert(dns_was_asked(&silent, "cms1.a.test"));
	ck_assert(!dns_was_asked(&idle, "cms1.a.test"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("DNS collect");
	TCase *tests = tcase_create("DNS collect");
	tcase_add_test(tests, a_missed_visit);
	tcase_add_test(tests, a_visit_without_questions);
	suite_add_tcase(suite, tests);
	return suite;
}
