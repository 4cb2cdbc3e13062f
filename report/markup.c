/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/markup.h"

#include <stdbool.h>
#include <string.h>

#include "base/escape.h"

static const char *entity_of(char character)
{
	switch (character) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF, which XML 1.0 (2.2) does not have. */
static bool is_no_character(const char *text)
{
	return strncmp(text, "\xef\xbf\xbe", 3) == 0 || strncmp(text, "\xef\xbf\xbf", 3) == 0;
}

/* Characters that mean themselves in HTML, in one run: most of every text. */
static size_t plain_length(const char *text)
{
	size_t length = 0;
	while ((text[length] >= ' ' && text[length] <= '~' && entity_of(text[length]) == NULL) ||
		text[length] == '\n')
		length++;
	return length;
}

void markup_text(struct text *to, const char *text)
{
	while (*text != '\0') {
		const size_t plain = plain_length(text);
		text_add_bytes(to, text, plain);
		text += plain;
		if (*text == '\0')
			return;
		const char *entity = entity_of(*text);
		char piece[ESCAPE_ROOM];
		if (entity != NULL) {
			text_add_string(to, entity);
			text++;
		} else {
			const bool is_none = is_no_character(text);
			const size_t length = escape_take(&text, piece);
			if (is_none)
				text_add_string(to, "?");
			else
				text_add_bytes(to, piece, length);
		}
	}
}

void markup_put_list(struct text *to, const char *format, va_list arguments)
{
	while (*format != '\0') {
		const size_t literal = strcspn(format, "%");
		text_add_bytes(to, format, literal);
		format += literal;
		if (format[0] == '%' && format[1] == 's') {
			markup_text(to, va_arg(arguments, const char *));
			format += 2;
		} else if (strncmp(format, "%zu", 3) == 0) {
			text_add(to, "%zu", va_arg(arguments, size_t));
			format += 3;
		} else if (format[0] == '%') {
			text_add_string(to, "%");
			format += format[1] == '%' ? 2 : 1;
		}
	}
}

void markup_put(struct text *to, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	markup_put_list(to, format, arguments);
	va_end(arguments);
}
