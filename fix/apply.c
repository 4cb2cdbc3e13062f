/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/apply.h"

static apply_function *const functions[FIX_ACTION_COUNT] = {
	[FIX_REMOVE_DENY] = apply_remove_deny,
	[FIX_REORDER_DACL] = apply_reorder,
	[FIX_GRANT_FULL_CONTROL] = apply_grant,
	[FIX_GRANT_SPN_WRITE] = apply_grant,
	[FIX_GRANT_CREATE_RECORD] = apply_grant,
	[FIX_REPLICATE] = apply_replicate,
	[FIX_REPLICATE_RECORD] = apply_replicate_record,
	[FIX_ENABLE_ACCOUNT] = apply_account,
	[FIX_END_EXPIRY] = apply_account,
	[FIX_ALLOW_HOURS] = apply_account,
	[FIX_UNLOCK_ACCOUNT] = apply_account,
	[FIX_ALLOW_OTHER_KEYS] = apply_account,
	[FIX_SET_HOST_NAME] = apply_host_name,
	[FIX_ADD_SPN] = apply_add_spn,
	[FIX_REMOVE_SPN] = apply_remove_spn,
	[FIX_DELETE_OBJECT] = apply_delete,
	[FIX_SET_TTL] = apply_ttl,
	[FIX_SET_CLUSTER_TTL] = apply_ttl,
	[FIX_SHARE_BOOKS] = apply_share,
	[FIX_GENERATE_BOOKS] = apply_generate,
	[FIX_GRANT_SHARE_READ] = apply_share_read,
	[FIX_DELETE_SHARE] = apply_delete_share,
	[FIX_ENABLE_SCR] = apply_enable_scr,
};

bool fix_can_apply(enum fix_action action)
{
	return functions[action] != NULL;
}

void fix_apply(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (functions[fix->action] != NULL)
		functions[fix->action](arena, evidence, fix);
}
