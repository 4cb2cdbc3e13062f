/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/markdown_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/wrap.h"
#include "model/command_line.h"

static const char zero_width_space[] = "\xe2\x80\x8b";

/* Whether a renderer may make a link or a mention of what begins with this character. */
static bool may_link(const char *at)
{
	const unsigned char next = (unsigned char)at[1];
	switch (*at) {
	case '@':
		return next > ' ';
	case '#':
	case '!':
		return isalnum(next) != 0;
	case ':':
		return next == '/' || next > '~' || isalpha(next) != 0;
	case 'w':
	case 'W':
		return strncasecmp(at, "www.", 4) == 0;
	default:
		return false;
	}
}

/* Characters that mean something anywhere; others only do so where a block begins. */
static bool needs_escape(const char *at, bool is_first)
{
	return strchr("\\`*_[]<>&|~$", *at) != NULL ||
	       (is_first && ispunct((unsigned char)*at) != 0);
}

void markdown_line_add(struct text *to, const char *text)
{
	const char *line = safe_line(to->arena, text);
	const size_t number = strspn(line, "0123456789"); /* "1." begins a list */
	for (const char *at = line; *at != '\0'; at++) {
		if (needs_escape(at, at == line || (number > 0 && at == line + number)))
			text_add_bytes(to, "\\", 1);
		text_add_bytes(to, at, 1);
		if (may_link(at))
			text_add_string(to, zero_width_space);
	}
}

/* The longest run of backticks. */
static size_t longest_run(const char *text)
{
	size_t longest = 0;
	for (const char *at = text; *at != '\0'; at++) {
		const size_t run = strspn(at, "`");
		longest = run > longest ? run : longest;
	}
	return longest;
}

static void fence_add(struct text *to, size_t length)
{
	while (length-- > 0)
		text_add_bytes(to, "`", 1);
}

static void fenced_add(struct text *to, const char *lines, size_t length)
{
	const char *text = arena_text(to->arena, lines, length);
	const size_t run = longest_run(text), fence = run < 3 ? 3 : run + 1;
	fence_add(to, fence);
	text_add(to, "text\n");
	text_add_bytes(to, text, length);
	text_add(to, "%s", length > 0 && text[length - 1] == '\n' ? "" : "\n");
	fence_add(to, fence);
	text_add(to, "\n\n");
}

void markdown_block_add(struct text *to, const char *lines)
{
	const char *safe = safe_lines(to->arena, lines);
	fenced_add(to, safe, strlen(safe));
}

static size_t line_length(const char *line)
{
	const size_t length = strcspn(line, "\n");
	return length + (line[length] == '\n');
}

/* In a report that was loaded from a file, any line may begin with spaces. */
static bool is_command(struct arena *arena, const char *line)
{
	return *line == ' ' && command_line_is_plain(arena_text(arena, line, strcspn(line, "\n")) +
						     strspn(line, " "));
}

void markdown_prose_add(struct text *to, const char *lines)
{
	for (const char *at = safe_lines(to->arena, lines); *at != '\0';) {
		const char *begin = at;
		while (is_command(to->arena, at))
			at += line_length(at);
		if (at > begin) {
			fenced_add(to, begin, (size_t)(at - begin));
			continue;
		}
		at += line_length(at);
		markdown_line_add(to, arena_text(to->arena, begin, strcspn(begin, "\n")));
		text_add(to, "\n\n");
	}
}

void markdown_code_add(struct text *to, const char *text)
{
	const char *safe = safe_line(to->arena, text);
	const size_t fence = longest_run(safe) + 1;
	fence_add(to, fence);
	text_add(to, "%s%s%s", fence > 1 ? " " : "", safe, fence > 1 ? " " : "");
	fence_add(to, fence);
}
