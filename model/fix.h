/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A fix: one change that would mend what a finding says, as data. Checks attach them to findings;
 * fix/ writes the commands, and applies fixes to evidence to prove what they lead to. Nothing here
 * is a command, and a fix is never carried out by this program.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * In the order in which they are carried out: what others depend on comes first. Which members each
 * has: fix/action.c.
 */
enum fix_action {
	FIX_CREATE_ACCOUNT,
	FIX_REMOVE_DENY,
	FIX_REORDER_DACL,
	FIX_GRANT_FULL_CONTROL,
	FIX_GRANT_SPN_WRITE,
	FIX_GRANT_CREATE_RECORD,
	FIX_SWITCH_ON_REPLICATION,
	FIX_REPLICATE,
	FIX_REPLICATE_RECORD,
	FIX_ENABLE_ACCOUNT,
	FIX_END_EXPIRY,
	FIX_ALLOW_HOURS,
	FIX_UNLOCK_ACCOUNT,
	FIX_ALLOW_OTHER_KEYS,
	FIX_SET_HOST_NAME,
	FIX_SET_ENCRYPTION,
	FIX_ADD_SPN,
	FIX_REMOVE_SPN,
	FIX_DELETE_OBJECT,
	FIX_SET_TTL,
	FIX_SET_CLUSTER_TTL,
	FIX_ALLOW_UPDATES,
	FIX_DELETE_NAME_SERVER,
	FIX_CLEAN_METADATA,
	FIX_SHARE_BOOKS,
	FIX_GENERATE_BOOKS,
	FIX_GRANT_SHARE_READ,
	FIX_DELETE_SHARE,
	FIX_ENABLE_SCR,
	FIX_ACTION_COUNT
};

/* Members that the action does not have are NULL. */
struct fix {
	enum fix_action action;
	const char *object;  /* what is changed: a DN, a name in DNS, a share, a storage group */
	const char *account; /* who gets it: "DRCLU01$@corp.example.com" */
	const char *value;   /* what it gets: a TTL, a service principal name, a host name */
	const char *server;  /* where the command is directed */
};

struct fixes {
	struct fix *fix;
	size_t count;
};

/* Adds a fix that is not there yet, up to LIMIT_FIXES. The texts are shared. */
void fixes_add(struct arena *arena, struct fixes *fixes, struct fix fix);
void fixes_join(struct arena *arena, struct fixes *fixes, const struct fixes *others);

/* A copy with its texts; fixes with a text longer than LIMIT_SHORT_TEXT are left out. */
struct fixes fixes_copy(struct arena *arena, const struct fixes *fixes);

bool fix_equal(const struct fix *a, const struct fix *b);

/* "grant-full-control": in the JSON report. */
const char *fix_action_name(enum fix_action action);

/* False: this version has no action of that name. */
bool fix_action_find(const char *name, enum fix_action *action);
