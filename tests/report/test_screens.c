/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader finds on the first and on the last screen, and at other widths. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/wrap.h"
#include "tests/report/lines.h"
#include "tests/report/sheet.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { SCREEN = 24, KINDS = 90 };

static const char *const few[] = { "ad.cno-full-control", "ad.spn-unique", "dns.ttl" };

static size_t line_count(const char *text)
{
	size_t count = 0;
	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

static const char *first_lines(struct arena *arena, const char *text, size_t count)
{
	const char *end = text;
	while (count-- > 0 && *end != '\0')
		end = strchr(end, '\n') + 1;
	return arena_format(arena, "%.*s", (int)(end - text), text);
}

static const char *last_lines(const char *text, size_t count)
{
	for (size_t skip = line_count(text); skip > count; skip--)
		text = strchr(text, '\n') + 1;
	return text;
}

static void assert_both_screens_have(struct sheet *sheet, const char *text, const char *what)
{
	ck_assert_msg(strstr(first_lines(sheet->arena, text, SCREEN), what) != NULL, "%s: %s", what,
		first_lines(sheet->arena, text, SCREEN));
	ck_assert_msg(strstr(last_lines(text, SCREEN), what) != NULL, "%s: %s", what,
		last_lines(text, SCREEN));
}

/* Twenty that fail dns.ttl, and one in the middle that fails ad.cno-full-control. */
static enum outcome one_of_fifty(size_t recovery, size_t check)
{
	const bool fails = check == 0 ? recovery == 30 : check == 2 && recovery < 20;
	return fails ? OUTCOME_FAIL : OUTCOME_PASS;
}

START_TEST(one_blocker_is_not_hidden_by_another)
{
	struct sheet *sheet = sheet_new(50, few, COUNT(few), one_of_fifty);
	const char *text = sheet_text(sheet);
	static const char *const named[] = { "ad.cno-full-control: EXCMS31", "dns.ttl: 20 CMSs" };
	for (size_t i = 0; i < COUNT(named); i++)
		assert_both_screens_have(sheet, text, named[i]);
	ck_assert_ptr_nonnull(strstr(last_lines(text, SCREEN), "    dsacls \"CN=EXCMS31,"));
	const char *details = strstr(text, "\nCMS EXCMS01 onto");
	ck_assert_ptr_nonnull(details);
	const size_t before = line_count(text) - line_count(details + 1);
	ck_assert_uint_le(before, 2 * SCREEN);
	ck_assert_ptr_nonnull(strstr(text, "29 CMSs                         GO\n"));
	assert_no_line_longer(first_lines(sheet->arena, text, before), PAGE_COLUMNS, "fleet");
	sheet_free(sheet);
}
END_TEST

static const char *kind_id[KINDS];

static void name_kinds(void)
{
	static char room[KINDS][32];
	for (size_t i = 0; i < KINDS; i++) {
		snprintf(room[i], sizeof room[i], "ad.some-check-%02zu", i);
		kind_id[i] = room[i];
	}
}

static enum outcome all_fail(size_t recovery, size_t check)
{
	return (recovery + check) % 7 == 6 ? OUTCOME_UNKNOWN : OUTCOME_FAIL;
}

START_TEST(every_kind_is_on_both_screens)
{
	static const size_t recoveries[] = { 1, 2, 50 }, kinds[] = { 1, 10, 20, 30, 48 };
	name_kinds();
	for (size_t i = 0; i < COUNT(recoveries); i++) {
		for (size_t k = 0; k < COUNT(kinds); k++) {
			struct sheet *sheet = sheet_new(recoveries[i], kind_id, kinds[k], all_fail);
			const char *text = sheet_text(sheet);
			for (size_t n = 0; n < kinds[k] && kinds[k] <= 30; n++)
				assert_both_screens_have(sheet, text, kind_id[n]);
			/* With one CMS, all of 48 have room. */
			for (size_t n = 0; n < kinds[k] && recoveries[i] == 1; n++)
				assert_both_screens_have(sheet, text, kind_id[n]);
			assert_both_screens_have(sheet, text, "NO-GO");
			sheet_free(sheet);
		}
	}
}
END_TEST

/* What has no room is counted, and the verdict and the fix stay on the screen. */
START_TEST(too_many_kinds_are_counted)
{
	name_kinds();
	struct sheet *sheet = sheet_new(50, kind_id, KINDS, all_fail);
	const char *end = last_lines(sheet_text(sheet), SCREEN);
	size_t more = 0, named = 0;
	const char *count = strstr(end, "  and ");
	ck_assert_msg(
		count != NULL && sscanf(count, "  and %zu more kinds", &more) == 1, "%s", end);
	for (const char *at = end; (at = strstr(at, "ad.some-check-")) != NULL && at < count; at++)
		named++;
	/* Each check fails at some CMSs and is unknown at others, and is named once. */
	ck_assert_uint_eq(named + more, KINDS);
	ck_assert_ptr_nonnull(strstr(end, "\nFirst: ad.some-check-00"));
	ck_assert_ptr_nonnull(strstr(end, "====\n"));
	sheet_free(sheet);
}
END_TEST

static enum outcome mixed(size_t recovery, size_t check)
{
	return (enum outcome)((recovery + check) % 4);
}

/* Lines that are longer than the page have to be commands. */
static void assert_width(const char *text, size_t width)
{
	while (*text != '\0') {
		const char *end = strchr(text, '\n');
		const char *line = text + strspn(text, " ");
		ck_assert_msg((size_t)(end - text) <= width || strncmp(line, "dsacls \"", 8) == 0,
			"%zu columns: %.*s", width, (int)(end - text), text);
		text = end + 1;
	}
}

START_TEST(text_fits_its_width)
{
	static const size_t width[] = { 1, 20, 33, 40, 60, 79, 80, 81, 200 };
	static const size_t recoveries[] = { 1, 3, 12 };
	for (size_t i = 0; i < COUNT(width) * COUNT(recoveries); i++) {
		struct sheet *sheet =
			sheet_new(recoveries[i / COUNT(width)], few, COUNT(few), mixed);
		const size_t columns = width[i % COUNT(width)];
		sheet->style = (struct style){ .columns = columns, .verbose = i % 2 == 0 };
		sheet->report.recovery[0].standby_cluster = "A CLUSTER WITH A LONG NAME OF MANY "
							    "WORDS THAT TAKES MORE THAN ONE LINE";
		sheet->report.unsaid = &(struct report_unsaid){ "topic", "text", "how" };
		sheet->report.unsaid_count = 1;
		const char *text = sheet_text(sheet);
		assert_width(text, columns < 20             ? 20
				   : columns > PAGE_COLUMNS ? PAGE_COLUMNS
							    : columns);
		ck_assert_ptr_null(strstr(text, "..."));
		ck_assert_ptr_nonnull(
			strstr(text, "dsacls \"CN=EXCMS01,DC=corp,DC=example,DC=com\" "
				     "/G \"DRCLU01$@corp.example.com:GA\"\n"));
		sheet_free(sheet);
	}
}
END_TEST

static enum outcome all_pass(size_t recovery, size_t check)
{
	(void)recovery, (void)check;
	return OUTCOME_PASS;
}

START_TEST(passes_fold_to_a_line)
{
	static const struct {
		size_t recoveries;
		bool verbose;
		size_t lines, proofs;
	} rows[] = { { 1, false, 1, 0 }, { 1, true, 0, 3 }, { 3, false, 3, 0 },
		{ 12, true, 0, 36 } };
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sheet *sheet = sheet_new(rows[i].recoveries, few, COUNT(few), all_pass);
		sheet->style.verbose = rows[i].verbose;
		const char *text = sheet_text(sheet);
		size_t lines = 0, proofs = 0;
		for (const char *at = text; (at = strstr(at, "3 checks passed")) != NULL; at++)
			lines++;
		for (const char *at = text; (at = strstr(at, "The proof of ")) != NULL; at++)
			proofs++;
		ck_assert_uint_eq(lines, rows[i].lines);
		ck_assert_uint_eq(proofs, rows[i].proofs);
		sheet_free(sheet);
	}
}
END_TEST

