/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options of all commands, in one table: parsing, help, suggestions and completions follow it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "cli/command.h"
#include "cli/options.h"

/* Takes a value. NULL, or what is wrong with it. */
typedef const char *option_reader(struct arena *arena, const char *value, struct options *options);

/* What becomes of the value. */
enum option_kind {
	OPTION_SWITCH, /* it has none; a bool becomes true */
	OPTION_TEXT,   /* a const char *; the last one counts */
	OPTION_NAMES,  /* one more in a struct name_list */
	OPTION_READ    /* an option_reader takes it */
};

struct option {
	const char *name;   /* "--from"; NULL: it only has a letter */
	const char *letter; /* "-o"; or NULL */
	const char *value;  /* its name in the help: "FILE"; NULL for a switch */
	unsigned commands;  /* bits: 1 << enum command */
	bool is_repeated, is_required;
	enum option_kind kind;
	size_t at; /* offset in struct options; not with OPTION_READ */
	option_reader *read;
	enum completion completion;
	const char *words; /* with COMPLETE_WORDS: "sasl ldaps starttls" */
	const char *help;  /* NULL: the list of formats */
};

extern const struct option option_table[];
extern const size_t option_count;

static inline bool option_belongs(const struct option *option, enum command command)
{
	return (option->commands >> command & 1) != 0;
}

/* "--from", or "-o" where it only has a letter. */
static inline const char *option_name(const struct option *option)
{
	return option->name != NULL ? option->name : option->letter;
}

/* The option of that name ("--from") or letter ("-o"); NULL: the command has none. */
const struct option *option_find(enum command command, const char *name, size_t length);

/* Takes the value, NULL for a switch. NULL, or what is wrong. */
const char *option_take(struct arena *arena, const struct option *option, const char *value,
	struct options *options);
