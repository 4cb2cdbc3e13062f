/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A worker's result is copied into the evidence unchanged. The server may have taken the worker
 * over, so the result must be a valid visit; otherwise it becomes a gap.
 */
#include "tests/test.h"

#include <string.h>

#include "base/limits.h"
#include "clusterchk/collect/collect.h"
#include "codec/document.h"
#include "ldapchk/collect/collect.h"
#include "run/collection.h"
#include "shares/collect/collect.h"
#include "tests/model/evidence_sample.h"
#include "tests/model/fixture.h"

static struct arena *arena;
static const struct plan no_recoveries;
static struct collection collection;

static void setup(void)
{
	arena = arena_new();
	collection = (struct collection){
		.arena = arena,
		.plan = &no_recoveries,
		.evidence.run = { "id", "1.0.0", "host", "2026-11-21T01:35:27Z",
			"2026-11-21T01:35:29Z", "plan" },
	};
}

static void teardown(void)
{
	arena_free(arena);
}

static void bring(const struct job_kind *kind, const void *argument, struct bytes result)
{
	add_job(&collection, kind, "job", argument)->result = result;
}

/* The evidence made from the results: its text, and what is read from it. */
static struct bytes taken(struct evidence *evidence)
{
	struct error error = { 0 };
	take_all(&collection);
	const struct bytes text = evidence_write(arena, &collection.evidence);
	ck_assert_msg(evidence_read(arena, "evidence", text, evidence, &error), "%s", error.text);
	return text;
}

/* The jobs whose results the visits with that index are. */
struct asked {
	const struct directory_job *directory;
	const struct dns_job *dns;
	const struct share_job *share;
};

static struct asked asked_for(const struct evidence *sample, size_t i)
{
	struct directory_job *directory = arena_alloc(arena, sizeof *directory);
	struct dns_job *dns = arena_alloc(arena, sizeof *dns);
	struct share_job *share = arena_alloc(arena, sizeof *share);
	struct endpoint *server = arena_alloc(arena, sizeof *server);
	*server = (struct endpoint){ .given = sample->dns.visit[i].server };
	*directory = (struct directory_job){ NULL, sample->directory.visit[i].server,
		sample->directory.visit[i].found_by };
	*dns = (struct dns_job){ .server = server, .found_by = sample->dns.visit[i].found_by };
	*share = (struct share_job){ .name = sample->shares.visit[i].name };
	return (struct asked){ directory, dns, share };
}

START_TEST(what_workers_wrote_is_what_would_be_written)
{
	struct evidence sample, evidence;
	evidence_sample(arena, &sample);
	sample.run = collection.evidence.run;
	for (size_t i = 0; i < 2; i++) {
		const struct asked asked = asked_for(&sample, i);
		bring(&directory_kind, asked.directory,
			directory_visit_write(arena, &sample.directory.visit[i]));
		bring(&dns_kind, asked.dns, dns_visit_write(arena, &sample.dns.visit[i]));
		bring(&share_kind, asked.share, share_visit_write(arena, &sample.shares.visit[i]));
	}
	const struct bytes text = taken(&evidence);
	ck_assert(bytes_equal(text, evidence_write(arena, &sample)));
	ck_assert(bytes_equal(text, evidence_write(arena, &evidence)));
	struct document document;
	ck_assert(document_parse(&document, arena, "evidence", text, &(struct error){ 0 }));
	ck_assert(bytes_equal(text, json_write(arena, document.root)));
	document_close(&document);
}
END_TEST

#define VISIT "\"name\": \"asked\", \"listed\": [], \"openings\": []"

