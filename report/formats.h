/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats of reports. A format is its file, and its row in formats.c. */
#pragma once

#include "report/report.h"

struct format {
	const char *name;    /* as --format takes it; at most 5 letters, for the help */
	const char *purpose; /* for the help: "for people" */
	struct bytes (*render)(struct arena *arena, const struct judgement *judgement, bool colour);
	/* The report of a run that failed before judging; NULL: none. */
	struct bytes (*refuse)(
		struct arena *arena, const struct error *error, const char **reasons, size_t count);
};

/* The first is the default. */
extern const struct format formats[];
extern const size_t format_count;

/* The format of that name; NULL: there is none. */
const struct format *format_find(const char *name);

/* All names, separated by `between`: "text or json". */
const char *format_names(struct arena *arena, const char *between);
