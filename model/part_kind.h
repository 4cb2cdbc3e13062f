/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of parts of a visit to a directory server: what was searched for there. */
#pragma once

enum part_kind {
	PART_SITES,
	PART_EXCHANGE,
	PART_DOMAIN,
	PART_ZONES_DOMAIN, /* zones in DC=DomainDnsZones */
	PART_ZONES_FOREST, /* zones in DC=ForestDnsZones */
	PART_ZONES_SYSTEM, /* zones in the domain partition */
	PART_HOLDERS,
	PART_ALIASES, /* holders of names that stand for HOST */
	PART_GROUPS,
	PART_CONTAINERS,
	PART_CREATED,
	PART_PARENTS,    /* where computer objects may be, if a name of the plan has none */
	PART_CLUSTERS,   /* for discover only */
	PART_MACHINES,   /* for discover; else accounts whose names resemble a missing one */
	PART_NAMESPACES, /* DFS namespaces */
	PART_EVERYBODY,  /* groups that hold Everyone, Authenticated Users and the like */
};

/* As in the evidence: "sites", "zones.domain". */
const char *part_kind_name(enum part_kind kind);
