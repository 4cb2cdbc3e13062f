/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tokens of conditions, MS-DTYP 2.4.4.17.4 to .8: byte codes, the names of operators as Windows
 * writes them, and the number and kind of an operator's operands.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

#define CONDITION_SIGNATURE "artx"

enum {
	CONDITION_SIGNATURE_BYTES = 4,
	/* Nested pairs of parentheses, in the text and in the form that Windows writes. */
	CONDITION_MAX_DEPTH = 1024,
};

enum token_code {
	TOKEN_PADDING = 0x00,
	TOKEN_INT8 = 0x01,
	TOKEN_INT16 = 0x02,
	TOKEN_INT32 = 0x03,
	TOKEN_INT64 = 0x04,
	TOKEN_STRING = 0x10,
	TOKEN_OCTETS = 0x18,
	TOKEN_COMPOSITE = 0x50,
	TOKEN_SID = 0x51,
	TOKEN_AND = 0xa0,
	TOKEN_OR = 0xa1,
	TOKEN_NOT = 0xa2,
	TOKEN_LOCAL = 0xf8,
	TOKEN_USER = 0xf9,
	TOKEN_RESOURCE = 0xfa,
	TOKEN_DEVICE = 0xfb,
};

enum operator_kind {
	OPERATOR_RELATION, /* attribute, then an attribute or a value, maybe in parentheses */
	OPERATOR_SET,      /* the same, but without parentheses */
	OPERATOR_MEMBER,   /* followed by one value or attribute */
	OPERATOR_EXISTS,   /* followed by one local or resource attribute */
	OPERATOR_NOT,
	OPERATOR_AND,
	OPERATOR_OR,
};

struct condition_operator {
	uint8_t code;
	enum operator_kind kind;
	const char *name;
};

/* NULL if the code is not an operator. */
const struct condition_operator *condition_operator_coded(uint8_t code);

/* The operator of that name, ignoring case as Windows does; NULL if there is none. */
const struct condition_operator *condition_operator_named(struct bytes name);

/* The longest operator of signs ("==", "&&") at the start of the text; NULL if there is none. */
const struct condition_operator *condition_operator_leading(struct bytes text);

bool condition_operator_is_unary(const struct condition_operator *operation);

/* "@USER." or similar: the prefix of attributes with that code; NULL for other codes. */
const char *condition_prefix(uint8_t code);

/*
 * Takes one token: its code and its data. All but integers have a length before the data, which is
 * not included. False if the token is truncated or its code is unknown.
 */
struct condition_token {
	uint8_t code;
	struct bytes data;
};

bool condition_token_take(struct bytes *from, struct condition_token *token);
