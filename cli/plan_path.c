/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/plan_path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"

const char *plan_path(struct arena *arena, const char *file)
{
	char folder[PATH_MAX], place[PATH_MAX];
	if (strcmp(file, "-") == 0 || getcwd(folder, sizeof folder) == NULL)
		return NULL;
	/* The folder is resolved, and not the file: a repository knows a link by its own name. */
	const char *slash = strrchr(file, '/');
	const char *of = slash == NULL ? "." : arena_text(arena, file, (size_t)(slash - file) + 1);
	const char *name = slash == NULL ? file : slash + 1;
	if (realpath(of, place) == NULL)
		return NULL;
	const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	if (strcmp(place, folder) == 0)
		return escaped(arena, name);
	if (strncmp(place, folder, length) != 0 || place[length] != '/')
		return NULL;
	return escaped(arena, arena_format(arena, "%s/%s", place + length + 1, name));
}
