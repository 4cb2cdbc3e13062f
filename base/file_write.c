/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

/* A file on its way to its name. Without memory from the heap, see file.h. */
struct target {
	const char *path;
	char folder[PATH_MAX], temporary[PATH_MAX];
	int file;
	bool is_named; /* the temporary name exists */
};

bool file_write_all(int file, struct bytes bytes)
{
	while (bytes.length > 0) {
		ssize_t put = write(file, bytes.data, bytes.length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes_take(&bytes, (size_t)put);
	}
	return true;
}

static bool target_of(struct target *target, const char *path, struct error *error)
{
	static const char suffix[] = ".XXXXXX";
	*target = (struct target){ .path = path, .file = -1 };
	const size_t length = strlen(path);
	if (length + sizeof suffix > sizeof target->folder) {
		errno = ENAMETOOLONG;
		return error_set_errno(error, path, "write there");
	}
	memcpy(target->temporary, path, length);
	memcpy(target->temporary + length, suffix, sizeof suffix);
	memcpy(target->folder, path, length + 1);
	char *slash = strrchr(target->folder, '/');
	if (slash == NULL)
		memcpy(target->folder, ".", sizeof ".");
	else
		slash[slash == target->folder ? 1 : 0] = '\0';
	return true;
}

/* A file must not replace a device, pipe or link, such as /dev/null and /dev/stdout. */
static bool target_is_free(const struct target *target, struct error *error)
{
	struct stat status;
	if (access(target->folder, W_OK | X_OK) != 0)
		return error_set_errno(error, target->path, "write there");
	if (lstat(target->path, &status) < 0 || S_ISREG(status.st_mode))
		return true;
	return error_set(
		error, ERROR_CONFIG, "%s: not a regular file, so it is not replaced", target->path);
}

bool file_may_write(const char *path, struct error *error)
{
	struct target target;
	return target_of(&target, path, error) && target_is_free(&target, error);
}

static bool target_open(struct target *target, bool named)
{
	target->file = named ? mkostemp(target->temporary, O_CLOEXEC)
			     : open(target->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	target->is_named = named && target->file >= 0;
	return target->file >= 0;
}

/* Gives a file without a name one, which a rename needs. */
static bool target_name(struct target *target)
{
	enum { DIGITS = 6, TRIES = 100 };
	char *digits = target->temporary + strlen(target->temporary) - DIGITS;
	char itself[64];
	snprintf(itself, sizeof itself, "/proc/self/fd/%d", target->file);
	for (int i = 0; i < TRIES && !target->is_named; i++) {
		uint32_t number = 0;
		if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
			return false;
		snprintf(digits, DIGITS + 1, "%06" PRIx32, number & 0xffffff);
		target->is_named = linkat(AT_FDCWD, itself, AT_FDCWD, target->temporary,
					   AT_SYMLINK_FOLLOW) == 0;
		if (!target->is_named && errno != EEXIST)
			return false;
	}
	return target->is_named;
}

/* The rename is durable only after a sync of the folder. Not every file system supports that. */
static void sync_folder(const struct target *target)
{
	int handle = open(target->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (handle >= 0) {
		fsync(handle);
		close(handle);
	}
}

/* False with ERROR_NONE: this file system or system has no files without names. */
static bool target_write(struct target *target, bool named, struct bytes bytes, struct error *error)
{
	if (!target_open(target, named))
		return named && error_set_errno(error, target->path, "write there");
	bool written = file_write_all(target->file, bytes) && fsync(target->file) == 0;
	if (!written)
		error_set_errno(error, target->path, "write it");
	const bool has_name = written && (target->is_named || target_name(target));
	if (close(target->file) != 0 && written)
		written = error_set_errno(error, target->path, "write it");
	if (!written || !has_name)
		return false;
	return rename(target->temporary, target->path) == 0 ||
	       error_set_errno(error, target->path, "rename the new file to it");
}

bool file_write(const char *path, struct bytes bytes, struct error *error)
{
	struct target target;
	if (!target_of(&target, path, error) || !target_is_free(&target, error))
		return false;
	sigset_t all, old;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	bool written = target_write(&target, false, bytes, error);
	if (!written && error->kind == ERROR_NONE && target_of(&target, path, error))
		written = target_write(&target, true, bytes, error);
	if (written)
		sync_folder(&target);
	else if (target.is_named)
		unlink(target.temporary);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return written;
}
