/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/servers.h"

#include <string.h>

#include "base/name_index.h"

/* The servers of the gaps of one source, so that a thousand servers are looked up fast. */
static struct name_index servers_with_gaps(
	struct arena *arena, const struct judgement *judgement, enum source source)
{
	struct name_index index = { 0 };
	for (size_t i = 0; i < judgement->gaps.count; i++) {
		const struct gap_place *place = &judgement->gaps.place[i];
		if (place->source == source && place->server != NULL)
			name_index_add(
				arena, &index, bytes_of(place->server, strlen(place->server)), i);
	}
	name_index_sort(&index);
	return index;
}

/* A gap of the visit itself means that what follows was not read. */
static const char *state_of(
	const struct name_index *with_gaps, const char *name, const struct gap *gap)
{
	size_t count = 0;
	if (gap_is(gap))
		return "unread";
	name_index_find(with_gaps, name, &count);
	return count > 0 ? "partly" : "read";
}

static void server_add(struct report *report, enum source source, const char *name,
	const char *site, const char *state)
{
	report->server[report->server_count++] =
		(struct report_server){ source_name(source), name, site, state };
}

static void shares_add(struct report *report, const struct name_index *gaps,
	const struct share_visit *visit, size_t count)
{
	for (size_t i = 0; i < count; i++)
		server_add(report, SOURCE_SHARES, visit[i].name, NULL,
			state_of(gaps, visit[i].name, &visit[i].gap));
}

void report_servers(struct arena *arena, const struct judgement *judgement, struct report *report)
{
	const struct evidence *evidence = judgement->evidence;
	const struct server_sites *sites = &judgement->sites;
	const struct directory_evidence *directory = &evidence->directory;
	const struct dns_evidence *dns = &evidence->dns;
	report->server = arena_alloc(arena,
		(directory->count + dns->count + evidence->shares.count) * sizeof *report->server);

	struct name_index gaps = servers_with_gaps(arena, judgement, SOURCE_DIRECTORY);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		server_add(report, SOURCE_DIRECTORY, visit->server,
			sites->directory == NULL ? NULL : sites->directory[i],
			state_of(&gaps, visit->server, &visit->gap));
	}
	gaps = servers_with_gaps(arena, judgement, SOURCE_DNS);
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		server_add(report, SOURCE_DNS, visit->server,
			sites->dns == NULL ? NULL : sites->dns[i],
			state_of(&gaps, visit->server, &visit->gap));
	}
	gaps = servers_with_gaps(arena, judgement, SOURCE_SHARES);
	shares_add(report, &gaps, evidence->shares.visit, evidence->shares.count);
}
