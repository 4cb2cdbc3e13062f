/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/part_kind.h"

const char *part_kind_name(enum part_kind kind)
{
	static const char *const name[] = {
		[PART_SITES] = "sites",
		[PART_EXCHANGE] = "exchange",
		[PART_DOMAIN] = "domain",
		[PART_ZONES_DOMAIN] = "zones.domain",
		[PART_ZONES_FOREST] = "zones.forest",
		[PART_ZONES_SYSTEM] = "zones.system",
		[PART_HOLDERS] = "holders",
		[PART_ALIASES] = "aliases",
		[PART_GROUPS] = "groups",
		[PART_CONTAINERS] = "containers",
		[PART_CREATED] = "created",
		[PART_PARENTS] = "parents",
		[PART_CLUSTERS] = "clusters",
		[PART_MACHINES] = "machines",
		[PART_NAMESPACES] = "namespaces",
		[PART_EVERYBODY] = "everybody",
	};
	return name[kind];
}
