/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/home.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"

const char *home_make(
	struct arena *arena, const struct run_folder *folder, size_t number, struct error *error)
{
	const char *home = arena_format(arena, "%s/%zu", run_folder_path(folder), number);
	if (mkdir(home, 0700) == 0)
		return home;
	error_set(error, ERROR_CONFIG, "%s cannot be created: %s", home, strerror(errno));
	return NULL;
}

/*
 * The library would store what it finds about servers in half a megabyte per worker. It works
 * without, and does so when its folder can neither be found nor made.
 */
bool home_furnish(struct arena *arena, const char *home, bool allow_smb1, struct error *error)
{
	const char *folder = arena_format(arena, "%s/.smb", home);
	const char *none = arena_format(arena, "%s/none/none", home);
	const char *settings = arena_format(arena,
		"[global]\n"
		"name cache timeout = 0\n"
		"lock directory = %s\n"
		"cache directory = %s\n"
		"state directory = %s\n"
		"client signing = %s\n",
		none, none, none, allow_smb1 ? "desired" : "required");
	if (mkdir(folder, 0700) != 0)
		return error_set(error, ERROR_CONFIG, "%s: %s", folder, strerror(errno));
	return file_write(arena_format(arena, "%s/smb.conf", folder),
		bytes_of(settings, strlen(settings)), error);
}

void home_empty(const char *home)
{
	const int folder = open(home, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return;
	folder_empty(folder);
	close(folder);
}
