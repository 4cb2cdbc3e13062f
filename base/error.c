/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"

static const char *const kind_name[ERROR_KINDS] = {
	[ERROR_NONE] = "none",
	[ERROR_DENIED] = "denied",
	[ERROR_UNREACHABLE] = "unreachable",
	[ERROR_TIMEOUT] = "timeout",
	[ERROR_ABSENT] = "absent",
	[ERROR_MALFORMED] = "malformed",
	[ERROR_CRASHED] = "crashed",
	[ERROR_CONFIG] = "config",
	[ERROR_INTERRUPTED] = "interrupted",
};

/* Escaped: what a server or a file says may open no line. */
static void write_line(char *to, size_t room, const char *format, va_list list)
{
	char line[2 * sizeof((struct error *)NULL)->text];
	if (vsnprintf(line, sizeof line, format, list) < 0)
		*line = '\0';
	escape_into(to, room, line);
}

bool error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
	if (error->kind != ERROR_NONE)
		return false;
	error->kind = kind;
	va_list list;
	va_start(list, format);
	write_line(error->text, sizeof error->text, format, list);
	va_end(list);
	return false;
}

bool error_pass(struct error *error, const struct error *reason)
{
	if (error->kind == ERROR_NONE)
		*error = *reason;
	return false;
}

/* The first one is kept. */
static void write_next(struct error *error, const char *format, va_list list)
{
	if (*error->next == '\0')
		write_line(error->next, sizeof error->next, format, list);
}

bool error_next(struct error *error, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	write_next(error, format, list);
	va_end(list);
	return false;
}

bool error_next_here(struct error *error, const char *format, ...)
{
	va_list list;
	error->here = true;
	va_start(list, format);
	write_next(error, format, list);
	va_end(list);
	return false;
}

bool error_add_line(struct error *error, const char *format, ...)
{
	const size_t length = strlen(error->text);
	if (length + 1 >= sizeof error->text)
		return false;
	error->text[length] = '\n';
	va_list list;
	va_start(list, format);
	write_line(error->text + length + 1, sizeof error->text - length - 1, format, list);
	va_end(list);
	return false;
}

static enum error_kind kind_of_errno(int reason)
{
	switch (reason) {
	case ENOENT:
	case ENOTDIR:
		return ERROR_ABSENT;
	case EACCES:
	case EPERM:
		return ERROR_DENIED;
	default:
		return ERROR_UNREACHABLE;
	}
}

bool error_set_errno(struct error *error, const char *path, const char *doing)
{
	int reason = errno;
	return error_set(
		error, kind_of_errno(reason), "%s: cannot %s: %s", path, doing, strerror(reason));
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
