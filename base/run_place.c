/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/run_place.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

struct place {
	const char *path; /* NULL: there is none */
	bool own;         /* only if it belongs to this user alone */
	bool memory;      /* only if it is a tmpfs */
};

static bool is_usable(const struct place *place, int fd)
{
	struct stat status;
	struct statfs system;
	if (fstat(fd, &status) != 0 || fstatfs(fd, &system) != 0)
		return false;
	if (place->memory && system.f_type != TMPFS_MAGIC)
		return false;
	if (place->own)
		return status.st_uid == geteuid() && (status.st_mode & 077) == 0;
	return (status.st_uid == geteuid() || status.st_uid == 0) &&
	       ((status.st_mode & 022) == 0 || (status.st_mode & S_ISVTX) != 0);
}

int run_place_open(struct arena *arena, size_t number, const char **path)
{
	const struct place all[RUN_PLACES] = {
		{ getenv("XDG_RUNTIME_DIR"), true, false },
		{ arena_format(arena, "/run/user/%u", (unsigned)geteuid()), true, true },
		{ "/dev/shm", false, true },
		{ getenv("TMPDIR"), false, false },
		{ "/tmp", false, false },
	};
	const struct place *place = &all[number];
	*path = place->path;
	errno = ENOENT;
	if (place->path == NULL || place->path[0] != '/')
		return -1;
	const int fd = open(place->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || is_usable(place, fd))
		return fd;
	close(fd);
	errno = EPERM;
	return -1;
}
