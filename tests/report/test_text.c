/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <jansson.h>
#include <string.h>

#include "base/wrap.h"
#include "report/report.h"
#include "tests/report/fixture.h"
#include "tests/report/lines.h"
#include "tests/test.h"

static const char *const verdicts_shown[] = {
	[VERDICT_GO] = "GO",
	[VERDICT_NO_GO] = "NO-GO",
	[VERDICT_UNDETERMINED] = "UNDETERMINED",
};

/* The text of a report: it has no zero byte, is UTF-8 and ends with a new line. */
static const char *render(struct fixture *fixture, bool colour)
{
	struct bytes report = fixture_render(fixture, "text", (struct style){ .colour = colour });
	char *text = arena_alloc(fixture->arena, report.length + 1);
	memcpy(text, report.data, report.length);
	ck_assert_uint_eq(strlen(text), report.length);
	ck_assert_uint_gt(report.length, 0);
	ck_assert_int_eq(text[report.length - 1], '\n');
	json_t *as_utf8 = json_stringn(text, report.length);
	ck_assert_ptr_nonnull(as_utf8);
	json_decref(as_utf8);
	return text;
}

static bool is_harmless(const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
		bool is_c0 = (*at < 0x20 && *at != '\n') || *at == 0x7f;
		bool is_c1 = *at == 0xc2 && at[1] < 0xa0;
		if (is_c0 || is_c1)
			return false;
	}
	return strstr(text, "\u202e") == NULL && strstr(text, "\u200b") == NULL;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static const char *last_line(const char *text)
{
	const char *line = text + strlen(text) - 1;
	while (line > text && line[-1] != '\n')
		line--;
	return line;
}

static void assert_verdict_first_and_last(const char *text, enum verdict verdict)
{
	ck_assert_msg(begins(text, verdicts_shown[verdict]), "%.20s", text);
	ck_assert_msg(begins(last_line(text), verdicts_shown[verdict]), "%s", last_line(text));
}

