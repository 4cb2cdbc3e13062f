/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parses text to tokens with two stacks: operators that wait for their right side, and the operands
 * already written. Precedence from high to low: relations, "!", "&&", "||" (MS-DTYP 2.5.1.1). The
 * last two are left-associative.
 */
#include "security/sddl/condition.h"

#include "base/binary.h"
#include "security/sddl/attribute_name.h"
#include "security/sddl/condition_operand.h"
#include "security/sddl/condition_tokens.h"
#include "security/sddl/value.h"

enum {
	OPEN = 0, /* on the stack of operators: a parenthesis */
	/* In one pair of parentheses at most "||", "&&" and "!" wait at the same time. */
	MAX_OPERATORS = 4 * CONDITION_MAX_DEPTH,
	MAX_OPERANDS = 3 * CONDITION_MAX_DEPTH,
};

struct operand {
	uint16_t height; /* depth of parentheses, its own included, as Windows writes it */
	bool is_attribute;
};

struct expression {
	struct sddl_reader *reader;
	struct text tokens;
	const char *token; /* start of the current token */
	bool expects_term; /* otherwise an operator or the end */
	size_t depth;
	size_t operator_count, operand_count;
	uint8_t operators[MAX_OPERATORS];
	struct operand operands[MAX_OPERANDS];
};

static bool too_deep(struct expression *expression)
{
	expression->reader->at = expression->token;
	return sddl_fail(expression->reader, "nested deeper than %d", CONDITION_MAX_DEPTH);
}

static bool operator_push(struct expression *expression, uint8_t code)
{
	if (expression->operator_count == MAX_OPERATORS)
		return too_deep(expression);
	expression->operators[expression->operator_count++] = code;
	return true;
}

static bool operand_push(struct expression *expression, size_t height, bool is_attribute)
{
	if (height > CONDITION_MAX_DEPTH || expression->operand_count == MAX_OPERANDS)
		return too_deep(expression);
	expression->operands[expression->operand_count++] =
		(struct operand){ (uint16_t)height, is_attribute };
	return true;
}

static bool parenthesis_open(struct expression *expression)
{
	if (expression->depth == CONDITION_MAX_DEPTH)
		return too_deep(expression);
	expression->reader->at++;
	expression->depth++;
	return operator_push(expression, OPEN);
}

/* The last operator has all its operands: writes it after them. */
static bool operator_finish(struct expression *expression)
{
	uint8_t code = expression->operators[--expression->operator_count];
	size_t height = expression->operands[--expression->operand_count].height;
	if (code != TOKEN_NOT) {
		size_t left = expression->operands[--expression->operand_count].height;
		height = left > height ? left : height;
	}
	binary_add_u8(&expression->tokens, code);
	return operand_push(expression, height + 1, false);
}

/* Finishes the waiting operators that bind at least as tightly as the next one. */
static bool operators_finish(struct expression *expression, uint8_t until)
{
	while (expression->operator_count > 0) {
		uint8_t last = expression->operators[expression->operator_count - 1];
		if (last == OPEN || (until == TOKEN_AND && last == TOKEN_OR))
			return true;
		if (!operator_finish(expression))
			return false;
	}
	return true;
}

/* "!" is allowed before a parenthesis or an attribute with a prefix only. */
static bool negation_read(struct expression *expression)
{
	struct sddl_reader *reader = expression->reader;
	reader->at++;
	sddl_space_skip(reader);
	if (sddl_peek(reader) != '(' && sddl_peek(reader) != '@')
		return sddl_fail(reader, "\"(\" or \"@\" is expected after \"!\"");
	return operator_push(expression, TOKEN_NOT);
}

static bool unary_read(struct expression *expression, const struct condition_operator *operation)
{
	struct sddl_reader *reader = expression->reader;
	sddl_space_skip(reader);
	if (operation->kind == OPERATOR_EXISTS
			? !condition_existing_read(reader, &expression->tokens)
			: !condition_operand_read(reader, true, &expression->tokens))
		return false;
	binary_add_u8(&expression->tokens, operation->code);
	return operand_push(expression, 1, false);
}

