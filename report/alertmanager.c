/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Alerts for Alertmanager's API v2 (POST /api/v2/alerts). The labels are the identity of an alert,
 * and the same in every run; all that may change is an annotation.
 */
#include "base/text.h"
#include "base/utc.h"
#include "codec/fields.h"
#include "report/formats.h"
#include "report/gone.h"

struct labels {
	const char *alertname, *check, *recovery, *dedupe_key, *environment;
};

struct annotations {
	const char *summary, *description, *remedy, *subject, *outcome, *severity, *verdict;
};

struct alert {
	struct labels labels;
	struct annotations annotations;
	const char *starts_at, *ends_at; /* or NULL */
};

static const struct field label_fields[] = {
	{ TEXT("alertname", struct labels, alertname) },
	{ TEXT("check", struct labels, check) },
	{ TEXT("recovery", struct labels, recovery) },
	{ TEXT("dedupe_key", struct labels, dedupe_key) },
	{ TEXT("environment", struct labels, environment), LATER },
};
static const struct shape label_shape = OPEN_SHAPE(struct labels, label_fields);

static const struct field annotation_fields[] = {
	{ TEXT("summary", struct annotations, summary) },
	{ TEXT("description", struct annotations, description), LINES },
	{ TEXT("remedy", struct annotations, remedy), LINES },
	{ TEXT("subject", struct annotations, subject) },
	{ TEXT("outcome", struct annotations, outcome) },
	{ TEXT("severity", struct annotations, severity) },
	{ TEXT("verdict", struct annotations, verdict) },
};
static const struct shape annotation_shape = OPEN_SHAPE(struct annotations, annotation_fields);

static const struct field alert_fields[] = {
	{ RECORD("labels", struct alert, labels, &label_shape) },
	{ RECORD("annotations", struct alert, annotations, &annotation_shape) },
	{ TEXT("startsAt", struct alert, starts_at), LATER },
	{ TEXT("endsAt", struct alert, ends_at), LATER },
};
static const struct shape alert_shape = OPEN_SHAPE(struct alert, alert_fields);

static struct alert alert_of(
	const struct report *report, const struct report_finding *finding, const char *outcome)
{
	return (struct alert){
		.labels = {
			.alertname = "CmsreadyFinding",
			.check = finding->check,
			.recovery = finding->cms == NULL ? finding->recovery : finding->cms,
			.dedupe_key = finding->dedupe_key,
			.environment = report->run.environment,
		},
		.annotations = {
			.summary = finding->summary,
			.description = finding->proof,
			.remedy = finding->remedy,
			.subject = finding->subject,
			.outcome = outcome,
			.severity = severity_words[finding->severity],
			.verdict = report->verdict.title,
		},
	};
}

/* When the run began; NULL: Alertmanager takes the time at which the alert arrives. It refuses all
 * alerts of a request if one begins at what is no time, or after it ends. */
static const char *start_of(struct arena *arena, const struct report *report, int64_t now)
{
	int64_t started;
	if (!utc_read_any(report->run.started, &started) || started < 0 || started > now)
		return NULL;
	return utc_write(arena, started);
}

/* An array of what record_write_lines() writes. */
static struct bytes array_of(struct arena *arena, const struct alert *alert, size_t count)
{
	struct text text = text_new(arena);
	text_add(&text, "[");
	for (size_t i = 0; i < count; i++) {
		const struct bytes line = record_write_lines(arena, &alert_shape, &alert[i], 1);
		text_add(&text, "%s\n", i == 0 ? "" : ",");
		text_add_bytes(&text, (const char *)line.data, line.length - 1);
	}
	text_add(&text, "%s]\n", count == 0 ? "" : "\n");
	return bytes_of(text.data, text.length);
}

struct bytes format_alertmanager(
	struct arena *arena, const struct report *report, const struct style *style)
{
	const struct gone gone = gone_since(arena, style->previous, report);
	const char *now = utc_write(arena, style->now);
	const char *until = style->valid_for_seconds == 0
				    ? NULL
				    : utc_write(arena, style->now + style->valid_for_seconds);
	const char *start = start_of(arena, report, style->now);
	struct alert *alert =
		arena_alloc(arena, (report->finding_count + gone.count) * sizeof *alert);
	size_t count = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		if (finding->outcome == OUTCOME_PASS)
			continue;
		alert[count] = alert_of(report, finding, outcome_words[finding->outcome]);
		/* Somebody accepts it: no alert, and the end of one that there was. */
		alert[count].starts_at = finding->waived ? NULL : start;
		alert[count++].ends_at = finding->waived ? now : until;
	}
	for (size_t i = 0; i < gone.count; i++) {
		alert[count] = alert_of(report, gone.finding[i], "gone");
		alert[count++].ends_at = now;
	}
	return array_of(arena, alert, count);
}
