/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/server_sites.h"

#include "ldapchk/sites/topology.h"

void topology_server_sites(
	struct arena *arena, const struct examination *examination, struct server_sites *sites)
{
	const struct topology *topology = topology_of(examination);
	const struct evidence *evidence = examination->evidence;
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct controller *controller = topology_visited(topology, i);
		sites->directory[i] = controller == NULL ? NULL : controller->site;
	}
	for (size_t i = 0; i < evidence->dns.count; i++)
		sites->dns[i] = topology_site_of_dns(arena, topology, &evidence->dns.visit[i]);
	for (size_t i = 0; i < examination->plan->recovery_count; i++)
		sites->standby[i] = topology->standby[i].site;
}
