/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a monitoring plug-in: one, short, whatever is in the report; its numbers are right.
 */
#include "tests/test.h"

#include "base/text.h"
#include "base/wrap.h"
#include "tests/report/fixture.h"

enum { LIMIT = 1000 };

static const struct style style = { .now = 1748779203 + 3600 }; /* an hour after it began */

static const char *line_of(const struct fixture *fixture)
{
	const struct bytes text = fixture_render(fixture, "nagios", style);
	return arena_text(fixture->arena, (const char *)text.data, text.length);
}

/* What a monitor takes for granted. */
static void is_output(const char *line)
{
	const size_t length = strlen(line);
	ck_assert_uint_gt(length, 0);
	ck_assert_uint_le(length, LIMIT);
	ck_assert_msg(strchr(line, '\n') == line + length - 1, "one line: %s", line);
	ck_assert_msg(strncmp(line, "CMSREADY ", strlen("CMSREADY ")) == 0, "%s", line);
	const char *bar = strchr(line, '|');
	ck_assert_msg(bar != NULL && strchr(bar + 1, '|') == NULL, "one bar: %s", line);
	ck_assert_msg(strncmp(bar, "| blockers=", strlen("| blockers=")) == 0, "%s", bar);
	for (const char *at = line; *at != '\n'; at++)
		ck_assert_msg((unsigned char)*at >= ' ' && *at != 0x7f, "a control: %s", line);
}

static const struct {
	enum outcome outcome[FIXTURE_CHECKS];
	const char *begin, *numbers, *because;
} rows[] = {
	{ { OUTCOME_PASS, OUTCOME_PASS, OUTCOME_PASS, OUTCOME_PASS },
		"CMSREADY GO - Setup.com /RecoverCMS can be run for EXCMS000 | ",
		"blockers=0;;0;0 unknown_blockers=0;;0;0 fail=0;;;0 unknown=0;;;0 warn=0;;;0 "
		"pass=4;;;0 waived=0;;;0 duration=38s;;;0 evidence_age=3600s;;;0\n",
		"all passed" },
	{ { OUTCOME_PASS, OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_WARN },
		"CMSREADY GO, with warnings - (1 of 2) dns.third: EXCMS000: why 2 (2 of 2) share.fourth: ",
		"blockers=0;;0;0 unknown_blockers=0;;0;0 fail=1;;;0 unknown=0;;;0 warn=1;;;0 "
		"pass=2;;;0 waived=0;;;0 duration=38s;;;0 evidence_age=3600s;;;0\n",
		"advice" },
	{ { OUTCOME_UNKNOWN, OUTCOME_FAIL, OUTCOME_PASS, OUTCOME_PASS },
		"CMSREADY NO-GO - ad.second: EXCMS000: why 1 | ",
		"blockers=1;;0;0 unknown_blockers=1;;0;0 fail=1;;;0 unknown=1;;;0 warn=0;;;0 "
		"pass=2;;;0 waived=0;;;0 duration=38s;;;0 evidence_age=3600s;;;0\n",
		"a blocker" },
	{ { OUTCOME_UNKNOWN, OUTCOME_PASS, OUTCOME_UNKNOWN, OUTCOME_PASS },
		"CMSREADY UNDETERMINED - ad.first: EXCMS000: why 0 | ",
		"blockers=0;;0;0 unknown_blockers=1;;0;0 fail=0;;;0 unknown=2;;;0 warn=0;;;0 "
		"pass=2;;;0 waived=0;;;0 duration=38s;;;0 evidence_age=3600s;;;0\n",
		"not known" },
};

START_TEST(verdicts)
{
	struct fixture *fixture = fixture_new(1);
	for (size_t i = 0; i < FIXTURE_CHECKS; i++)
		fixture->finding[i] = (struct fixture_finding){ rows[_i].outcome[i], "s", "s",
			arena_format(fixture->arena, "why %zu", i), "proof", "remedy" };
	fixture_judge(fixture);
	const char *line = line_of(fixture);
	is_output(line);
	ck_assert_msg(strncmp(line, rows[_i].begin, strlen(rows[_i].begin)) == 0, "%s: %s",
		rows[_i].because, line);
	ck_assert_str_eq(strstr(line, "blockers="), rows[_i].numbers);
	fixture_free(fixture);
}
END_TEST

static const char *const hostile[] = {
	"a | blockers=0;;0;0",
	"one\ntwo\r\nCMSREADY GO - all is well",
	"\x1b[2J\x07\x7f",
	"<script>alert(1)</script>",
	"\u202e\u2066 turned",
	"\xff\xfe\x80 no UTF-8",
	"$SERVICEOUTPUT$ `id` 'x' \"y\" \\n %s %n",
	"",
};

