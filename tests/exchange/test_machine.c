/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "exchange/machine.h"
#include "tests/exchange/forest.h"

struct row_of {
	const char *because, *text, *account;
	enum answer answer;
};

static const struct row_of rows[] = {
	{ "its short name", "drnode1", NULL, ANSWER_YES },
	{ "its full name", "DRNODE1.corp.example.com", NULL, ANSWER_YES },
	{ "its full name, whatever the account has", "drnode1.corp.example.com",
		"DRNODE1 drnode1.prod.net", ANSWER_YES },
	{ "the name that its account has", "drnode1.prod.net", "DRNODE1 DRNODE1.PROD.NET",
		ANSWER_YES },
	{ "another suffix, and the account has the plan's", "drnode1.emea.net",
		"DRNODE1 drnode1.corp.example.com", ANSWER_NO },
	{ "three suffixes", "drnode1.emea.net", "DRNODE1 drnode1.prod.net", ANSWER_MAYBE },
	{ "another suffix, and no account is shown", "drnode1.prod.net", NULL, ANSWER_MAYBE },
	{ "another suffix, and the account shows no DNS name", "drnode1.prod.net", "DRNODE1",
		ANSWER_MAYBE },
	{ "another machine", "drnode10", NULL, ANSWER_NO },
	{ "another machine of that suffix", "drnode10.corp.example.com", NULL, ANSWER_NO },
	{ "an account name", "CORP\\drnode1$", NULL, ANSWER_MAYBE },
	{ "a DN", "CN=DRNODE1,CN=Computers", NULL, ANSWER_MAYBE },
	{ "a word in it that is longer", "CN=DRNODE1-OLD,CN=XDRNODE1,CN=DRNODE1_2", NULL,
		ANSWER_NO },
	{ "a letter beyond ASCII belongs to a word", "CN=\u00dcDRNODE1", NULL, ANSWER_NO },
	{ "an empty text", "", NULL, ANSWER_NO },
};

/* Of EXCHANGE-STANDB, whose host name is longer. */
static const struct row_of cut_rows[] = {
	{ "cut", "exchange-standb", NULL, ANSWER_YES },
	{ "whole", "Exchange-Standby-01", NULL, ANSWER_YES },
	{ "mentioned whole", "CN=Exchange-Standby-01", NULL, ANSWER_MAYBE },
	{ "mentioned cut", "exchange-standb$", NULL, ANSWER_MAYBE },
	{ "cut from another name", "exchange-standby-02.corp.example.com",
		"EXCHANGE-STANDB exchange-standby-01.corp.example.com", ANSWER_NO },
	{ "another suffix", "exchange-standby-01.prod.net",
		"EXCHANGE-STANDB exchange-standby-01.prod.net", ANSWER_YES },
};

static void expect_answer(const struct row_of *row, const struct name *machine)
{
	struct arena *arena = arena_new();
	const struct forest forest = { .account = { row->account } };
	const struct directory_visit visit = visit_of(arena, &forest);
	const enum answer answer = machine_is(arena, &visit, row->text, machine);
	ck_assert_msg(answer == row->answer, "%d: %s", answer, row->because);
	arena_free(arena);
}

START_TEST(each)
{
	const struct name machine = { "DRNODE1", "drnode1.corp.example.com" };
	expect_answer(&rows[_i], &machine);
}
END_TEST

START_TEST(cut)
{
	const struct name machine = { "EXCHANGE-STANDB", "exchange-standby-01.corp.example.com" };
	expect_answer(&cut_rows[_i], &machine);
}
END_TEST

/* One that is certain is better than one that may be. */
START_TEST(among)
{
	struct arena *arena = arena_new();
	const struct forest forest = { 0 };
	const struct directory_visit visit = visit_of(arena, &forest);
	const struct name machines[] = { { "N1", "n1.corp" }, { "N1", "n1.emea" },
		{ "N2", "n2.corp" } };
	enum answer answer;
	ck_assert_ptr_eq(
		machine_among(arena, &visit, "n1.emea", machines, 3, &answer), &machines[1]);
	ck_assert_int_eq(answer, ANSWER_YES);
	ck_assert_ptr_eq(
		machine_among(arena, &visit, "n2.prod", machines, 3, &answer), &machines[2]);
	ck_assert_int_eq(answer, ANSWER_MAYBE);
	ck_assert_ptr_null(machine_among(arena, &visit, "n3", machines, 3, &answer));
	ck_assert_int_eq(answer, ANSWER_NO);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("machines");
	TCase *tests = tcase_create("all");
	tcase_add_loop_test(tests, each, 0, COUNT_OF(rows));
	tcase_add_loop_test(tests, cut, 0, COUNT_OF(cut_rows));
	tcase_add_test(tests, among);
	suite_add_tcase(suite, tests);
	return suite;
}