static size_t count_lines(const char *text)
{
	size_t count = 0;
	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

START_TEST(verdict_is_first_and_last)
{
	static const struct {
		size_t recoveries;
		enum outcome blocking, advisory;
		enum verdict verdict;
	} rows[] = {
		{ 1, OUTCOME_PASS, OUTCOME_PASS, VERDICT_GO },
		{ 1, OUTCOME_PASS, OUTCOME_FAIL, VERDICT_GO },
		{ 1, OUTCOME_FAIL, OUTCOME_PASS, VERDICT_NO_GO },
		{ 1, OUTCOME_UNKNOWN, OUTCOME_WARN, VERDICT_UNDETERMINED },
		{ 0, OUTCOME_PASS, OUTCOME_PASS, VERDICT_UNDETERMINED },
		{ 60, OUTCOME_PASS, OUTCOME_PASS, VERDICT_GO },
		{ 60, OUTCOME_FAIL, OUTCOME_PASS, VERDICT_NO_GO },
		{ 60, OUTCOME_UNKNOWN, OUTCOME_PASS, VERDICT_UNDETERMINED },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fixture *fixture = fixture_new(rows[i].recoveries);
		fixture->finding[0].outcome = rows[i].blocking;
		fixture->finding[2].outcome = rows[i].advisory;
		fixture_judge(fixture);
		ck_assert_int_eq(fixture->judgement.verdict, rows[i].verdict);
		const char *text = render(fixture, false);
		assert_verdict_first_and_last(text, rows[i].verdict);
		assert_no_line_longer(text, PAGE_COLUMNS, "verdict");
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(no_line_is_longer_than_the_page)
{
	uint32_t state = 1;
	for (size_t i = 0; i < RANDOM_ROUNDS; i++) {
		struct fixture *fixture = fixture_new(i % 2 == 0 ? 1 : 12);
		fixture_fill(fixture, random_text(fixture->arena, &state));
		fixture_judge(fixture);
		assert_no_line_longer(render(fixture, false), PAGE_COLUMNS, "random");
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(commands_can_be_copied)
{
	static const char command[] =
		"    dsacls \"CN=EXCMS01,OU=Exchange,OU=Servers,DC=corp,DC=example,DC=com\" "
		"/G CORP\\DRCLU01$:GA   /I:T";
	struct fixture *fixture = fixture_new(1);
	fixture->finding[0].outcome = OUTCOME_FAIL;
	fixture->finding[0].remedy = arena_format(fixture->arena, "Run:\n%s\nthen wait.", command);
	fixture_judge(fixture);
	const char *at = strstr(render(fixture, false), command);
	ck_assert_ptr_nonnull(at);
	ck_assert_int_eq(at[strlen(command)], '\n');
	fixture_free(fixture);
}
END_TEST

static bool all_but_two(size_t recovery)
{
	return recovery != 7 && recovery != 311;
}

START_TEST(no_control_character_comes_through)
{
	static const char *const text[] = {
		"\x1b[2J\x1b[H GO: all is well",
		"\x1b]0;title\x07",
		"\r\x08\x08\x08GO",
		"\xc2\x9b"
		"31m",
		"\x9b"
		"31m",
		"\x7f\x01\x02",
		"\u202eOG\u202c\u200b",
		"a\nb\r\nc\n    \x1b[31mcommand\n",
		"\n\n\n",
	};
	for (size_t i = 0; i < 2 * COUNT(text); i++) {
		struct fixture *fixture = fixture_new(i % 2 == 0 ? 2 : 12);
		fixture->is_well = i % 2 == 0 ? NULL : all_but_two;
		fixture_fill(fixture, text[i / 2]);
		fixture_judge(fixture);
		const char *report = render(fixture, false);
		ck_assert_msg(is_harmless(report), "%zu", i);
		assert_verdict_first_and_last(report, fixture->judgement.verdict);
		fixture_free(fixture);
	}

	uint32_t state = 3;
	for (size_t i = 0; i < RANDOM_ROUNDS; i++) {
		char bytes[200] = "";
		for (size_t k = 0; k + 1 < sizeof bytes; k++)
			bytes[k] = (char)(1 + next_random(&state) % 255);
		struct fixture *fixture = fixture_new(1);
		fixture_fill(fixture, bytes);
		fixture_judge(fixture);
		ck_assert(is_harmless(render(fixture, false)));
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(colour_adds_nothing_but_colour)
{
	for (size_t recoveries = 1; recoveries <= 12; recoveries += 11) {
		struct fixture *fixture = fixture_new(recoveries);
		fixture_fill(fixture, "a \x1b[31mtext");
		fixture_judge(fixture);
		const char *plain = render(fixture, false), *colour = render(fixture, true);
		ck_assert_ptr_null(strchr(plain, '\x1b'));
		ck_assert_ptr_nonnull(strchr(colour, '\x1b'));
		struct text stripped = text_new(fixture->arena);
		while (*colour != '\0') {
			if (*colour == '\x1b')
				colour = strchr(colour, 'm') + 1;
			else
				text_add_bytes(&stripped, colour++, 1);
		}
		ck_assert_str_eq(stripped.data, plain);
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(every_problem_is_named)
{
	struct fixture *fixture = fixture_new(3);
	static const char *const subject[] = { "subject-a", "subject-b", "subject-c", "subject-d" };
	for (size_t i = 0; i < FIXTURE_CHECKS; i++) {
		fixture->finding[i].outcome = i == 3 ? OUTCOME_WARN : (enum outcome)(i + 1);
		fixture->finding[i].subject = subject[i];
	}
	fixture->evidence.directory.gap =
		(struct gap){ .cause = ERROR_TIMEOUT, .text = "gap-text" };
	fixture_judge(fixture);
	const char *text = render(fixture, false);
	for (size_t i = 0; i < FIXTURE_CHECKS; i++) {
		ck_assert_ptr_nonnull(strstr(text, fixture_check[i].id));
		ck_assert_ptr_nonnull(strstr(text, subject[i]));
	}
	for (size_t i = 0; i < fixture->plan.recovery_count; i++)
		ck_assert_ptr_nonnull(strstr(text, fixture->plan.recoveries[i].cms.label));
	ck_assert_ptr_nonnull(strstr(text, "gap-text"));
	fixture_free(fixture);
}
END_TEST

START_TEST(fleet_is_short_and_complete)
{
	struct fixture *fixture = fixture_new(500);
	fixture->is_well = all_but_two;
	fixture->finding[1] = (struct fixture_finding){ OUTCOME_FAIL, "subject", "S-1", "a summary",
		"a proof that is long enough not to be written out more than one single time",
		"a remedy" };
	fixture_judge(fixture);
	const char *text = render(fixture, false);
	assert_no_line_longer(text, PAGE_COLUMNS, "fleet");
	for (size_t i = 0; i < fixture->plan.recovery_count; i++)
		ck_assert_ptr_nonnull(strstr(text, fixture->plan.recoveries[i].cms.label));
	ck_assert_uint_lt(count_lines(text), 200);
	const char *proof = strstr(text, "a proof");
	ck_assert_ptr_nonnull(proof);
	ck_assert_ptr_null(strstr(proof + 1, "a proof"));
	fixture_free(fixture);
}
END_TEST

/* The site comes above the reasons; its servers, and what differs without them, below. */
START_TEST(a_lost_site_is_shown)
{
	struct fixture *fixture = fixture_new(1);
	fixture->finding[0].outcome = OUTCOME_FAIL;
	fixture_judge(fixture);
	ck_assert_ptr_null(strstr(render(fixture, false), "Judged"));
	fixture_lose(fixture, "Main-Site", "dc1.main.example.com");
	fixture_judge(fixture);
	const char *text = render(fixture, false);
	const char *judged = strstr(text, "Main-Site"), *server = strstr(text, "dc1.main.example");
	ck_assert_ptr_nonnull(judged);
	ck_assert_ptr_nonnull(server);
	ck_assert(judged < server);
	ck_assert_ptr_nonnull(
		strstr(server, "unknown; would fail if the lost site counted: ad.first"));
	fixture_free(fixture);
}
END_TEST

START_TEST(no_check_is_no_go)
{
	for (size_t recoveries = 0; recoveries <= 12; recoveries += 4) {
		struct fixture *fixture = fixture_new(recoveries);
		fixture->no_check_ran = true;
		fixture_judge(fixture);
		const char *text = render(fixture, false);
		assert_verdict_first_and_last(text, VERDICT_UNDETERMINED);
		for (size_t i = 0; i < recoveries; i++)
			ck_assert_ptr_nonnull(strstr(text, fixture->plan.recoveries[i].cms.label));
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(same_judgement_same_bytes)
{
	struct fixture *fixture = fixture_new(12);
	fixture_fill(fixture, "a text");
	fixture_judge(fixture);
	ck_assert_str_eq(render(fixture, true), render(fixture, true));
	fixture_free(fixture);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, verdict_is_first_and_last);
	tcase_add_test(tcase, no_line_is_longer_than_the_page);
	tcase_add_test(tcase, commands_can_be_copied);
	tcase_add_test(tcase, no_control_character_comes_through);
	tcase_add_test(tcase, colour_adds_nothing_but_colour);
	tcase_add_test(tcase, every_problem_is_named);
	tcase_add_test(tcase, fleet_is_short_and_complete);
	tcase_add_test(tcase, a_lost_site_is_shown);
	tcase_add_test(tcase, no_check_is_no_go);
	tcase_add_test(tcase, same_judgement_same_bytes);
	suite_add_tcase(suite, tcase);
	return suite;
}