/* Only a GO needs it: what blocks comes first otherwise. */
START_TEST(a_go_says_what_it_does_not_say)
{
	static const struct {
		sheet_outcome *outcome;
		bool is_shown;
	} rows[] = { { all_pass, true }, { all_fail, false } };
	struct report_unsaid unsaid = { "a topic", "a sentence", "a way to see it" };
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sheet *sheet = sheet_new(1, few, COUNT(few), rows[i].outcome);
		sheet->report.unsaid = &unsaid;
		sheet->report.unsaid_count = 1;
		const char *at = strstr(sheet_text(sheet), "a topic: a sentence\n  How: a way");
		ck_assert_int_eq(at != NULL, rows[i].is_shown);
		sheet_free(sheet);
	}
}
END_TEST

static enum outcome one_warns(size_t recovery, size_t check)
{
	(void)recovery;
	return check == 0 ? OUTCOME_WARN : OUTCOME_PASS;
}

/* Nobody takes what warns in a GO for what blocks. */
START_TEST(warnings_of_a_go_do_not_block)
{
	struct sheet *sheet = sheet_new(1, few, COUNT(few), one_warns);
	sheet->report.verdict.warned = true;
	assert_both_screens_have(
		sheet, sheet_text(sheet), "These do not block:\nWARN     ad.cno-full-control: ");
	sheet_free(sheet);
}
END_TEST

