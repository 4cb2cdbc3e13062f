/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report made of plain data: any number of CMSs and checks, each finding as a test says. */
#pragma once

#include <check.h>
#include <string.h>

#include "report/formats.h"
#include "report/index.h"

/* The outcome of a check, by its number, about a CMS, by its number. */
typedef enum outcome sheet_outcome(size_t recovery, size_t check);

struct sheet {
	struct arena *arena;
	struct report report;
	const char *const *check; /* ids */
	size_t check_count;
	struct style style;
};

static inline enum verdict sheet_verdict(const struct report_counts *counts)
{
	return counts->fail > 0      ? VERDICT_NO_GO
	       : counts->unknown > 0 ? VERDICT_UNDETERMINED
				     : VERDICT_GO;
}

static inline void sheet_finding(
	struct sheet *sheet, struct report_recovery *recovery, size_t check, enum outcome outcome)
{
	struct arena *arena = sheet->arena;
	int64_t *const counter[] = { &recovery->counts.pass, &recovery->counts.warn,
		&recovery->counts.unknown, &recovery->counts.fail };
	*counter[outcome] += 1;
	const char *id = sheet->check[check];
	sheet->report.finding[sheet->report.finding_count++] = (struct report_finding){
		.check = id,
		.recovery = recovery->cms,
		.subject = recovery->cms,
		.outcome = outcome,
		.blocking = true,
		.summary = arena_format(arena, "The summary of %s about %s", id, recovery->cms),
		.proof = arena_format(arena, "The proof of %s about %s", id, recovery->cms),
		.remedy = arena_format(arena,
			"To mend it, run:\n    dsacls \"CN=%s,DC=corp,DC=example,DC=com\" /G "
			"\"DRCLU01$@corp.example.com:GA\"\nthen wait.",
			recovery->cms),
		.why = "It matters.",
		.dedupe_key = "",
	};
}

/* All checks are blocking. */
static inline struct sheet *sheet_new(
	size_t recoveries, const char *const *check, size_t checks, sheet_outcome *outcome)
{
	struct arena *arena = arena_new();
	struct sheet *sheet = arena_alloc(arena, sizeof *sheet);
	*sheet = (struct sheet){ .arena = arena, .check = check, .check_count = checks };
	struct report *report = &sheet->report;
	report->recovery = arena_alloc(arena, recoveries * sizeof *report->recovery);
	report->recovery_count = recoveries;
	report->finding = arena_alloc(arena, recoveries * checks * sizeof *report->finding);
	report->verdict.state = VERDICT_GO;
	for (size_t i = 0; i < recoveries; i++) {
		struct report_recovery *recovery = &report->recovery[i];
		recovery->cms = arena_format(arena, "EXCMS%02zu", i + 1);
		recovery->standby_cluster = arena_format(arena, "DRCLU%02zu", i + 1);
		for (size_t k = 0; k < checks; k++)
			sheet_finding(sheet, recovery, k, outcome(i, k));
		recovery->verdict = sheet_verdict(&recovery->counts);
		if (recovery->verdict == VERDICT_NO_GO || report->verdict.state == VERDICT_GO)
			report->verdict.state = recovery->verdict;
	}
	report->run.started = report->run.ended = "2026-12-01T03:00:00Z";
	report->run.plan = "plan.json";
	report->run.plan_sha256 = report->run.evidence_sha256 =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	report->run.id = "5d2f7c1e-0f0e-4a5e-9d51-3c4d2f1b9a10";
	report->run.host = "jump1";
	report->run.version = "1.0.0";
	return sheet;
}

static inline const char *sheet_text(struct sheet *sheet)
{
	struct error error = { 0 };
	ck_assert_msg(report_index(sheet->arena, &sheet->report, &error), "%s", error.text);
	return (const char *)format_text(sheet->arena, &sheet->report, &sheet->style).data;
}

static inline void sheet_free(struct sheet *sheet)
{
	arena_free(sheet->arena);
}
