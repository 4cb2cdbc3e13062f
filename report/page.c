/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page.h"

#include <string.h>

#include "model/command_line.h"

static const char red[] = "\033[1;31m", yellow[] = "\033[1;33m", green[] = "\033[1;32m";

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

void rule_add(struct page *page, char of)
{
	for (size_t i = 0; i < page->width; i++)
		text_add_bytes(&page->out, &of, 1);
	text_add_bytes(&page->out, "\n", 1);
}

void heading_add(struct page *page, const char *heading)
{
	const size_t length = columns(heading);
	text_add_bytes(&page->out, "\n", 1);
	wrap_to(&page->out, heading, page->width, 0, 0);
	for (size_t i = 0; i < length && i < page->width; i++)
		text_add_bytes(&page->out, "-", 1);
	text_add_bytes(&page->out, "\n", 1);
}

/* The next line of a text; NULL behind the last. Blanks at the end of the text do not count. */
static const char *next_line(struct page *page, const char **text)
{
	const char *from = *text;
	if (from == NULL || from[strspn(from, " \n")] == '\0')
		return NULL;
	const size_t length = strcspn(from, "\n");
	*text = from + length + (from[length] == '\n');
	return arena_format(page->arena, "%.*s", (int)length, from);
}

static void line_add(struct page *page, const char *line, size_t column, size_t indent)
{
	const char *safe = safe_line(page->arena, line);
	if (column == 0 && *safe != '\0') {
		spaces_add(&page->out, indent);
		column = indent;
	}
	wrap_to(&page->out, safe, page->width, column, indent);
}

void prose_add(struct page *page, const char *text, size_t column, size_t indent)
{
	const char *line = next_line(page, &text);
	if (line == NULL && column > 0)
		text_add_bytes(&page->out, "\n", 1);
	for (; line != NULL; line = next_line(page, &text), column = 0)
		line_add(page, line, column, indent);
}

static void command_add(struct page *page, const char *line, size_t column, size_t indent)
{
	const char *command = line + strspn(line, " ");
	if (!command_line_is_plain(command)) {
		line_add(page, arena_format(page->arena, "not shown as a command: %s", command),
			column, indent);
		return;
	}
	if (column > 0)
		text_add_bytes(&page->out, "\n", 1);
	spaces_add(&page->out, indent);
	text_add(&page->out, "%s\n", safe_lines(page->arena, line));
}

void remedy_add_lines(struct page *page, const char *remedy, size_t column, size_t indent)
{
	for (const char *line; (line = next_line(page, &remedy)) != NULL; column = 0) {
		if (*line == ' ')
			command_add(page, line, column, indent);
		else
			line_add(page, line, column, indent);
	}
}

void item_add(struct page *page, const char *text)
{
	text_add(&page->out, "- ");
	prose_add(page, text, 2, 2);
}

size_t page_rows(const struct page *page, size_t from)
{
	size_t rows = 0, length = 0;
	for (const char *at = page->out.data + from; *at != '\0'; at++) {
		if (*at == '\033')
			at += strcspn(at, "m"); /* colour */
		else if (*at == '\n') {
			rows += length == 0 ? 1 : (length + page->width - 1) / page->width;
			length = 0;
		} else {
			length += ((unsigned char)*at & 0xc0) != 0x80;
		}
	}
	return rows;
}

const char *counted(struct page *page, size_t count, const char *what)
{
	return arena_format(page->arena, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

const char *cms_list(struct page *page, const char **name, size_t count, size_t room)
{
	struct text list = text_new(page->arena);
	if (count != 1)
		text_add(&list, "%zu CMSs%s", count, count == 0 ? "" : ": ");
	for (size_t i = 0; i < count; i++) {
		const char *rest = arena_format(page->arena, " and %zu more", count - i);
		const char *next = safe_line(page->arena, name[i]);
		if (i > 0 &&
			columns(list.data) + columns(next) + strlen(", ") + strlen(rest) > room) {
			text_add(&list, "%s", rest);
			break;
		}
		text_add(&list, "%s%s", i == 0 ? "" : ", ", next);
	}
	return list.data;
}
