/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another program, run to its end: no shell, a fixed environment, no terminal, and a time by which
 * it must have ended. It is searched in the folders of the system, whatever PATH says.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"

enum { PROGRAM_FILES = 4 };

/* The name of a file for its arguments: file[0], file[1], ... */
#define PROGRAM_FILE_0 "/dev/fd/3"
#define PROGRAM_FILE_1 "/dev/fd/4"

struct program {
	const char *const *argument;      /* the first one is its name; ends with NULL */
	const char *package;              /* of Debian, for the message if it is not there */
	struct bytes input;               /* its standard input */
	struct bytes file[PROGRAM_FILES]; /* what it reads by those names, from memory */
	size_t file_count;
};

struct program_end {
	int status; /* its exit status, or 128 + the number of the signal that ended it */
	struct bytes output, said; /* standard output and standard error */
};

/*
 * ERROR_ABSENT if there is no such program, ERROR_TIMEOUT if it did not end in time: then it was
 * killed.
 */
bool program_run(struct arena *arena, const struct program *program, struct deadline deadline,
	struct program_end *end, struct error *error);
