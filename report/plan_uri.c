/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plan_uri.h"

#include <string.h>

#include "base/text.h"

/* Whether each part of it is the name of a file or folder. */
static bool is_below(const char *path)
{
	for (;;) {
		const size_t length = strcspn(path, "/");
		if (length == 0 || (length == 1 && path[0] == '.') ||
			(length == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		if (path[length] == '\0')
			return true;
		path += length + 1;
	}
}

const char *plan_uri(struct arena *arena, const struct report_run *run)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	const char *const paths[] = { run->plan_path, run->plan };
	const char *path = "plan.json";
	for (size_t i = sizeof paths / sizeof *paths; i-- > 0;) {
		if (paths[i] != NULL && is_below(paths[i]))
			path = paths[i];
	}
	struct text uri = text_new(arena);
	for (; *path != '\0'; path++) {
		if (strchr(plain, *path) != NULL)
			text_add_bytes(&uri, path, 1);
		else
			text_add(&uri, "%%%02X", (unsigned char)*path);
	}
	return uri.data;
}
