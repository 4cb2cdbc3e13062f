/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/site_doubt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "ldapchk/dn.h"

enum { MAX_HIDDEN = 32 }; /* sites that are added */

static const char settings_rdn[] = "CN=NTDS Settings,";

/* What is looked for, and where. */
struct search {
	struct arena *arena;
	const struct directory_part *part;
	struct sites *sites;
	struct name_index shown; /* the names of sites */
	size_t shown_count;
	struct name_index dns; /* of all objects of the part */
	const char *domain_controllers;
};

/* The first doubt is said: where it comes from, most of the others come from, too. */
static void doubt(struct search *search, const struct gap *gap, const char *words)
{
	if (search->sites->doubt == NULL)
		search->sites->doubt = words;
	causes_add(search->arena, &search->sites->doubt_causes, gap);
}

static bool is_among(const struct name_index *index, const char *name)
{
	size_t count = 0;
	(void)name_index_find(index, name, &count);
	return count > 0;
}

static bool is_ascii(const char *text)
{
	while (*text != '\0' && (*text & 0x80) == 0)
		text++;
	return *text == '\0';
}

static bool is_known(const struct search *search, const char *site)
{
	if (is_among(&search->shown, site))
		return true;
	/* The index knows upper and lower case of ASCII alone. */
	for (size_t i = is_ascii(site) ? search->shown_count : 0; i < search->sites->site_count;
		i++) {
		if (site_is(search->sites->site[i], site))
			return true;
	}
	return false;
}

static void name_site(struct search *search, const char *site, const char *namer)
{
	struct sites *sites = search->sites;
	if (sites->site_count - search->shown_count >= MAX_HIDDEN || is_known(search, site))
		return;
	sites->site =
		arena_more(search->arena, sites->site, sites->site_count, sizeof *sites->site);
	sites->site[sites->site_count++] = site;
	doubt(search, NULL,
		arena_format(
			search->arena, "%s names the site %s, which is not shown.", namer, site));
}

/* Each value of the attribute is the DN of a site. */
static void name_sites(struct search *search, const struct entry *entry, const char *attribute)
{
	const struct attribute *named = entry_attribute(entry, attribute);
	const struct gap *gap = entry_gap(entry, attribute);
	if (gap != NULL || (named != NULL && named->count == 0))
		doubt(search, gap,
			arena_format(search->arena, "The site of %s could not be read (%s).",
				entry->dn, attribute));
	for (size_t i = 0; named != NULL && i < named->count; i++) {
		const char *dn = value_text(search->arena, named->value[i]);
		const char *site = dn == NULL ? NULL : site_named(search->arena, dn);
		if (site != NULL)
			name_site(search, site, entry->dn);
		else if (dn == NULL || !dn_is_deleted(dn))
			doubt(search, NULL,
				arena_format(search->arena, "%s of %s names no site.", attribute,
					entry->dn));
	}
}

/* The site of "CN=SERVER,CN=Servers,CN=SITE,CN=Sites,..."; NULL for any other DN. */
static const char *site_around(struct arena *arena, const char *server)
{
	static const char servers[] = "CN=Servers,";
	const char *rest = dn_parent(server);
	return strncasecmp(rest, servers, strlen(servers)) == 0
		       ? site_named(arena, rest + strlen(servers))
		       : NULL;
}

static bool is_below(const char *dn, const char *container)
{
	const size_t length = strlen(dn), end = strlen(container);
	return length > end && strcasecmp(dn + length - end, container) == 0;
}

static void look_at_server(struct search *search, const struct entry *entry)
{
	struct arena *arena = search->arena;
	const char *site = site_around(arena, entry->dn);
	if (site == NULL)
		doubt(search, NULL, arena_format(arena, "The server %s is in no site.", entry->dn));
	else
		name_site(search, site, entry->dn);
	const char *account = entry_text(arena, entry, "serverReference");
	const char *settings = arena_format(arena, "%s%s", settings_rdn, entry->dn);
	if (account != NULL && is_below(account, search->domain_controllers) &&
		!is_among(&search->dns, settings))
		doubt(search, NULL,
			arena_format(arena,
				"%s is a domain controller, whose NTDS Settings are not shown.",
				entry->dn));
}

static void look_at_settings(struct search *search, const char *settings, const char *namer)
{
	struct arena *arena = search->arena;
	const char *server = dn_parent(settings);
	const char *site = site_around(arena, server);
	if (site == NULL)
		doubt(search, NULL, arena_format(arena, "%s is in no site.", settings));
	else
		name_site(search, site, namer);
	if (!is_among(&search->dns, server))
		doubt(search, NULL,
			arena_format(arena, "%s names the server %s, which is not shown.", namer,
				server));
}

