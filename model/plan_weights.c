/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_weights.h"

#include <string.h>

enum { MAX_LENGTH = 64, MAX_STARS = 3 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Each star multiplies the time that a comparison may take. */
static bool may_name_checks(const char *key)
{
	static const char known[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-?*";
	const size_t length = strlen(key);
	size_t stars = 0;
	for (size_t i = 0; i < length; i++)
		stars += key[i] == '*';
	return length > 0 && length <= MAX_LENGTH && stars <= MAX_STARS &&
	       strspn(key, known) == length;
}

bool plan_weights_read(const struct node *policy, struct plan_weights *weights, struct error *error)
{
	static const char *const words[] = { "advisory", "blocking" };
	struct node node;
	if (!node_member(policy, "weights", &node))
		return true;
	if (!json_is_object(node.value))
		return node_fail(&node, error,
			"must be an object of checks and their weights: { \"ex.version\": "
			"\"blocking\", \"dns.*\": \"advisory\" }");
	struct arena *arena = node.document->arena;
	weights->weight =
		arena_alloc(arena, json_object_size(node.value) * sizeof *weights->weight);
	const char *key;
	json_t *value;
	json_object_foreach(node.value, key, value)
	{
		struct node member;
		int word = 0;
		if (!node_member(&node, key, &member))
			continue;
		if (!may_name_checks(key))
			return node_fail(&member, error,
				"is neither the id of a check nor a pattern such as \"dns.*\"");
		if (!node_choice(&member, words, COUNT(words), &word, error))
			return false;
		weights->weight[weights->count++] =
			(struct plan_weight){ arena_string(arena, key), word == 1 };
	}
	return true;
}
