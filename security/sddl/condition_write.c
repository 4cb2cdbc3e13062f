/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tokens to text as Windows writes it: every operator with its operands in its own parentheses, and
 * an attribute too if it is used as a truth value. The text is then read again, and is returned
 * only if this gives the same bytes.
 */
#include "security/sddl/condition.h"

#include "security/sddl/condition_operand.h"
#include "security/sddl/condition_tokens.h"
#include "security/sddl/value.h"

#define NONE UINT32_MAX /* no node */

/* A value is a node without parentheses of its own. */
enum { MAX_HEIGHT = CONDITION_MAX_DEPTH + 1 };

/* One token. Operators point to their operands; a single operand is the right one. */
struct node {
	uint32_t at; /* in the bytes of the condition */
	uint32_t left, right;
	uint32_t below; /* next on the stack of nodes that are not yet an operand */
	uint16_t height;
};

struct tree {
	struct bytes condition;
	struct node *node;
	uint32_t count;
	uint32_t top; /* of the stack of nodes that are not yet an operand */
};

static struct condition_token token_at(const struct tree *tree, uint32_t at)
{
	struct bytes from = bytes_from(&tree->condition, at);
	struct condition_token token;
	condition_token_take(&from, &token);
	return token;
}

static bool malformed(struct error *error, const char *what)
{
	return error_set(error, ERROR_MALFORMED, "the condition of an ACE %s", what);
}

static uint32_t operand_pop(struct tree *tree)
{
	uint32_t popped = tree->top;
	if (popped != NONE)
		tree->top = tree->node[popped].below;
	return popped;
}

static uint16_t height_of(const struct tree *tree, uint32_t node)
{
	return node == NONE ? 0 : tree->node[node].height;
}

static bool token_add(struct tree *tree, uint32_t at, struct error *error)
{
	const struct condition_operator *operation =
		condition_operator_coded(tree->condition.data[at]);
	struct node node = { .at = at, .left = NONE, .right = NONE };
	if (operation != NULL) {
		const bool is_unary = condition_operator_is_unary(operation);
		node.right = operand_pop(tree);
		node.left = is_unary ? NONE : operand_pop(tree);
		if (node.right == NONE || (!is_unary && node.left == NONE))
			return malformed(error, "has an operator without its operands");
	}
	uint16_t left = height_of(tree, node.left), right = height_of(tree, node.right);
	node.height = (uint16_t)(1 + (left > right ? left : right));
	if (node.height > MAX_HEIGHT)
		return malformed(error, "is nested too deep");
	node.below = tree->top;
	tree->node[tree->count] = node;
	tree->top = tree->count++;
	return true;
}

static bool is_narrow(uint8_t code)
{
	return code >= TOKEN_INT8 && code <= TOKEN_INT32;
}

/* Padding ends the tokens. It is checked by reading the text again. */
static bool tree_build(struct tree *tree, struct error *error)
{
	struct bytes rest = tree->condition;
	struct bytes signature = bytes_take(&rest, CONDITION_SIGNATURE_BYTES);
	if (!bytes_equal(signature, bytes_of(CONDITION_SIGNATURE, CONDITION_SIGNATURE_BYTES)))
		return malformed(error, "has an unknown signature");
	while (rest.length > 0 && rest.data[0] != TOKEN_PADDING) {
		uint32_t at = (uint32_t)(tree->condition.length - rest.length);
		struct condition_token token;
		if (!condition_token_take(&rest, &token))
			return malformed(error, "has an unknown or truncated token");
		if (is_narrow(token.code))
			return malformed(
				error, "has an integer of less than 64 bits: SDDL has none");
		if (!token_add(tree, at, error))
			return false;
	}
	if (tree->top == NONE || tree->node[tree->top].below != NONE)
		return malformed(error, "is not exactly one expression");
	return true;
}

struct writer {
	const struct tree *tree;
	struct text *text;
	const struct sid *domain;
};

static bool node_write(const struct writer *writer, uint32_t index, bool as_truth);

static bool operation_write(const struct writer *writer, const struct node *node,
	const struct condition_operator *operation)
{
	const bool is_not = operation->kind == OPERATOR_NOT;
	const bool is_logical =
		is_not || operation->kind == OPERATOR_AND || operation->kind == OPERATOR_OR;
	if (node->left != NONE) {
		if (!node_write(writer, node->left, is_logical))
			return false;
		text_add_bytes(writer->text, " ", 1);
	}
	text_add(writer->text, is_not ? "%s" : "%s ", operation->name);
	return node_write(writer, node->right, is_logical);
}

/* The recursion is bounded: no tree is higher than MAX_HEIGHT. */
static bool node_write(const struct writer *writer, uint32_t index, bool as_truth)
{
	const struct node *node = &writer->tree->node[index];
	const struct condition_token token = token_at(writer->tree, node->at);
	const struct condition_operator *operation = condition_operator_coded(token.code);
	const bool is_in_parentheses = operation != NULL || as_truth;
	if (is_in_parentheses)
		text_add_bytes(writer->text, "(", 1);
	if (operation != NULL ? !operation_write(writer, node, operation)
			      : !condition_operand_write(writer->text, &token, writer->domain))
		return false;
	if (is_in_parentheses)
		text_add_bytes(writer->text, ")", 1);
	return true;
}

static bool reads_as(const struct text *text, struct bytes condition, const struct sid *domain)
{
	struct error ignored = { 0 };
	struct sddl_reader reader = {
		.arena = text->arena,
		.domain = domain,
		.begin = text->data,
		.at = text->data,
		.end = text->data + text->length,
		.error = &ignored,
	};
	struct bytes read;
	return condition_read(&reader, &read) && reader.at == reader.end &&
	       bytes_equal(read, condition);
}

bool condition_write(
	struct text *text, struct bytes condition, const struct sid *domain, struct error *error)
{
	if (condition.length > SDDL_VALUE_MAX_BYTES)
		return malformed(error, "is too long for an ACE");
	struct tree tree = { .condition = condition, .top = NONE };
	tree.node = arena_alloc(text->arena, condition.length * sizeof *tree.node); /* at most */
	if (!tree_build(&tree, error))
		return false;
	struct text written = text_new(text->arena);
	const struct writer writer = { &tree, &written, domain };
	if (!node_write(&writer, tree.top, true) || !reads_as(&written, condition, domain))
		return malformed(error, "cannot be expressed in SDDL");
	text_add_bytes(text, written.data, written.length);
	return true;
}