START_TEST(the_age_is_told)
{
	static const struct {
		const char *started;
		int64_t passed; /* seconds since 2026-12-01T03:00:00Z */
		const char *told;
	} rows[] = {
		{ "2026-12-01T03:00:00Z", 0, "03:00:00Z, less than an hour ago," },
		{ "2026-12-01T03:00:00Z", 3599, "03:00:00Z, less than an hour ago," },
		{ "2026-12-01T03:00:00Z", 3600, "03:00:00Z, 1 hour ago," },
		{ "2026-12-01T03:00:00Z", 2 * 86400 - 1, "03:00:00Z, 47 hours ago," },
		{ "2026-12-01T03:00:00Z", 2 * 86400, "03:00:00Z, 2 days ago," },
		{ "2026-12-01T03:00:00Z", -60, "03:00:00Z, less than an hour ago," },
		{ "2026-12-01T03:00:00Z", -3600, "in the future" },
		{ "yesterday", 0, "cannot be read" },
		{ NULL, 0, "cannot be read" },
	};
	const int64_t start = 1796094000; /* date -d 2026-12-01T03:00:00Z +%s */
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sheet *sheet = sheet_new(1, few, COUNT(few), all_pass);
		sheet->report.run.started = rows[i].started;
		sheet->style.now = start + rows[i].passed;
		ck_assert_msg(
			strstr(sheet_text(sheet), rows[i].told) != NULL, "%s", sheet_text(sheet));
		sheet_free(sheet);
	}
}
END_TEST

/* A saved report of a run that failed: nothing in it looks like a judgement. */
START_TEST(a_failure_says_what_it_is)
{
	struct sheet *sheet = sheet_new(0, few, 0, all_pass);
	struct error error = { 0 };
	error_set(&error, ERROR_ABSENT, "plan.json: cannot open it");
	const char *reason = error.text;
	sheet->report = report_refused(sheet->arena, &error, &reason, 1);
	const char *text = sheet_text(sheet);
	ck_assert_ptr_nonnull(strstr(text, "plan.json: cannot open it"));
	ck_assert_ptr_nonnull(strstr(text, "nothing was judged"));
	ck_assert_ptr_null(strstr(text, "No blocking check failed"));
	ck_assert_int_eq(strncmp(text, "UNDETERMINED", 12), 0);
	sheet_free(sheet);
}
END_TEST

