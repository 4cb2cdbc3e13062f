/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads lines from a file descriptor, one at a time, in bounded memory. A line ends with a line
 * feed or at the end of the stream. The line feed and a carriage return before it are not part of
 * the line.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"
#include "base/error.h"

struct lines {
	int file;
	size_t most; /* maximum bytes of a line */
	char *data;
	size_t begin, end, room;
	size_t searched; /* bytes from begin known to hold no line feed */
	bool ended;
	size_t number; /* of the last line taken, from 1 */
};

enum line { LINE_TAKEN, LINE_TOO_LONG, LINE_NONE, LINE_FAILED };

void lines_open(struct lines *lines, int file, size_t most);
void lines_close(struct lines *lines);

/* Whether lines_take will return without reading. Otherwise it may block. */
bool lines_ready(struct lines *lines);

/*
 * Takes the next line, which is valid until the next call. LINE_TOO_LONG: the line was skipped;
 * LINE_NONE: end of the stream; LINE_FAILED, with ERROR_UNREACHABLE: the stream cannot be read.
 */
enum line lines_take(struct lines *lines, struct bytes *line, struct error *error);
