/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page.h"

#include <string.h>

static const char red[] = "\033[1;31m", yellow[] = "\033[1;33m", green[] = "\033[1;32m";

struct tally *page_tally(const struct page *page, const char *check)
{
	for (size_t i = 0; i < page->tally_count; i++) {
		if (strcmp(page->tally[i].check, check) == 0)
			return &page->tally[i];
	}
	return NULL;
}

bool recovery_is_plain(const struct report_recovery *recovery)
{
	return recovery->verdict == VERDICT_GO && (size_t)recovery->counts.pass == recovery->count;
}

bool finding_decides(const struct report_finding *finding)
{
	return finding->severity >= SEVERITY_UNKNOWN_BLOCKER;
}

static void word_add(struct page *page, const char *word, const char *colour, size_t width)
{
	if (page->style->colour)
		text_add(&page->out, "%s%s\033[0m", colour, word);
	else
		text_add(&page->out, "%s", word);
	size_t used = strlen(word);
	if (used < width)
		spaces_add(&page->out, width - used);
}

void verdict_add(struct page *page, enum verdict verdict, size_t width)
{
	static const char *const colour[] = {
		[VERDICT_GO] = green,
		[VERDICT_NO_GO] = red,
		[VERDICT_UNDETERMINED] = yellow,
	};
	word_add(page, verdict_word(verdict), colour[verdict], width);
}

void outcome_add(struct page *page, enum outcome outcome, size_t width)
{
	static const struct {
		const char *word, *colour;
	} mark[] = {
		[OUTCOME_PASS] = { "ok", green },
		[OUTCOME_WARN] = { "WARN", yellow },
		[OUTCOME_UNKNOWN] = { "UNKNOWN", yellow },
		[OUTCOME_FAIL] = { "FAIL", red },
	};
	word_add(page, mark[outcome].word, mark[outcome].colour, width);
}

void rule_add(struct page *page, char of, size_t width)
{
	while (width-- > 0)
		text_add_bytes(&page->out, &of, 1);
	text_add_bytes(&page->out, "\n", 1);
}

void heading_add(struct page *page, const char *heading)
{
	text_add(&page->out, "\n%s\n", heading);
	rule_add(page, '-', columns(heading));
}
