/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/fix.h"

#include <string.h>

#include "base/limits.h"

static const char *const names[FIX_ACTION_COUNT] = {
	[FIX_REMOVE_DENY] = "remove-deny",
	[FIX_REORDER_DACL] = "reorder-dacl",
	[FIX_GRANT_FULL_CONTROL] = "grant-full-control",
	[FIX_GRANT_SPN_WRITE] = "grant-spn-write",
	[FIX_GRANT_CREATE_RECORD] = "grant-create-record",
	[FIX_SWITCH_ON_REPLICATION] = "switch-on-replication",
	[FIX_REPLICATE] = "replicate",
	[FIX_REPLICATE_RECORD] = "replicate-record",
	[FIX_CREATE_ACCOUNT] = "create-account",
	[FIX_ENABLE_ACCOUNT] = "enable-account",
	[FIX_END_EXPIRY] = "end-expiry",
	[FIX_ALLOW_HOURS] = "allow-logon-hours",
	[FIX_UNLOCK_ACCOUNT] = "unlock-account",
	[FIX_ALLOW_OTHER_KEYS] = "allow-other-keys",
	[FIX_SET_HOST_NAME] = "set-dnshostname",
	[FIX_SET_ENCRYPTION] = "set-encryption-types",
	[FIX_ADD_SPN] = "add-spn",
	[FIX_REMOVE_SPN] = "remove-spn",
	[FIX_DELETE_OBJECT] = "delete-object",
	[FIX_SET_TTL] = "set-ttl",
	[FIX_SET_CLUSTER_TTL] = "set-cluster-name-ttl",
	[FIX_ALLOW_UPDATES] = "allow-secure-updates",
	[FIX_DELETE_NAME_SERVER] = "delete-name-server",
	[FIX_CLEAN_METADATA] = "clean-metadata",
	[FIX_SHARE_BOOKS] = "share-address-books",
	[FIX_DELETE_SHARE] = "delete-share",
	[FIX_GRANT_SHARE_READ] = "grant-share-read",
	[FIX_GENERATE_BOOKS] = "generate-address-books",
	[FIX_ENABLE_SCR] = "enable-scr",
};

static bool text_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool fix_equal(const struct fix *a, const struct fix *b)
{
	return a->action == b->action && text_equal(a->object, b->object) &&
	       text_equal(a->account, b->account) && text_equal(a->value, b->value) &&
	       text_equal(a->server, b->server);
}

void fixes_add(struct arena *arena, struct fixes *fixes, struct fix fix)
{
	for (size_t i = 0; i < fixes->count; i++) {
		if (fix_equal(&fixes->fix[i], &fix))
			return;
	}
	if (fixes->count >= LIMIT_FIXES)
		return;
	fixes->fix = arena_more(arena, fixes->fix, fixes->count, sizeof *fixes->fix);
	fixes->fix[fixes->count++] = fix;
}

void fixes_join(struct arena *arena, struct fixes *fixes, const struct fixes *others)
{
	for (size_t i = 0; i < others->count; i++)
		fixes_add(arena, fixes, others->fix[i]);
}

static const char *text_copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_string(arena, text);
}

static bool is_short(const char *text)
{
	return text == NULL || strlen(text) <= LIMIT_SHORT_TEXT;
}

struct fixes fixes_copy(struct arena *arena, const struct fixes *fixes)
{
	struct fixes copy = { arena_alloc(arena, fixes->count * sizeof *copy.fix), 0 };
	for (size_t i = 0; i < fixes->count; i++) {
		const struct fix *fix = &fixes->fix[i];
		if (!is_short(fix->object) || !is_short(fix->account) || !is_short(fix->value) ||
			!is_short(fix->server))
			continue;
		copy.fix[copy.count++] = (struct fix){
			.action = fix->action,
			.object = text_copy(arena, fix->object),
			.account = text_copy(arena, fix->account),
			.value = text_copy(arena, fix->value),
			.server = text_copy(arena, fix->server),
		};
	}
	return copy;
}

const char *fix_action_name(enum fix_action action)
{
	return names[action];
}

bool fix_action_find(const char *name, enum fix_action *action)
{
	for (size_t i = 0; i < FIX_ACTION_COUNT; i++) {
		if (strcmp(names[i], name) == 0) {
			*action = (enum fix_action)i;
			return true;
		}
	}
	return false;
}
