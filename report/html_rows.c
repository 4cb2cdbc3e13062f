/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html_rows.h"

#include <string.h>
#include <strings.h>

/* A fleet has a picture for each recovery, so each shows less of what they share. */
static size_t servers_shown(const struct html *html)
{
	return html->report->recovery_count > HTML_FEW ? 3 : 8;
}

static size_t sites_shown(const struct html *html)
{
	return html->report->recovery_count > HTML_FEW ? 2 : 8;
}

static struct html_box *box_add(
	struct html *html, struct html_boxes *boxes, enum html_panel panel, const char *title)
{
	boxes->box = arena_more(html->arena, boxes->box, boxes->count, sizeof *boxes->box);
	struct html_box *box = &boxes->box[boxes->count++];
	*box = (struct html_box){ .panel = panel, .title = title };
	return box;
}

static struct html_row *row_add(struct html *html, struct html_box *box, const char *name)
{
	box->row = arena_more(html->arena, box->row, box->row_count, sizeof *box->row);
	struct html_row *row = &box->row[box->row_count++];
	*row = (struct html_row){ .name = name };
	return row;
}

static void rows_add(struct html *html, struct html_box *box, const char **name, size_t count)
{
	const size_t most = 2 * servers_shown(html);
	for (size_t i = 0; i < count && i < most; i++)
		row_add(html, box, name[i]);
	if (count > most)
		row_add(html, box, arena_format(html->arena, "and %zu more", count - most))
			->is_rest = true;
}

static const char *rest_of(struct html *html, size_t count, size_t unread)
{
	if (unread == 0)
		return arena_format(html->arena, "and %zu more", count);
	return arena_format(html->arena, "and %zu more, %zu not read", count, unread);
}

/* What was not read stands first, so the rest has less of it. */
static void servers_add(struct html *html, struct html_box *box, const struct html_site *site)
{
	const size_t most = servers_shown(html);
	const size_t shown = site->count < most ? site->count : most;
	for (size_t i = 0; i < shown; i++) {
		const struct report_server *server = &html->report->server[site->server[i]];
		row_add(html, box, server->name)->server = server;
	}
	if (site->count > shown)
		row_add(html, box,
			rest_of(html, site->count - shown,
				site->unread > shown ? site->unread - shown : 0))
			->is_rest = true;
}

static void site_add(struct html *html, struct html_boxes *boxes, const struct html_site *site)
{
	const char *title = site->name == NULL ? "Site not known"
					       : arena_format(html->arena, "Site %s", site->name);
	servers_add(html, box_add(html, boxes, PANEL_DIRECTORY, title), site);
}

static bool is_standby(const struct html_site *site, const struct report_recovery *recovery)
{
	return site->name != NULL && recovery->standby_site != NULL &&
	       strcasecmp(site->name, recovery->standby_site) == 0;
}

/* The standby site first, then sites with servers that were not read in full, then the rest. */
static void sites_add(struct html *html, struct html_boxes *boxes,
	const struct html_servers *servers, const struct report_recovery *recovery)
{
	size_t shown = 0, hidden = 0, hidden_servers = 0, hidden_unread = 0;
	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < servers->site_count; i++) {
			const struct html_site *site = &servers->site[i];
			const int its_turn = is_standby(site, recovery)        ? 0
					     : site->unread + site->partly > 0 ? 1
									       : 2;
			if (its_turn != turn)
				continue;
			if (shown++ < sites_shown(html)) {
				site_add(html, boxes, site);
				continue;
			}
			hidden++;
			hidden_servers += site->count;
			hidden_unread += site->unread;
		}
	}
	if (hidden > 0)
		row_add(html,
			box_add(html, boxes, PANEL_DIRECTORY,
				arena_format(html->arena, "%zu more site%s", hidden,
					hidden == 1 ? "" : "s")),
			hidden_unread == 0
				? arena_format(html->arena, "%zu servers", hidden_servers)
				: arena_format(html->arena, "%zu servers, %zu not read",
					  hidden_servers, hidden_unread))
			->is_rest = true;
}

/* The file server that was asked under that name; without one, nobody asked. */
static void share_add(struct html *html, struct html_box *box, const struct html_servers *servers,
	const char *name)
{
	const struct bytes label = html_label(name);
	size_t count = 0;
	const struct named_place *place = name_index_find(
		&servers->shares, arena_text(html->arena, label.data, label.length), &count);
	if (count == 0)
		return;
	const struct report_server *server = &html->report->server[place->at];
	row_add(html, box, server->name)->server = server;
}

static void shares_add(struct html *html, struct html_boxes *boxes,
	const struct html_servers *servers, const struct report_recovery *recovery)
{
	const size_t most = 2 * servers_shown(html);
	struct html_box *box = box_add(html, boxes, PANEL_SHARES, "Asked under the name");
	if (recovery->oab_share != NULL)
		box->caption = arena_format(html->arena, "share %s", recovery->oab_share);
	share_add(html, box, servers, recovery->fqdn != NULL ? recovery->fqdn : recovery->cms);
	for (size_t i = 0; i < recovery->source_node_count && i < most; i++)
		share_add(html, box, servers, recovery->source_node[i]);
	for (size_t i = 0; i < recovery->standby_node_count && i < most; i++)
		share_add(html, box, servers, recovery->standby_node[i]);
	if (box->row_count == 0)
		boxes->count--;
}

struct html_boxes html_boxes_of(
	struct html *html, const struct html_servers *servers, size_t recovery)
{
	const struct report_recovery *of = &html->report->recovery[recovery];
	struct html_boxes boxes = { 0 };
	struct html_box *box = box_add(html, &boxes, PANEL_CLUSTERS, "Source cluster");
	row_add(html, box, of->cms);
	rows_add(html, box, of->source_node, of->source_node_count);
	box = box_add(html, &boxes, PANEL_CLUSTERS, "Standby cluster");
	if (of->standby_site != NULL)
		box->caption = arena_format(html->arena, "site %s", of->standby_site);
	row_add(html, box, of->standby_cluster);
	rows_add(html, box, of->standby_node, of->standby_node_count);
	sites_add(html, &boxes, servers, of);
	box = box_add(html, &boxes, PANEL_DNS, "Record of the CMS");
	row_add(html, box, of->fqdn != NULL ? of->fqdn : of->cms);
	if (servers->dns.count > 0)
		servers_add(html, box_add(html, &boxes, PANEL_DNS, "DNS servers"), &servers->dns);
	shares_add(html, &boxes, servers, of);
	html_findings_place(html, &boxes, recovery);
	return boxes;
}
