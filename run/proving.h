/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of fixes (fix/prove.h), in a worker, as the judging is. */
#pragma once

#include "run/judged.h"
#include "run/saved_reports.h"

struct proving {
	const struct plan *plan;
	const struct catalogue *catalogue;
	struct saved_report report;   /* that names the plan and the evidence by their SHA-256 */
	struct saved_report evidence; /* its file */
};

/*
 * One text, for people. The status is that of the verdict with the fixes; EX_DATAERR if plan or
 * evidence are not those of the report.
 */
void proving_run(struct arena *arena, const struct proving *proving, struct deadline deadline,
	struct judged *judged);
