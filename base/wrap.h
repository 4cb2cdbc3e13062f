/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that is safe to show on a terminal, and its lines. Evidence comes from machines that may be
 * hostile: no byte of it that a terminal would obey gets through. A column is a code point.
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

enum { PAGE_COLUMNS = 80 };

/*
 * Copies on one line: control characters, and those that turn or hide text, are shown as "\x1b" or
 * "\u202e", bytes that are no UTF-8 as "\xff", a tab as a space. NULL counts as "".
 * Blanks at the beginning go, so that it is never taken for a command.
 */
char *safe_line(struct arena *arena, const char *from);

/* The same, but new lines stay new lines. */
char *safe_lines(struct arena *arena, const char *from);

size_t columns(const char *safe);

/* Adds a line cut to that many columns; "..." says that it was. */
void cut_add(struct text *to, const char *safe, size_t most);

/* The same, filled up with spaces. */
void cell_add(struct text *to, const char *safe, size_t width);

void spaces_add(struct text *to, size_t count);

/*
 * Adds safe text in lines that end within PAGE_COLUMNS and begin with indent spaces, but for the
 * first, which goes on at that column. Ends with a new line. A line that begins with a space is a
 * command: it stays whole, however long it is, so that it can be copied.
 */
void wrap_add(struct text *to, const char *safe, size_t column, size_t indent);
