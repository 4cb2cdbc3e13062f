/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of parts of a visit to a directory server: what was searched for there. */
#pragma once

enum part_kind {
	PART_SITES,
	PART_EXCHANGE,
	PART_DOMAIN,
	PART_ZONES_DOMAIN, /* zones of the application partition of the domain's DNS servers, ... */
	PART_ZONES_FOREST, /* ... of that of the forest's, ... */
	PART_ZONES_SYSTEM, /* ... and of the domain itself */
	PART_HOLDERS,
	PART_GROUPS,
	PART_CONTAINERS,
	PART_CREATED,
	PART_CLUSTERS, /* these two where a plan is looked for */
	PART_MACHINES,
};

/* As the evidence has it: "sites", "zones.domain". */
const char *part_kind_name(enum part_kind kind);
