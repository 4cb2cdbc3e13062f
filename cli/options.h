/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/output.h"
#include "model/plan.h"
#include "model/selection.h"
#include "model/shell.h"
#include "report/formats.h"
#include "run/judged.h"

struct options {
	enum command command;
	const char *help;            /* with COMMAND_HELP: the text to print */
	const char *argument;        /* the first one: the plan; NULL when none is given */
	struct name_list arguments;  /* all of them */
	const char *waivers;         /* --waivers: a file of them, besides those of the plan */
	const char *previous;        /* --previous: an earlier report */
	int64_t valid_for_seconds;   /* --valid-for; 0: not given */
	const char *from;            /* --from: evidence to judge instead of collecting */
	const char *site_loss;       /* --site-loss: the site to judge without */
	struct outputs outputs;      /* -o */
	const struct format *format; /* --format, or the default; never NULL */
	bool format_is_given;
	struct exit_rules exit_rules;    /* --fail-on, --undetermined-as */
	bool quiet;                      /* --quiet: no progress */
	bool verbose;                    /* --verbose: also what passed, in full */
	bool show;                       /* --show */
	bool as_json;                    /* --format json, of diff and explain */
	bool explain;                    /* --explain */
	bool convert;                    /* --convert */
	bool prove;                      /* fix --prove */
	const char *plan;                /* --plan: that of the report */
	const char *sign;                /* --sign: a key */
	const char *signature;           /* verify --signature; or NULL: beside the report */
	const char *allowed_signers;     /* verify --allowed-signers */
	const char *signer;              /* verify --signer; or NULL: any that is allowed */
	enum shell shell;                /* fix --shell */
	struct selection selection;      /* --only, --skip, --recovery */
	struct plan_directory directory; /* discover: as in the plan to be written */
	int64_t deadline_seconds;        /* --deadline; 0: that of the plan */
	int64_t max_age_seconds;         /* --max-age; 0: that of the plan */
	int64_t at;                      /* --at: seconds since 1970 */
	bool at_is_given;
};

/*
 * ERROR_CONFIG, with what to do, when the command line is invalid. Then `command` and `outputs` are
 * those of the words that are valid.
 */
bool options_read(
	struct arena *arena, int argc, char **argv, struct options *options, struct error *error);
