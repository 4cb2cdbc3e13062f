/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the findings of a recovery stand in its picture. */
#include "report/html_rows.h"

#include <string.h>
#include <strings.h>

static bool labels_equal(const char *a, const char *b)
{
	const struct bytes one = html_label(a), other = html_label(b);
	return one.length > 0 && one.length == other.length &&
	       strncasecmp((const char *)one.data, (const char *)other.data, one.length) == 0;
}

/* The row of that name in one panel; NULL: there is none. */
static struct html_row *row_named(
	const struct html_boxes *boxes, enum html_panel panel, const char *name)
{
	for (size_t i = 0; name != NULL && i < boxes->count; i++) {
		const struct html_box *box = &boxes->box[i];
		if (box->panel != panel)
			continue;
		for (size_t k = 0; k < box->row_count; k++) {
			if (!box->row[k].is_rest && labels_equal(box->row[k].name, name))
				return &box->row[k];
		}
	}
	return NULL;
}

static enum html_panel panel_of(const struct report_finding *finding)
{
	if (strncmp(finding->check, "dns.", 4) == 0)
		return PANEL_DNS;
	return strncmp(finding->check, "share.", 6) == 0 ? PANEL_SHARES : PANEL_CLUSTERS;
}

static struct html_row *first_row(const struct html_boxes *boxes, enum html_panel panel)
{
	for (size_t i = 0; i < boxes->count; i++) {
		if (boxes->box[i].panel == panel)
			return &boxes->box[i].row[0];
	}
	return &boxes->box[0].row[0];
}

/* By its subject in the panel of its check, then anywhere; else what the check is about. */
static struct html_row *row_of(const struct html_boxes *boxes, const struct report_finding *finding)
{
	const char *const name[] = { finding->subject_name, finding->subject };
	const enum html_panel own = panel_of(finding);
	struct html_row *row = NULL;
	for (size_t i = 0; row == NULL && i < 2; i++)
		row = row_named(boxes, own, name[i]);
	for (int panel = 0; row == NULL && panel < PANEL_COUNT; panel++) {
		for (size_t i = 0; row == NULL && i < 2; i++)
			row = row_named(boxes, (enum html_panel)panel, name[i]);
	}
	return row != NULL ? row : first_row(boxes, own);
}

static void problem_add(
	struct html *html, struct html_row *row, const struct report_finding *finding)
{
	row->problem = arena_more(
		html->arena, row->problem, row->problem_count, sizeof(struct report_finding *));
	row->problem[row->problem_count++] = finding;
}

void html_findings_place(struct html *html, const struct html_boxes *boxes, size_t recovery)
{
	const struct report_recovery *of = &html->report->recovery[recovery];
	const struct report_finding *finding = &html->report->finding[of->first];
	for (size_t i = 0; i < of->count; i++) {
		if (finding[i].outcome == OUTCOME_PASS)
			row_of(boxes, &finding[i])->passed = true;
	}
	for (enum severity severity = SEVERITY_BLOCKER; severity > SEVERITY_INFO; severity--) {
		for (size_t i = 0; i < of->count; i++) {
			if (finding[i].severity == severity)
				problem_add(html, row_of(boxes, &finding[i]), &finding[i]);
		}
	}
}
