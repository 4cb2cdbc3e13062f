/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of a proposal; used in proposal*.c. */
#pragma once

#include "exchange/discovery/machines.h"
#include "exchange/organisation.h"

struct texts {
	const char **text;
	size_t count;
};

void texts_add(struct arena *arena, struct texts *texts, const char *text);
bool texts_hold(const struct texts *texts, const char *text);

/* "A, B, C and 7 more". */
const char *texts_write(struct arena *arena, const struct texts *texts);

/* The storage groups sorted by name: a directory server returns them in any order. */
const struct storage_group *groups_by_name(
	struct arena *arena, const struct exchange_server *server);

/* "EXCMS02 (single copy cluster; Exchange 8.1.393 (SP1); nodes NODE3, NODE4; ...)". */
const char *server_describe(struct arena *arena, const struct exchange_server *server);

/*
 * The questions about the standby cluster and about its nodes. `are_targets`: the candidates are
 * SCR targets themselves.
 */
const char *ask_for_cluster(struct arena *arena, const char *cms, bool are_targets,
	const struct texts *targets, const struct texts *candidates,
	const struct machines *machines);
const char *ask_for_nodes(struct arena *arena, const char *domain, const struct texts *nodes,
	const struct texts *unseen, const struct texts *candidates);
