/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folders and files that storage groups use on machines. A copy has the same paths on its
 * target as the source. Read from one copy of the organisation, sorted; pure.
 */
#pragma once

#include "exchange/organisation.h"

/*
 * A folder or file. `path` is as in the directory, for people. `key` is what is compared: in the
 * capitals of Windows, with single backslashes and none at the end, so that a volume's root is
 * "M:". Both are "" if it is not shown.
 */
struct path {
	const char *path, *key;
};

struct path_use {
	const char *machine;
	struct path path;
	const struct exchange_server *server;
	const struct storage_group *group;
};

struct path_uses {
	struct path_use *use; /* by the machine's first label, then by the path's key */
	size_t count;
	bool truncated; /* there are more than PATH_USES_MAX */
	bool hidden;    /* there may be more: the machine of an SCR target is not known */
};

enum { PATH_USES_MAX = 500000 };

/* The paths of a group. If its logs and system files have the same path, it is listed once. */
struct group_paths {
	struct path *path;
	size_t count;
};
struct group_paths group_paths_read(struct arena *arena, const struct storage_group *group);

/* The paths on all SCR targets, and on standalone servers themselves. */
struct path_uses path_uses_read(struct arena *arena, const struct organisation *organisation);

/*
 * Index of the first use that does not sort before that machine and key; uses->count: none.
 */
size_t path_uses_find(const struct path_uses *uses, const char *machine, const char *key);

/* Whether the machines have the same first label, and the paths are equal. */
bool path_use_is(const struct path_use *use, const char *machine, const char *key);

/* Whether the machines have the same first label, and the use's path is below that path. */
bool path_use_is_inside(const struct path_use *use, const char *machine, const char *key);
