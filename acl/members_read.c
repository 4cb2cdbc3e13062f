/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acl/members.h"

#include <stdlib.h>
#include <string.h>

static const char *const keys[] = { "id", "sd", "sddl", "domain_sid", "token", "self", "kind" };

static struct bytes id_of(const struct node *root)
{
	struct arena *arena = root->document->arena;
	struct node id;
	if (!json_is_object(root->value) || !node_member(root, "id", &id))
		return bytes_of("null", 4);
	char *text = json_dumps(id.value, JSON_ENCODE_ANY);
	if (text == NULL)
		out_of_memory();
	struct bytes copy = bytes_of(arena_string(arena, text), strlen(text));
	free(text);
	return copy;
}

static bool read_string(const struct node *node, struct bytes *text, struct error *error)
{
	const char *string;
	if (!node_string(node, &string, error))
		return false;
	*text = bytes_of(string, json_string_length(node->value));
	return true;
}

static bool read_member(
	const struct node *root, const char *key, struct member *member, struct error *error)
{
	struct node node;
	member->given = node_member(root, key, &node);
	return !member->given || read_string(&node, &member->text, error);
}

static bool read_token(const struct node *root, struct members *members, struct error *error)
{
	struct node node;
	members->has_token = node_member(root, "token", &node);
	if (!members->has_token)
		return true;
	if (!node_is_array(&node, error))
		return false;
	const size_t count = node_count(&node);
	members->token = arena_alloc(root->document->arena, count * sizeof *members->token);
	for (size_t i = 0; i < count; i++) {
		const struct node item = node_item(&node, i);
		if (!read_string(&item, &members->token[i], error))
			return false;
	}
	members->token_count = count;
	return true;
}

bool members_read(const struct document *document, struct members *members, struct error *error)
{
	const struct node root = document_root(document);
	*members = (struct members){ .id = id_of(&root) };
	return node_is_object(&root, keys, sizeof keys / sizeof *keys, error) &&
	       read_member(&root, "sd", &members->sd, error) &&
	       read_member(&root, "sddl", &members->sddl, error) &&
	       read_member(&root, "domain_sid", &members->domain_sid, error) &&
	       read_member(&root, "self", &members->self, error) &&
	       read_member(&root, "kind", &members->kind, error) &&
	       read_token(&root, members, error);
}
