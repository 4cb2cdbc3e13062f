/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/left_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/name_index.h"
#include "clusterchk/collect/servers.h"
#include "ldapchk/sites/topology.h"
#include "model/evidence_rules.h"

static const struct gap not_asked = { .cause = ERROR_MALFORMED,
	.text = "it was to be asked, and is not in the evidence" };

static const struct gap no_answers = { .cause = ERROR_MALFORMED,
	.text = "the evidence does not say which servers DNS names" };

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

/* The published hosts without a visit. */
static const char **unvisited_hosts(struct arena *arena, const struct directory_evidence *directory,
	const char *const *hosts, size_t *count)
{
	size_t visited;
	const char **names = visited_servers(arena, directory, *count, &visited);
	memcpy(names + visited, hosts, *count * sizeof *names);
	*count = names_once(arena, names, visited + *count) - visited;
	return names + visited;
}

/* Those hosts, with the gap. `answers` are those of the records that name them; NULL: Sites. */
static void add_controllers(struct arena *arena, const struct plan *plan,
	struct directory_evidence *directory, const char *const *hosts, size_t count,
	const struct dns_visit *answers)
{
	struct directory_visit *visit =
		arena_alloc(arena, (directory->count + count) * sizeof *visit);
	memcpy(visit, directory->visit, directory->count * sizeof *visit);
	for (size_t i = 0; i < count; i++)
		visit[directory->count + i] = (struct directory_visit){
			.server = hosts[i],
			.found_by = answers == NULL
					    ? FOUND_IN_SITES
					    : servers_found_by(arena, plan, answers, hosts[i]),
			.gap = not_asked,
			.root.dn = "",
		};
	directory->visit = visit;
	directory->count += count;
}

/* If the records name no server, nobody can know which ones were to be asked. */
static void compare_with_service(
	struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	struct directory_evidence *directory = &evidence->directory;
	struct error error = { 0 };
	size_t count;
	const char **hosts = servers_directory(arena, plan, evidence->resolver, &count, &error);
	if (count == 0) {
		directory->gap = gap_of(arena, &error);
		return;
	}
	hosts = unvisited_hosts(arena, directory, hosts, &count);
	add_controllers(arena, plan, directory, hosts, count, evidence->resolver);
}

static void compare_with_sites(
	struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	size_t count;
	const char **hosts = unvisited_controllers(arena, plan, evidence, &count);
	add_controllers(arena, plan, &evidence->directory, hosts, count, NULL);
}

/* Which of the servers have no visit for their zone. */
static const bool *servers_without_visit(struct arena *arena, const struct dns_evidence *dns,
	const struct name_server *servers, size_t count)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < dns->count + count; i++) {
		const struct name_server *server = i < dns->count ? NULL : &servers[i - dns->count];
		const struct dns_visit named = { .server = server == NULL ? NULL : server->host,
			.found_by = server == NULL ? NULL : name_server_found_by(arena, server) };
		const char *name =
			dns_visit_identity(arena, server == NULL ? &dns->visit[i] : &named);
		name_index_add(arena, &names, bytes_of(name, strlen(name)), i);
	}
	return name_index_firsts(arena, &names) + dns->count;
}

static void compare_with_zones(
	struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	struct dns_evidence *dns = &evidence->dns;
	struct error error = { 0 };
	size_t count;
	const struct name_server *servers =
		servers_dns(arena, plan, evidence->resolver, &count, &error);
	if (count == 0) {
		dns->gap = gap_of(arena, &error);
		return;
	}
	const bool *is_missing = servers_without_visit(arena, dns, servers, count);
	struct dns_visit *visit = arena_alloc(arena, (dns->count + count) * sizeof *visit);
	size_t all = dns->count;
	memcpy(visit, dns->visit, all * sizeof *visit);
	for (size_t i = 0; i < count; i++) {
		if (is_missing[i])
			visit[all++] = (struct dns_visit){ .server = servers[i].host,
				.found_by = name_server_found_by(arena, &servers[i]),
				.gap = not_asked };
	}
	dns->visit = visit;
	dns->count = all;
}

/* Evidence from before 1.5 never has them. */
static bool should_have_answers(const struct evidence *evidence)
{
	enum { MINOR_AT = 2, SINCE = 5 };
	const char *version = evidence->schema_version;
	return evidence->resolver == NULL && version != NULL &&
	       strtoul(version + MINOR_AT, NULL, 10) >= SINCE;
}

void left_out_apply(struct arena *arena, const struct plan *plan, struct evidence *evidence)
{
	struct directory_evidence *directory = &evidence->directory;
	struct dns_evidence *dns = &evidence->dns;
	const bool lacks_answers = should_have_answers(evidence);
	const bool has_answers = evidence->resolver != NULL;
	const bool looks_for_controllers = plan->directory.server_count == 0 &&
					   directory->count > 0 && !gap_is(&directory->gap);
	const bool looks_for_name_servers =
		plan->dns_server_count == 0 && dns->count > 0 && !gap_is(&dns->gap);
	if (looks_for_controllers && lacks_answers)
		directory->gap = no_answers;
	if (looks_for_controllers && has_answers)
		compare_with_service(arena, plan, evidence);
	if (looks_for_controllers)
		compare_with_sites(arena, plan, evidence);
	if (looks_for_name_servers && lacks_answers)
		dns->gap = no_answers;
	if (looks_for_name_servers && has_answers)
		compare_with_zones(arena, plan, evidence);
}
