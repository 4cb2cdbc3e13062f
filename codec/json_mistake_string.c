/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "codec/json_scan.h"

enum { LONGEST_SHOWN = 80 };

/* The bytes of the UTF-8 character at the offset, by its first byte and those that follow. */
static size_t character(const struct json_scan *scan, size_t at)
{
	const unsigned char first = (unsigned char)scan->text[at];
	const size_t size = first < 0x80   ? 1
			    : first < 0xc0 ? 0
			    : first < 0xe0 ? 2
			    : first < 0xf0 ? 3
			    : first < 0xf8 ? 4
					   : 0;
	for (size_t i = 1; i < size; i++) {
		if (((unsigned char)scan_char(scan, at + i) & 0xc0) != 0x80)
			return 0;
	}
	return size;
}

/* The end of the line, or of the text. */
static size_t line_end(const struct json_scan *scan, size_t at)
{
	while (at < scan->length && scan->text[at] != '\n' && scan->text[at] != '\r')
		at++;
	return at;
}

const char *scan_doubled(const struct json_scan *scan, size_t from, size_t to)
{
	struct text text = text_new(scan->arena);
	text_add_string(&text, "\"");
	for (size_t i = from; i < to; i++) {
		text_add_bytes(&text, scan->text + i, 1);
		if (scan->text[i] != '\\')
			continue;
		text_add_string(&text, "\\");
		i += i + 1 < to && scan->text[i + 1] == '\\';
	}
	text_add_string(&text, "\"");
	return text.data;
}

/* `quote`: where the text ends; 0: that is not known. */
static bool fail_backslash(struct json_scan *scan, size_t start, size_t quote)
{
	static const char rule[] = "in JSON a backslash is written twice";
	if (quote == 0 || quote - start > LONGEST_SHOWN)
		return scan_fail(scan, start, "a single backslash: %s, \\\\", rule);
	return scan_fail(scan, start, "a single backslash: %s: %s", rule,
		scan_doubled(scan, start + 1, quote));
}

static bool fail_escape(struct json_scan *scan, size_t start, size_t at)
{
	const size_t end = line_end(scan, start);
	size_t quote = start + 1;
	while (quote < end && scan->text[quote] != '"')
		quote++;
	/* Behind a quotation mark that is part of the text, its end is not known. */
	return fail_backslash(scan, start, quote > at && quote < end ? quote : 0);
}

/* Whether nothing but the punctuation behind a value is between the offsets. */
static bool is_punctuation(const struct json_scan *scan, size_t from, size_t to)
{
	while (from < to && strchr(" \t,]}", scan->text[from]) != NULL)
		from++;
	return from == to;
}

static bool fail_unclosed(struct json_scan *scan, size_t start)
{
	const size_t end = line_end(scan, start);
	size_t quote = 0;
	for (size_t i = start + 1; i < end; i++) {
		if (scan_odd_quote(scan, i) > 1)
			return scan_fail(scan, start,
				"the text begins with \" but seems to end with a typographic "
				"quotation mark: write \"");
		if (scan->text[i] == '"')
			quote = i;
	}
	/* The string has not ended there: a backslash is before it. */
	if (quote > 0 && is_punctuation(scan, quote + 1, end))
		return fail_backslash(scan, start, quote);
	const size_t length = end - start < LONGEST_SHOWN / 2 ? end - start : LONGEST_SHOWN / 2;
	return scan_fail(scan, start, "the text has no closing quotation mark in its line: %.*s",
		(int)length, scan->text + start);
}

static bool fail_control(struct json_scan *scan, size_t start, size_t at)
{
	const char control = scan->text[at];
	if (control == '\n' || control == '\r')
		return fail_unclosed(scan, start);
	if (control == '\t')
		return scan_fail(scan, start, "a tab in a text: write \\t, or a space");
	return scan_fail(scan, start, "a control character (0x%02x) in a text: remove it",
		(unsigned)(unsigned char)control);
}

/* The length of a valid escape; 0: none. */
static size_t escape_length(const struct json_scan *scan, size_t at)
{
	const char kind = scan_char(scan, at + 1);
	if (kind != 'u')
		return kind != '\0' && strchr("\"\\/bfnrt", kind) != NULL ? 2 : 0;
	for (size_t i = 2; i < 6; i++) {
		if (!isxdigit((unsigned char)scan_char(scan, at + i)))
			return 0;
	}
	return 6;
}

bool scan_string(struct json_scan *scan, size_t at, size_t *length)
{
	size_t here = at + 1;
	while (here < scan->length && scan->text[here] != '"') {
		const unsigned char byte = (unsigned char)scan->text[here];
		if (byte < ' ')
			return fail_control(scan, at, here);
		const size_t size =
			byte == '\\' ? escape_length(scan, here) : character(scan, here);
		if (size == 0 && byte == '\\')
			return here + 1 < scan->length ? fail_escape(scan, at, here)
						       : fail_unclosed(scan, at);
		if (size == 0)
			return scan_fail(scan, at,
				"the byte 0x%02x in this text is not UTF-8: save the file as UTF-8 "
				"(it may be saved as \"ANSI\")",
				byte);
		here += size;
	}
	if (here >= scan->length)
		return fail_unclosed(scan, at);
	*length = here + 1 - at;
	return true;
}
