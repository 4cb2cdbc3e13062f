/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Samba's access check granted on the same descriptors, for the questions on which its rules
 * and ours are the same: make_descriptors.py writes the table and explains each value.
 */
#include "tests/test.h"

#include "security/access.h"
#include "tests/security/fixture.h"

#define TABLE GOOD_FOLDER "/samba_access.txt"

enum { MAX_SIDS = 8, LINE_BYTES = 512, ROWS_AT_LEAST = 30 };

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* The SIDs that stand in the rest of the line, up to its comment. */
static struct token token_read(char **rest)
{
	struct sid *sids = arena_alloc(arena, MAX_SIDS * sizeof *sids);
	struct token token = { .sid = sids, .extent = TOKEN_EXACT };
	for (char *word = strtok_r(NULL, " ", rest); word != NULL && *word != '#';
		word = strtok_r(NULL, " ", rest)) {
		ck_assert(token.count < MAX_SIDS);
		ck_assert_msg(sid_parse(word, &sids[token.count++]), "%s", word);
	}
	ck_assert(token.count > 0);
	return token;
}

static void check_line(char *line)
{
	char *rest = NULL, *end = NULL;
	const char *name = strtok_r(line, " ", &rest);
	const char *number = strtok_r(NULL, " ", &rest);
	ck_assert(name != NULL && number != NULL);
	unsigned long granted = strtoul(number, &end, 16);
	ck_assert_msg(*end == '\0', "%s", number);
	struct token token = token_read(&rest);

	struct descriptor descriptor;
	struct error error = { 0 };
	struct bytes from = fixture_load(arena, GOOD_FOLDER, name);
	ck_assert_msg(descriptor_read(from, arena, &descriptor, &error), "%s", error.text);

	static const struct sid self = { .authority = 5, .count = 2, .sub = { 21, 1300 } };
	const struct question question = { .mask = RIGHT_FULL_CONTROL };
	const struct requester requester = { .token = token, .self = &self };
	struct access_evaluation evaluation;
	struct access access;
	access_evaluation_open(arena, &descriptor, &requester, &evaluation);
	access_evaluation_ask(&evaluation, &question, &access);
	ck_assert_msg(access.certain == granted, "%s: %x, Samba %lx: %s", name, access.certain,
		granted, rest);
	ck_assert_msg(!access.in_doubt, "%s: %s", name, rest);
}

START_TEST(samba_agrees)
{
	char line[LINE_BYTES];
	int rows = 0;
	FILE *table = fopen(TABLE, "r");
	ck_assert_msg(table != NULL, "%s", TABLE);
	while (fgets(line, sizeof line, table) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		check_line(line);
		rows++;
	}
	fclose(table);
	ck_assert_int_ge(rows, ROWS_AT_LEAST);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("access as Samba grants it");
	TCase *tcase = tcase_create("access as Samba grants it");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, samba_agrees);
	suite_add_tcase(suite, tcase);
	return suite;
}
