/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/subject.h"

#include <strings.h>

const char *subject_kind_name(enum subject_kind kind)
{
	static const char *const name[] = {
		[SUBJECT_CMS] = "cms",
		[SUBJECT_CLUSTER] = "cluster",
		[SUBJECT_NODE] = "node",
		[SUBJECT_DOMAIN] = "domain",
	};
	return name[kind];
}

/* The name in the plan of the one that is called `name` now; NULL: none is. */
static const char *planned_among(
	const struct name *now, const struct name *planned, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(now[i].fqdn, name) == 0)
			return planned[i].fqdn;
	}
	return NULL;
}

static const char *as_planned(const struct recovery *recovery, const char *name)
{
	const struct recovery *planned = recovery->planned;
	if (planned == NULL)
		return name;
	const char *found =
		planned_among(&recovery->standby_cluster, &planned->standby_cluster, 1, name);
	if (found == NULL)
		found = planned_among(recovery->standby_nodes, planned->standby_nodes,
			recovery->standby_node_count, name);
	if (found == NULL)
		found = planned_among(recovery->source_nodes, planned->source_nodes,
			recovery->source_node_count, name);
	return found == NULL ? name : found;
}

const char *subject_name(
	struct arena *arena, const struct recovery *recovery, const char *domain, const char *name)
{
	return name_normal(arena, as_planned(recovery, name), domain);
}
