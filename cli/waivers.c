/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/waivers.h"

#include <sysexits.h>

#include "base/file.h"
#include "cli/reports.h"
#include "model/waived.h"

enum { MAX_WAIVERS_BYTES = 16 << 20 };

int waivers_take(struct arena *arena, const struct options *options, struct deadline deadline,
	int64_t now, struct plan *plan, struct error *error)
{
	const char *file = options->waivers;
	struct bytes text;
	waivers_date(&plan->waivers, now, plan->policy.max_waiver_days);
	if (file == NULL)
		return EX_OK;
	announce_waiting(file, "the waivers");
	if (!file_read_named(arena, file, MAX_WAIVERS_BYTES, deadline, &text, error))
		return EX_NOINPUT;
	return waivers_read_file(arena, file_shown(file), text, plan->directory.domain,
		       &plan->waivers, error) &&
			       waivers_complete(arena, plan, error)
		       ? EX_OK
		       : EX_CONFIG;
}
