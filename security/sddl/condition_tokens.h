/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What conditions are made of, MS-DTYP 2.4.4.17.4 to .8: byte codes, the names of operators as
 * Windows writes them, and how many operands of what kind an operator has.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

#define CONDITION_SIGNATURE "artx"

enum {
	CONDITION_SIGNATURE_BYTES = 4,
	/* Pairs of parentheses inside each other, in the text and in what Windows makes of it. */
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
	OPERATOR_RELATION, /* attribute, then a value or an attribute; also a value in parentheses
			    */
	OPERATOR_SET,      /* the same without such parentheses */
	OPERATOR_MEMBER,   /* one value or attribute, behind it */
	OPERATOR_EXISTS,   /* one local or resource attribute, behind it */
	OPERATOR_NOT,
	OPERATOR_AND,
	OPERATOR_OR,
};

struct condition_operator {
	uint8_t code;
	enum operator_kind kind;
	const char *name;
};

/* NULL when the code is no operator's. */
const struct condition_operator *condition_operator_coded(uint8_t code);

/* The operator of that name, letter case aside (Windows takes any); NULL when there is none. */
const struct condition_operator *condition_operator_named(struct bytes name);

/* The operator of signs ("==", "&&") that the text begins with, the longest; NULL for none. */
const struct condition_operator *condition_operator_leading(struct bytes text);

bool condition_operator_is_unary(const struct condition_operator *operation);

/* "@USER." and the like, in front of the names of attributes of that code; NULL for other codes. */
const char *condition_prefix(uint8_t code);

/*
 * Takes one token: its code, and what follows its code, without the length that stands in front of
 * all but integers. False when it is cut, or of no known code.
 */
struct condition_token {
	uint8_t code;
	struct bytes data;
};

bool condition_token_take(struct bytes *from, struct condition_token *token);
