/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "base/wrap.h"

enum {
	REDRAW_MS = 250,
	PLAIN_MS = 10 * 1000,
	DEFAULT_WIDTH = 80,
	LEAST_FOR_BAR = 48, /* columns; a narrower terminal shows the figures only */
	LEAST_FOR_NAME = 8,
};

char *count_grouped(struct arena *arena, size_t count)
{
	if (count < 1000)
		return arena_format(arena, "%zu", count);
	return arena_format(arena, "%s,%03zu", count_grouped(arena, count / 1000), count % 1000);
}

static const char *figures(struct arena *arena, const struct worker_state *state)
{
	return arena_format(arena, "%s of %s", count_grouped(arena, state->done),
		count_grouped(arena, state->count));
}

static const char *others(struct arena *arena, const struct worker_state *state)
{
	return state->others == 0
		       ? ""
		       : arena_format(arena, " and %s other%s", count_grouped(arena, state->others),
				 state->others == 1 ? "" : "s");
}

/* Rounded up: "0 s left" means that no time is left. */
static const char *time_left(struct arena *arena, const struct worker_state *state)
{
	const int64_t ms = deadline_left_ms(state->deadline);
	return arena_format(arena, ", %lld s left", (long long)((ms + 999) / 1000));
}

char *progress_line(struct arena *arena, const struct worker_state *state)
{
	return arena_format(arena, "cmsready: %s done%s%s%s%s", figures(arena, state),
		*state->awaited != '\0' ? ", waiting for " : "", safe_line(arena, state->awaited),
		*state->awaited != '\0' ? others(arena, state) : "", time_left(arena, state));
}

static void bar_add(struct text *line, const struct worker_state *state, size_t width)
{
	const size_t full = state->count == 0 ? width : state->done * width / state->count;
	text_add_bytes(line, "[", 1);
	for (size_t i = 0; i < width; i++)
		text_add_bytes(line, i < full ? "#" : "-", 1);
	text_add_bytes(line, "] ", 2);
}

char *progress_bar(struct arena *arena, const struct worker_state *state, size_t width)
{
	struct text line = text_new(arena);
	/* A terminal may wrap the line after its last column. */
	const size_t room = width > 1 ? width - 1 : 1;
	if (width >= LEAST_FOR_BAR)
		bar_add(&line, state, width / 10);
	text_add(&line, "%s%s", figures(arena, state), time_left(arena, state));
	if (line.length > room) {
		struct text cut = text_new(arena);
		truncated_add(&cut, line.data, room);
		return cut.data;
	}
	const char *waiting = ", waiting for ", *rest = others(arena, state);
	const size_t taken = line.length + strlen(waiting) + strlen(rest);
	if (*state->awaited == '\0' || taken + LEAST_FOR_NAME > room)
		return line.data;
	text_add(&line, "%s", waiting);
	truncated_add(&line, safe_line(arena, state->awaited), room - taken);
	text_add(&line, "%s", rest);
	return line.data;
}

static size_t terminal_width(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
									       : DEFAULT_WIDTH;
}

static bool is_drawn_on(int fd)
{
	const char *terminal = getenv("TERM");
	return isatty(fd) == 1 && tcgetpgrp(fd) == getpgrp() &&
	       (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

void progress_begin(struct progress *progress)
{
	const bool on_terminal = is_drawn_on(STDERR_FILENO);
	*progress = (struct progress){
		.on_terminal = on_terminal,
		.next = deadline_after(on_terminal ? 0 : PLAIN_MS),
		.arena = arena_new(),
	};
}

void progress_show(void *context, const struct worker_state *state)
{
	struct progress *progress = context;
	if (deadline_left_ms(progress->next) > 0)
		return;
	progress->next = deadline_after(progress->on_terminal ? REDRAW_MS : PLAIN_MS);
	progress->drawn = progress->on_terminal;
	if (progress->on_terminal)
		fprintf(stderr, "\r%s\033[K",
			progress_bar(progress->arena, state, terminal_width()));
	else
		fprintf(stderr, "%s\n", progress_line(progress->arena, state));
	fflush(stderr);
	arena_reset(progress->arena);
}

void progress_end(struct progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	fflush(stderr);
	arena_free(progress->arena);
}
