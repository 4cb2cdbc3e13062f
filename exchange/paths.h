/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folders and files that storage groups use on machines: a copy lies on its target under the
 * paths of its source. Read from one copy of the organisation, sorted; pure.
 */
#pragma once

#include "exchange/organisation.h"

/* A folder or file; its path ends in no backslash, and is "" where one is not shown. */
struct path_use {
	const char *machine, *path;
	const struct exchange_server *server;
	const struct storage_group *group;
};

struct path_uses {
	struct path_use
		*use; /* by the machine's first label, then by path, without regard to case */
	size_t count;
	bool cut; /* there are more than PATH_USES_MAX */
};

enum { PATH_USES_MAX = 500000 };

/* The paths that a group uses, each once for its logs and system files where these are the same. */
struct group_paths {
	const char **path;
	size_t count;
};
struct group_paths group_paths_read(struct arena *arena, const struct storage_group *group);

/* Those of all SCR targets, and of standalone servers by themselves. */
struct path_uses path_uses_read(struct arena *arena, const struct organisation *organisation);

/*
 * The first use that does not stand before that path on machines of that name; uses->count: there
 * is none.
 */
size_t path_uses_find(const struct path_uses *uses, const char *machine, const char *path);

/* Whether their machines have the same first label, and the paths are equal. */
bool path_use_is(const struct path_use *use, const char *machine, const char *path);

/* The same, and the path begins with that one and a backslash. */
bool path_use_is_inside(const struct path_use *use, const char *machine, const char *path);
