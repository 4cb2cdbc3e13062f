/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/reader.h"

#include <stdarg.h>
#include <stdio.h>

/* A column is a character: counts the UTF-8 bytes that begin one. */
static size_t column_of(const struct sddl_reader *reader)
{
	size_t column = 1;
	for (const char *at = reader->begin; at < reader->at; at++)
		column += ((unsigned char)*at & 0xc0) != 0x80;
	return column;
}

bool sddl_fail(struct sddl_reader *reader, const char *format, ...)
{
	char what[256];
	va_list list;
	va_start(list, format);
	vsnprintf(what, sizeof what, format, list);
	va_end(list);
	return error_set(reader->error, ERROR_MALFORMED, "column %zu: %s", column_of(reader), what);
}

char sddl_peek(const struct sddl_reader *reader)
{
	return reader->at < reader->end ? *reader->at : '\0';
}

bool sddl_take(struct sddl_reader *reader, char character)
{
	if (reader->at >= reader->end || *reader->at != character)
		return false;
	reader->at++;
	return true;
}

bool sddl_expect(struct sddl_reader *reader, char character)
{
	if (sddl_take(reader, character))
		return true;
	if (reader->at >= reader->end)
		return sddl_fail(reader, "the text ends where \"%c\" is expected", character);
	return sddl_fail(reader, "\"%c\" is expected here", character);
}
