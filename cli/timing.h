/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may still happen after the deadline of a run, and until when. */
#pragma once

#include "base/deadline.h"

enum {
	JUDGED_MS = 400, /* judging is ended */
	STUCK_MS = 850,  /* the program is ended if it does not go on */
	WRITTEN_MS = 900 /* the report has been taken by its reader */
};

static inline struct deadline after(struct deadline deadline, int64_t ms)
{
	return deadline_before(deadline, -ms);
}
