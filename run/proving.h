/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of fixes (fix/prove.h), in a worker, as the judging is. */
#pragma once

#include "base/deadline.h"
#include "model/judgement.h"

struct proving {
	const struct plan *plan;
	const struct catalogue *catalogue;
	const char *evidence_sha256; /* that the report names; NULL: any */
	const char *name;            /* of the evidence, for messages: the file */
	struct bytes text;
};

/* Either there is a text for people, or an error and a status of sysexits.h. */
struct proved {
	int status; /* of enum exit_status: that of the verdict with the fixes */
	struct error error;
	struct bytes text;
};

void proving_run(struct arena *arena, const struct proving *proving, struct deadline deadline,
	struct proved *proved);
