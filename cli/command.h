/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program: their arguments and their help. The options are in option.h. */
#pragma once

#include <stddef.h>

enum command {
	COMMAND_CHECK,
	COMMAND_COLLECT,
	COMMAND_REPORT,
	COMMAND_EXPLAIN,
	COMMAND_COMPLETION,
	COMMAND_ACL,
	COMMAND_DISCOVER,
	COMMAND_FIX,
	COMMAND_DIFF,
	COMMAND_VERIFY,
	COMMAND_PLAN,
	COMMAND_HELP,
	COMMAND_VERSION
};

/* What a shell proposes for an argument, or for the value of an option. */
enum completion {
	COMPLETE_NOTHING,
	COMPLETE_FILE,
	COMPLETE_OUTPUT, /* a file, or FORMAT=FILE */
	COMPLETE_FORMAT,
	COMPLETE_CHECK, /* the id of a check */
	COMPLETE_WORDS
};

struct grammar {
	enum command command;
	const char *name;
	const char *argument; /* in the help: "PLAN"; NULL: it takes none */
	const char *needed;   /* in messages, where one is required: "a plan"; or NULL */
	size_t most;          /* arguments; 0: it takes none */
	const char *instead;  /* for messages, where it takes none; or NULL */
	enum completion completion;
	const char *words; /* of COMPLETE_WORDS, or beside what else is proposed; or NULL */
	const char *about; /* of the help, before the options */
	const char *after; /* of the help, behind the options */
};

extern const struct grammar grammars[];
extern const size_t grammar_count;

/* The command of that name; NULL: there is none. */
const struct grammar *grammar_find(const char *name);

/* That of a command which has one; NULL for COMMAND_HELP and COMMAND_VERSION. */
const struct grammar *grammar_of(enum command command);
