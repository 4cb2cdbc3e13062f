/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/run_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder.h"
#include "base/janitor.h"
#include "base/run_place.h"

#define PREFIX "cmsready-run."

enum {
	DIGITS = 16,
	TRIES = 16,
	REMOVING_MS = 200,  /* the janitor goes on */
	SWEEPING_MS = 1000, /* a place with a million files of others must not hold the run */
};

struct run_folder {
	const char *path, *name;
	int place; /* the folder it is in */
	int lock;  /* itself; locked for as long as it is open here */
	struct janitor janitor;
};

static bool is_name(const char *name)
{
	const size_t prefix = sizeof PREFIX - 1;
	return strncmp(name, PREFIX, prefix) == 0 &&
	       strspn(name + prefix, "0123456789abcdef") == strlen(name + prefix) &&
	       strlen(name + prefix) == DIGITS;
}

/* Whether the name means the open folder, which is one of this user alone. */
static bool is_ours(int place, const char *name, int folder)
{
	struct stat open_one, named;
	return fstat(folder, &open_one) == 0 &&
	       fstatat(place, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino &&
	       open_one.st_uid == geteuid() && (open_one.st_mode & 022) == 0;
}

/* The open and locked folder, or -1 if it is not ours or a living run has locked it. */
static int lock_folder(int place, const char *name)
{
	const int folder = openat(place, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return -1;
	/* Looked at after it was locked: the one who had the lock may have removed it. */
	if (flock(folder, LOCK_EX | LOCK_NB) == 0 && is_ours(place, name, folder))
		return folder;
	close(folder);
	return -1;
}

/* Other users may put anything into the place: only our own folders are opened. */
static void sweep(int place, struct deadline deadline)
{
	struct stat status;
	const int own = openat(place, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = own < 0 ? NULL : fdopendir(own);
	if (list == NULL) {
		if (own >= 0)
			close(own);
		return;
	}
	for (const struct dirent *entry;
		(entry = readdir(list)) != NULL && deadline_left_ms(deadline) > 0;) {
		if (!is_name(entry->d_name) ||
			fstatat(place, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
			!S_ISDIR(status.st_mode) || status.st_uid != geteuid())
			continue;
		const int folder = lock_folder(place, entry->d_name);
		if (folder < 0)
			continue;
		folder_remove(place, entry->d_name, deadline);
		close(folder);
	}
	closedir(list);
}

static const char *new_name(struct arena *arena)
{
	uint64_t random = 0;
	if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
		random = (uint64_t)getpid();
	return arena_format(arena, PREFIX "%0*" PRIx64, DIGITS, random);
}

/* False with errno. A run that sweeps may be faster than our lock: then it is made again. */
static bool make_locked(struct run_folder *folder)
{
	for (int i = 0; i < TRIES; i++) {
		if (mkdirat(folder->place, folder->name, 0700) != 0 && errno != EEXIST)
			return false;
		folder->lock = lock_folder(folder->place, folder->name);
		if (folder->lock >= 0)
			return true;
	}
	/* A network file system, for example, that does not lock folders. */
	unlinkat(folder->place, folder->name, AT_REMOVEDIR);
	errno = ENOLCK;
	return false;
}

/* The janitor first: so there is no moment in which the folder has none. */
static bool make_in(
	struct arena *arena, struct run_folder *folder, const char *place, struct error *error)
{
	folder->name = new_name(arena);
	if (!janitor_start(&folder->janitor, folder->place, folder->name, error))
		return false;
	if (make_locked(folder)) {
		folder->path = arena_format(arena, "%s/%s", place, folder->name);
		return true;
	}
	error_set(error, ERROR_CONFIG, "no private folder can be made in %s: %s", place,
		strerror(errno));
	janitor_dismiss(&folder->janitor);
	return false;
}

static bool make_anywhere(struct arena *arena, struct run_folder *folder, struct error *error)
{
	for (size_t i = 0; i < RUN_PLACES; i++) {
		struct error reason = { 0 };
		const char *path;
		folder->place = run_place_open(arena, i, &path);
		if (folder->place < 0) {
			error_set(&reason, ERROR_CONFIG, "no private folder can be made in %s: %s",
				path, strerror(errno));
		} else {
			if (make_in(arena, folder, path, &reason))
				return true;
			close(folder->place);
		}
		if (i + 1 == RUN_PLACES)
			error_pass(error, &reason);
	}
	return false;
}

struct run_folder *run_folder_make(struct arena *arena, struct error *error)
{
	const struct deadline deadline = deadline_after(SWEEPING_MS);
	for (size_t i = 0; i < RUN_PLACES; i++) {
		const char *path;
		const int place = run_place_open(arena, i, &path);
		if (place < 0)
			continue;
		sweep(place, deadline);
		close(place);
	}
	struct run_folder *folder = arena_alloc(arena, sizeof *folder);
	return make_anywhere(arena, folder, error) ? folder : NULL;
}

const char *run_folder_path(const struct run_folder *folder)
{
	return folder->path;
}

void run_folder_remove(struct run_folder *folder)
{
	if (folder_remove(folder->place, folder->name, deadline_after(REMOVING_MS)))
		janitor_dismiss(&folder->janitor);
	else
		janitor_leave(&folder->janitor);
	close(folder->lock);
	close(folder->place);
}
