/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker that judges or renders hands over: an exit status, and texts or an error. What such
 * a worker reads may be hostile, so it has the strictest cage.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/deadline.h"
#include "base/error.h"
#include "model/judgement.h"
#include "report/formats.h"

enum exit_status { EXIT_GO = 0, EXIT_GO_WARNED = 1, EXIT_NO_GO = 2, EXIT_UNDETERMINED = 3 };

/* One report that is wanted. */
struct rendering {
	const struct format *format;
	struct style style;
};

/* Either there are reports, or an error and a status of sysexits.h. */
struct judged {
	int status; /* with which the program ends */
	int signal; /* SIGHUP, SIGINT or SIGTERM, which ended it: not judged; 0: none did */
	struct error error;
	char title[160];      /* of the verdict: "GO with 2 waivers"; "" if there is none */
	struct bytes *report; /* for each rendering one */
	struct bytes notes;   /* lines for standard error; or nothing */
};

/* How a verdict becomes an exit status; the report is the same. */
struct exit_rules {
	bool fail_on_warning;       /* --fail-on=warning */
	bool undetermined_as_no_go; /* --undetermined-as=no-go */
};

int exit_status_of(enum verdict verdict, bool warned, const struct exit_rules *rules);

/* Notes the verdict of the report, the exit status, and what people should know besides. */
void judged_conclude(struct arena *arena, struct judged *judged, const struct report *report,
	const struct report *previous, const struct exit_rules *rules);

/* The texts of all renderings; `previous` is an earlier report, or NULL. */
struct bytes *renderings_write(struct arena *arena, const struct rendering *rendering, size_t count,
	const struct report *report, const struct report *previous);

/* Fills `judged`, which is zeroed; the deadline is that of the worker. */
typedef void judged_function(
	struct arena *arena, const void *argument, struct deadline deadline, struct judged *judged);

struct judged_job {
	const char *name; /* for messages: "the judging" */
	judged_function *run;
	const void *argument;
	size_t count;  /* of its texts */
	size_t memory; /* bytes; what is inherited counts */
};

/* Runs it in a worker. False with the reason if that has no result. */
bool judged_by_worker(struct arena *arena, const struct judged_job *job, struct deadline deadline,
	struct judged *judged, struct error *failed);
