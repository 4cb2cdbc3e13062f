/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/said.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wrap.h"

enum {
/* The report of a sanitizer is long, and has to be read as a whole. */
#if defined(__SANITIZE_ADDRESS__)
	MOST_BYTES = 1 << 20,
	MOST_LINES = 10000,
#else
	MOST_BYTES = 4096,
	MOST_LINES = 50,
#endif
};

static void keep(struct said *said, const char *chunk, size_t length)
{
	if (said->text == NULL)
		said->text = malloc(MOST_BYTES);
	if (said->text == NULL)
		return;
	if (length > MOST_BYTES - said->length)
		length = MOST_BYTES - said->length;
	memcpy(said->text + said->length, chunk, length);
	said->length += length;
}

void said_read(struct said *said)
{
	char chunk[4096];
	while (said->fd >= 0) {
		const ssize_t taken = read(said->fd, chunk, sizeof chunk);
		if (taken < 0 && errno == EINTR)
			continue;
		if (taken < 0 && errno == EAGAIN)
			return;
		if (taken > 0) {
			keep(said, chunk, (size_t)taken);
			continue;
		}
		close(said->fd);
		said->fd = -1;
	}
}

/* Of all workers. */
static size_t lines_printed;

static void print_line(const char *name, const char *line)
{
	struct arena *arena = arena_new();
	/* The progress of the run may stand in the line of the terminal. */
	const char *clear = isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "";
	if (*line != '\0' && lines_printed < MOST_LINES)
		fprintf(stderr, "%scmsready: %s: %s\n", clear, safe_line(arena, name),
			safe_line(arena, line));
	lines_printed += *line != '\0';
	arena_free(arena);
}

void said_print(const struct said *said, const char *name)
{
	if (said->length == 0)
		return;
	struct arena *arena = arena_new();
	char *rest = arena_text(arena, said->text, said->length);
	for (char *line; (line = strsep(&rest, "\n")) != NULL;)
		print_line(name, line);
	arena_free(arena);
}

void said_end(struct said *said)
{
	if (said->fd >= 0)
		close(said->fd);
	free(said->text);
	*said = (struct said){ .fd = -1 };
}
