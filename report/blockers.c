/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/blockers.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

const char *verdict_word(enum verdict verdict)
{
	static const char *const word[] = {
		[VERDICT_GO] = "GO",
		[VERDICT_NO_GO] = "NO-GO",
		[VERDICT_UNDETERMINED] = "UNDETERMINED",
	};
	return word[verdict];
}

static size_t lowered_count(const struct report *report)
{
	size_t count = 0;
	for (size_t i = 0; i < report->weight_count; i++)
		count += report->weight[i].by_default && !report->weight[i].blocking;
	return count;
}

const char *verdict_title(struct arena *arena, const struct report *report)
{
	struct text title = text_new(arena);
	const int64_t waived = report->verdict.waived;
	const size_t lowered = lowered_count(report);
	text_add(&title, "%s", verdict_word(report->verdict.state));
	if (waived > 0)
		text_add(&title, " with %" PRId64 " waiver%s", waived, waived == 1 ? "" : "s");
	if (lowered > 0)
		text_add(&title, " %s %zu check%s made advisory", waived > 0 ? "and" : "with",
			lowered, lowered == 1 ? "" : "s");
	return title.data;
}

const char *outcome_word(enum outcome outcome)
{
	static const char *const word[] = {
		[OUTCOME_PASS] = "ok",
		[OUTCOME_WARN] = "WARN",
		[OUTCOME_UNKNOWN] = "UNKNOWN",
		[OUTCOME_FAIL] = "FAIL",
	};
	return word[outcome];
}

size_t verdict_count(const struct report *report, enum verdict verdict)
{
	size_t count = 0;
	for (size_t i = 0; i < report->recovery_count; i++)
		count += report->recovery[i].verdict == verdict;
	return count;
}

struct ids {
	const char **id;
	size_t count;
};

static void id_add(struct arena *arena, struct ids *ids, const char *id)
{
	for (size_t i = 0; i < ids->count; i++) {
		if (strcmp(ids->id[i], id) == 0)
			return;
	}
	ids->id = arena_more(arena, ids->id, ids->count, sizeof *ids->id);
	ids->id[ids->count++] = id;
}

bool verdict_has_finding(const struct report *report, const struct report_recovery *recovery)
{
	for (size_t i = recovery->first; i < recovery->first + recovery->count; i++) {
		if (report->finding[i].severity > SEVERITY_WARNING)
			return true;
	}
	return false;
}

const char *const *blockers_of(struct arena *arena, const struct report *report,
	const struct report_recovery *recovery, size_t *count)
{
	struct ids ids = { 0 };
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_WARNING; severity--) {
		for (size_t i = 0; i < recovery->count; i++) {
			const struct report_finding *finding =
				&report->finding[recovery->first + i];
			if (finding->severity == severity)
				id_add(arena, &ids, finding->check);
		}
	}
	*count = ids.count;
	return ids.id;
}

const char *const *report_checks(struct arena *arena, const struct report *report, size_t *count)
{
	struct ids ids = { 0 };
	const char *last = "";
	for (size_t i = 0; i < report->finding_count; i++) {
		if (strcmp(report->finding[i].check, last) != 0)
			id_add(arena, &ids, last = report->finding[i].check);
	}
	*count = ids.count;
	return ids.id;
}
