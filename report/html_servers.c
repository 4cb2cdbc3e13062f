/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html_rows.h"

#include <string.h>
#include <strings.h>

struct bytes html_label(const char *name)
{
	/* An address has no labels. */
	if (name[strspn(name, "0123456789.:")] == '\0')
		return bytes_of(name, strlen(name));
	size_t length = strcspn(name, ".");
	if (length > 1 && name[length - 1] == '$')
		length--;
	return bytes_of(name, length);
}

static bool state_is(const struct report_server *server, const char *state)
{
	return strcmp(server->state, state) == 0;
}

static void site_take(struct html *html, struct html_site *site, size_t index)
{
	const struct report_server *server = &html->report->server[index];
	site->server = arena_more(html->arena, site->server, site->count, sizeof *site->server);
	site->server[site->count++] = index;
	site->unread += state_is(server, "unread");
	site->partly += state_is(server, "partly");
}

/* Those that were not read first, and each kind in the order of the report. */
static void site_order(struct html *html, struct html_site *site)
{
	static const char *const worse[] = { "unread", "partly" };
	size_t *ordered = arena_alloc(html->arena, site->count * sizeof *ordered), at = 0;
	for (size_t k = 0; k <= sizeof worse / sizeof *worse; k++) {
		for (size_t i = 0; i < site->count; i++) {
			const struct report_server *server = &html->report->server[site->server[i]];
			const size_t kind = state_is(server, worse[0])   ? 0
					    : state_is(server, worse[1]) ? 1
									 : 2;
			if (kind == k)
				ordered[at++] = site->server[i];
		}
	}
	site->server = ordered;
}

static struct html_site *site_new(struct html *html, struct html_servers *servers, const char *name)
{
	servers->site =
		arena_more(html->arena, servers->site, servers->site_count, sizeof *servers->site);
	struct html_site *site = &servers->site[servers->site_count++];
	*site = (struct html_site){ .name = name };
	return site;
}

static void sites_find(struct html *html, struct html_servers *servers)
{
	const struct report *report = html->report;
	struct name_index names = { 0 };
	struct html_site unknown = { 0 };
	for (size_t i = 0; i < report->server_count; i++) {
		const struct report_server *server = &report->server[i];
		if (strcmp(server->source, "directory") != 0)
			continue;
		if (server->site == NULL)
			site_take(html, &unknown, i);
		else
			name_index_add(html->arena, &names,
				bytes_of(server->site, strlen(server->site)), i);
	}
	name_index_sort(&names);
	struct html_site *site = NULL;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = report->server[names.place[i].at].site;
		if (site == NULL || strcasecmp(site->name, name) != 0)
			site = site_new(html, servers, name);
		site_take(html, site, names.place[i].at);
	}
	if (unknown.count > 0)
		*site_new(html, servers, NULL) = unknown;
}

struct html_servers *html_servers_of(struct html *html)
{
	const struct report *report = html->report;
	struct html_servers *servers = arena_alloc(html->arena, sizeof *servers);
	sites_find(html, servers);
	for (size_t i = 0; i < report->server_count; i++) {
		const struct report_server *server = &report->server[i];
		if (strcmp(server->source, "dns") == 0)
			site_take(html, &servers->dns, i);
		if (strcmp(server->source, "shares") == 0)
			name_index_add(html->arena, &servers->shares, html_label(server->name), i);
	}
	for (size_t i = 0; i < servers->site_count; i++)
		site_order(html, &servers->site[i]);
	site_order(html, &servers->dns);
	name_index_sort(&servers->shares);
	return servers;
}
