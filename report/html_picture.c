/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recovery as a picture: one drawing for the clusters, the domain controllers, the DNS servers
 * and the shares. They stand side by side, or one below the other on a telephone. Sizes are in CSS
 * pixels. Names are in letters of one width, so that it is known how many fit on a line.
 */
#include "report/html_rows.h"

#include <string.h>

#include "base/wrap.h"

enum {
	WIDTH = 274,
	BOX_PAD = 12,
	LINE_HEIGHT = 16,
	ROW_GAP = 10,
	NAME_LEFT = 38,
	NAME_COLUMNS = 30, /* of 12 px letters, at most 0.62 em wide */
	NAME_LINES = 3,
	TITLE_COLUMNS = 16, /* fit on a line in any font */
	NOTE_COLUMNS = 33,  /* of 11 px letters */
	NOTES_SHOWN = 4,
	BOX_GAP = 12,
	ARROW_HEIGHT = 44,
};

/* The bytes of the next line of a name: up to a dot or hyphen where one is near its end. */
static size_t line_length(const char *name, size_t most, size_t *used)
{
	size_t length = 0, good = 0, at = 0;
	while (name[length] != '\0') {
		size_t size = 1;
		while (((unsigned char)name[length + size] & 0xc0) == 0x80)
			size++;
		/* Letters of other scripts may be twice as wide. */
		const size_t wide = size == 1 ? 1 : 2;
		if (at + wide > most) {
			*used = good > length / 2 ? at : most;
			return good > length / 2 ? good : length;
		}
		at += wide;
		length += size;
		if (strchr(".-_\\ ", name[length - 1]) != NULL)
			good = length;
	}
	*used = at;
	return length;
}

static bool is_ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/*
 * The width to fit a line to, or 0. Letters that are not ASCII may come from any font; those of
 * titles are not of one width, which matters where they fill a line.
 */
static size_t fitted_width(const char *class_name, const char *line, size_t used)
{
	const bool is_title = strcmp(class_name, "title") == 0;
	return (is_title && used > TITLE_COLUMNS) || !is_ascii(line) ? used * 7 : 0;
}

static void line_add(struct html *html, const char *class_name, size_t x, size_t y,
	const char *line, size_t fitted)
{
	html_put(html, "<text class=%s x=%zu y=%zu", class_name, x, y);
	if (fitted > 0)
		html_put(html, " textLength=%zu lengthAdjust=spacingAndGlyphs", fitted);
	html_put(html, ">%s</text>", line);
}

/* Adds a text of several lines, and returns the y below it. */
static size_t lines_add(struct html *html, const char *class_name, size_t x, size_t y,
	const char *text, size_t most)
{
	const char *safe = safe_line(html->arena, text);
	for (size_t i = 0; i < NAME_LINES && *safe != '\0'; i++) {
		size_t used;
		size_t length = line_length(safe, most, &used);
		const bool cut = i + 1 == NAME_LINES && safe[length] != '\0';
		if (cut)
			length = line_length(safe, most - 3, &used);
		const char *line = arena_text(html->arena, safe, length);
		line_add(html, class_name, x, y + 12,
			cut ? arena_format(html->arena, "%s...", line) : line,
			fitted_width(class_name, line, used));
		y += LINE_HEIGHT;
		safe += length;
	}
	return y;
}

static struct html_mark mark_of_row(const struct html_row *row)
{
	if (row->problem_count > 0)
		return html_mark_of(row->problem[0]);
	if (row->server != NULL && strcmp(row->server->state, "unread") == 0)
		return (struct html_mark){ "?", "not read", "u b" };
	if (row->server != NULL && strcmp(row->server->state, "partly") == 0)
		return (struct html_mark){ "!", "partly read", "w" };
	if (row->server != NULL)
		return (struct html_mark){ "\u2713", "read", "p" };
	if (row->passed)
		return (struct html_mark){ "\u2713", "passed", "p" };
	return (struct html_mark){ "\u00b7", "nothing to say", "n" };
}

static size_t notes_add(struct html *html, const struct html_row *row, size_t y)
{
	const char *state = row->server == NULL ? "read" : row->server->state;
	if (strcmp(state, "read") != 0)
		y = lines_add(html, "note", NAME_LEFT, y,
			strcmp(state, "unread") == 0 ? "not read" : "partly read", NOTE_COLUMNS);
	for (size_t i = 0; i < row->problem_count && i < NOTES_SHOWN; i++) {
		const struct report_finding *finding = row->problem[i];
		const struct html_mark mark = html_mark_of(finding);
		html_put(html, "<a class=\"%s\" ", mark.class_name);
		html_link(html, finding);
		html_put(html, ">");
		y = lines_add(html, "note", NAME_LEFT, y,
			arena_format(html->arena, "%s %s", mark.sign, finding->check),
			NOTE_COLUMNS);
		html_put(html, "</a>");
	}
	if (row->problem_count > NOTES_SHOWN)
		y = lines_add(html, "note", NAME_LEFT, y,
			arena_format(html->arena, "and %zu more", row->problem_count - NOTES_SHOWN),
			NOTE_COLUMNS);
	return y;
}

