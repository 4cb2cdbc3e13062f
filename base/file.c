/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum error_kind kind_of_errno(int reason)
{
	switch (reason) {
	case ENOENT:
	case ENOTDIR:
		return ERROR_ABSENT;
	case EACCES:
	case EPERM:
		return ERROR_DENIED;
	default:
		return ERROR_UNREACHABLE;
	}
}

static bool fail_errno(struct error *error, const char *path, const char *doing)
{
	int reason = errno;
	return error_set(
		error, kind_of_errno(reason), "%s: cannot %s: %s", path, doing, strerror(reason));
}

/* Reads to the end without relying on the file's size: it may be a pipe. */
static bool read_all(struct arena *arena, int file, const char *path, size_t max_bytes,
	struct bytes *bytes, struct error *error)
{
	size_t room = 64 * 1024, length = 0;
	uint8_t *data = malloc(room);
	if (data == NULL)
		out_of_memory();
	bool done = false;
	while (!done) {
		ssize_t got = read(file, data + length, room - length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(data);
			return fail_errno(error, path, "read it");
		}
		length += (size_t)got;
		if (length > max_bytes) {
			free(data);
			return error_set(error, ERROR_MALFORMED,
				"%s: larger than the limit of %zu MiB", path, max_bytes >> 20);
		}
		done = got == 0;
		if (length == room) {
			room *= 2;
			data = realloc(data, room);
			if (data == NULL)
				out_of_memory();
		}
	}
	uint8_t *kept = arena_alloc(arena, length + 1);
	memcpy(kept, data, length);
	free(data);
	*bytes = bytes_of(kept, length);
	return true;
}

static bool file_read_checked(struct arena *arena, const char *path, size_t max_bytes, bool secret,
	struct bytes *bytes, struct error *error)
{
	*bytes = bytes_of(NULL, 0);
	/* A pipe without a writer would hold us up: see the check of its type. */
	int file = open(path, O_RDONLY | O_CLOEXEC | (secret ? O_NONBLOCK : 0));
	if (file < 0)
		return fail_errno(error, path, "open it");

	bool ok = false;
	struct stat status;
	if (fstat(file, &status) < 0)
		fail_errno(error, path, "read its attributes");
	else if (S_ISDIR(status.st_mode))
		error_set(error, ERROR_ABSENT, "%s: is a folder, not a file", path);
	else if (secret && !S_ISREG(status.st_mode))
		error_set(
			error, ERROR_CONFIG, "%s: contains a secret, and is no regular file", path);
	else if (secret && status.st_uid != geteuid())
		error_set(error, ERROR_CONFIG,
			"%s: contains a secret, and belongs to the user with the number %u, who could "
			"change it; run: chown %u %s",
			path, (unsigned)status.st_uid, (unsigned)geteuid(), path);
	else if (secret && (status.st_mode & 077) != 0)
		error_set(error, ERROR_CONFIG,
			"%s: contains a secret, and others may read it (mode %04o); "
			"run: chmod 600 %s",
			path, (unsigned)status.st_mode & 07777, path);
	else
		ok = read_all(arena, file, path, max_bytes, bytes, error);
	close(file);
	return ok;
}

bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error)
{
	return file_read_checked(arena, path, max_bytes, false, bytes, error);
}

bool file_read_secret(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error)
{
	return file_read_checked(arena, path, max_bytes, true, bytes, error);
}

static bool write_all(int file, struct bytes bytes)
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

/* The folder of the path. */
static const char *folder_of(struct arena *arena, const char *path)
{
	char *folder = arena_string(arena, path);
	char *slash = strrchr(folder, '/');
	if (slash == NULL)
		return ".";
	if (slash == folder)
		return "/";
	*slash = '\0';
	return folder;
}

/* The rename is durable only after a sync of the folder. Not every file system supports that. */
static void sync_folder(struct arena *arena, const char *path)
{
	int handle = open(folder_of(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (handle >= 0) {
		fsync(handle);
		close(handle);
	}
}

/* A file must not replace a device, pipe or link, such as /dev/null and /dev/stdout. */
bool file_may_write(struct arena *arena, const char *path, struct error *error)
{
	struct stat status;
	if (access(folder_of(arena, path), W_OK | X_OK) != 0)
		return fail_errno(error, path, "write there");
	if (lstat(path, &status) < 0 || S_ISREG(status.st_mode))
		return true;
	return error_set(
		error, ERROR_CONFIG, "%s: not a regular file, so it is not replaced", path);
}

bool file_is_same(const char *a, const char *b)
{
	struct stat one, other;
	return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

bool file_write(struct arena *arena, const char *path, struct bytes bytes, struct error *error)
{
	if (!file_may_write(arena, path, error))
		return false;
	char *temporary = arena_format(arena, "%s.XXXXXX", path);
	int file = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
	if (file < 0)
		return fail_errno(error, path, "write there");

	bool written = write_all(file, bytes) && fsync(file) == 0;
	if (!written)
		fail_errno(error, path, "write it");
	if (close(file) != 0 && written)
		written = fail_errno(error, path, "write it");
	if (written && rename(temporary, path) != 0)
		written = fail_errno(error, path, "rename the new file to it");
	if (!written) {
		unlink(temporary);
		return false;
	}
	sync_folder(arena, path);
	return true;
}
