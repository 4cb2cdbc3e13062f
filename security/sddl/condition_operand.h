/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operands of a condition, text <-> tokens: attributes and the values to compare them with
 * (MS-DTYP 2.4.4.17.5 and .8, 2.5.1.1).
 */
#pragma once

#include "base/text.h"
#include "security/sddl/condition_tokens.h"
#include "security/sddl/reader.h"

/* Takes an attribute, "Title" or "@User.Title", and adds its token. */
bool condition_attribute_read(struct sddl_reader *reader, struct text *tokens);

/* Takes the operand of "Exists". Windows refuses attributes of users and devices there. */
bool condition_existing_read(struct sddl_reader *reader, struct text *tokens);

/*
 * Takes an attribute with a prefix, or a value: a number, a string, octets, a SID or a list of
 * these in braces. If parentheses are allowed, the value may be in parentheses.
 */
bool condition_operand_read(
	struct sddl_reader *reader, bool parentheses_allowed, struct text *tokens);

bool condition_token_is_attribute(uint8_t code);

/* Adds the text of an operand. False, with a part of it added, if it has no text. */
bool condition_operand_write(
	struct text *text, const struct condition_token *token, const struct sid *domain);
