/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a remedy: prose, and lines that begin with four spaces, which are commands to copy. A
 * value may come from a server. It becomes part of a command only if each of its characters means
 * itself there, in cmd.exe, PowerShell or a shell of Linux (the first word of the line tells
 * which), inside or outside of quotation marks. Other values stand above the command, as data:
 *
 *     In the next command VALUE1 stands for: CN=EXCMS01,OU=100% sure,DC=corp,DC=example,DC=com
 *         dsacls "VALUE1" /G "DRCLU01$@corp.example.com:GA"
 *
 * The characters are listed in model/shell.c.
 */
#pragma once

#include "base/arena.h"
#include "base/text.h"

/*
 * As arena_format(), with the conversions s, .*s, d, u, zu, lu and lld. An argument in a line of
 * prose may itself be lines that were made here.
 */
char *remedy_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds to a remedy; the format begins a line, and ends one or the text. */
void remedy_add(struct text *remedy, const char *format, ...) __attribute__((format(printf, 2, 3)));
