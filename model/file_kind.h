/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of the program's files a file is. One that was mistaken for another is refused in one line
 * that says what it is, and which command takes it.
 */
#pragma once

#include "codec/document.h"

enum file_kind { FILE_UNKNOWN, FILE_PLAN, FILE_EVIDENCE, FILE_REPORT, FILE_KINDS };

/*
 * Parses a file that is to be of this kind. ERROR_MALFORMED, with an error of document_parse(), or
 * "NAME: is evidence, not a plan; ..." if it is known to be another one. True does not mean that it
 * is of this kind: then it is none that is known.
 */
bool file_kind_parse(struct document *document, struct arena *arena, const char *name,
	struct bytes text, enum file_kind wanted, struct error *error);

/* The name of a file as a word of a command: quoted for a shell, or "FILE" if that is not safe. */
const char *file_word(struct arena *arena, const char *name);
