/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links between the sites, and how long replication over them takes. The times assume that the
 * links are always open. Pure.
 */
#pragma once

#include "ldapchk/sites/site.h"
#include "model/evidence.h"

enum {
	/* Defaults of a link. */
	LINK_DEFAULT_MINUTES = 180,
	LINK_DEFAULT_COST = 100,
	/* Within a site: at most three steps, each 15 s until the next server is notified. */
	WITHIN_SITE_SECONDS = 45,
	LINK_MAX_STEPS = 32,
};

/* An object siteLink below CN=IP: other transports do not replicate a domain's partition. */
struct site_link {
	const char *name;
	size_t *site; /* indexes in struct sites */
	size_t count;
	uint32_t minutes, cost;
	bool is_default;   /* the object has no interval: minutes is the default */
	bool notifies;     /* change notification (options, bit 0): as fast as within a site */
	bool has_schedule; /* it may not always be open */
};

/* Fills sites->link. The sites must have been read before. */
void site_links_read(struct arena *arena, struct sites *sites, const struct directory_part *part);

/* The route of least cost between two sites. */
struct site_route {
	bool known; /* false: a site is unknown, or no links connect them */
	int64_t seconds;
	const char *words; /* the links, for a proof */
};

struct site_route site_route_between(
	struct arena *arena, const struct sites *sites, const char *from, const char *to);
