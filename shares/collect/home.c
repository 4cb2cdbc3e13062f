/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/home.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

enum { OPEN_FOLDERS = 8 };

static bool write_settings(
	struct arena *arena, const char *home, bool allow_smb1, struct error *error)
{
	const char *folder = arena_format(arena, "%s/.smb", home);
	const char *settings = arena_format(arena,
		"[global]\n"
		"name cache timeout = 0\n"
		"lock directory = %s\n"
		"cache directory = %s\n"
		"state directory = %s\n"
		"client signing = %s\n",
		home, home, home, allow_smb1 ? "desired" : "required");
	if (mkdir(folder, 0700) != 0)
		return error_set(error, ERROR_CONFIG, "%s: %s", folder, strerror(errno));
	return file_write(arena, arena_format(arena, "%s/smb.conf", folder),
		bytes_of(settings, strlen(settings)), error);
}

const char *home_make(struct arena *arena, bool allow_smb1, struct error *error)
{
	const char *place = getenv("TMPDIR");
	char *home = arena_format(
		arena, "%s/cmsready.XXXXXX", place == NULL || *place == '\0' ? "/tmp" : place);
	if (mkdtemp(home) == NULL) {
		error_set(error, ERROR_CONFIG, "%s cannot be created: %s", home, strerror(errno));
		return NULL;
	}
	if (write_settings(arena, home, allow_smb1, error))
		return home;
	home_remove(home);
	return NULL;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status;
	(void)type;
	(void)place;
	return remove(path);
}

void home_remove(const char *home)
{
	nftw(home, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
