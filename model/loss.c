/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/loss.h"

#include <strings.h>

#include "model/evidence.h"

bool loss_holds(const struct loss *loss, enum source source, const char *server)
{
	for (size_t i = 0; loss != NULL && i < loss->count; i++) {
		if (loss->server[i].source == source &&
			strcasecmp(loss->server[i].name, server) == 0)
			return true;
	}
	return false;
}

/* One sentence for all sources, so that it is one cause. */
static struct cause cause_of(struct arena *arena, const struct evidence *evidence)
{
	const bool no_directory = evidence->directory.count == 0, no_dns = evidence->dns.count == 0;
	const char *what = no_directory && no_dns ? "directory server and no DNS server"
			   : no_directory         ? "directory server"
						  : "DNS server";
	return (struct cause){ CAUSE_SITE_LOST, evidence->loss->site,
		arena_format(arena, "Without the site %s, no %s that was asked is left",
			evidence->loss->site, what),
		"Add servers of another site to the plan (directory.servers, dns.servers), "
		"or fix the connection to those that did not answer." };
}

void loss_causes(struct arena *arena, const struct evidence *evidence, const struct gap *gap,
	struct causes *causes)
{
	if (gap_is(gap) || evidence->loss == NULL) {
		causes_add(arena, causes, gap);
		return;
	}
	const struct cause cause = cause_of(arena, evidence);
	causes_add_named(arena, causes, &cause);
}
