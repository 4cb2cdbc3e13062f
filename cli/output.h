/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outputs of a run: what -o names. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "report/formats.h"

struct output {
	const struct format *format; /* NULL: not named, see outputs_complete() */
	const char *file;            /* NULL: standard output */
};

struct outputs {
	struct output *output;
	size_t count;
};

/*
 * Adds FORMAT=FILE, or FILE; "-" is standard output. A name with "=" is a FILE where no format is
 * called like what stands before it, or almost so: "a=b.txt". NULL, or what is wrong.
 */
const char *outputs_add(struct arena *arena, struct outputs *outputs, const char *value);

/* Adds FILE, for a command with one output and no formats. NULL, or what is wrong. */
const char *outputs_add_file(struct arena *arena, struct outputs *outputs, const char *file);

/*
 * Outputs without a format get this one; where there is no output it goes to standard output. NULL,
 * or what is wrong: two to one file, or a format that was asked for (`is_given`) and has no output.
 */
const char *outputs_complete(
	struct arena *arena, struct outputs *outputs, const struct format *format, bool is_given);

/* "r.json", "standard output": for messages. */
const char *output_name(const struct output *output);

/* The first output that is a file; NULL: there is none. */
const char *outputs_file(const struct outputs *outputs);