static size_t row_draw(struct html *html, const struct html_row *row, size_t y)
{
	if (row->is_rest)
		return lines_add(html, "note", NAME_LEFT, y, row->name, NOTE_COLUMNS) + ROW_GAP;
	const struct html_mark mark = mark_of_row(row);
	html_put(html, "<g class=\"%s\">", mark.class_name);
	/* In a fleet, the sign of what is well has to do. */
	if (strcmp(mark.class_name, "p") != 0 || html->report->recovery_count <= HTML_FEW)
		html_put(html, "<title>%s: %s</title>", row->name, mark.word);
	html_put(html, "<circle cx=22 cy=%zu r=9 /><text class=sign x=22 y=%zu>%s</text>", y + 8,
		y + 12, mark.sign);
	y = lines_add(html, "host", NAME_LEFT, y, row->name, NAME_COLUMNS);
	html_put(html, "</g>");
	return notes_add(html, row, y) + ROW_GAP;
}

/* Draws into a text of its own, since a frame stands before what it frames. */
static struct text apart(struct html *html)
{
	const struct text before = html->out;
	html->out = text_new(html->arena);
	return before;
}

static size_t box_draw(struct html *html, const struct html_box *box, size_t top)
{
	const struct text before = apart(html);
	size_t y = top + BOX_PAD;
	y = lines_add(html, "title", BOX_PAD, y, box->title, NAME_COLUMNS);
	if (box->caption != NULL)
		y = lines_add(html, "note", BOX_PAD, y, box->caption, NOTE_COLUMNS);
	y += ROW_GAP;
	for (size_t i = 0; i < box->row_count; i++)
		y = row_draw(html, &box->row[i], y);
	const struct text rows = html->out;
	html->out = before;
	html_put(html, "<rect class=box x=1 y=%zu width=%zu height=%zu rx=8 />", top + 1,
		(size_t)WIDTH - 2, y - top);
	text_add_bytes(&html->out, rows.data, rows.length);
	return y + 2;
}

static size_t arrow_draw(struct html *html, size_t y)
{
	html_put(html,
		"<path class=arrow d=\"M40 %zu v%zu m-6 -8 l6 8 l6 -8\" />"
		"<text class=note x=56 y=%zu>Setup.com /RecoverCMS</text>",
		y + 4, (size_t)ARROW_HEIGHT - 12, y + ARROW_HEIGHT / 2 + 4);
	return y + ARROW_HEIGHT;
}

static size_t panel_boxes(struct html *html, const struct html_boxes *boxes, enum html_panel panel)
{
	size_t y = 0;
	for (size_t i = 0; i < boxes->count; i++) {
		if (boxes->box[i].panel != panel)
			continue;
		if (y > 0)
			y = panel == PANEL_CLUSTERS ? arrow_draw(html, y) : y + BOX_GAP;
		y = box_draw(html, &boxes->box[i], y);
	}
	return y;
}

static void panel_draw(struct html *html, const struct html_boxes *boxes, enum html_panel panel)
{
	static const char *const title[] = { "Clusters", "Domain controllers", "DNS",
		"File shares" };
	const struct text before = apart(html);
	const size_t height = panel_boxes(html, boxes, panel);
	const struct text drawn = html->out;
	html->out = before;
	if (height == 0)
		return;
	html_put(html,
		"<div class=\"panel p%zu\"><h4>%s</h4><svg width=%zu height=%zu viewBox=\"0 0 %zu %zu\" "
		"role=group aria-label=\"%s\">",
		(size_t)panel, title[panel], (size_t)WIDTH, height + 1, (size_t)WIDTH, height + 1,
		title[panel]);
	text_add_bytes(&html->out, drawn.data, drawn.length);
	html_put(html, "</svg></div>");
}

void html_picture(struct html *html, size_t recovery)
{
	if (html->servers == NULL)
		html->servers = html_servers_of(html);
	const struct html_boxes boxes = html_boxes_of(html, html->servers, recovery);
	html_put(html, "<div class=picture>");
	for (int panel = 0; panel < PANEL_COUNT; panel++)
		panel_draw(html, &boxes, (enum html_panel)panel);
	html_put(html, "</div>\n");
}
