/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of PTR records, and the questions for them. */
#include "tests/test.h"

#include <string.h>

#include "clusterchk/collect/reverse_questions.h"
#include "clusterchk/reverse.h"
#include "tests/clusterchk/dns_case.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The name of the second is the example of RFC 3596 2.5. */
static const struct {
	const char *address, *name;
} rows[] = {
	{ "192.0.2.10", "10.2.0.192.in-addr.arpa" },
	{ "4321:0:1:2:3:4:567:89ab",
		"b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3."
		"4.ip6.arpa" },
	{ "::", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa" },
	{ "192.0.2", NULL },
	{ "excms01.corp.example.com", NULL },
	{ "", NULL },
};

START_TEST(names)
{
	struct arena *arena = arena_new();
	const char *name = reverse_name(arena, rows[_i].address);
	ck_assert_msg((name == NULL) == (rows[_i].name == NULL), "%s", rows[_i].address);
	ck_assert(name == NULL || strcmp(name, rows[_i].name) == 0);
	arena_free(arena);
}
END_TEST

/* Each address once; only of questions with wants_reverse, and of the type that was asked for. */
START_TEST(questions)
{
	static const struct answer_row said[] = {
		{ IN4, .record = { A_OF(NAME, 60), RECORD(NAME, "A", 60, THERE),
			       A_OF(ALIAS, 60) } },
		{ IN6, .record = { AAAA_OF(NAME, 60), TO(NAME, 60, ALIAS) } },
		{ IN4, .name = ALIAS, .record = { RECORD(ALIAS, "A", 60, "192.0.2.99") } },
		{ 0 },
	};
	static const struct dns_question asked[] = { { NAME, "A", true }, { NAME, "AAAA", true },
		{ ALIAS, "A", false } };
	struct arena *arena = arena_new();
	const struct dns_visit visit = dns_visit_of(arena, "ns1", ERROR_NONE, said);
	size_t count;
	const struct dns_question *question =
		reverse_questions(arena, asked, COUNT_OF(asked), &visit, &count);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(question[1].name, "10.100.51.198.in-addr.arpa");
	ck_assert_str_eq(question[2].name, "10.2.0.192.in-addr.arpa");
	for (size_t i = 0; i < count; i++) {
		ck_assert_str_eq(question[i].type, "PTR");
		ck_assert(!question[i].wants_reverse);
	}
	arena_free(arena);
}
END_TEST

/* The number of questions is limited. */
START_TEST(bounded)
{
	struct arena *arena = arena_new();
	struct dns_record record[200];
	for (size_t i = 0; i < COUNT_OF(record); i++)
		record[i] = (struct dns_record)RECORD(
			NAME, "A", 60, arena_format(arena, "192.0.2.%zu", i));
	struct dns_answer answer = {
		.name = NAME, .type = "A", .record = record, .count = COUNT_OF(record)
	};
	const struct dns_visit visit = { .server = "ns1", .answer = &answer, .count = 1 };
	const struct dns_question asked = { NAME, "A", true };
	size_t count;
	reverse_questions(arena, &asked, 1, &visit, &count);
	ck_assert_uint_eq(count, REVERSE_PER_NAME);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("reverse");
	TCase *tcase = tcase_create("reverse");
	tcase_add_loop_test(tcase, names, 0, COUNT_OF(rows));
	tcase_add_test(tcase, questions);
	tcase_add_test(tcase, bounded);
	suite_add_tcase(suite, tcase);
	return suite;
}
