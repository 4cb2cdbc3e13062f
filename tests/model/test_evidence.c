/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "base/encode.h"
#include "tests/model/evidence_sample.h"
#include "tests/model/fixture.h"

static struct arena *arena;
static struct evidence sample;

static void setup(void)
{
	arena = arena_new();
	evidence_sample(arena, &sample);
}

static void teardown(void)
{
	arena_free(arena);
}

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_gap(const struct gap *a, const struct gap *b)
{
	return a->cause == b->cause && same_text(a->text, b->text);
}

#define SAME_TEXT(a, b, field) ck_assert_msg(same_text((a)->field, (b)->field), "%s", #field)
#define SAME_GAP(a, b, field)  ck_assert_msg(same_gap(&(a)->field, &(b)->field), "%s", #field)
#define SAME(a, b, field)      ck_assert_msg((a)->field == (b)->field, "%s", #field)

static void same_entry(const struct entry *a, const struct entry *b)
{
	SAME_TEXT(a, b, dn);
	SAME(a, b, count);
	for (size_t i = 0; i < a->count; i++) {
		const struct attribute *one = &a->attribute[i], *other = &b->attribute[i];
		SAME_TEXT(one, other, name);
		SAME_GAP(one, other, gap);
		if (gap_is(&one->gap)) {
			ck_assert_msg(other->count == 0, "a gap has no values");
			continue;
		}
		SAME(one, other, count);
		for (size_t k = 0; k < one->count; k++)
			ck_assert_msg(bytes_equal(one->value[k], other->value[k]), "%s", one->name);
	}
}

static void same_texts(const char **a, size_t a_count, const char **b, size_t b_count)
{
	ck_assert_uint_eq(a_count, b_count);
	for (size_t i = 0; i < a_count; i++)
		ck_assert_str_eq(a[i], b[i]);
}

static void same_directory_visit(const struct directory_visit *a, const struct directory_visit *b)
{
	SAME_TEXT(a, b, server);
	SAME_TEXT(a, b, found_by);
	SAME_GAP(a, b, gap);
	same_texts(a->asked, a->asked_count, b->asked, b->asked_count);
	same_entry(&a->root, &b->root);
	SAME(a, b, entry_count);
	for (size_t i = 0; i < a->entry_count; i++)
		same_entry(&a->entry[i], &b->entry[i]);
	ck_assert_int_eq(a->directory_service == NULL, b->directory_service == NULL);
	if (a->directory_service != NULL)
		same_entry(a->directory_service, b->directory_service);
	SAME_GAP(a, b, names_gap);
	same_texts(a->sids_asked, a->sids_asked_count, b->sids_asked, b->sids_asked_count);
	SAME(a, b, principal_count);
	for (size_t i = 0; i < a->principal_count; i++)
		same_entry(&a->principal[i], &b->principal[i]);
}

static void same_answer(const struct dns_answer *a, const struct dns_answer *b)
{
	SAME_TEXT(a, b, name);
	SAME_TEXT(a, b, type);
	SAME_GAP(a, b, gap);
	SAME(a, b, rcode);
	SAME(a, b, authoritative);
	SAME(a, b, truncated);
	SAME(a, b, recursion_available);
	SAME(a, b, count);
	for (size_t i = 0; i < a->count; i++) {
		SAME_TEXT(&a->record[i], &b->record[i], name);
		SAME_TEXT(&a->record[i], &b->record[i], type);
		SAME(&a->record[i], &b->record[i], ttl);
		SAME_TEXT(&a->record[i], &b->record[i], data);
	}
}

static void same_dns_visit(const struct dns_visit *a, const struct dns_visit *b)
{
	SAME_TEXT(a, b, server);
	SAME_TEXT(a, b, address);
	SAME_TEXT(a, b, transport);
	SAME_TEXT(a, b, found_by);
	SAME_GAP(a, b, gap);
	SAME(a, b, count);
	for (size_t i = 0; i < a->count; i++)
		same_answer(&a->answer[i], &b->answer[i]);
	SAME(a, b, probe_count);
	for (size_t i = 0; i < a->probe_count; i++)
		same_answer(&a->probe[i], &b->probe[i]);
}

