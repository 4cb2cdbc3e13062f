/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which DNS servers were asked for a name, and what their answers are worth. */
#include "tests/test.h"

#include <string.h>

#include "base/text.h"
#include "model/dns_answers.h"
#include "model/loss.h"
#include "tests/clusterchk/dns_case.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define BOTH_TYPES                                                                                 \
	{                                                                                          \
		{ IN4 },                                                                           \
		{                                                                                  \
			IN6                                                                        \
		}                                                                                  \
	}

enum { MAX_SERVERS = 2 };

static const struct {
	const char *because;
	struct {
		const char *name;
		struct answer_row said[MAX_ANSWERS];
		enum error_kind gap;
	} server[MAX_SERVERS];
	const char *plan[MAX_SERVERS];
	enum error_kind source_gap;
	const char *lost;
	const char *left_out, *more_holds;
} rows[] = {
	{ .because = "no server is named, and none was asked" },
	{ .because = "no server is named", .server = { { "ns1", BOTH_TYPES, ERROR_NONE } } },
	{ .because = "all that are named were asked, in any case",
		.server = { { "ns1", BOTH_TYPES, ERROR_NONE }, { "NS2", BOTH_TYPES, ERROR_NONE } },
		.plan = { "NS1", "ns2" } },
	{ .because = "one was not",
		.server = { { "ns1", BOTH_TYPES, ERROR_NONE } },
		.plan = { "ns1", "ns2" },
		.left_out = "ns2",
		.more_holds = "ns2" },
	{ .because = "one was asked for another name alone",
		.server = { { "ns1", { { IN4, .name = FAR } }, ERROR_NONE } },
		.plan = { "ns1" },
		.left_out = "ns1",
		.more_holds = "ns1" },
	{ .because = "one was asked for the alias alone",
		.server = { { "ns1", { { .type = "CNAME" } }, ERROR_NONE } },
		.plan = { "ns1" },
		.left_out = "ns1",
		.more_holds = "ns1" },
	{ .because = "one was asked, and is silent",
		.server = { { "ns1", { { 0 } }, ERROR_TIMEOUT } },
		.plan = { "ns1" } },
	{ .because = "one is lost with its site: not reported as left out",
		.server = { { "ns1", BOTH_TYPES, ERROR_NONE } },
		.plan = { "ns1", "ns2" },
		.lost = "ns2" },
	{ .because = "all are missing: there is nothing to compare with",
		.plan = { "ns1" },
		.left_out = "ns1" },
	{ .because = "the name servers could not all be found",
		.server = { { "ns1", BOTH_TYPES, ERROR_NONE } },
		.source_gap = ERROR_MALFORMED,
		.more_holds = "not to be found" },
	{ .because = "none of them could", .source_gap = ERROR_ABSENT },
};

START_TEST(servers)
{
	struct arena *arena = arena_new();
	struct endpoint named[MAX_SERVERS];
	struct plan plan = { .dns_servers = named };
	struct dns_visit visit[MAX_SERVERS];
	struct loss_server lost = { SOURCE_DNS, rows[_i].lost };
	const struct loss loss = { .site = "Main", .server = &lost, .count = 1 };
	struct evidence evidence = { .loss = rows[_i].lost == NULL ? NULL : &loss,
		.dns = { .gap = { rows[_i].source_gap, "not to be found" }, .visit = visit } };
	for (size_t i = 0; i < MAX_SERVERS; i++) {
		if (rows[_i].plan[i] != NULL)
			named[plan.dns_server_count++] =
				(struct endpoint){ .given = rows[_i].plan[i] };
		if (rows[_i].server[i].name != NULL)
			visit[evidence.dns.count++] = dns_visit_of(arena, rows[_i].server[i].name,
				rows[_i].server[i].gap, rows[_i].server[i].said);
	}
	const struct examination examination = {
		.plan = &plan, .evidence = &evidence, .arena = arena
	};
	const char *left_out = dns_left_out(&examination, NAME);
	const char *more = dns_more_servers(&examination, NAME);
	ck_assert_msg((left_out == NULL) == (rows[_i].left_out == NULL), "%s", rows[_i].because);
	ck_assert(left_out == NULL || strcmp(left_out, rows[_i].left_out) == 0);
	ck_assert_msg((more == NULL) == (rows[_i].more_holds == NULL), "%s", rows[_i].because);
	ck_assert(more == NULL || strstr(more, rows[_i].more_holds) != NULL);
	arena_free(arena);
}
END_TEST

