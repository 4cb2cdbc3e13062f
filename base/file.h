/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files: read up to a limit; written so that a reader sees the old or the new content. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

/*
 * Reads a file of at most max_bytes. ERROR_ABSENT, ERROR_DENIED or ERROR_UNREACHABLE if it cannot
 * be read, ERROR_MALFORMED if it is larger. A zero byte follows the bytes.
 */
bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error);

/* The same; ERROR_TIMEOUT where a pipe, a socket or a terminal has not ended before the deadline.
 */
bool file_read_until(struct arena *arena, const char *path, size_t max_bytes,
	struct deadline deadline, struct bytes *bytes, struct error *error);

/* What "-" on the command line stands for, in messages. */
#define FILE_STANDARD_INPUT "(standard input)"

/* The same for a name from the command line: "-" is standard input, "./-" a file of that name. */
bool file_read_named(struct arena *arena, const char *name, size_t max_bytes,
	struct deadline deadline, struct bytes *bytes, struct error *error);

/* The name for messages: FILE_STANDARD_INPUT for "-". */
const char *file_shown(const char *name);

/*
 * The same for a file that contains a secret: refused (ERROR_CONFIG) if others than its owner may
 * read or write it, if it belongs to another user (also for root), or if it is no regular file.
 */
bool file_read_secret(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error);

/*
 * Whether file_write() can work: call this before the work whose result is to be written. Anything
 * but a regular file is not replaced (ERROR_CONFIG).
 */
bool file_may_write(const char *path, struct error *error);

/* Whether both paths name the same existing file, also by hard or symbolic links. */
bool file_is_same(const char *a, const char *b);

/* The same, or both name one file that is still to be written. */
bool file_is_same_place(const char *a, const char *b);

/* Whether what is open there is the file of that name. */
bool file_is_open_as(int file, const char *path);

/*
 * Writes a file of mode 0600: to a file without a name (or to a temporary one beside it, where the
 * file system has none without names), synced to the disk, then renamed. Anything but a regular
 * file is not replaced (ERROR_CONFIG). On failure nothing is left behind. Signals wait until it is
 * done. Allocates nothing, so it works where memory has run out.
 */
bool file_write(const char *path, struct bytes bytes, struct error *error);

/* Writes all of it to an open file. False with errno. */
bool file_write_all(int file, struct bytes bytes);