static const struct {
	const char *text;
	bool good;
	const char *because;
} rows[] = {
	{ "{" VISIT "}", true, "as it should be" },
	{ " \t\r\n{" VISIT "}\n\r\t ", true, "white space around it" },
	{ "{\n\n\r\n\"name\"\n:\"asked\",\"openings\"\n:[\n],\n\"listed\":\t[]}", true, "inside" },
	{ "{\"n\\u0061me\": \"\\u0061sked\", \"listed\": [], \"openings\": []}", true, "escapes" },
	{ "", false, "nothing" },
	{ " \n", false, "white space alone" },
	{ "{" VISIT "}, {" VISIT "}", false, "two visits" },
	{ "{" VISIT "} {" VISIT "}", false, "two visits without a comma" },
	{ "{" VISIT "}],\"visits\":[{" VISIT "}", false, "the list of visits a second time" },
	{ "{" VISIT "}]},\"directory\":{\"visits\":[]", false, "another source" },
	{ "{" VISIT ", \"lost\": true}", false, "a key that is not of the file" },
	{ "{" VISIT ", \"text\": \"\"}", false, "the text in the text" },
	{ "{" VISIT ", \"name\": \"b\"}", false, "another name" },
	{ "{" VISIT ", \"n\\u0061me\": \"b\"}", false, "another name, with an escape" },
	{ "{" VISIT, false, "no end" },
	{ "{" VISIT "}}", false, "two ends" },
	{ "[{" VISIT "}]", false, "a list" },
	{ "\"a\"", false, "a string" },
	{ "{\"name\": \"a\nb\", \"listed\": [], \"openings\": []}", false, "a raw line feed" },
	{ "{\"name\": \"\xff\", \"listed\": [], \"openings\": []}", false, "no UTF-8" },
	{ "{" VISIT "} // {", false, "a comment" },
	{ "{\"name\": \"asked\", \"listed\": [], \"openings\": [{\"share\": \"A\"}, "
	  "{\"share\": \"a\"}]}",
		false, "a share that was opened twice" },
};

START_TEST(a_worker_writes_one_visit_or_none)
{
	struct evidence evidence;
	const struct share_job ask = { .name = "asked" };
	const struct share_job first = { .name = "first" }, last = { .name = "last" };
	bring(&share_kind, &first,
		exact_text(arena, "{\"name\": \"first\", \"listed\": [], \"openings\": []}"));
	bring(&share_kind, &ask, exact_text(arena, rows[_i].text));
	bring(&share_kind, &last,
		exact_text(arena, "{\"name\": \"last\", \"listed\": [], \"openings\": []}"));
	taken(&evidence);
	ck_assert_uint_eq(evidence.directory.count, 0);
	ck_assert_uint_eq(evidence.dns.count, 0);
	ck_assert_uint_eq(evidence.shares.count, 3);
	const struct share_visit *visit = evidence.shares.visit;
	ck_assert_str_eq(visit[0].name, "first");
	ck_assert_str_eq(visit[2].name, "last");
	ck_assert_msg(gap_is(&visit[1].gap) == !rows[_i].good, "%s", rows[_i].because);
	ck_assert_str_eq(visit[1].name, "asked");
	if (!rows[_i].good)
		ck_assert_int_eq(visit[1].gap.cause, ERROR_MALFORMED);
}
END_TEST

/* The layout of a result makes no difference to what is read from the evidence. */
START_TEST(layout_says_nothing)
{
	struct evidence evidence, plain;
	const struct share_job ask = { .name = "asked" };
	struct bytes first = { 0 };
	ck_assert(rows[3].good);
	for (size_t i = 0; rows[i].good; i++) {
		collection.evidence.shares = (struct share_evidence){ 0 };
		bring(&share_kind, &ask, exact_text(arena, rows[i].text));
		taken(&evidence);
		ck_assert_uint_eq(evidence.shares.count, 1);
		const struct bytes text = share_visit_write(arena, &evidence.shares.visit[0]);
		first = i == 0 ? text : first;
		ck_assert(bytes_equal(first, text));
		const struct bytes anew = evidence_write(arena, &evidence);
		ck_assert(evidence_read(arena, "anew", anew, &plain, &(struct error){ 0 }));
		ck_assert(bytes_equal(anew, evidence_write(arena, &plain)));
	}
}
END_TEST

/* The second round of the shares does not mix with the first. */
START_TEST(what_was_asked_by_name_is_apart)
{
	struct evidence evidence;
	const struct share_job ask = { .name = "asked" }, other = { .name = "other" };
	bring(&share_kind, &ask, exact_text(arena, "{" VISIT "}"));
	bring(&share_by_name_kind, &ask, exact_text(arena, "{" VISIT "}"));
	bring(&share_by_name_kind, &other, exact_text(arena, "nothing"));
	taken(&evidence);
	ck_assert_uint_eq(evidence.shares.count, 1);
	ck_assert_uint_eq(evidence.shares.by_name_count, 2);
	ck_assert_str_eq(evidence.shares.by_name[0].name, "asked");
	ck_assert_str_eq(evidence.shares.by_name[1].name, "other");
	ck_assert_int_eq(evidence.shares.by_name[1].gap.cause, ERROR_MALFORMED);
}
END_TEST

