/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "codec/json_scan.h"

enum { LONGEST_SHOWN = 40 };

/* Characters of Unicode that stand where others should, as UTF-8. */
struct odd {
	const char *bytes;
	unsigned code_point;
};

static const struct odd odd_quotes[] = {
	{ "'", 0x27 },
	{ "`", 0x60 },
	{ "\xc2\xb4", 0xb4 },
	{ "\xc2\xab", 0xab },
	{ "\xc2\xbb", 0xbb },
	{ "\xe2\x80\x98", 0x2018 },
	{ "\xe2\x80\x99", 0x2019 },
	{ "\xe2\x80\x9a", 0x201a },
	{ "\xe2\x80\x9b", 0x201b },
	{ "\xe2\x80\x9c", 0x201c },
	{ "\xe2\x80\x9d", 0x201d },
	{ "\xe2\x80\x9e", 0x201e },
	{ "\xe2\x80\x9f", 0x201f },
	{ "\xe2\x80\xb2", 0x2032 },
	{ "\xe2\x80\xb3", 0x2033 },
	{ "\xe2\x80\xb9", 0x2039 },
	{ "\xe2\x80\xba", 0x203a },
	{ "\xef\xbc\x82", 0xff02 },
	{ "\xef\xbc\x87", 0xff07 },
};

static const struct odd odd_blanks[] = {
	{ "\xc2\xa0", 0xa0 },
	{ "\xc2\xad", 0xad },
	{ "\xe1\x9a\x80", 0x1680 },
	{ "\xe2\x80\x80", 0x2000 },
	{ "\xe2\x80\x81", 0x2001 },
	{ "\xe2\x80\x82", 0x2002 },
	{ "\xe2\x80\x83", 0x2003 },
	{ "\xe2\x80\x84", 0x2004 },
	{ "\xe2\x80\x85", 0x2005 },
	{ "\xe2\x80\x86", 0x2006 },
	{ "\xe2\x80\x87", 0x2007 },
	{ "\xe2\x80\x88", 0x2008 },
	{ "\xe2\x80\x89", 0x2009 },
	{ "\xe2\x80\x8a", 0x200a },
	{ "\xe2\x80\x8b", 0x200b },
	{ "\xe2\x80\x8c", 0x200c },
	{ "\xe2\x80\x8d", 0x200d },
	{ "\xe2\x80\x8e", 0x200e },
	{ "\xe2\x80\x8f", 0x200f },
	{ "\xe2\x80\xa8", 0x2028 },
	{ "\xe2\x80\xa9", 0x2029 },
	{ "\xe2\x80\xaf", 0x202f },
	{ "\xe2\x81\x9f", 0x205f },
	{ "\xe2\x81\xa0", 0x2060 },
	{ "\xe3\x80\x80", 0x3000 },
	{ "\xef\xbb\xbf", 0xfeff },
};

static const struct odd *odd_at(
	const struct json_scan *scan, size_t at, const struct odd *odd, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const size_t length = strlen(odd[i].bytes);
		if (length <= scan->length - at &&
			memcmp(scan->text + at, odd[i].bytes, length) == 0)
			return &odd[i];
	}
	return NULL;
}

size_t scan_odd_quote(const struct json_scan *scan, size_t at)
{
	const struct odd *odd =
		odd_at(scan, at, odd_quotes, sizeof odd_quotes / sizeof *odd_quotes);
	return odd == NULL ? 0 : strlen(odd->bytes);
}

/* Part of the text, at most LONGEST_SHOWN bytes of it. */
static const char *shown(const struct json_scan *scan, size_t at, size_t length)
{
	return length > LONGEST_SHOWN
		       ? arena_format(scan->arena, "%.*s...", LONGEST_SHOWN, scan->text + at)
		       : arena_text(scan->arena, scan->text + at, length);
}

/* The last token, a string, as it is written. */
static const char *string_before(struct json_scan *scan)
{
	size_t length;
	return scan_string(scan, scan->before, &length) ? shown(scan, scan->before, length) : "it";
}

