/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made of saved reports: other formats, a difference, commands. In a worker process. */
#pragma once

#include "run/judged.h"

/* A file that was read. */
struct saved_report {
	const char *name; /* for messages */
	struct bytes text;
};

enum { SAVED_REPORTS = 2 };

struct reports_work {
	const char *name; /* for messages: "the rendering" */
	struct saved_report file[SAVED_REPORTS];
	size_t file_count;
	/* Fills `judged` from the reports of the files. */
	void (*run)(struct arena *arena, const struct report *report, const void *context,
		struct judged *judged);
	const void *context;
	size_t text_count; /* that it makes */
};

/* The error has EX_NOINPUT for what is no report, EX_SOFTWARE if nothing could be made of it. */
void reports_work_run(struct arena *arena, const struct reports_work *work,
	struct deadline deadline, struct judged *judged);