START_TEST(hostile_texts)
{
	struct fixture *fixture = fixture_new(1);
	fixture_fill(fixture, hostile[_i]);
	fixture_judge(fixture);
	const char *line = line_of(fixture);
	is_output(line);
	ck_assert_ptr_null(strpbrk(arena_text(fixture->arena, line, strcspn(line, "|")), "<>;"));
	ck_assert_msg(strstr(line, "pass=1;;;0 ") != NULL, "%s", line);
	fixture_free(fixture);
}
END_TEST

/* Longer than a line may be: cut between characters, and the numbers stay. */
START_TEST(long_texts)
{
	static const char *const letters[] = { "x", "\u00e4", "\u20ac", "\U0001f600", "| ", "w " };
	for (size_t more = 0; more < 4; more++) {
		struct fixture *fixture = fixture_new(1);
		struct text text = text_new(fixture->arena);
		for (size_t i = 0; i < more; i++)
			text_add_string(&text, "y");
		for (size_t i = 0; i < LIMIT; i++)
			text_add_string(&text, letters[_i]);
		fixture_fill(fixture, text.data);
		fixture_judge(fixture);
		const char *line = line_of(fixture);
		is_output(line);
		ck_assert_ptr_nonnull(strstr(line, "... | blockers="));
		ck_assert_ptr_nonnull(strstr(line, "waived=0;;;0 duration=U evidence_age=U\n"));
		ck_assert_msg(strcmp(safe_line(fixture->arena,
					     arena_text(fixture->arena, line, strlen(line) - 1)),
				      arena_text(fixture->arena, line, strlen(line) - 1)) == 0,
			"still UTF-8: %s", line);
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(failed_runs)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	error_set(&error, ERROR_MALFORMED, "plan.json:2: | bad");
	error_add_line(&error, "Try: again");
	const char *reasons[] = { error.text, "another | reason" };
	for (size_t count = 0; count <= 2; count++) {
		const struct report report = report_refused(arena, &error, reasons, count);
		const struct bytes text = format_nagios(arena, &report, &style);
		const char *line = arena_text(arena, (const char *)text.data, text.length);
		is_output(line);
		const char *begin = arena_format(arena,
			"CMSREADY UNDETERMINED - nothing was judged: %splan.json:2: / bad Try: again",
			count == 2 ? "(1 of 2) " : "");
		ck_assert_msg(strncmp(line, begin, strlen(begin)) == 0, "%s", line);
		ck_assert_ptr_nonnull(strstr(line, "| blockers=U unknown_blockers=U fail=U "));
	}
	arena_free(arena);
}
END_TEST

/* Its clock was ahead, or nobody knows when it was read: no age. */
START_TEST(ages)
{
	static const struct {
		const char *started, *ended, *numbers;
	} of[] = {
		{ "2025-06-01T12:00:03Z", "2025-06-01T12:00:03Z",
			"duration=0s;;;0 evidence_age=3600s;;;0\n" },
		{ "2025-06-01T13:04:00Z", "2025-06-01T13:05:00Z",
			"duration=60s;;;0 evidence_age=0s;;;0\n" },
		{ "2025-06-01T13:05:10Z", "2025-06-01T13:05:00Z", "duration=U evidence_age=U\n" },
		{ "soon", "2025-06-01T13:05:00Z", "duration=U evidence_age=U\n" },
		{ NULL, NULL, "duration=U evidence_age=U\n" },
	};
	for (size_t i = 0; i < COUNT(of); i++) {
		struct fixture *fixture = fixture_new(1);
		fixture->evidence.run.started = of[i].started;
		fixture->evidence.run.ended = of[i].ended;
		fixture_judge(fixture);
		const char *line = line_of(fixture);
		is_output(line);
		ck_assert_str_eq(strstr(line, "duration="), of[i].numbers);
		fixture_free(fixture);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("nagios");
	TCase *tcase = tcase_create("nagios");
	tcase_add_loop_test(tcase, verdicts, 0, COUNT(rows));
	tcase_add_loop_test(tcase, hostile_texts, 0, COUNT(hostile));
	tcase_add_loop_test(tcase, long_texts, 0, 6);
	tcase_add_test(tcase, failed_runs);
	tcase_add_test(tcase, ages);
	suite_add_tcase(suite, tcase);
	return suite;
}
