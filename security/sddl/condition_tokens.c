/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/condition_tokens.h"

#include <string.h>
#include <strings.h>

enum { INTEGER_BYTES = 10 }; /* value, sign, base; the same for every width */

/* Windows writes "_any", the specification "_Any". Longer signs come first. */
static const struct condition_operator operators[] = {
	{ 0x80, OPERATOR_RELATION, "==" },
	{ 0x81, OPERATOR_RELATION, "!=" },
	{ 0x83, OPERATOR_RELATION, "<=" },
	{ 0x82, OPERATOR_RELATION, "<" },
	{ 0x85, OPERATOR_RELATION, ">=" },
	{ 0x84, OPERATOR_RELATION, ">" },
	{ 0x86, OPERATOR_SET, "Contains" },
	{ 0x87, OPERATOR_EXISTS, "Exists" },
	{ 0x88, OPERATOR_SET, "Any_of" },
	{ 0x89, OPERATOR_MEMBER, "Member_of" },
	{ 0x8a, OPERATOR_MEMBER, "Device_Member_of" },
	{ 0x8b, OPERATOR_MEMBER, "Member_of_any" },
	{ 0x8c, OPERATOR_MEMBER, "Device_Member_of_any" },
	{ 0x8d, OPERATOR_EXISTS, "Not_Exists" },
	{ 0x8e, OPERATOR_SET, "Not_Contains" },
	{ 0x8f, OPERATOR_SET, "Not_Any_of" },
	{ 0x90, OPERATOR_MEMBER, "Not_Member_of" },
	{ 0x91, OPERATOR_MEMBER, "Not_Device_Member_of" },
	{ 0x92, OPERATOR_MEMBER, "Not_Member_of_any" },
	{ 0x93, OPERATOR_MEMBER, "Not_Device_Member_of_any" },
	{ TOKEN_AND, OPERATOR_AND, "&&" },
	{ TOKEN_OR, OPERATOR_OR, "||" },
	{ TOKEN_NOT, OPERATOR_NOT, "!" },
};

enum { OPERATORS = sizeof operators / sizeof operators[0] };

const struct condition_operator *condition_operator_coded(uint8_t code)
{
	for (size_t i = 0; i < OPERATORS; i++) {
		if (operators[i].code == code)
			return &operators[i];
	}
	return NULL;
}

const struct condition_operator *condition_operator_named(struct bytes name)
{
	for (size_t i = 0; i < OPERATORS; i++) {
		if (strlen(operators[i].name) == name.length &&
			strncasecmp(operators[i].name, (const char *)name.data, name.length) == 0)
			return &operators[i];
	}
	return NULL;
}

static bool is_sign(const struct condition_operator *operation)
{
	return strchr("=!<>&|", operation->name[0]) != NULL;
}

const struct condition_operator *condition_operator_leading(struct bytes text)
{
	for (size_t i = 0; i < OPERATORS; i++) {
		size_t length = strlen(operators[i].name);
		if (is_sign(&operators[i]) && length <= text.length &&
			memcmp(operators[i].name, text.data, length) == 0)
			return &operators[i];
	}
	return NULL;
}

bool condition_operator_is_unary(const struct condition_operator *operation)
{
	return operation->kind == OPERATOR_MEMBER || operation->kind == OPERATOR_EXISTS ||
	       operation->kind == OPERATOR_NOT;
}

const char *condition_prefix(uint8_t code)
{
	switch (code) {
	case TOKEN_USER:
		return "@USER.";
	case TOKEN_RESOURCE:
		return "@RESOURCE.";
	case TOKEN_DEVICE:
		return "@DEVICE.";
	default:
		return NULL;
	}
}

bool condition_token_take(struct bytes *from, struct condition_token *token)
{
	*token = (struct condition_token){ .code = bytes_u8(from) };
	switch (token->code) {
	case TOKEN_INT8:
	case TOKEN_INT16:
	case TOKEN_INT32:
	case TOKEN_INT64:
		token->data = bytes_take(from, INTEGER_BYTES);
		break;
	case TOKEN_STRING:
	case TOKEN_OCTETS:
	case TOKEN_COMPOSITE:
	case TOKEN_SID:
	case TOKEN_LOCAL:
	case TOKEN_USER:
	case TOKEN_RESOURCE:
	case TOKEN_DEVICE:
		token->data = bytes_take(from, bytes_u32le(from));
		break;
	default:
		if (token->code != TOKEN_PADDING && condition_operator_coded(token->code) == NULL)
			return false;
	}
	return !from->failed;
}
