/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as the output of a monitoring plug-in: "CMSREADY NO-GO - why | numbers", one line (the
 * Monitoring Plugins' development guidelines). Nagios, Icinga, Naemon and their kin read it.
 */
#include "report/formats.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/wrap.h"
#include "model/age.h"
#include "report/blockers.h"
#include "report/tally.h"

/* NRPE of old takes 1,023 bytes, numbers included. */
enum { MOST_BYTES = 1000 };

static const char ellipsis[] = "...";

/*
 * A bar begins the numbers, Nagios itself turns a semicolon into a colon, and some web pages show
 * angle brackets as they are.
 */
static void plain_add(struct text *to, const char *from)
{
	static const char special[] = "|;<>", instead[] = "/,()";
	char *line = arena_string(to->arena, from);
	for (char *at = line; *at != '\0'; at++)
		*at = *at == '\n' ? ' ' : *at;
	char *safe = safe_line(to->arena, line);
	for (char *at = safe; *at != '\0'; at++) {
		const char *is = strchr(special, *at);
		if (is != NULL)
			*at = instead[is - special];
	}
	text_add_string(to, safe);
}

/* Cut between characters of UTF-8. */
static void cut(struct text *line, size_t most)
{
	if (line->length <= most)
		return;
	size_t end = most - strlen(ellipsis);
	while (end > 0 && ((unsigned char)line->data[end] & 0xc0) == 0x80)
		end--;
	line->length = end;
	text_add(line, "%s", ellipsis);
}

/* "blockers=2;;0;0": LABEL=VALUE[UNIT];WARN;CRIT;MIN. A value that is not known is U. */
static void number_add(
	struct text *to, const char *label, bool is_known, int64_t value, const char *rest)
{
	text_add(to, "%s%s=", to->length == 0 ? "" : " ", label);
	if (is_known)
		text_add(to, "%" PRId64 "%s", value, rest);
	else
		text_add(to, "U");
}

/* The same labels in the same order always: graphs are drawn by their place. */
static const char *numbers(
	struct arena *arena, const struct report *report, const struct style *style)
{
	static const char count[] = ";;;0", none[] = ";;0;0", seconds[] = "s;;;0";
	const struct report_tally tally = report_tally_of(report);
	const bool judged = report->failure == NULL;
	struct text to = text_new(arena);
	int64_t read = 0, duration = 0;
	const bool has_age =
		report_evidence_time(report, &read) && read <= style->now + AGE_AHEAD_SECONDS;
	const bool has_duration = report_evidence_duration(report, &duration);
	number_add(&to, "blockers", judged, (int64_t)tally.severity[SEVERITY_BLOCKER], none);
	number_add(&to, "unknown_blockers", judged,
		(int64_t)tally.severity[SEVERITY_UNKNOWN_BLOCKER], none);
	number_add(&to, "fail", judged, (int64_t)tally.outcome[OUTCOME_FAIL], count);
	number_add(&to, "unknown", judged, (int64_t)tally.outcome[OUTCOME_UNKNOWN], count);
	number_add(&to, "warn", judged, (int64_t)tally.outcome[OUTCOME_WARN], count);
	number_add(&to, "pass", judged, (int64_t)tally.outcome[OUTCOME_PASS], count);
	number_add(&to, "waived", judged, report->verdict.waived, count);
	number_add(&to, "duration", has_duration, duration, seconds);
	number_add(
		&to, "evidence_age", has_age, style->now > read ? style->now - read : 0, seconds);
	return to.data;
}

/* Why the verdict is what it is: the first reason first, since the end may be cut. */
static void why_add(struct text *to, const struct report *report)
{
	const struct report_verdict *verdict = &report->verdict;
	if (report->failure != NULL && verdict->reason_count == 0)
		plain_add(to, report->failure->text);
	for (size_t i = 0; i < verdict->reason_count && to->length < MOST_BYTES; i++) {
		if (verdict->reason_count > 1)
			text_add(to, "%s(%zu of %zu) ", i == 0 ? "" : " ", i + 1,
				verdict->reason_count);
		plain_add(to, verdict->reason[i]);
	}
	if (report->failure != NULL || verdict->reason_count > 0)
		return;
	if (verdict->state == VERDICT_GO && report->recovery_count == 1) {
		text_add(to, "Setup.com /RecoverCMS can be run for ");
		plain_add(to, report->recovery[0].cms);
	} else {
		text_add(to, "%zu of %zu CMSs can be recovered", verdict_count(report, VERDICT_GO),
			report->recovery_count);
	}
}

struct bytes format_nagios(
	struct arena *arena, const struct report *report, const struct style *style)
{
	const struct report_verdict *verdict = &report->verdict;
	struct text line = text_new(arena);
	text_add(&line, "CMSREADY ");
	plain_add(&line, verdict->title);
	text_add(&line, "%s - ",
		verdict->state == VERDICT_GO && verdict->warned ? ", with warnings" : "");
	if (report->failure != NULL)
		text_add(&line, "nothing was judged: ");
	why_add(&line, report);
	const char *data = numbers(arena, report, style);
	cut(&line, MOST_BYTES - strlen(" | \n") - strlen(data));
	text_add(&line, " | %s\n", data);
	return bytes_of(line.data, line.length);
}
