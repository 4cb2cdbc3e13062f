/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was judged: the evidence and its age, the plan, and what was left out. */
#include "report/page.h"

#include <string.h>

#include "base/utc.h"
#include "model/age.h"
#include "report/weights.h"

enum {
	LABEL_WIDTH = 10,
	DIGEST_SHOWN = 16,
	HOUR = 3600,
	DAY = 24 * HOUR,
};

static void label_add(struct page *page, const char *label, const char *text)
{
	text_add(&page->out, "%-*s", LABEL_WIDTH, label);
	prose_add(page, text, LABEL_WIDTH, page->width < PAGE_NARROW ? 2 : LABEL_WIDTH);
}

static const char *or_unknown(const char *text)
{
	return text != NULL ? text : "unknown";
}

static const char *digest(struct page *page, const char *sha256)
{
	return arena_format(page->arena, "sha256 begins %.*s", DIGEST_SHOWN, or_unknown(sha256));
}

/* Coarse, so that a run and a judgement of its evidence within the hour say the same. */
static const char *age(struct page *page, const char *started)
{
	time_t seconds;
	if (!utc_read(started, &seconds))
		return "at a time that cannot be read: its age is not known";
	const int64_t passed = page->style->now - (int64_t)seconds;
	if (passed < -AGE_AHEAD_SECONDS)
		return arena_format(page->arena,
			"%s, which is in the future: a clock is wrong, the age is not known",
			started);
	if (passed < HOUR)
		return arena_format(page->arena, "%s, less than an hour ago", started);
	const bool is_days = passed >= 2 * DAY;
	const size_t units = (size_t)(passed / (is_days ? DAY : HOUR));
	return arena_format(
		page->arena, "%s, %s ago", started, counted(page, units, is_days ? "day" : "hour"));
}

static void differences_add(struct page *page)
{
	const struct report_run *run = &page->report->run;
	if (run->collected_for == NULL)
		return;
	label_add(page, "Note",
		arena_format(page->arena, "the evidence was collected for another plan, %s",
			digest(page, run->collected_for)));
	for (size_t i = 0; i < run->plan_difference_count; i++)
		label_add(page, "", run->plan_difference[i]);
}

void page_provenance(struct page *page)
{
	const struct report_run *run = &page->report->run;
	if (page->report->failure != NULL)
		return;
	text_add_bytes(&page->out, "\n", 1);
	if (run->evidence_sha256 != NULL || run->started != NULL)
		label_add(page, "Evidence",
			arena_format(page->arena, "read %s, on %s", age(page, run->started),
				or_unknown(run->host)));
	if (run->plan != NULL || run->plan_sha256 != NULL)
		label_add(page, "Plan",
			arena_format(page->arena, "%s, %s", or_unknown(run->plan),
				digest(page, run->plan_sha256)));
	if (!page->brief && (run->id != NULL || run->evidence_sha256 != NULL))
		label_add(page, "Run",
			arena_format(page->arena, "%s, cmsready %s, evidence %s",
				or_unknown(run->id), or_unknown(run->version),
				digest(page, run->evidence_sha256)));
	differences_add(page);
	if (page->report->loss != NULL)
		label_add(page, "Judged",
			arena_format(page->arena, "as if every server of the site %s were gone",
				page->report->loss->site));
	const char *left_out = left_out_summary(page);
	if (left_out != NULL)
		label_add(page, "Left out", left_out);
	const char *weights = weights_line(page->arena, page->report);
	if (weights != NULL)
		label_add(page, "Weights",
			arena_format(page->arena, "changed by the plan: %s", weights));
}
