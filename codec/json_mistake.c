/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codec/json_mistake.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "codec/json_place.h"
#include "codec/json_scan.h"

bool scan_fail(struct json_scan *scan, size_t at, const char *format, ...)
{
	char what[1024];
	va_list list;
	va_start(list, format);
	vsnprintf(what, sizeof what, format, list);
	va_end(list);
	scan->mistake = (struct json_mistake){ at, arena_string(scan->arena, what) };
	return false;
}

char scan_char(const struct json_scan *scan, size_t at)
{
	return at < scan->length ? scan->text[at] : '\0';
}

size_t scan_line(const struct json_scan *scan, size_t at)
{
	return json_place_line_at(scan->text, scan->length, at);
}

size_t scan_word(const struct json_scan *scan, size_t at)
{
	size_t end = at;
	while (end < scan->length && strchr(" \t\r\n,;[]{}\"", scan->text[end]) == NULL)
		end++;
	return end - at;
}

static size_t digits(const char *word, size_t length, size_t at)
{
	size_t end = at;
	while (end < length && isdigit((unsigned char)word[end]))
		end++;
	return end - at;
}

static bool is_number(const char *word, size_t length)
{
	size_t at = length > 0 && word[0] == '-';
	size_t count = digits(word, length, at);
	if (count == 0 || (count > 1 && word[at] == '0'))
		return false;
	at += count;
	if (at < length && word[at] == '.') {
		count = digits(word, length, at + 1);
		if (count == 0)
			return false;
		at += 1 + count;
	}
	if (at < length && (word[at] == 'e' || word[at] == 'E')) {
		at++;
		at += at < length && (word[at] == '+' || word[at] == '-');
		count = digits(word, length, at);
		if (count == 0)
			return false;
		at += count;
	}
	return at == length;
}

static bool is_value(const char *word, size_t length)
{
	static const char *const names[] = { "true", "false", "null" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strlen(names[i]) == length && memcmp(names[i], word, length) == 0)
			return true;
	}
	return is_number(word, length);
}

static bool is_in_object(const struct json_scan *scan)
{
	return scan->depth > 0 && scan->text[scan->open[scan->depth - 1]] == '{';
}

static void end_value(struct json_scan *scan, size_t length)
{
	scan->at += length;
	scan->want = scan->depth == 0 ? WANT_NOTHING : WANT_COMMA;
}

static bool take_open(struct json_scan *scan)
{
	if (!wants_value(scan))
		return scan_unexpected(scan);
	if (scan->depth == JSON_MAX_DEPTH)
		return false;
	scan->open[scan->depth++] = scan->at;
	scan->want = scan->text[scan->at++] == '{' ? WANT_KEY_OR_END : WANT_ITEM_OR_END;
	return true;
}

static bool take_close(struct json_scan *scan)
{
	const bool of_object = scan->text[scan->at] == '}';
	if (scan->depth == 0 || of_object != is_in_object(scan) ||
		(scan->want != WANT_COMMA &&
			scan->want != (of_object ? WANT_KEY_OR_END : WANT_ITEM_OR_END)))
		return scan_unexpected(scan);
	scan->depth--;
	end_value(scan, 1);
	return true;
}

static bool take_sign(struct json_scan *scan, enum want wanted, enum want next)
{
	if (scan->want != wanted)
		return scan_unexpected(scan);
	scan->at++;
	scan->want = next;
	return true;
}

static bool take_string(struct json_scan *scan)
{
	size_t length;
	if (!wants_value(scan) && !wants_key(scan))
		return scan_unexpected(scan);
	if (!scan_string(scan, scan->at, &length))
		return false;
	if (wants_key(scan)) {
		scan->at += length;
		scan->want = WANT_COLON;
	} else {
		end_value(scan, length);
	}
	return true;
}

static bool take_token(struct json_scan *scan)
{
	size_t length;
	switch (scan->text[scan->at]) {
	case '{':
	case '[':
		return take_open(scan);
	case '}':
	case ']':
		return take_close(scan);
	case ',':
		return take_sign(scan, WANT_COMMA, is_in_object(scan) ? WANT_KEY : WANT_VALUE);
	case ':':
		return take_sign(scan, WANT_COLON, WANT_VALUE);
	case '"':
		return take_string(scan);
	default:
		length = scan_word(scan, scan->at);
		if (!wants_value(scan) || !is_value(scan->text + scan->at, length))
			return scan_unexpected(scan);
		end_value(scan, length);
		return true;
	}
}

/* False at the end of the text, and at a mistake. */
static bool step(struct json_scan *scan)
{
	while (scan->at < scan->length && strchr(" \t\r\n", scan->text[scan->at]) != NULL &&
		scan->text[scan->at] != '\0')
		scan->at++;
	if (scan->at == scan->length)
		return scan->want != WANT_NOTHING && scan_unexpected(scan);
	const size_t start = scan->at;
	if (!take_token(scan))
		return false;
	scan->before = start;
	return true;
}

bool json_mistake_find(struct arena *arena, struct bytes text, struct json_mistake *mistake)
{
	struct json_scan *scan = arena_alloc(arena, sizeof *scan);
	scan->arena = arena;
	scan->text = (const char *)text.data;
	scan->length = text.length;
	while (step(scan))
		;
	*mistake = scan->mistake;
	return mistake->what != NULL;
}