/* What stands at the offset: a string with its quotes, a word, or one character. */
static const char *token_shown(struct json_scan *scan, size_t at)
{
	size_t length = scan_word(scan, at);
	if (scan->text[at] == '"') {
		const struct json_mistake none = scan->mistake;
		if (!scan_string(scan, at, &length))
			length = 1;
		scan->mistake = none;
	}
	return shown(scan, at, length > 0 ? length : 1);
}

static bool is_after(const struct json_scan *scan, char sign)
{
	return scan->at > scan->before && scan->want != WANT_NOTHING &&
	       scan_char(scan, scan->before) == sign;
}

/* What no place of a JSON text has: comments, other quotation marks, invisible characters. */
static bool fail_foreign(struct json_scan *scan)
{
	const size_t at = scan->at;
	const char here = scan->text[at], next = scan_char(scan, at + 1);
	const size_t quote = scan_odd_quote(scan, at);
	const struct odd *blank =
		odd_at(scan, at, odd_blanks, sizeof odd_blanks / sizeof *odd_blanks);
	if (here == '#' || (here == '/' && (next == '/' || next == '*')))
		return scan_fail(scan, at, "a comment: JSON has none, remove it");
	if (here == '<' && next == '!')
		return scan_fail(scan, at, "a comment: JSON has none, remove it");
	if (quote == 1)
		return scan_fail(scan, at, "a single quotation mark (%c): write \" instead", here);
	if (quote > 1)
		return scan_fail(scan, at,
			"a typographic (\"smart\") quotation mark, %.*s: write \" instead",
			(int)quote, scan->text + at);
	if (blank != NULL)
		return scan_fail(scan, at,
			"an invisible character (U+%04X): write a normal space instead, or nothing",
			blank->code_point);
	if ((unsigned char)here < ' ')
		return scan_fail(scan, at, "a control character (0x%02x): remove it",
			(unsigned)(unsigned char)here);
	return true;
}

/* At the end of the text, or at a bracket that does not fit the last open one. */
static bool fail_open(struct json_scan *scan, const char *found)
{
	const size_t open = scan->open[scan->depth - 1];
	const char bracket = scan->text[open];
	return scan_fail(scan, scan->at, "%s, but the %c of line %zu is still open: %c is missing",
		found, bracket, scan_line(scan, open), bracket == '{' ? '}' : ']');
}

static bool fail_end(struct json_scan *scan)
{
	/* The line of the last token: lines behind it are empty. */
	if (scan->depth > 0) {
		scan->at = scan->before;
		return fail_open(scan, "the text ends");
	}
	return scan_fail(scan, scan->length, "nothing is in it");
}

static bool fail_no_value(struct json_scan *scan)
{
	return scan_fail(scan, scan->before, "the key %s has no value", string_before(scan));
}

static bool fail_close(struct json_scan *scan)
{
	const char here = scan->text[scan->at];
	if (scan->depth == 0)
		return scan_fail(scan, scan->at, "one %c too many", here);
	if (scan->want == WANT_COLON)
		return fail_no_value(scan);
	if (is_after(scan, ':'))
		return scan_fail(scan, scan->at, "a value is missing before %c", here);
	const bool fits = (here == '}') == (scan->text[scan->open[scan->depth - 1]] == '{');
	if (fits && is_after(scan, ','))
		return scan_fail(scan, scan->before, "a trailing comma before %c: remove it", here);
	return fail_open(scan, here == '}' ? "} stands here" : "] stands here");
}

static bool fail_comma(struct json_scan *scan)
{
	if (scan->want == WANT_NOTHING)
		return scan_fail(scan, scan->at, "a comma behind the end of the document");
	if (scan->want == WANT_COLON)
		return fail_no_value(scan);
	if (is_after(scan, ':'))
		return scan_fail(scan, scan->at, "a value is missing before the comma");
	if (is_after(scan, ','))
		return scan_fail(scan, scan->at, "two commas in a row: remove one");
	return scan_fail(scan, scan->at, "a comma before the first one: remove it");
}

