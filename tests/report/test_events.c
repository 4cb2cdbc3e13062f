/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events and alerts: fields of the right size and times in UTC, whatever is in the report. */
#include "tests/test.h"

#include "base/text.h"
#include "tests/report/fixture.h"
#include "tests/report/lines.h"
#include "tests/report/sent.h"

enum { MANY = 12 };

static size_t characters(const char *text)
{
	size_t count = 0;
	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

/* The whole text, or its first characters; jansson has checked that none is cut in two. */
static void is_cut(const json_t *event, const char *key, const char *whole, size_t most)
{
	const char *text = text_of(event, key);
	const size_t all = characters(whole);
	ck_assert_msg(strncmp(text, whole, strlen(text)) == 0, "%s: %s", key, text);
	ck_assert_uint_eq(characters(text), all < most ? all : most);
}

static void check_event(const json_t *event, const struct report_finding *finding)
{
	is_cut(event, "node", finding->cms, 100);
	is_cut(event, "type", finding->check, 100);
	is_cut(event, "resource", finding->subject_name, 100);
	ck_assert_str_eq(text_of(event, "message_key"), finding->dedupe_key);
	ck_assert_uint_le(characters(text_of(event, "description")), 4000);
	const char *info_text = text_of(event, "additional_info");
	json_t *info = parsed(info_text, strlen(info_text));
	ck_assert_str_eq(text_of(info, "summary"), finding->summary);
	ck_assert_str_eq(text_of(info, "proof"), finding->proof);
	ck_assert_str_eq(text_of(info, "remedy"), finding->remedy);
	json_decref(info);
}

static void check_alert(const json_t *alert, const struct report_finding *finding)
{
	const json_t *labels = json_object_get(alert, "labels");
	ck_assert_str_eq(text_of(labels, "check"), finding->check);
	ck_assert_str_eq(text_of(labels, "recovery"), finding->cms);
	ck_assert_str_eq(text_of(labels, "dedupe_key"), finding->dedupe_key);
	const json_t *annotations = json_object_get(alert, "annotations");
	ck_assert_str_eq(text_of(annotations, "description"), finding->proof);
	ck_assert_str_eq(text_of(annotations, "remedy"), finding->remedy);
}

static void check_texts(struct arena *arena, const struct report *report)
{
	json_t *events = events_of(arena, report, &style);
	json_t *alerts = alerts_of(arena, report, &style);
	ck_assert_uint_eq(json_array_size(events), report->finding_count);
	ck_assert_uint_eq(json_array_size(alerts), report->finding_count);
	for (size_t i = 0; i < report->finding_count; i++) {
		check_event(json_array_get(events, i), &report->finding[i]);
		check_alert(json_array_get(alerts, i), &report->finding[i]);
	}
	json_decref(events);
	json_decref(alerts);
}

static const char *repeated(struct arena *arena, const char *text, size_t count)
{
	struct text all = text_new(arena);
	while (count-- > 0)
		text_add(&all, "%s", text);
	return all.data;
}

START_TEST(texts)
{
	struct arena *arena = arena_new();
	const char *const hostile[] = { "a\nb\r\n", "\"}\\\",\n{\"severity\":\"0\"}",
		"\x01\x1b[2J\x7f", "\u2028\u2029\xc2\x85", "{{ .Labels }}${x}", "",
		repeated(arena, "\u20ac", 99), repeated(arena, "\u20ac", 100),
		repeated(arena, "\U0001f600", 101), repeated(arena, "x\u0301", 5000),
		"'; DROP TABLE--", "</script><!--" };
	const enum outcome outcome[MANY] = { OUTCOME_FAIL, OUTCOME_WARN, OUTCOME_UNKNOWN,
		OUTCOME_FAIL, OUTCOME_FAIL, OUTCOME_FAIL, OUTCOME_FAIL, OUTCOME_FAIL, OUTCOME_FAIL,
		OUTCOME_FAIL, OUTCOME_FAIL, OUTCOME_FAIL };
	uint32_t state = 7;
	for (size_t round = 0; round < RANDOM_ROUNDS / 4; round++) {
		struct report report = report_of_outcomes(arena, outcome, MANY);
		for (size_t i = 0; i < MANY; i++) {
			struct report_finding *finding = &report.finding[i];
			const char **const text[] = { &finding->check, &finding->subject,
				&finding->summary, &finding->proof, &finding->remedy, &finding->why,
				&finding->cms, &finding->subject_name, &finding->dedupe_key };
			for (size_t k = 0; k < COUNT(text); k++)
				*text[k] = round < COUNT(hostile)
						   ? hostile[(round + i + k) % COUNT(hostile)]
						   : random_text(arena, &state);
		}
		report.run.environment = hostile[round % COUNT(hostile)];
		check_texts(arena, &report);
	}
	arena_free(arena);
}
END_TEST

START_TEST(times)
{
	static const struct {
		const char *time, *event, *start, *because;
	} rows[] = {
		{ "2025-06-01T12:00:41Z", "2025-06-01 12:00:41", "2025-06-01T12:00:41Z", "UTC" },
		{ "2025-06-01T12:00:41+02:00", "2025-06-01 10:00:41", "2025-06-01T10:00:41Z",
			"another zone" },
		{ "2025-06-01T12:00:41.5Z", "2025-06-01 12:00:41", "2025-06-01T12:00:41Z",
			"a fraction" },
		{ "2025-06-01T13:00:03Z", "2025-06-01 13:00:03", "2025-06-01T13:00:03Z", "now" },
		{ "2025-06-01T15:00:04Z", "2025-06-01 15:00:04", "(none)",
			"it would begin after it ends" },
		{ "9999-12-31T23:59:59-23:59", "", "(none)", "a year of five digits" },
		{ "0001-01-01T00:00:00Z", "", "(none)", "a year of one digit" },
		{ "2025-02-30T12:00:41Z", "", "(none)", "no day" },
		{ "yesterday at about noon, or so", "", "(none)", "no time" },
		{ "", "", "(none)", "nothing" },
		{ NULL, "", "(none)", "it is not known" },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct report report =
			report_of_outcomes(arena, &(enum outcome){ OUTCOME_FAIL }, 1);
		report.run.started = report.run.ended = rows[i].time;
		json_t *events = events_of(arena, &report, &style);
		json_t *alerts = alerts_of(arena, &report, &style);
		const char *event = text_of(json_array_get(events, 0), "time_of_event");
		const char *start = text_of(json_array_get(alerts, 0), "startsAt");
		ck_assert_msg(strcmp(event, rows[i].event) == 0, "%s: %s", rows[i].because, event);
		ck_assert_msg(strcmp(start, rows[i].start) == 0, "%s: %s", rows[i].because, start);
		json_decref(events);
		json_decref(alerts);
	}
	arena_free(arena);
}
END_TEST

START_TEST(severities)
{
	static const char now[] = "2025-06-01T13:00:03Z", later[] = "2025-06-01T15:00:03Z";
	static const struct {
		enum outcome outcome;
		enum severity severity;
		bool waived;
		const char *digit, *end;
	} rows[] = {
		{ OUTCOME_FAIL, SEVERITY_BLOCKER, false, "1", later },
		{ OUTCOME_UNKNOWN, SEVERITY_UNKNOWN_BLOCKER, false, "2", later },
		{ OUTCOME_FAIL, SEVERITY_WARNING, false, "3", later },
		{ OUTCOME_UNKNOWN, SEVERITY_WARNING, false, "3", later },
		{ OUTCOME_WARN, SEVERITY_WARNING, false, "4", later },
		{ OUTCOME_FAIL, SEVERITY_WARNING, true, "5", now },
		{ OUTCOME_UNKNOWN, SEVERITY_WARNING, true, "5", now },
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct report report = report_of_outcomes(arena, &rows[i].outcome, 1);
		report.finding[0].severity = rows[i].severity;
		report.finding[0].waived = rows[i].waived;
		json_t *events = events_of(arena, &report, &style);
		json_t *alerts = alerts_of(arena, &report, &style);
		const json_t *event = json_array_get(events, 0);
		ck_assert_str_eq(text_of(event, "severity"), rows[i].digit);
		ck_assert_str_eq(text_of(event, "resolution_state"), "New");
		ck_assert_str_eq(text_of(json_array_get(alerts, 0), "endsAt"), rows[i].end);
		json_decref(events);
		json_decref(alerts);
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *events = suite_create("events");
	TCase *all = tcase_create("all");
	tcase_add_test(all, texts);
	tcase_add_test(all, times);
	tcase_add_test(all, severities);
	suite_add_tcase(events, all);
	return events;
}
