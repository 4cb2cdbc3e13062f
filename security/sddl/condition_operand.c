/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/condition_operand.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/binary.h"
#include "security/sddl/attribute_name.h"
#include "security/sddl/sddl.h"
#include "security/sddl/value.h"

static bool text_leads(const struct sddl_reader *reader, const char *what)
{
	size_t length = strlen(what);
	return (size_t)(reader->end - reader->at) >= length &&
	       strncasecmp(reader->at, what, length) == 0;
}

bool condition_token_is_attribute(uint8_t code)
{
	return code == TOKEN_LOCAL || condition_prefix(code) != NULL;
}

/* Takes the prefix of an attribute and returns the attribute's token code. */
static bool prefix_read(struct sddl_reader *reader, uint8_t *code)
{
	static const uint8_t prefixed[] = { TOKEN_USER, TOKEN_RESOURCE, TOKEN_DEVICE };
	*code = TOKEN_LOCAL;
	if (sddl_peek(reader) != '@')
		return true;
	for (size_t i = 0; i < sizeof prefixed; i++) {
		const char *prefix = condition_prefix(prefixed[i]);
		if (text_leads(reader, prefix)) {
			*code = prefixed[i];
			reader->at += strlen(prefix);
			return true;
		}
	}
	return sddl_fail(reader, "@User., @Resource. or @Device. is expected here");
}

bool condition_attribute_read(struct sddl_reader *reader, struct text *tokens)
{
	uint8_t code;
	if (!prefix_read(reader, &code))
		return false;
	binary_add_u8(tokens, code);
	size_t size = sddl_sized_begin(tokens);
	if (!attribute_name_read(reader, code == TOKEN_LOCAL ? NAME_LOCAL : NAME_PREFIXED, tokens))
		return false;
	sddl_sized_end(tokens, size);
	return true;
}

bool condition_existing_read(struct sddl_reader *reader, struct text *tokens)
{
	if (text_leads(reader, condition_prefix(TOKEN_USER)) ||
		text_leads(reader, condition_prefix(TOKEN_DEVICE)))
		return sddl_fail(reader, "only local and resource attributes are allowed here");
	return condition_attribute_read(reader, tokens);
}

static bool number_token_read(struct sddl_reader *reader, struct text *tokens)
{
	const char *begin = reader->at;
	struct sddl_number number;
	if (!sddl_number_read(reader, &number))
		return false;
	if (number.sign == NUMBER_MINUS && number.magnitude > INT64_MAX) {
		reader->at = begin;
		return sddl_fail(reader, "the number is below -9223372036854775807");
	}
	binary_add_u8(tokens, TOKEN_INT64);
	binary_add_u64le(tokens, sddl_number_bits(&number));
	binary_add_u8(tokens, number.sign);
	binary_add_u8(tokens, number.base);
	return true;
}

static bool string_token_read(struct sddl_reader *reader, struct text *tokens)
{
	binary_add_u8(tokens, TOKEN_STRING);
	size_t size = sddl_sized_begin(tokens);
	if (!sddl_string_read(reader, tokens))
		return false;
	sddl_sized_end(tokens, size);
	return true;
}

static bool octets_token_read(struct sddl_reader *reader, struct text *tokens)
{
	reader->at++;
	binary_add_u8(tokens, TOKEN_OCTETS);
	size_t size = sddl_sized_begin(tokens);
	if (!sddl_octets_read(reader, tokens))
		return false;
	sddl_sized_end(tokens, size);
	return true;
}

static bool sid_token_read(struct sddl_reader *reader, struct text *tokens)
{
	struct sid sid;
	reader->at += strlen("SID(");
	if (!sddl_sid_read(reader, &sid) || !sddl_expect(reader, ')'))
		return false;
	binary_add_u8(tokens, TOKEN_SID);
	sddl_sized_sid_add(tokens, &sid);
	return true;
}

