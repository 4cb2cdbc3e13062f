/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the characters of a file are encoded. Documents are UTF-8; editors also save other forms. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

/* The text without a UTF-8 byte order mark at its start, which editors of Windows write. */
struct bytes encoding_unmarked(struct bytes text);

/*
 * What is wrong, and what to do, if the text is UTF-16 or UTF-32, with or without a byte order
 * mark; NULL if it is neither. Without a mark it is known by the zero bytes around the first
 * character, which is ASCII in JSON (RFC 4627, 3).
 */
const char *encoding_fault(struct bytes text);

/* Takes the mark from the text of a file. ERROR_MALFORMED, with what to do, if it has a fault. */
bool encoding_take(const char *file, struct bytes *text, struct error *error);
