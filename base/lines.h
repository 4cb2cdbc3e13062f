/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a stream, one at a time: from a file descriptor, in bounded memory. A line ends with
 * a new line or with the stream; the end itself is not part of it, nor is a carriage return before.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/error.h"

struct lines {
	int file;
	size_t most; /* bytes in a line */
	char *data;
	size_t begin, end, room;
	size_t looked; /* from begin: where no new line stands */
	bool ended;
	size_t number; /* of the line that was taken last, from 1 */
};

enum line { LINE_TAKEN, LINE_TOO_LONG, LINE_NONE, LINE_FAILED };

void lines_open(struct lines *lines, int file, size_t most);
void lines_close(struct lines *lines);

/* Whether lines_take will answer without reading: otherwise it may wait for whoever writes. */
bool lines_ready(struct lines *lines);

/*
 * Takes the next line, which stays as it is until the next call. LINE_TOO_LONG: it was passed over;
 * LINE_NONE: the stream is at its end; LINE_FAILED, with ERROR_UNREACHABLE: it cannot be read.
 */
enum line lines_take(struct lines *lines, struct bytes *line, struct error *error);
