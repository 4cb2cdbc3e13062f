/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text that is safe to show on a terminal, and line breaking. Evidence comes from servers that may
 * be hostile: terminal control characters are escaped. A column is a code point.
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

enum { PAGE_COLUMNS = 80 };

/*
 * Copies text to one line. Control characters and characters that hide or reorder text become
 * "\x1b" or "\u202e", bytes that are not UTF-8 become "\xff", a tab becomes a space. NULL counts as
 * "". Leading blanks are removed, so that the line is never treated as a command.
 */
char *safe_line(struct arena *arena, const char *from);

/* The same, but keeps line feeds and leading blanks. */
char *safe_lines(struct arena *arena, const char *from);

size_t columns(const char *safe);

/* Adds a line, truncated to that many columns with "..." at the end. */
void truncated_add(struct text *to, const char *safe, size_t most);

/* The same, padded with spaces. */
void cell_add(struct text *to, const char *safe, size_t width);

void spaces_add(struct text *to, size_t count);

/*
 * Adds safe text in lines of at most `width` columns, indented by `indent` spaces. The first line
 * continues at `column`. Ends with a line feed. Lines end between words; only a word that is longer
 * than a line is broken, behind a separator if it has one. A line that begins with a space is a
 * command: it is not broken, so that it can be copied.
 */
void wrap_to(struct text *to, const char *safe, size_t width, size_t column, size_t indent);

/* The same in lines of at most PAGE_COLUMNS columns. */
void wrap_add(struct text *to, const char *safe, size_t column, size_t indent);
