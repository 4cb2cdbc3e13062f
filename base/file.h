/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as a whole: read up to a limit, or written so that a reader sees the old one or the new. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

/*
 * Reads a file of at most max_bytes. ERROR_ABSENT, ERROR_DENIED or ERROR_UNREACHABLE when it
 * cannot be read, ERROR_MALFORMED when it is larger. The bytes are followed by a zero.
 */
bool file_read(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error);

/*
 * The same for a file that holds a secret: refused (ERROR_CONFIG) when others than its owner may
 * read or write it.
 */
bool file_read_secret(struct arena *arena, const char *path, size_t max_bytes, struct bytes *bytes,
	struct error *error);

/*
 * Whether file_write() has a chance: to be asked before the work whose result is to be written.
 * What is there and is no plain file is not replaced (ERROR_CONFIG).
 */
bool file_may_write(struct arena *arena, const char *path, struct error *error);

/* Whether both paths lead to one file that is there: by another name, too. */
bool file_is_same(const char *a, const char *b);

/*
 * Writes a file of mode 0600: beside its place, flushed to the disk, then renamed over it. What
 * stands there and is no file is not replaced (ERROR_CONFIG). On failure nothing of it is left.
 */
bool file_write(struct arena *arena, const char *path, struct bytes bytes, struct error *error);
