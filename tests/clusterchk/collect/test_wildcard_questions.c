/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which random names are asked for. */
#include "tests/test.h"

#include <string.h>

#include "clusterchk/collect/wildcard_questions.h"

static const struct dns_question asked[] = { { "excms01.corp.example.com", "A", true },
	{ "excms01.corp.example.com", "AAAA", true }, { "excms01.corp.example.com", "CNAME", true },
	{ "node1.Corp.example.com", "A", false }, { "excms02.site.corp.example.com", "A", true },
	{ "corp.example.com", "SOA", false }, { "single", "A", false } };

static const char *const domains[] = { "corp.example.com", "site.corp.example.com" };
enum { DOMAINS = 2, ROUNDS = 2 };

/* One name for each domain, and another one each time. */
START_TEST(one_for_each_domain)
{
	struct arena *arena = arena_new();
	const char *name[ROUNDS][DOMAINS];
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t count;
		const struct dns_question *question =
			wildcard_questions(arena, asked, sizeof asked / sizeof *asked, &count);
		ck_assert_uint_eq(count, 2 * DOMAINS);
		for (size_t i = 0; i < DOMAINS; i++) {
			const char *dot = strchr(question[2 * i].name, '.');
			name[round][i] = question[2 * i].name;
			ck_assert_str_eq(question[2 * i].type, "A");
			ck_assert_str_eq(question[2 * i + 1].type, "AAAA");
			ck_assert_str_eq(question[2 * i + 1].name, name[round][i]);
			ck_assert(dot != NULL && dot - name[round][i] < 64);
			ck_assert(strcasecmp(dot + 1, domains[i]) == 0);
		}
	}
	for (size_t i = 0; i < DOMAINS; i++)
		ck_assert_str_ne(name[0][i], name[1][i]);
	ck_assert_str_ne(name[0][0], name[0][1]);
	arena_free(arena);
}
END_TEST

START_TEST(nothing_asked)
{
	struct arena *arena = arena_new();
	size_t count = 1;
	wildcard_questions(arena, asked, 0, &count);
	ck_assert_uint_eq(count, 0);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("wildcard questions");
	TCase *tcase = tcase_create("wildcard questions");
	tcase_add_test(tcase, one_for_each_domain);
	tcase_add_test(tcase, nothing_asked);
	suite_add_tcase(suite, tcase);
	return suite;
}
