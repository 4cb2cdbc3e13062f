/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The group Exchange Servers, and whether it may read a file. The directory names the group by a
 * well-known GUID, whatever its name is. Pure.
 */
#pragma once

#include "base/text.h"
#include "model/check.h"
#include "security/descriptor.h"
#include "security/sid.h"

/* The group and the groups that it is a member of. */
struct servers_group {
	const char *dn;
	struct sid *sid; /* the first is the group's own */
	size_t count;    /* 0: the group was not found */

	/* The object that the well-known GUID means was deleted; NULL: no directory server says so.
	 * If a group was found as well, directory servers differ. */
	const char *deleted_dn;
};

struct servers_group servers_group_find(const struct examination *examination);

/* Adds the gaps because of which the group is not known. */
void servers_group_causes(const struct examination *examination, struct causes *causes);

/*
 * PASS: its members may read what has that descriptor. FAIL: they may not. UNKNOWN: it depends on
 * local groups of the file server or on groups of other domains, whose members are not known. Adds
 * the granted rights and the deciding ACEs to the proof.
 */
enum outcome servers_group_may_read(struct arena *arena, const struct servers_group *servers,
	const struct descriptor *descriptor, struct text *proof);