/* No text of a file begins a line at the left edge, and none becomes a command. */
START_TEST(a_file_cannot_speak_for_the_program)
{
	static const char *const text[] = {
		"NO-GO: do not run\nGO: Setup.com /RecoverCMS can be run\nFIX: ",
		"aaaa GO: bbbb GO: cccc GO: dddd GO: eeee GO: ffff GO: gggg GO: hhhh GO: iiii GO:",
		"\n    format c: /y\n\tformat c: /y\n\u00a0   format c: /y",
		"\nGO: x\n=====\nGO: x",
	};
	static const size_t recoveries[] = { 1, 2, 12 };
	for (size_t i = 0; i < COUNT(text) * COUNT(recoveries); i++) {
		const char *hostile = text[i % COUNT(text)];
		struct sheet *sheet =
			sheet_new(recoveries[i / COUNT(text)], few, COUNT(few), mixed);
		struct report *report = &sheet->report;
		for (size_t k = 0; k < report->finding_count; k++) {
			struct report_finding *finding = &report->finding[k];
			finding->recovery = finding->check = finding->subject = finding->summary =
				finding->proof = finding->why = hostile;
			finding->remedy = "none";
		}
		for (size_t k = 0; k < report->recovery_count; k++)
			report->recovery[k].cms = report->recovery[k].standby_cluster = hostile;
		report->run.started = report->run.host = report->run.plan = hostile;
		const char *at = sheet_text(sheet);
		const char *last = last_lines(at, 3);
		for (; at < last; at = strchr(at, '\n') + 1) {
			ck_assert_msg(strncmp(at, "GO:", 3) != 0, "%s", at);
			ck_assert_msg(strncmp(at, "FIX:", 4) != 0, "%s", at);
			ck_assert_msg(strncmp(at + strspn(at, " "), "format", 6) != 0 ||
					      strspn(at, " ") <= PAGE_COLUMNS / 8,
				"%s", at);
		}
		sheet_free(sheet);
	}
}
END_TEST

START_TEST(what_a_shell_could_take_for_more_is_prose)
{
	static const struct {
		const char *line;
		bool is_command;
	} rows[] = {
		{ "dsacls \"CN=A,DC=b\" /G \"A$@b:GA\"", true },
		{ "dsacls \"CN=A\" & del *", false },
		{ "echo %PATH%", false },
		{ "dsacls \"CN=A", false },
		{ "type x > y", false },
		{ "Get-Mailbox | Remove-Mailbox", false },
		{ "Get-Mailbox | Format-List", true },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sheet *sheet = sheet_new(1, few, 1, all_fail);
		sheet->report.finding[0].remedy =
			arena_format(sheet->arena, "Run:\n    %s\nthen wait.", rows[i].line);
		const char *text = sheet_text(sheet);
		const char *line = arena_format(sheet->arena, "\n             %s\n", rows[i].line);
		const char *prose =
			arena_format(sheet->arena, "not shown as a command: %s", rows[i].line);
		ck_assert_msg((strstr(text, line) != NULL) == rows[i].is_command, "%s", text);
		ck_assert_msg((strstr(text, prose) == NULL) == rows[i].is_command, "%s", text);
		sheet_free(sheet);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("screens");
	TCase *tcase = tcase_create("screens");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, one_blocker_is_not_hidden_by_another);
	tcase_add_test(tcase, every_kind_is_on_both_screens);
	tcase_add_test(tcase, too_many_kinds_are_counted);
	tcase_add_test(tcase, text_fits_its_width);
	tcase_add_test(tcase, passes_fold_to_a_line);
	tcase_add_test(tcase, a_go_says_what_it_does_not_say);
	tcase_add_test(tcase, warnings_of_a_go_do_not_block);
	tcase_add_test(tcase, the_age_is_told);
	tcase_add_test(tcase, a_failure_says_what_it_is);
	tcase_add_test(tcase, a_file_cannot_speak_for_the_program);
	tcase_add_test(tcase, what_a_shell_could_take_for_more_is_prose);
	suite_add_tcase(suite, tcase);
	return suite;
}
