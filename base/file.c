/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Waits until a read returns at once; false at the deadline. Files are always ready. */
static bool wait_readable(int file, struct deadline deadline)
{
	enum { LONGEST_MS = 60 * 60 * 1000 };
	int ready = 0;
	do {
		const int64_t left = deadline_left_ms(deadline);
		struct pollfd polled = { .fd = file, .events = POLLIN };
		ready = poll(&polled, 1, (int)(left < LONGEST_MS ? left : LONGEST_MS));
	} while (ready <= 0 && deadline_left_ms(deadline) > 0);
	return ready > 0;
}

struct reading {
	struct arena *arena;
	const char *path;
	size_t max_bytes;
	bool secret;
	struct deadline deadline;
};

static bool fail_size(const struct reading *reading, struct error *error)
{
	return error_set(error, ERROR_MALFORMED, "%s: larger than the limit of %zu MiB",
		reading->path, reading->max_bytes >> 20);
}

/* Reads to the end without relying on the file's size: it may be a pipe, or grow. */
static bool read_into(const struct reading *reading, int file, uint8_t **data, size_t *length,
	struct error *error)
{
	size_t room = 64 * 1024;
	*data = malloc(room);
	while (*data != NULL) {
		if (!wait_readable(file, reading->deadline))
			return error_set(error, ERROR_TIMEOUT,
				"%s: no end of it came before the deadline", reading->path);
		ssize_t got = read(file, *data + *length, room - *length);
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got < 0)
			return error_set_errno(error, reading->path, "read it");
		*length += (size_t)got;
		if (*length > reading->max_bytes)
			return fail_size(reading, error);
		if (got == 0)
			return true;
		if (*length == room) {
			room *= 2;
			uint8_t *larger = realloc(*data, room);
			if (larger == NULL)
				free(*data);
			*data = larger;
		}
	}
	out_of_memory();
}

static bool read_all(
	const struct reading *reading, int file, struct bytes *bytes, struct error *error)
{
	uint8_t *data = NULL;
	size_t length = 0;
	if (!read_into(reading, file, &data, &length, error)) {
		free(data);
		return false;
	}
	/* There is room for one more byte: it grows when it is full. */
	data[length] = 0;
	uint8_t *kept = realloc(data, length + 1);
	*bytes = bytes_of(arena_adopt(reading->arena, kept != NULL ? kept : data), length);
	return true;
}

/* Reads what is open there if it may be read. */
static bool read_open(
	const struct reading *reading, int file, struct bytes *bytes, struct error *error)
{
	const char *path = reading->path;
	bool ok = false;
	struct stat status;
	if (fstat(file, &status) < 0)
		error_set_errno(error, path, "read its attributes");
	else if (S_ISDIR(status.st_mode))
		error_set(error, ERROR_ABSENT, "%s: is a folder, not a file: name a file in it", path);
	else if (S_ISBLK(status.st_mode))
		error_set(error, ERROR_ABSENT, "%s: is a device, not a file", path);
	else if (reading->secret && !S_ISREG(status.st_mode))
		error_set(
			error, ERROR_CONFIG, "%s: contains a secret, and is no regular file", path);
	else if (reading->secret && status.st_uid != geteuid())
		error_set(error, ERROR_CONFIG,
			"%s: contains a secret, and belongs to the user with the number %u, who could "
			"change it; run: chown %u %s",
			path, (unsigned)status.st_uid, (unsigned)geteuid(), path);
	else if (reading->secret && (status.st_mode & 077) != 0)
		error_set(error, ERROR_CONFIG,
			"%s: contains a secret, and others may read it (mode %04o); "
			"run: chmod 600 %s",
			path, (unsigned)status.st_mode & 07777, path);
	else if (S_ISREG(status.st_mode) && (uint64_t)status.st_size > reading->max_bytes)
		fail_size(reading, error);
	else
		ok = read_all(reading, file, bytes, error);
	return ok;
}

/* O_NONBLOCK: a pipe without a writer must not delay the open; reads wait in wait_readable(). */
static bool read_checked(const struct reading *reading, struct bytes *bytes, struct error *error)
{
	*bytes = bytes_of(NULL, 0);
	int file = open(reading->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (file < 0)
		return error_set_errno(error, reading->path, "open it");
	const bool ok = read_open(reading, file, bytes, error);
	close(file);
	return ok;
}

bool file_read_until(struct arena *arena, const char *path, size_t max_bytes,
	struct deadline deadline, struct bytes *bytes, struct error *error)
{
	const struct reading reading = { arena, path, max_bytes, false, deadline };
	return read_checked(&reading, bytes, error);
}

const char *file_shown(const char *name)
{
	return strcmp(name, "-") == 0 ? FILE_STANDARD_INPUT : name;
}

bool file_read_named(struct arena *arena, const char *name, size_t max_bytes,
	struct deadline deadline, struct bytes *bytes, struct error *error)
{
	const struct reading reading = { arena, file_shown(name), max_bytes, false, deadline };
	if (strcmp(name, "-") != 0)
		return read_checked(&reading, bytes, error);
	*bytes = bytes_of(NULL, 0);
	return read_open(&reading, STDIN_FILENO, bytes, error);
}

bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error)
{
	return file_read_until(arena, path, max_bytes, deadline_after(INT64_MAX), bytes, error);
}

bool file_read_secret(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error)
{
	const struct reading reading = { arena, path, max_bytes, true, deadline_after(INT64_MAX) };
	return read_checked(&reading, bytes, error);
}

static bool is_one_file(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool file_is_same(const char *a, const char *b)
{
	struct stat one, other;
	return stat(a, &one) == 0 && stat(b, &other) == 0 && is_one_file(&one, &other);
}

/* The last part of a path; the folder before it. "r.json" is in ".". */
static const char *folder_read(const char *path, struct stat *folder)
{
	const char *slash = strrchr(path, '/');
	char before[PATH_MAX] = ".";
	const size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	if (length >= sizeof before)
		return NULL;
	if (length > 0) {
		memcpy(before, path, length);
		before[length] = '\0';
	}
	return stat(before, folder) != 0 ? NULL : slash == NULL ? path : slash + 1;
}

bool file_is_same_place(const char *a, const char *b)
{
	struct stat one, other;
	if (strcmp(a, b) == 0 || file_is_same(a, b))
		return true;
	const char *name = folder_read(a, &one), *other_name = folder_read(b, &other);
	return name != NULL && other_name != NULL && is_one_file(&one, &other) &&
	       strcmp(name, other_name) == 0;
}

bool file_is_open_as(int file, const char *path)
{
	struct stat one, other;
	return fstat(file, &one) == 0 && stat(path, &other) == 0 && S_ISREG(one.st_mode) &&
	       is_one_file(&one, &other);
}
