/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_DEPTH = 16, MAX_PAUSE_MS = 64 };

static bool empty(int folder, int depth);

static bool remove_once(int place, const char *name, int depth)
{
	const int folder = openat(place, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return errno == ENOENT;
	const bool is_empty = depth > 0 && empty(folder, depth);
	close(folder);
	return is_empty && (unlinkat(place, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

static bool remove_entry(int folder, const char *name, int depth)
{
	/* Linux answers EISDIR for a folder, other systems and POSIX say EPERM. */
	if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
		return true;
	return (errno == EISDIR || errno == EPERM) && remove_once(folder, name, depth - 1);
}

static bool empty(int folder, int depth)
{
	/* Opened anew: the caller's descriptor keeps its position, and stays open. */
	const int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = own < 0 ? NULL : fdopendir(own);
	bool whole = list != NULL;
	if (list == NULL && own >= 0)
		close(own);
	for (const struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			whole = remove_entry(folder, entry->d_name, depth) && whole;
	}
	if (list != NULL)
		closedir(list);
	return whole;
}

bool folder_empty(int folder)
{
	return empty(folder, MAX_DEPTH);
}

bool folder_remove(int place, const char *name, struct deadline deadline)
{
	for (long pause_ms = 1; !remove_once(place, name, MAX_DEPTH);) {
		if (deadline_left_ms(deadline) == 0)
			return false;
		nanosleep(&(struct timespec){ .tv_nsec = pause_ms * 1000000 }, NULL);
		pause_ms = pause_ms < MAX_PAUSE_MS ? pause_ms * 2 : MAX_PAUSE_MS;
	}
	return true;
}
