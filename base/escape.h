/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside (servers, files) may hold characters that control a terminal, open a line, or
 * hide and reorder text. It is escaped once, where it becomes text of the program: when evidence is
 * read, and when an error is recorded. They become "\x0a" or "\u202e"; a byte that is not UTF-8
 * becomes "\xff".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { ESCAPE_ROOM = 12 };

/*
 * Takes one character from the text: as it is, or escaped. Returns the length of what was written
 * to `to`, which is not terminated.
 */
size_t escape_take(const char **from, char to[ESCAPE_ROOM]);

/*
 * The text escaped, in the arena; the text itself if nothing in it has to be. A blank at its start
 * becomes "\x20": a line of a report that begins with blanks is a command.
 */
const char *escaped(struct arena *arena, const char *text);

/* Escapes into a buffer, which is always terminated. Ends before a character that has no room. */
void escape_into(char *to, size_t room, const char *from);

/* Whether nothing in it has to be escaped, but for blanks at its start. */
bool is_harmless(const char *text);

/* Whether it is UTF-8 without C0 controls and deletes: JSON has it as it is. */
bool is_readable(const char *text);