/* A subnet that the site names shows the site in turn: the two are ends of one link. */
static void look_at_link(struct search *search, const struct entry *site, const char *subnet)
{
	struct arena *arena = search->arena;
	size_t count = 0;
	const struct named_place *place =
		subnet == NULL ? NULL : name_index_find(&search->dns, subnet, &count);
	if (count == 0) {
		doubt(search, NULL,
			arena_format(arena, "%s names the subnet %s, which is not shown.", site->dn,
				subnet == NULL ? "(no text)" : subnet));
		return;
	}
	const struct entry *entry = &search->part->entry[place->at];
	const char *back = entry_text(arena, entry, "siteObject");
	const char *name = back == NULL ? NULL : site_named(arena, back);
	if (!site_is(name, site_named(arena, site->dn)))
		doubt(search, entry_gap(entry, "siteObject"),
			arena_format(arena, "%s names the subnet %s, which does not show it.",
				site->dn, subnet));
}

static void look_at_site(struct search *search, const struct entry *entry)
{
	struct arena *arena = search->arena;
	const struct attribute *subnets = entry_attribute(entry, "siteObjectBL");
	const struct gap *gap = entry_gap(entry, "siteObjectBL");
	if (site_named(arena, entry->dn) == NULL)
		doubt(search, NULL, arena_format(arena, "The site %s has no name.", entry->dn));
	if (gap != NULL)
		doubt(search, gap,
			arena_format(arena, "The subnets of %s could not be read.", entry->dn));
	for (size_t i = 0; subnets != NULL && i < subnets->count; i++)
		look_at_link(search, entry, value_text(arena, subnets->value[i]));
}

/* A copy that lost a replication conflict has another name, and no server uses it. */
static void look_at_subnet(struct search *search, const struct entry *entry)
{
	const char *name = dn_name(search->arena, entry->dn);
	struct subnet subnet;
	if (name == NULL || (strstr(name, "CNF:") == NULL && !subnet_read(name, &subnet)))
		doubt(search, NULL, arena_format(search->arena, "\"%s\" is no subnet.", entry->dn));
	name_sites(search, entry, "siteObject");
}

static void look_at(struct search *search, const struct entry *entry)
{
	if (entry_is_a(entry, "site"))
		look_at_site(search, entry);
	else if (entry_is_a(entry, "subnet"))
		look_at_subnet(search, entry);
	else if (entry_is_a(entry, "server"))
		look_at_server(search, entry);
	else if (entry_is_a(entry, "nTDSDSA") || entry_is_a(entry, "nTDSDSARO"))
		look_at_settings(search, entry->dn, entry->dn);
	else if (entry_is_a(entry, "siteLink"))
		name_sites(search, entry, "siteList");
	else
		doubt(search, entry_gap(entry, "objectClass"),
			arena_format(search->arena, "%s does not show what it is (objectClass).",
				entry->dn));
}

static bool part_shows(const struct directory_part *part, const char *dn)
{
	for (size_t i = 0; part != NULL && i < part->count; i++) {
		if (strcasecmp(part->entry[i].dn, dn) == 0)
			return true;
	}
	return false;
}

/* A new domain controller may be shown in its own copy alone, until that is replicated. */
static void look_at_visit(struct search *search, const struct directory_visit *visit)
{
	const char *settings = entry_text(search->arena, &visit->root, "dsServiceName");
	if (settings == NULL || is_among(&search->dns, settings) ||
		part_shows(directory_part(visit, PART_SITES), settings))
		return;
	doubt(search, NULL,
		arena_format(search->arena, "The NTDS Settings of %s, %s, are not shown.",
			visit->server, settings));
	look_at_settings(search, settings, visit->server);
}

static void index_dns(struct search *search, const struct directory_part *part)
{
	for (size_t i = 0; i < part->count; i++) {
		const char *dn = part->entry[i].dn;
		name_index_add(search->arena, &search->dns, bytes_of(dn, strlen(dn)), i);
	}
	name_index_sort(&search->dns);
}

void site_doubt_read(struct arena *arena, struct sites *sites, const struct directory_part *part,
	const struct directory_evidence *directory, const char *domain)
{
	struct search search = { .arena = arena,
		.part = part,
		.sites = sites,
		.shown_count = sites->site_count,
		.domain_controllers = arena_format(arena, ",OU=Domain Controllers,%s", domain) };
	for (size_t i = 0; i < sites->site_count; i++)
		name_index_add(
			arena, &search.shown, bytes_of(sites->site[i], strlen(sites->site[i])), i);
	name_index_sort(&search.shown);
	index_dns(&search, part);
	for (size_t i = 0; i < part->count; i++)
		look_at(&search, &part->entry[i]);
	for (size_t i = 0; i < directory->count; i++)
		look_at_visit(&search, &directory->visit[i]);
}
