/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/left_out.h"

#include "base/name_index.h"
#include "ldapchk/sites/topology.h"

/* The servers with a visit, each once, with room for more names behind them. */
static const char **visited_servers(
	struct arena *arena, const struct directory_evidence *directory, size_t room, size_t *count)
{
	const char **names = arena_alloc(arena, (directory->count + room + 1) * sizeof *names);
	for (size_t i = 0; i < directory->count; i++)
		names[i] = directory->visit[i].server;
	*count = names_once(arena, names, directory->count);
	return names;
}

const char **unvisited_controllers(struct arena *arena, const struct plan *plan,
	const struct evidence *evidence, size_t *count)
{
	const struct topology *topology = topology_read(arena, plan, evidence);
	size_t visited;
	const char **names =
		visited_servers(arena, &evidence->directory, topology->controller_count, &visited);
	size_t all = visited;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (topology_may_serve(topology, controller) && controller->visit == NULL)
			names[all++] = controller->host;
	}
	*count = names_once(arena, names, all) - visited;
	return names + visited;
}