/* A word where a value is wanted. */
static bool fail_value(struct json_scan *scan)
{
	static const struct {
		const char *word, *advice;
	} known[] = {
		{ "true", "write it in small letters" },
		{ "false", "write it in small letters" },
		{ "null", "write it in small letters" },
		{ "yes", "write true" },
		{ "on", "write true" },
		{ "no", "write false" },
		{ "off", "write false" },
		{ "none", "JSON has no such value: leave it out" },
		{ "nil", "JSON has no such value: leave it out" },
		{ "undefined", "JSON has no such value: leave it out" },
	};
	const size_t length = scan_word(scan, scan->at);
	const char *word = shown(scan, scan->at, length);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strcasecmp(word, known[i].word) == 0)
			return scan_fail(scan, scan->at, "%s: %s", word, known[i].advice);
	}
	if (scan_char(scan, scan->at + length) == '"')
		return scan_fail(scan, scan->at, "the quotation mark before %s is missing", word);
	if (length > LONGEST_SHOWN)
		return scan_fail(scan, scan->at, "the text %s has no quotation marks", word);
	const char *quoted = scan_doubled(scan, scan->at, scan->at + length);
	if (isdigit((unsigned char)*word) || strchr("+-.", *word) != NULL)
		return scan_fail(
			scan, scan->at, "%s is no number; if it is a text, write %s", word, quoted);
	return scan_fail(
		scan, scan->at, "the text %s has no quotation marks: write %s", word, quoted);
}

static bool fail_key(struct json_scan *scan)
{
	size_t length = scan_word(scan, scan->at);
	for (size_t i = 0; i < length; i++) {
		if (strchr(":=", scan->text[scan->at + i]) != NULL)
			length = i;
	}
	const char *word = shown(scan, scan->at, length);
	if (length == 0)
		return scan_fail(
			scan, scan->at, "a key is missing before %c", scan->text[scan->at]);
	if (scan_char(scan, scan->at + length) == '"')
		return scan_fail(
			scan, scan->at, "the quotation mark before the key %s is missing", word);
	return scan_fail(
		scan, scan->at, "the key %s has no quotation marks: write \"%s\"", word, word);
}

/* Another value or key where a comma is wanted. */
static bool fail_no_comma(struct json_scan *scan)
{
	const size_t at = scan->at;
	const char here = scan->text[at];
	const size_t open = scan->open[scan->depth - 1];
	if (here == ':' && scan->text[open] == '[')
		return scan_fail(scan, at,
			"a key stands in a list: ] is missing before it (the list begins in line %zu), "
			"or { } around its keys",
			scan_line(scan, open));
	if (here == ':')
		return scan_fail(scan, at, ": stands where a comma is expected");
	if (here == ';')
		return scan_fail(scan, at, "; stands here: write a comma instead");
	const bool touches = at > 0 && scan->text[at - 1] == '"' && here != '{' && here != '[';
	if (touches)
		return scan_fail(scan, at,
			"a comma or a quotation mark is missing before %s (a quotation mark that "
			"is part of a text is written \\\")",
			token_shown(scan, at));
	return scan_fail(scan, scan->before, "a comma is missing behind this, before %s",
		token_shown(scan, at));
}

bool scan_unexpected(struct json_scan *scan)
{
	const size_t at = scan->at;
	if (at >= scan->length)
		return fail_end(scan);
	const char here = scan->text[at];
	if (!fail_foreign(scan))
		return false;
	if (here == '}' || here == ']')
		return fail_close(scan);
	if (here == ',')
		return fail_comma(scan);
	if (scan->want == WANT_NOTHING)
		return scan_fail(
			scan, at, "more behind the end of the document: %s", token_shown(scan, at));
	if (scan->want == WANT_COMMA)
		return fail_no_comma(scan);
	if (scan->want == WANT_COLON && here == '=')
		return scan_fail(scan, at, "= stands here: write : instead");
	if (scan->want == WANT_COLON)
		return scan_fail(scan, scan->before, "a colon is missing behind the key %s",
			string_before(scan));
	if (wants_key(scan))
		return fail_key(scan);
	if (scan->depth == 0)
		return scan_fail(scan, at, "this is no JSON, which begins with {");
	if (wants_value(scan) && scan_word(scan, at) > 0 && here != ':' && here != '=')
		return fail_value(scan);
	return scan_fail(scan, at, "%s stands where a value is expected", token_shown(scan, at));
}