START_TEST(answers)
{
	static const struct {
		const char *because;
		struct dns_answer answer;
		const char *holds; /* NULL: no doubt */
	} each[] = {
		{ "an answer", { .authoritative = true }, NULL },
		{ "no such name", { .authoritative = true, .rcode = 3 }, NULL },
		{ "no answer", { .gap = { ERROR_TIMEOUT, "late" } }, "late" },
		{ "truncated", { .authoritative = true, .truncated = true }, "truncated" },
		{ "refused", { .authoritative = true, .rcode = 5 }, "REFUSED" },
		{ "a version of EDNS that it does not know", { .authoritative = true, .rcode = 16 },
			"BADVERS" },
		{ "out of a cache", { .rcode = 0 }, "authoritative" },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT_OF(each); i++) {
		const char *why = dns_answer_doubt(arena, &each[i].answer, "A");
		ck_assert_msg((why == NULL) == (each[i].holds == NULL), "%s", each[i].because);
		ck_assert(why == NULL || strstr(why, each[i].holds) != NULL);
	}
	ck_assert_ptr_nonnull(strstr(dns_answer_doubt(arena, NULL, "AAAA"), "AAAA"));
	arena_free(arena);
}
END_TEST

struct found {
	struct text text;
	const struct name *name;
};

static void note(void *context, const struct name *name, const char *address)
{
	struct found *found = context;
	ck_assert_ptr_eq(name, found->name);
	text_add(&found->text, "%s ", address);
}

START_TEST(addresses)
{
	struct dns_record first[] = { { .type = "CNAME", .data = "other" },
		{ .type = "A", .data = "192.0.2.1" }, { .type = "A", .data = "192.0.2.2" } };
	struct dns_record second = { .type = "AAAA", .data = "2001:db8::1" };
	struct dns_record cached = { .type = "A", .data = "192.0.2.1" };
	struct dns_record another = { .type = "A", .data = "192.0.2.9" };
	struct dns_answer own[] = {
		{ .name = "other",
			.type = "A",
			.authoritative = true,
			.record = &another,
			.count = 1 },
		{ .name = NAME,
			.type = "AAAA",
			.authoritative = true,
			.record = &second,
			.count = 1 },
		{ .name = NAME, .type = "A", .authoritative = true, .record = first, .count = 3 },
	};
	struct dns_answer from_cache = { .name = NAME, .type = "A", .record = &cached, .count = 1 };
	struct dns_visit visit[] = { { .server = "ns1", .answer = own, .count = 3 },
		{ .server = "ns2", .answer = &from_cache, .count = 1 }, { .server = "ns3" } };
	const struct dns_evidence dns = { .visit = visit, .count = 3 };
	const struct name name = { "CMS", NAME }, unknown = { "NOBODY", "nobody" };
	struct arena *arena = arena_new();
	struct found any = { text_new(arena), &name }, sure = { text_new(arena), &name };
	ck_assert_uint_eq(dns_each_address(&dns, &name, DNS_ANY, note, &any), 4);
	ck_assert_str_eq(any.text.data, "192.0.2.1 192.0.2.2 2001:db8::1 192.0.2.1 ");
	ck_assert_uint_eq(dns_each_address(&dns, &name, DNS_AUTHORITATIVE, note, &sure), 3);
	ck_assert_str_eq(sure.text.data, "192.0.2.1 192.0.2.2 2001:db8::1 ");
	ck_assert_uint_eq(dns_each_address(&dns, &unknown, DNS_ANY, note, &any), 0);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dns_answers");
	TCase *tcase = tcase_create("dns_answers");
	tcase_add_loop_test(tcase, servers, 0, COUNT_OF(rows));
	tcase_add_test(tcase, answers);
	tcase_add_test(tcase, addresses);
	suite_add_tcase(suite, tcase);
	return suite;
}
