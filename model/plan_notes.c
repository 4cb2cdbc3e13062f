/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_notes.h"

#include <string.h>

#include "codec/record.h"

enum { MAX_ENVIRONMENT = 64 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct field group_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = offsetof(struct plan_storage_group, name) },
	{ .key = "scr_targets",
		.kind = FIELD_TEXTS,
		.optional = true,
		.offset = offsetof(struct plan_storage_group, target),
		.count = offsetof(struct plan_storage_group, target_count) },
};
static const struct shape group_shape = {
	.size = sizeof(struct plan_storage_group),
	.field_count = COUNT(group_fields),
	.field = group_fields,
};

static const struct field discovered_fields[] = {
	{ .key = "kind", .kind = FIELD_TEXT, .offset = offsetof(struct plan_discovered, kind) },
	{ .key = "version",
		.kind = FIELD_TEXT,
		.optional = true,
		.offset = offsetof(struct plan_discovered, version) },
	{ .key = "site",
		.kind = FIELD_TEXT,
		.optional = true,
		.offset = offsetof(struct plan_discovered, site) },
	{ .key = "storage_groups",
		.kind = FIELD_RECORDS,
		.optional = true,
		.offset = offsetof(struct plan_discovered, group),
		.count = offsetof(struct plan_discovered, group_count),
		.shape = &group_shape },
};
static const struct shape discovered_shape = {
	.size = sizeof(struct plan_discovered),
	.field_count = COUNT(discovered_fields),
	.field = discovered_fields,
};

bool plan_remarks_ok(const struct node *root, struct error *error)
{
	struct node array;
	const char *remark;
	if (!node_member(root, "remarks", &array))
		return true;
	if (!node_is_array(&array, error))
		return false;
	for (size_t i = 0; i < node_count(&array); i++) {
		struct node item = node_item(&array, i);
		if (!node_text(&item, &remark, error))
			return false;
	}
	return true;
}

bool plan_discovered_read(
	const struct node *recovery, const struct plan_discovered **discovered, struct error *error)
{
	struct node node, kind;
	if (!node_member(recovery, "discovered", &node))
		return true;
	struct plan_discovered *read = arena_alloc(recovery->document->arena, sizeof *read);
	if (!record_read(&node, &discovered_shape, read, error))
		return false;
	node_member(&node, "kind", &kind);
	if (strcmp(read->kind, "ccr") != 0 && strcmp(read->kind, "scc") != 0)
		return node_fail(
			&kind, error, "must be \"ccr\" or \"scc\", not \"%s\"", read->kind);
	*discovered = read;
	return true;
}

bool plan_environment_read(const struct node *root, const char **environment, struct error *error)
{
	struct node node;
	if (!node_member(root, "environment", &node))
		return true;
	if (!node_string(&node, environment, error))
		return false;
	const size_t length = strlen(*environment);
	return (length > 0 && length <= MAX_ENVIRONMENT && (*environment)[0] != ' ') ||
	       node_fail(&node, error,
		       "\"%s\" is no name of an environment: write 1 to %d characters, such as "
		       "production",
		       *environment, MAX_ENVIRONMENT);
}
