/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The links between the sites, and how long replication takes along them: the directory's figures
 * for links that are open day and night. Pure.
 */
#pragma once

#include "ldapchk/sites/site.h"
#include "model/evidence.h"

enum {
	/* What a link does that does not say otherwise. */
	LINK_DEFAULT_MINUTES = 180,
	LINK_DEFAULT_COST = 100,
	/* Within a site: three steps at the most, 15 s each until the next is notified. */
	WITHIN_SITE_SECONDS = 45,
	LINK_MAX_STEPS = 32,
};

/* An object siteLink below CN=IP: others do not carry a domain's partition. */
struct site_link {
	const char *name;
	size_t *site; /* positions among the sites */
	size_t count;
	uint32_t minutes, cost;
	bool is_default;   /* it does not say how often */
	bool notifies;     /* options, bit 0: as within a site */
	bool has_schedule; /* it is not open day and night, perhaps */
};

/* Fills the links; the sites are read already. */
void site_links_read(struct arena *arena, struct sites *sites, const struct directory_part *part);

/* The way of the least cost between two sites. */
struct site_route {
	bool known; /* links lead there */
	int64_t seconds;
	const char *words; /* the links, for a proof */
};

struct site_route site_route_between(
	struct arena *arena, const struct sites *sites, const char *from, const char *to);
