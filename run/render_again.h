/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the text of a saved report to other formats, in a worker process, since the file may be
 * hostile.
 */
#pragma once

#include "base/deadline.h"
#include "run/judged.h"

struct render_again {
	const char *name; /* of the file, for messages */
	struct bytes text;
	bool fail_on_warning;
	const struct rendering *rendering;
	size_t rendering_count;
};

/*
 * The status is that of the verdict in the report. Otherwise there is an error: EX_NOINPUT for what
 * is no report, EX_SOFTWARE where it could not be rendered.
 */
void render_again(struct arena *arena, const struct render_again *wanted, struct deadline deadline,
	struct judged *judged);
