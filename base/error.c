/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const kind_name[ERROR_KINDS] = {
	[ERROR_NONE] = "none",
	[ERROR_DENIED] = "denied",
	[ERROR_UNREACHABLE] = "unreachable",
	[ERROR_TIMEOUT] = "timeout",
	[ERROR_ABSENT] = "absent",
	[ERROR_MALFORMED] = "malformed",
	[ERROR_CRASHED] = "crashed",
	[ERROR_CONFIG] = "config",
};

/* The text becomes JSON, which allows complete characters only. */
static void drop_cut_character(char *text, size_t length)
{
	size_t lead = length;
	while (lead > 0 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return;
	const unsigned char first = (unsigned char)text[--lead];
	const size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
	if (length - lead < size)
		text[lead] = '\0';
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
	if (error->kind != ERROR_NONE)
		return false;
	error->kind = kind;
	va_list list;
	va_start(list, format);
	int length = vsnprintf(error->text, sizeof error->text, format, list);
	va_end(list);
	if (length < 0)
		error->text[0] = '\0';
	else if ((size_t)length >= sizeof error->text)
		drop_cut_character(error->text, sizeof error->text - 1);
	return false;
}

const char *error_kind_name(enum error_kind kind)
{
	return kind < ERROR_KINDS ? kind_name[kind] : "unknown";
}

enum error_kind error_kind_named(const char *name)
{
	enum error_kind kind = ERROR_NONE;
	while (kind < ERROR_KINDS && strcmp(kind_name[kind], name) != 0)
		kind++;
	return kind;
}
