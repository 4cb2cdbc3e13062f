/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proposed plan with answered questions. */
#pragma once

#include "codec/document.h"

/* The same plan without its questions, and with its empty values filled. */
static inline struct bytes answered(struct arena *arena, struct bytes text)
{
	json_t *plan = json_loadb((const char *)text.data, text.length, 0, NULL), *recovery;
	size_t i;
	json_object_del(plan, "questions");
	json_array_foreach(json_object_get(plan, "recoveries"), i, recovery)
	{
		json_t *cluster = json_object_get(recovery, "standby_cluster");
		if (json_string_length(cluster) == 0)
			json_string_set(cluster, "ANSWER");
		const char *const lists[] = { "source_nodes", "standby_nodes" };
		for (size_t k = 0; k < 2; k++) {
			json_t *list = json_object_get(recovery, lists[k]);
			if (json_array_size(list) == 0)
				json_array_append_new(list, json_string(k == 0 ? "N1" : "N2"));
		}
	}
	struct bytes made = json_write(arena, plan);
	json_decref(plan);
	return made;
}
