/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folders and files that storage groups use on machines. A copy has the same paths on its
 * target as the source. Read from one copy of the organisation, sorted; pure.
 */
#pragma once

#include "exchange/organisation.h"

/* A folder or file. The path has no backslash at its end, and is "" if it is not shown. */
struct path_use {
	const char *machine, *path;
	const struct exchange_server *server;
	const struct storage_group *group;
};

struct path_uses {
	struct path_use
		*use; /* by the machine's first label, then by path, without regard to case */
	size_t count;
	bool truncated; /* there are more than PATH_USES_MAX */
};

enum { PATH_USES_MAX = 500000 };

/* The paths of a group. If its logs and system files have the same path, it is listed once. */
struct group_paths {
	const char **path;
	size_t count;
};
struct group_paths group_paths_read(struct arena *arena, const struct storage_group *group);

/* The paths on all SCR targets, and on standalone servers themselves. */
struct path_uses path_uses_read(struct arena *arena, const struct organisation *organisation);

/*
 * Index of the first use that does not sort before that machine and path; uses->count: none.
 */
size_t path_uses_find(const struct path_uses *uses, const char *machine, const char *path);

/* Whether the machines have the same first label, and the paths are equal. */
bool path_use_is(const struct path_use *use, const char *machine, const char *path);

/* Whether the machines have the same first label, and the use's path is below that path. */
bool path_use_is_inside(const struct path_use *use, const char *machine, const char *path);