static bool term_read(struct expression *expression)
{
	struct sddl_reader *reader = expression->reader;
	if (sddl_peek(reader) == '(')
		return parenthesis_open(expression);
	if (sddl_peek(reader) == '!')
		return negation_read(expression);
	expression->expects_term = false;
	struct bytes word = attribute_name_ahead(reader);
	const struct condition_operator *operation = condition_operator_named(word);
	if (operation != NULL && condition_operator_is_unary(operation)) {
		reader->at += word.length;
		return unary_read(expression, operation);
	}
	if (word.length == 0 && sddl_peek(reader) != '@')
		return sddl_fail(reader, "an expression is expected here");
	return condition_attribute_read(reader, &expression->tokens) &&
	       operand_push(expression, 1, true);
}

static bool relation_read(struct expression *expression, const struct condition_operator *operation)
{
	struct sddl_reader *reader = expression->reader;
	if (!expression->operands[expression->operand_count - 1].is_attribute) {
		reader->at = expression->token;
		return sddl_fail(reader, "\"%s\" needs an attribute on its left", operation->name);
	}
	sddl_space_skip(reader);
	if (!condition_operand_read(
		    reader, operation->kind == OPERATOR_RELATION, &expression->tokens))
		return false;
	binary_add_u8(&expression->tokens, operation->code);
	expression->operand_count--;
	return operand_push(expression, 1, false);
}

static bool parenthesis_close(struct expression *expression)
{
	if (!operators_finish(expression, OPEN))
		return false;
	expression->reader->at++;
	expression->operator_count--;
	expression->depth--;
	return true;
}

static const struct condition_operator *operator_take(struct sddl_reader *reader)
{
	struct bytes word = attribute_name_ahead(reader);
	struct bytes rest = bytes_of(reader->at, (size_t)(reader->end - reader->at));
	const struct condition_operator *operation =
		word.length > 0 ? condition_operator_named(word) : condition_operator_leading(rest);
	if (operation == NULL || condition_operator_is_unary(operation)) {
		sddl_fail(reader, "an operator or \")\" is expected here");
		return NULL;
	}
	reader->at += word.length > 0 ? word.length : operation->name[1] == '\0' ? 1U : 2U;
	return operation;
}

static bool joint_read(struct expression *expression)
{
	if (sddl_peek(expression->reader) == ')')
		return parenthesis_close(expression);
	const struct condition_operator *operation = operator_take(expression->reader);
	if (operation == NULL)
		return false;
	if (operation->kind != OPERATOR_AND && operation->kind != OPERATOR_OR)
		return relation_read(expression, operation);
	expression->expects_term = true;
	return operators_finish(expression, operation->code) &&
	       operator_push(expression, operation->code);
}

static bool expression_read(struct expression *expression)
{
	struct sddl_reader *reader = expression->reader;
	do {
		sddl_space_skip(reader);
		expression->token = reader->at;
		if (reader->at >= reader->end)
			return sddl_fail(reader, "the text ends inside a condition");
		if (expression->expects_term ? !term_read(expression) : !joint_read(expression))
			return false;
		if (expression->tokens.length > SDDL_VALUE_MAX_BYTES) {
			reader->at = expression->token;
			return sddl_fail(reader, "the condition is too long for an ACE");
		}
	} while (expression->operator_count > 0);
	return true;
}

bool condition_read(struct sddl_reader *reader, struct bytes *condition)
{
	*condition = (struct bytes){ 0 };
	sddl_space_skip(reader);
	if (sddl_peek(reader) != '(')
		return sddl_expect(reader, '(');
	struct expression expression = { .reader = reader, .expects_term = true };
	expression.tokens = text_new(reader->arena);
	text_add_bytes(&expression.tokens, CONDITION_SIGNATURE, CONDITION_SIGNATURE_BYTES);
	if (!expression_read(&expression))
		return false;
	sddl_space_skip(reader);
	binary_pad(&expression.tokens, CONDITION_SIGNATURE_BYTES);
	*condition = binary_bytes(&expression.tokens);
	return true;
}
