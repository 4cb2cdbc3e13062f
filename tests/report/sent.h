/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports made by hand, and the events and alerts of them as JSON. */
#pragma once

#include <check.h>
#include <jansson.h>
#include <string.h>

#include "report/formats.h"

enum { NOW = 1748782803 }; /* date -d 2025-06-01T13:00:03Z +%s */

static const struct style style = { .now = NOW, .valid_for_seconds = 7200 };

/* About EXCMS000 and so on, one finding each. */
static inline struct report report_of_outcomes(
	struct arena *arena, const enum outcome *outcome, size_t count)
{
	struct report report = {
		.verdict = { .state = VERDICT_NO_GO, .title = "NO-GO" },
		.finding = arena_alloc(arena, count * sizeof *report.finding),
		.finding_count = count,
		.recovery = arena_alloc(arena, count * sizeof *report.recovery),
		.recovery_count = count,
		.run = { .id = "1",
			.started = "2025-06-01T12:00:03Z",
			.ended = "2025-06-01T12:00:41Z" },
	};
	for (size_t i = 0; i < count; i++) {
		const char *cms = arena_format(arena, "excms%03zu.example.com", i);
		const char *label = arena_format(arena, "EXCMS%03zu", i);
		report.recovery[i] = (struct report_recovery){ .cms = label, .fqdn = cms };
		report.finding[i] = (struct report_finding){
			.check = "ad.first",
			.recovery = label,
			.subject = label,
			.outcome = outcome[i],
			.blocking = true,
			.severity = SEVERITY_WARNING,
			.summary = "s",
			.proof = "p",
			.remedy = "r",
			.why = "w",
			.dedupe_key = arena_format(arena, "ad.first/%s/%s", cms, cms),
			.cms = cms,
			.domain = "example.com",
			.subject_kind = "cms",
			.subject_name = cms,
		};
	}
	return report;
}

static inline json_t *parsed(const char *text, size_t length)
{
	json_error_t error;
	json_t *value = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(value != NULL, "%s: %.*s", error.text, (int)length, text);
	return value;
}

/* An array of all events. The last line ends, too. */
static inline json_t *events_of(
	struct arena *arena, const struct report *report, const struct style *how)
{
	const struct bytes text = format_events(arena, report, how);
	const char *line = (const char *)text.data, *end = line + text.length;
	json_t *events = json_array();
	while (line < end) {
		const char *feed = memchr(line, '\n', (size_t)(end - line));
		ck_assert_msg(feed != NULL, "a line without an end");
		json_array_append_new(events, parsed(line, (size_t)(feed - line)));
		line = feed + 1;
	}
	return events;
}

static inline json_t *alerts_of(
	struct arena *arena, const struct report *report, const struct style *how)
{
	const struct bytes text = format_alertmanager(arena, report, how);
	return parsed((const char *)text.data, text.length);
}

static inline const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text == NULL ? "(none)" : text;
}