static void same_share_visit(const struct share_visit *a, const struct share_visit *b)
{
	SAME_TEXT(a, b, name);
	SAME_TEXT(a, b, protocol);
	SAME_GAP(a, b, gap);
	SAME_GAP(a, b, list_gap);
	same_texts(a->listed, a->listed_count, b->listed, b->listed_count);
	SAME(a, b, opening_count);
	for (size_t i = 0; i < a->opening_count; i++) {
		SAME_TEXT(&a->opening[i], &b->opening[i], share);
		SAME_GAP(&a->opening[i], &b->opening[i], gap);
		SAME_TEXT(&a->opening[i], &b->opening[i], status);
	}
}

static void same_evidence(const struct evidence *a, const struct evidence *b)
{
	SAME_TEXT(&a->run, &b->run, id);
	SAME_TEXT(&a->run, &b->run, version);
	SAME_TEXT(&a->run, &b->run, host);
	SAME_TEXT(&a->run, &b->run, started);
	SAME_TEXT(&a->run, &b->run, ended);
	SAME_TEXT(&a->run, &b->run, plan_sha256);
	SAME_GAP(a, b, directory.gap);
	SAME(a, b, directory.count);
	for (size_t i = 0; i < a->directory.count; i++)
		same_directory_visit(&a->directory.visit[i], &b->directory.visit[i]);
	SAME_GAP(a, b, dns.gap);
	SAME(a, b, dns.count);
	for (size_t i = 0; i < a->dns.count; i++)
		same_dns_visit(&a->dns.visit[i], &b->dns.visit[i]);
	SAME(a, b, shares.count);
	for (size_t i = 0; i < a->shares.count; i++)
		same_share_visit(&a->shares.visit[i], &b->shares.visit[i]);
}

