/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/plan_path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"

/* What comes behind the folder in the path of a place in it: "" or "plans"; NULL: it is elsewhere.
 */
static const char *below(const char *place, const char *folder)
{
	const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	if (strncmp(place, folder, length) != 0)
		return NULL;
	if (place[length] == '\0')
		return "";
	return place[length] == '/' ? place + length + 1 : NULL;
}

/* The nearest folder above with a repository of Git; NULL: there is none. */
static const char *repository_of(struct arena *arena, const char *place)
{
	for (char *folder = arena_string(arena, place); *folder != '\0';) {
		if (access(arena_format(arena, "%s/.git", folder), F_OK) == 0)
			return folder;
		*strrchr(folder, '/') = '\0';
	}
	return NULL;
}

const char *plan_path(struct arena *arena, const char *file)
{
	char working[PATH_MAX], place[PATH_MAX];
	if (strcmp(file, "-") == 0 || getcwd(working, sizeof working) == NULL)
		return NULL;
	/* The folder is resolved, and not the file: a repository knows a link by its own name. */
	const char *slash = strrchr(file, '/');
	const char *of = slash == NULL ? "." : arena_text(arena, file, (size_t)(slash - file) + 1);
	const char *name = slash == NULL ? file : slash + 1;
	if (realpath(of, place) == NULL)
		return NULL;
	const char *repository = repository_of(arena, place);
	const char *path = below(place, repository != NULL ? repository : working);
	if (path == NULL)
		return NULL;
	return escaped(arena, arena_format(arena, "%s%s%s", path, *path == '\0' ? "" : "/", name));
}
