/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker that judges or renders hands over: an exit status, and reports or an error. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/bytes.h"
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
	int status;       /* with which the program ends */
	bool interrupted; /* by SIGHUP, SIGINT or SIGTERM: not judged */
	struct error error;
	struct bytes *report; /* for each rendering one */
};

enum { JUDGED_MAX_BYTES = 192 << 20 };

/* The exit status of a verdict. */
int exit_status_of(enum verdict verdict, bool warned, bool fail_on_warning);

/* The texts of all renderings. */
struct bytes *renderings_write(struct arena *arena, const struct rendering *rendering, size_t count,
	const struct report *report);

/* With `count` reports, or none where there is an error. */
struct bytes judged_write(struct arena *arena, const struct judged *judged, size_t count);

/* What a worker wrote is not trusted: ERROR_MALFORMED. The reports stay in `result`. */
bool judged_read(struct arena *arena, struct bytes result, size_t count, struct judged *judged,
	struct error *error);