static struct evidence read_back(const struct evidence *evidence)
{
	struct evidence back;
	struct error error = { 0 };
	struct bytes text = evidence_write(arena, evidence);
	bool ok = evidence_read(
		arena, "ev", exact_bytes(arena, text.data, text.length), &back, &error);
	ck_assert_msg(ok, "%s", error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert_uint_eq(strlen(back.sha256), 64);
	ck_assert_msg(bytes_equal(evidence_write(arena, &back), text), "the same text");
	return back;
}

START_TEST(all_fields_survive)
{
	struct evidence back = read_back(&sample);
	same_evidence(&sample, &back);
}
END_TEST

/* The hash is that of the file, which the administrator compares with sha256sum. */
START_TEST(a_byte_order_mark_is_passed_over)
{
	const struct bytes text = evidence_write(arena, &sample);
	static const char mark[] = "\xef\xbb\xbf";
	const char *marked = arena_format(arena, "%s%s", mark, (const char *)text.data);
	struct evidence back;
	struct error error = { 0 };
	ck_assert_msg(evidence_read(arena, "ev", exact_text(arena, marked), &back, &error), "%s",
		error.text);
	same_evidence(&sample, &back);
	ck_assert_str_eq(back.sha256, sha256_write(arena, exact_text(arena, marked)));

	/* The places of errors are those of the file, too. */
	const char *wrong =
		text_with(arena, marked, "\"schema_version\": \"1.", "\"schema_version\": \"7.");
	ck_assert(!evidence_read(arena, "ev", exact_text(arena, wrong), &back, &error));
	ck_assert_ptr_nonnull(strstr(error.text, ": /schema_version: "));
}
END_TEST

/* The gaps of the resolver are those of the sources, and are not told twice. */
START_TEST(the_resolver_survives)
{
	struct dns_visit resolver = sample.dns.visit[0];
	resolver.server = resolver.found_by = "";
	resolver.address = NULL;
	resolver.gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "no answer" };
	sample.resolver = &resolver;
	const struct evidence back = read_back(&sample);
	ck_assert_ptr_nonnull(back.resolver);
	same_dns_visit(&resolver, back.resolver);
	size_t count = 99;
	evidence_gaps(arena, &back, &count);
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(nothing_survives)
{
	struct evidence none = { .run = { "", "", "", "2026-11-21T01:35:27Z",
					 "2026-11-21T01:35:27Z", "" } };
	struct evidence back = read_back(&none);
	same_evidence(&none, &back);
}
END_TEST

/* Each place with each cause; the text of a gap comes from a server and may be anything. */
START_TEST(every_gap_survives)
{
	struct gap *place[SAMPLE_GAPS];
	sample_gaps(&sample, place);
	for (enum error_kind cause = ERROR_NONE + 1; cause < ERROR_KINDS; cause++) {
		*place[_i] = (struct gap){ .cause = cause, .text = "say \"no\" \\ caf\xc3\xa9" };
		struct evidence back = read_back(&sample);
		same_evidence(&sample, &back);
		struct gap *found[SAMPLE_GAPS];
		sample_gaps(&back, found);
		for (int i = 0; i < SAMPLE_GAPS; i++)
			ck_assert_msg(gap_is(found[i]) == (i == _i), "place %d", i);
	}
}
END_TEST

START_TEST(all_gaps_at_once_survive)
{
	struct gap *place[SAMPLE_GAPS], *found[SAMPLE_GAPS];
	sample_gaps(&sample, place);
	for (int i = 0; i < SAMPLE_GAPS; i++)
		*place[i] = (struct gap){ .cause = ERROR_TIMEOUT,
			.text = arena_format(arena, "gap %d", i) };
	struct evidence back = read_back(&sample);
	same_evidence(&sample, &back);
	sample_gaps(&back, found);
	for (int i = 0; i < SAMPLE_GAPS; i++)
		ck_assert_str_eq(found[i]->text, place[i]->text);
}
END_TEST

START_TEST(gap_keeps_the_error)
{
	struct error error = { 0 };
	error_set(&error, ERROR_DENIED, "no %d", 49);
	struct gap gap = gap_of(arena, &error);
	ck_assert(gap_is(&gap));
	ck_assert_int_eq(gap.cause, ERROR_DENIED);
	ck_assert_str_eq(gap.text, "no 49");
	error = (struct error){ 0 };
	ck_assert_str_eq(gap.text, "no 49");
	gap = gap_of(arena, &error);
	ck_assert(!gap_is(&gap));
}
END_TEST

/* Text of a server that is no UTF-8 is escaped, not lost, and does not end the program. */
START_TEST(text_that_is_no_utf8_is_shown)
{
	sample.directory.visit[0].entry[0].dn = "CN=caf\xe9";
	sample.directory.visit[0].entry[0].attribute[0].name = "c\xff";
	sample.shares.visit[0].protocol = "\x80";
	sample.shares.visit[0].listed[0] = "OAB\xfe";
	struct evidence back = read_back(&sample);
	const struct entry *entry = &back.directory.visit[0].entry[0];
	ck_assert_str_eq(entry->dn, "CN=caf\\xe9");
	ck_assert_uint_eq(entry->count, 3);
	ck_assert_str_eq(entry->attribute[0].name, "c\\xff");
	ck_assert_str_eq(entry_text(arena, entry, "c\\xff"), "EXCMS01");
	ck_assert_str_eq(back.shares.visit[0].protocol, "\\x80");
	ck_assert_str_eq(back.shares.visit[0].listed[0], "OAB\\xfe");
}
END_TEST

/*
 * What a server wrote opens no line and reorders none. Bytes stay as they are: "NAME<line
 * feed>CNF:" marks a conflict.
 */
START_TEST(what_controls_text_is_escaped)
{
	struct attribute *attribute = &sample.directory.visit[0].entry[0].attribute[0];
	sample.directory.visit[0].server = "dc1\n  Fix: run";
	sample.directory.visit[0].entry[0].dn = "CN=\u202eA,DC=corp";
	sample.directory.visit[0].asked[0] = "A\r";
	sample.directory.visit[0].gap =
		(struct gap){ .cause = ERROR_DENIED, .text = "no\x1b[2J\u2028" };
	attribute->value = sample_values(arena, "EXCMS01\nCNF:1", 13);
	attribute->count = 1;
	struct evidence back;
	const struct bytes text = evidence_write(arena, &sample);
	ck_assert(evidence_read(arena, "ev", text, &back, &(struct error){ 0 }));
	const struct directory_visit *visit = &back.directory.visit[0];
	const struct entry *entry = &visit->entry[0];
	ck_assert_str_eq(visit->server, "dc1\\x0a  Fix: run");
	ck_assert_str_eq(entry->dn, "CN=\\u202eA,DC=corp");
	ck_assert_str_eq(visit->asked[0], "A\\x0d");
	ck_assert_str_eq(visit->gap.text, "no\\x1b[2J\\u2028");
	ck_assert_str_eq(entry_text(arena, entry, attribute->name), "EXCMS01\\x0aCNF:1");
	const struct attribute *read = entry_attribute(entry, attribute->name);
	ck_assert(bytes_equal(read->value[0], bytes_of("EXCMS01\nCNF:1", 13)));
}
END_TEST

START_TEST(parts_survive_alone)
{
	struct error error = { 0 };
	struct directory_visit directory;
	struct dns_visit dns;
	struct share_visit share;
	for (size_t i = 0; i < 2; i++) {
		struct bytes text = directory_visit_write(arena, &sample.directory.visit[i]);
		ck_assert(directory_visit_read(arena, "part", text, &directory, &error));
		same_directory_visit(&sample.directory.visit[i], &directory);
		text = dns_visit_write(arena, &sample.dns.visit[i]);
		ck_assert(dns_visit_read(arena, "part", text, &dns, &error));
		same_dns_visit(&sample.dns.visit[i], &dns);
		text = share_visit_write(arena, &sample.shares.visit[i]);
		ck_assert(share_visit_read(arena, "part", text, &share, &error));
		same_share_visit(&sample.shares.visit[i], &share);
	}
}
END_TEST

START_TEST(one_part_is_not_another)
{
	struct dns_visit dns;
	struct error error = { 0 };
	struct bytes text = share_visit_write(arena, &sample.shares.visit[0]);
	ck_assert(!dns_visit_read(arena, "part", text, &dns, &error));
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
}
END_TEST

/* In any case of letters; the same before writing and after reading. */
START_TEST(shares_are_found_by_name)
{
	const struct evidence back = read_back(&sample);
	ck_assert_ptr_nonnull(back.shares.visit_names);
	const struct share_evidence *both[] = { &sample.shares, &back.shares };
	for (size_t i = 0; i < COUNT(both); i++) {
		const struct share_evidence *shares = both[i];
		ck_assert_ptr_eq(
			share_visit_of(shares, "EXCMS01.corp.example.COM"), &shares->visit[0]);
		ck_assert_ptr_eq(
			share_visit_of(shares, "node1.corp.example.com"), &shares->visit[1]);
		ck_assert_ptr_null(share_visit_of(shares, "node1"));
		ck_assert_ptr_null(share_visit_of(shares, ""));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("evidence");
	TCase *tcase = tcase_create("evidence");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, all_fields_survive);
	tcase_add_test(tcase, a_byte_order_mark_is_passed_over);
	tcase_add_test(tcase, the_resolver_survives);
	tcase_add_test(tcase, nothing_survives);
	tcase_add_loop_test(tcase, every_gap_survives, 0, SAMPLE_GAPS);
	tcase_add_test(tcase, all_gaps_at_once_survive);
	tcase_add_test(tcase, gap_keeps_the_error);
	tcase_add_test(tcase, text_that_is_no_utf8_is_shown);
	tcase_add_test(tcase, what_controls_text_is_escaped);
	tcase_add_test(tcase, parts_survive_alone);
	tcase_add_test(tcase, one_part_is_not_another);
	tcase_add_test(tcase, shares_are_found_by_name);
	suite_add_tcase(suite, tcase);
	return suite;
}
