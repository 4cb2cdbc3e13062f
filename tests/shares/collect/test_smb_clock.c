/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_clock.h"

#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { ANSWER = 112, SIZE_AT = 64, TIME_AT = 104 };

/* 2008-08-24T15:00:00Z as Windows time; calculated with Python's datetime. */
static void make_answer(uint8_t *answer)
{
	static const uint8_t start[] = { 0xfe, 'S', 'M', 'B', 64 };
	static const uint8_t time[] = { 0x00, 0xd8, 0x75, 0x14, 0xfa, 0x05, 0xc9, 0x01 };
	memset(answer, 0, ANSWER);
	memcpy(answer, start, sizeof start);
	answer[SIZE_AT] = 65;
	memcpy(answer + TIME_AT, time, sizeof time);
}

START_TEST(the_time_of_an_answer)
{
	uint8_t answer[ANSWER];
	time_t now = 0;
	make_answer(answer);
	ck_assert(smb_clock_read(bytes_of(answer, sizeof answer), &now));
	ck_assert_int_eq(now, 1219590000);
}
END_TEST

static const struct {
	size_t at;
	uint8_t value;
	const char *because;
} broken[] = {
	{ 0, 0xff, "SMB 1" },
	{ 1, 'X', "another protocol" },
	{ SIZE_AT, 9, "an error answer" },
	{ TIME_AT + 7, 0, "a time before 1970" },
};

START_TEST(answers_without_a_time)
{
	uint8_t answer[ANSWER];
	time_t now = 0;
	make_answer(answer);
	answer[broken[_i].at] = broken[_i].value;
	ck_assert_msg(
		!smb_clock_read(bytes_of(answer, sizeof answer), &now), "%s", broken[_i].because);
}
END_TEST

START_TEST(answers_cut_short)
{
	uint8_t answer[ANSWER];
	time_t now = 0;
	make_answer(answer);
	for (size_t length = 0; length < sizeof answer; length++)
		ck_assert(!smb_clock_read(bytes_of(answer, length), &now));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("smb_clock");
	TCase *tests = tcase_create("smb_clock");
	tcase_add_test(tests, the_time_of_an_answer);
	tcase_add_loop_test(tests, answers_without_a_time, 0, COUNT(broken));
	tcase_add_test(tests, answers_cut_short);
	suite_add_tcase(suite, tests);
	return suite;
}