/* A worker that was taken over cannot speak for another server. */
START_TEST(a_result_about_another_server_is_a_gap)
{
	struct evidence sample, evidence;
	evidence_sample(arena, &sample);
	const struct asked asked = asked_for(&sample, 0), others = asked_for(&sample, 1);
	struct directory_job found = *asked.directory;
	struct dns_job published = *asked.dns;
	found.found_by = published.found_by = "another";
	const struct share_job share = { .name = "another" };
	const struct bytes directory = directory_visit_write(arena, &sample.directory.visit[0]);
	const struct bytes dns = dns_visit_write(arena, &sample.dns.visit[0]);
	bring(&directory_kind, others.directory, directory);
	bring(&directory_kind, &found, directory);
	bring(&dns_kind, others.dns, dns);
	bring(&dns_kind, &published, dns);
	bring(&share_kind, &share, share_visit_write(arena, &sample.shares.visit[0]));
	take_all(&collection);
	evidence = collection.evidence;
	ck_assert_uint_eq(evidence.directory.count, 2);
	ck_assert_uint_eq(evidence.dns.count, 2);
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(evidence.directory.visit[i].gap.cause, ERROR_MALFORMED);
		ck_assert_int_eq(evidence.dns.visit[i].gap.cause, ERROR_MALFORMED);
	}
	ck_assert_str_eq(evidence.directory.visit[0].server, others.directory->server);
	ck_assert_str_eq(evidence.dns.visit[0].server, others.dns->server->given);
	ck_assert_str_eq(evidence.shares.visit[0].name, "another");
	ck_assert_int_eq(evidence.shares.visit[0].gap.cause, ERROR_MALFORMED);
}
END_TEST

START_TEST(a_job_that_failed_is_a_gap)
{
	struct evidence evidence;
	const struct share_job ask = { .name = "asked" };
	bring(&share_kind, &ask, exact_text(arena, "{" VISIT "}"));
	error_set(&collection.job[0].failed, ERROR_TIMEOUT, "too late");
	taken(&evidence);
	ck_assert_uint_eq(evidence.shares.count, 1);
	ck_assert_str_eq(evidence.shares.visit[0].name, "asked");
	ck_assert_int_eq(evidence.shares.visit[0].gap.cause, ERROR_TIMEOUT);
}
END_TEST

/* What is too much is dropped as a whole, and what came before it stays. */
START_TEST(more_values_than_fit_are_a_gap)
{
	char *commas = arena_alloc(arena, LIMIT_RUN_ITEMS + 2);
	memset(commas, ',', LIMIT_RUN_ITEMS + 1);
	const struct directory_job ask = { &no_recoveries, "dc1.corp.example.com", "plan" };
	bring(&directory_kind, &ask, bytes_of(commas, LIMIT_RUN_ITEMS + 1));
	take_all(&collection);
	const struct directory_evidence *directory = &collection.evidence.directory;
	ck_assert_uint_eq(directory->count, 1);
	ck_assert_int_eq(directory->visit[0].gap.cause, ERROR_MALFORMED);
	ck_assert_str_eq(directory->visit[0].gap.text,
		"the results of all workers together have more than 3145728 values");
	ck_assert_uint_eq(collection.items, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("take");
	TCase *tests = tcase_create("take");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, what_workers_wrote_is_what_would_be_written);
	tcase_add_loop_test(tests, a_worker_writes_one_visit_or_none, 0, COUNT(rows));
	tcase_add_test(tests, layout_says_nothing);
	tcase_add_test(tests, what_was_asked_by_name_is_apart);
	tcase_add_test(tests, a_result_about_another_server_is_a_gap);
	tcase_add_test(tests, a_job_that_failed_is_a_gap);
	tcase_add_test(tests, more_values_than_fit_are_a_gap);
	suite_add_tcase(suite, tests);
	return suite;
}
