/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker writes to standard error: messages of libraries, which a server may have shaped. It
 * comes through a pipe, and never as it is to a terminal.
 */
#pragma once

#include <stddef.h>

struct said {
	int fd; /* non-blocking end of the pipe; -1: closed */
	char *text;
	size_t length;
};

/* Takes what is there, and keeps the beginning of it. */
void said_read(struct said *said);

/*
 * Prints it to standard error, a line each: "cmsready: NAME: LINE", with control characters
 * escaped. All workers together may fill a screen or two; what is more is not shown.
 */
void said_print(const struct said *said, const char *name);

/* Closes the pipe and frees the text. */
void said_end(struct said *said);
