/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference for programs: docs/diff.schema.json, one row per field. */
#include "codec/fields.h"
#include "report/diff.h"

struct row {
	enum diff_kind kind;
	const char *check, *recovery, *subject, *dedupe_key, *summary;
	const char *before, *now; /* outcomes; or NULL: not in that report */
	enum severity severity;   /* in the new report; of one that is gone, in the old one */
	const char **root_cause;
	size_t root_cause_count;
};

struct side {
	enum verdict verdict;
	const char *id, *started, *plan_sha256, *evidence_sha256;
};

struct counts {
	int64_t count[DIFF_KINDS], passed;
};

struct page {
	const char *schema_version;
	struct side before, now;
	bool new_blocks, lost_blocks;
	const char **note;
	size_t note_count;
	struct counts counts;
	struct row *row;
	size_t row_count;
};

static const struct field row_fields[] = {
	{ WORD("kind", struct row, kind, diff_words) },
	{ TEXT("check", struct row, check) },
	{ TEXT("recovery", struct row, recovery) },
	{ TEXT("subject", struct row, subject) },
	{ TEXT("dedupe_key", struct row, dedupe_key) },
	{ TEXT("summary", struct row, summary) },
	{ TEXT("before", struct row, before), OR_NULL },
	{ TEXT("now", struct row, now), OR_NULL },
	{ WORD("severity", struct row, severity, severity_words) },
	{ TEXTS("root_causes", struct row, root_cause, root_cause_count) },
};
static const struct shape row_shape = OPEN_SHAPE(struct row, row_fields);

static const struct field side_fields[] = {
	{ WORD("verdict", struct side, verdict, verdict_words) },
	{ TEXT("id", struct side, id), OR_NULL },
	{ TEXT("started", struct side, started), OR_NULL },
	{ TEXT("plan_sha256", struct side, plan_sha256), OR_NULL },
	{ TEXT("evidence_sha256", struct side, evidence_sha256), OR_NULL },
};
static const struct shape side_shape = OPEN_SHAPE(struct side, side_fields);

static const struct field counts_fields[] = {
	{ NUMBER("new", struct counts, count[DIFF_NEW]) },
	{ NUMBER("worse", struct counts, count[DIFF_WORSE]) },
	{ NUMBER("coverage-lost", struct counts, count[DIFF_LOST]) },
	{ NUMBER("unchanged", struct counts, count[DIFF_SAME]) },
	{ NUMBER("better", struct counts, count[DIFF_BETTER]) },
	{ NUMBER("fixed", struct counts, count[DIFF_FIXED]) },
	{ NUMBER("gone", struct counts, count[DIFF_GONE]) },
	{ NUMBER("passed", struct counts, passed) },
};
static const struct shape counts_shape = OPEN_SHAPE(struct counts, counts_fields);

static const struct field page_fields[] = {
	{ TEXT("schema_version", struct page, schema_version) },
	{ RECORD("old", struct page, before, &side_shape) },
	{ RECORD("new", struct page, now, &side_shape) },
	{ FLAG("new_blocker", struct page, new_blocks) },
	{ FLAG("lost_blocker", struct page, lost_blocks) },
	{ TEXTS("notes", struct page, note, note_count) },
	{ RECORD("counts", struct page, counts, &counts_shape) },
	{ RECORDS("changes", struct page, row, row_count, &row_shape) },
};
static const struct shape page_shape = OPEN_SHAPE(struct page, page_fields);

static const char *outcome_of(const struct report_finding *finding)
{
	return finding == NULL ? NULL : outcome_words[finding->outcome];
}

static struct row row_of(const struct diff_change *change)
{
	const struct report_finding *shown = change->now != NULL ? change->now : change->before;
	return (struct row){
		.kind = change->kind,
		.check = shown->check,
		.recovery = shown->recovery,
		.subject = shown->subject,
		.dedupe_key = shown->dedupe_key,
		.summary = shown->summary,
		.before = outcome_of(change->before),
		.now = outcome_of(change->now),
		.severity = shown->severity,
		.root_cause = shown->root_cause,
		.root_cause_count = shown->root_cause_count,
	};
}

static struct side side_of(const struct report *report)
{
	return (struct side){ report->verdict.state, report->run.id, report->run.started,
		report->run.plan_sha256, report->run.evidence_sha256 };
}

struct bytes diff_json(struct arena *arena, const struct report_diff *diff)
{
	struct page page = {
		.schema_version = "1.0",
		.before = side_of(diff->before),
		.now = side_of(diff->now),
		.new_blocks = diff->new_blocks,
		.lost_blocks = diff->lost_blocks,
		.note = diff->note,
		.note_count = diff->note_count,
		.row = arena_alloc(arena, diff->change_count * sizeof *page.row),
		.row_count = diff->change_count,
	};
	for (size_t i = 0; i < DIFF_KINDS; i++)
		page.counts.count[i] = (int64_t)diff->count[i];
	page.counts.passed = (int64_t)diff->passed;
	for (size_t i = 0; i < diff->change_count; i++)
		page.row[i] = row_of(&diff->change[i]);
	return record_write_text(arena, &page_shape, &page);
}
