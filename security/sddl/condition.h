/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditional expressions of callback ACEs: the bytes after the SID (MS-DTYP 2.4.4.17,
 * "artx" and tokens in postfix order) and their text (MS-DTYP 2.5.1.1). Translated, not evaluated.
 */
#pragma once

#include "base/text.h"
#include "security/sddl/reader.h"

/*
 * Takes a whole expression with its outer parentheses, "(@User.Department == \"x\")", and returns
 * its bytes, padded with zeros to a multiple of four. False with the column if it is invalid.
 */
bool condition_read(struct sddl_reader *reader, struct bytes *condition);

/*
 * Adds the text of an expression, with its outer parentheses. Reading that text gives the same
 * bytes. False with ERROR_MALFORMED, and nothing added, if the bytes are not an expression or have
 * no text (an integer narrower than 64 bits, for example).
 */
bool condition_write(
	struct text *text, struct bytes condition, const struct sid *domain, struct error *error);
