/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/site_link.h"

#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "base/text.h"
#include "ldapchk/dn.h"

/* A bit of a site link's options, MS-ADTS 6.1.1.2.2.3. */
enum { OPTION_USE_NOTIFY = 0x1, NOTIFY_SECONDS = 15 };

static bool is_link(const struct entry *entry)
{
	static const char transport[] = "CN=IP,CN=Inter-Site Transports,CN=Sites,";
	return entry_is_a(entry, "siteLink") &&
	       strncasecmp(dn_parent(entry->dn), transport, strlen(transport)) == 0;
}

static void add_sites(struct arena *arena, const struct name_index *names,
	const struct entry *entry, struct site_link *link)
{
	const struct attribute *list = entry_attribute(entry, "siteList");
	link->site = arena_alloc(arena, (list == NULL ? 1 : list->count) * sizeof *link->site);
	for (size_t i = 0; list != NULL && i < list->count; i++) {
		const char *dn = value_text(arena, list->value[i]);
		const char *site = dn == NULL ? NULL : site_named(arena, dn);
		size_t found = 0;
		const struct named_place *place =
			site == NULL ? NULL : name_index_find(names, site, &found);
		if (found > 0)
			link->site[link->count++] = place->at;
	}
}

static struct site_link link_of(
	struct arena *arena, const struct name_index *names, const struct entry *entry)
{
	struct site_link link = { .name = entry_text(arena, entry, "cn"),
		.minutes = LINK_DEFAULT_MINUTES,
		.cost = LINK_DEFAULT_COST };
	uint32_t minutes = 0, options = 0, cost = 0;
	if (link.name == NULL)
		link.name = entry->dn;
	link.is_default = !entry_number(arena, entry, "replInterval", &minutes) || minutes == 0;
	if (!link.is_default)
		link.minutes = minutes;
	if (entry_number(arena, entry, "cost", &cost) && cost > 0)
		link.cost = cost;
	link.notifies = entry_number(arena, entry, "options", &options) &&
			(options & OPTION_USE_NOTIFY) != 0;
	link.has_schedule = entry_attribute(entry, "schedule") != NULL;
	add_sites(arena, names, entry, &link);
	return link;
}

void site_links_read(struct arena *arena, struct sites *sites, const struct directory_part *part)
{
	struct name_index names = { 0 };
	for (size_t i = 0; i < sites->site_count; i++)
		name_index_add(arena, &names, bytes_of(sites->site[i], strlen(sites->site[i])), i);
	name_index_sort(&names);
	for (size_t i = 0; i < part->count; i++) {
		if (!is_link(&part->entry[i]))
			continue;
		sites->link =
			arena_more(arena, sites->link, sites->link_count, sizeof *sites->link);
		sites->link[sites->link_count++] = link_of(arena, &names, &part->entry[i]);
	}
}

/* The best route to a site found so far. */
struct reach {
	uint64_t cost; /* UINT64_MAX: none */
	int64_t seconds;
	const struct site_link *last; /* NULL: the route starts here */
	size_t before;                /* the site before it */
};

static int64_t link_seconds(const struct site_link *link)
{
	return link->notifies ? NOTIFY_SECONDS : (int64_t)link->minutes * 60;
}

/* Whether the link improves the route to one of its sites. */
static bool relax(const struct site_link *link, struct reach *reach)
{
	bool better = false;
	size_t from = SIZE_MAX;
	for (size_t i = 0; i < link->count; i++) {
		if (from == SIZE_MAX || reach[link->site[i]].cost < reach[from].cost)
			from = link->site[i];
	}
	if (from == SIZE_MAX || reach[from].cost == UINT64_MAX)
		return false;
	const struct reach next = { reach[from].cost + link->cost,
		reach[from].seconds + link_seconds(link), link, from };
	for (size_t i = 0; i < link->count; i++) {
		struct reach *to = &reach[link->site[i]];
		if (next.cost > to->cost || (next.cost == to->cost && next.seconds >= to->seconds))
			continue;
		*to = next;
		better = true;
	}
	return better;
}

static size_t position_of(const struct sites *sites, const char *site)
{
	size_t at = 0;
	while (at < sites->site_count && !site_is(sites->site[at], site))
		at++;
	return at;
}

static const char *route_text(struct arena *arena, const struct reach *reach, size_t to)
{
	struct text words = text_new(arena);
	for (size_t step = 0; reach[to].last != NULL && step < LINK_MAX_STEPS; step++) {
		const struct site_link *link = reach[to].last;
		text_add(&words, "%sthe site link %s ", step == 0 ? "" : ", ", link->name);
		if (link->notifies)
			text_add(&words, "(with change notification)");
		else
			text_add(&words, "(every %lu min%s)", (unsigned long)link->minutes,
				link->is_default ? ", the default" : "");
		if (link->has_schedule)
			text_add(&words, " with a schedule, which may take longer");
		to = reach[to].before;
	}
	return words.data;
}

struct site_route site_route_between(
	struct arena *arena, const struct sites *sites, const char *from, const char *to)
{
	const size_t start = position_of(sites, from), end = position_of(sites, to);
	if (start == sites->site_count || end == sites->site_count)
		return (struct site_route){ false, 0, "" };
	if (start == end)
		return (struct site_route){ true, WITHIN_SITE_SECONDS, "within the site" };
	struct reach *reach = arena_alloc(arena, sites->site_count * sizeof *reach);
	for (size_t i = 0; i < sites->site_count; i++)
		reach[i] = (struct reach){ .cost = UINT64_MAX };
	reach[start].cost = 0;
	bool better = true;
	for (size_t round = 0; better && round < LINK_MAX_STEPS; round++) {
		better = false;
		for (size_t i = 0; i < sites->link_count; i++)
			better = relax(&sites->link[i], reach) || better;
	}
	if (reach[end].cost == UINT64_MAX)
		return (struct site_route){ false, 0, "" };
	/* Replication within the sites at both ends is added. */
	return (struct site_route){ true, reach[end].seconds + 2 * WITHIN_SITE_SECONDS,
		route_text(arena, reach, end) };
}