static bool value_read(struct sddl_reader *reader, struct text *tokens)
{
	char first = sddl_peek(reader);
	if (first == '"')
		return string_token_read(reader, tokens);
	if (first == '#')
		return octets_token_read(reader, tokens);
	if (text_leads(reader, "SID("))
		return sid_token_read(reader, tokens);
	if (first == '+' || first == '-' || isdigit((unsigned char)first))
		return number_token_read(reader, tokens);
	return sddl_fail(reader, "a value is expected here");
}

/* At least one value, and no nested lists: Windows refuses the rest. */
static bool composite_read(struct sddl_reader *reader, struct text *tokens)
{
	reader->at++;
	binary_add_u8(tokens, TOKEN_COMPOSITE);
	size_t size = sddl_sized_begin(tokens);
	do {
		sddl_space_skip(reader);
		if (!value_read(reader, tokens))
			return false;
		sddl_space_skip(reader);
	} while (sddl_take(reader, ','));
	sddl_sized_end(tokens, size);
	return sddl_expect(reader, '}');
}

bool condition_operand_read(
	struct sddl_reader *reader, bool parentheses_allowed, struct text *tokens)
{
	if (sddl_peek(reader) == '@')
		return condition_attribute_read(reader, tokens);
	size_t open = 0;
	while (parentheses_allowed && sddl_peek(reader) == '(') {
		if (open == CONDITION_MAX_DEPTH)
			return sddl_fail(reader, "nested deeper than %d", CONDITION_MAX_DEPTH);
		open++;
		reader->at++;
		sddl_space_skip(reader);
	}
	if (sddl_peek(reader) == '{' ? !composite_read(reader, tokens)
				     : !value_read(reader, tokens))
		return false;
	for (; open > 0; open--) {
		sddl_space_skip(reader);
		if (!sddl_expect(reader, ')'))
			return false;
	}
	return true;
}

static bool number_write(struct text *text, struct bytes data)
{
	uint64_t low = bytes_u32le(&data);
	uint64_t bits = low | (uint64_t)bytes_u32le(&data) << 32;
	struct sddl_number number = { .sign = bytes_u8(&data), .base = bytes_u8(&data) };
	if (number.sign < NUMBER_PLUS || number.sign > NUMBER_UNSIGNED ||
		number.base < NUMBER_OCTAL || number.base > NUMBER_HEXADECIMAL)
		return false;
	number.magnitude = number.sign == NUMBER_MINUS ? 0 - bits : bits;
	sddl_number_write(text, &number);
	return true;
}

static bool sid_write_token(struct text *text, struct bytes data, const struct sid *domain)
{
	struct sid sid;
	if (!sid_read_whole(data, &sid))
		return false;
	text_add(text, "SID(");
	if (!sddl_sid_write(text, &sid, domain))
		return false;
	text_add(text, ")");
	return true;
}

static bool value_write(
	struct text *text, const struct condition_token *token, const struct sid *domain)
{
	switch (token->code) {
	case TOKEN_INT64:
		return number_write(text, token->data);
	case TOKEN_STRING:
		return sddl_string_write(text, token->data);
	case TOKEN_OCTETS:
		text_add(text, "#");
		sddl_octets_write(text, token->data);
		return true;
	case TOKEN_SID:
		return sid_write_token(text, token->data, domain);
	default:
		return false;
	}
}

static bool composite_write(struct text *text, struct bytes elements, const struct sid *domain)
{
	for (const char *between = "{"; elements.length > 0; between = ", ") {
		struct condition_token element;
		text_add(text, "%s", between);
		if (!condition_token_take(&elements, &element) ||
			!value_write(text, &element, domain))
			return false;
	}
	text_add(text, "}");
	return true;
}

bool condition_operand_write(
	struct text *text, const struct condition_token *token, const struct sid *domain)
{
	if (token->code == TOKEN_COMPOSITE)
		return composite_write(text, token->data, domain);
	if (!condition_token_is_attribute(token->code))
		return value_write(text, token, domain);
	const char *prefix = condition_prefix(token->code);
	text_add(text, "%s", prefix == NULL ? "" : prefix);
	return attribute_name_write(text, token->data, prefix == NULL ? NAME_LOCAL : NAME_PREFIXED);
}
