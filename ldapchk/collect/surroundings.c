/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "ldapchk/collect/filter.h"
#include "ldapchk/collect/parts.h"
#include "ldapchk/dn.h"

static const char *below(struct arena *arena, const char *rdn, const struct directory_visit *visit,
	const char *context)
{
	const char *dn = entry_text(arena, &visit->root, context);
	return dn == NULL ? NULL : arena_format(arena, "%s%s", rdn, dn);
}

static const char *configuration(
	struct arena *arena, const char *rdn, const struct directory_visit *visit)
{
	return below(arena, rdn, visit, "configurationNamingContext");
}

static const char *sites_base(struct arena *arena, const struct directory_visit *visit)
{
	return configuration(arena, "CN=Sites,", visit);
}

static const char *exchange_base(struct arena *arena, const struct directory_visit *visit)
{
	return configuration(arena, "CN=Microsoft Exchange,CN=Services,", visit);
}

static const char *domain_base(struct arena *arena, const struct directory_visit *visit)
{
	return below(arena, "", visit, "defaultNamingContext");
}

static const char *domain_zones_base(struct arena *arena, const struct directory_visit *visit)
{
	return below(arena, "CN=MicrosoftDNS,DC=DomainDnsZones,", visit, "defaultNamingContext");
}

static const char *forest_zones_base(struct arena *arena, const struct directory_visit *visit)
{
	return below(arena, "CN=MicrosoftDNS,DC=ForestDnsZones,", visit, "rootDomainNamingContext");
}

static const char *system_zones_base(struct arena *arena, const struct directory_visit *visit)
{
	return below(arena, "CN=MicrosoftDNS,CN=System,", visit, "defaultNamingContext");
}

static const char *namespaces_base(struct arena *arena, const struct directory_visit *visit)
{
	return below(arena, "CN=Dfs-Configuration,CN=System,", visit, "defaultNamingContext");
}

static const char *namespaces_filter(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(|(objectClass=fTDfs)(objectClass=msDFS-Namespacev2))";
}

static const char *sites_filter(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(|(objectClass=site)(objectClass=subnet)(objectClass=server)(objectClass=nTDSDSA)(objectClass=siteLink))";
}

static const char *exchange_filter(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(|(objectClass=msExchConfigurationContainer)(objectClass=msExchOrganizationContainer)(objectClass=msExchExchangeServer)(objectClass=msExchStorageGroup)(objectClass=msExchPrivateMDB)(objectClass=msExchPublicMDB)(objectClass=msExchOAB))";
}

static const char *any(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(objectClass=*)";
}

/* A dnsNode has the host name relative to its zone: in example.com that may be "excms01.corp". */
static void add_node_names(struct text *filter, const char *fqdn)
{
	for (const char *dot = strchr(fqdn, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
		const bool is_first = memchr(fqdn, '.', (size_t)(dot - fqdn)) == NULL;
		if (is_first || strchr(dot + 1, '.') != NULL)
			text_add(filter, "(name=%.*s)", (int)(dot - fqdn), fqdn);
	}
}

static const char *domain_of(const char *fqdn)
{
	const char *dot = strchr(fqdn, '.');
	return dot == NULL ? fqdn : dot + 1;
}

/*
 * The wildcards that could answer for a name: "*", and "*.site" for "excms01.site" of a zone. In a
 * filter, "*" is written as its code (RFC 4515 3).
 */
static void add_wildcard_names(struct text *filter, const char *fqdn)
{
	const char *domain = domain_of(fqdn);
	text_add(filter, "(name=\\2a)");
	for (const char *dot = strchr(domain, '.'); dot != NULL && strchr(dot + 1, '.') != NULL;
		dot = strchr(dot + 1, '.'))
		text_add(filter, "(name=\\2a.%.*s)", (int)(dot - domain), domain);
}

/* Names of the same domain have the same wildcards. */
static bool has_new_domain(const struct plan *plan, size_t at)
{
	const char *domain = domain_of(plan->recoveries[at].cms.fqdn);
	for (size_t i = 0; i < at; i++) {
		if (strcmp(domain_of(plan->recoveries[i].cms.fqdn), domain) == 0)
			return false;
	}
	return true;
}

/* All zones, and in any zone the nodes with the names of CMSs, and wildcards. */
static const char *zones_filter(struct arena *arena, const struct plan *plan)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|(objectClass=dnsZone)(&(objectClass=dnsNode)(|");
	for (size_t i = 0; i < plan->recovery_count; i++)
		add_node_names(&filter, plan->recoveries[i].cms.fqdn);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		if (has_new_domain(plan, i))
			add_wildcard_names(&filter, plan->recoveries[i].cms.fqdn);
	}
	text_add(&filter, ")))");
	return filter.data;
}

/*
 * The groups that hold, directly or nested, the foreign security principal of a SID that every
 * account has which comes over the network: Everyone, NETWORK, Authenticated Users, This
 * Organization. tokenGroups does not follow them.
 */
static const char *everybody_filter(struct arena *arena, const struct plan *plan)
{
	static const char *const sids[] = { "S-1-1-0", "S-1-5-2", "S-1-5-11", "S-1-5-15" };
	const char *domain = domain_dn(arena, plan->directory.domain);
	struct text filter = text_new(arena);
	text_add(&filter, "(&(objectCategory=group)(|");
	for (size_t i = 0; i < sizeof sids / sizeof *sids; i++)
		text_add(&filter,
			"(member:" MATCHING_RULE_IN_CHAIN
			":=CN=%s,CN=ForeignSecurityPrincipals,%s)",
			sids[i], domain);
	text_add(&filter, "))");
	return filter.data;
}

static const struct {
	enum part_kind kind;
	enum attribute_of of;
	enum search_scope scope;
	bool descriptors;
	const char *(*base)(struct arena *arena, const struct directory_visit *visit);
	const char *(*filter)(struct arena *arena, const struct plan *plan);
} parts[] = {
	{ PART_SITES, OF_SITE, SCOPE_SUBTREE, false, sites_base, sites_filter },
	{ PART_EXCHANGE, OF_EXCHANGE, SCOPE_SUBTREE, false, exchange_base, exchange_filter },
	{ PART_DOMAIN, OF_DOMAIN, SCOPE_BASE, false, domain_base, any },
	{ PART_ZONES_DOMAIN, OF_ZONE, SCOPE_SUBTREE, true, domain_zones_base, zones_filter },
	{ PART_ZONES_FOREST, OF_ZONE, SCOPE_SUBTREE, true, forest_zones_base, zones_filter },
	{ PART_ZONES_SYSTEM, OF_ZONE, SCOPE_SUBTREE, true, system_zones_base, zones_filter },
	{ PART_NAMESPACES, OF_NAMESPACE, SCOPE_SUBTREE, false, namespaces_base, namespaces_filter },
	{ PART_EVERYBODY, OF_PRINCIPAL, SCOPE_SUBTREE, false, domain_base, everybody_filter },
};
#define PART_COUNT (sizeof parts / sizeof *parts)
_Static_assert(PART_COUNT <= SURROUNDINGS_MAX, "room for every part");

static const char unnamed[] = "CN=not named by the rootDSE";

/* If the rootDSE does not name a context, its search fails and becomes a gap. */
size_t surroundings_searches(struct arena *arena, const struct plan *plan,
	const struct directory_visit *visit, struct search *searches)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		const char *base = parts[i].base(arena, visit);
		searches[i] = (struct search){ base != NULL ? base : unnamed, parts[i].scope,
			parts[i].filter(arena, plan), attributes_of(arena, parts[i].of),
			parts[i].descriptors, false };
	}
	return PART_COUNT;
}

struct search organisation_search(
	struct arena *arena, const struct plan *plan, const struct directory_visit *visit)
{
	const char *base = exchange_base(arena, visit);
	return (struct search){ base != NULL ? base : unnamed, SCOPE_SUBTREE,
		exchange_filter(arena, plan), attributes_of(arena, OF_EXCHANGE), false, false };
}

void part_add(struct arena *arena, struct directory_visit *visit, enum part_kind kind,
	const struct reply *reply)
{
	visit->part = arena_more(arena, visit->part, visit->part_count, sizeof *visit->part);
	visit->part[visit->part_count++] = (struct directory_part){
		.kind = part_kind_name(kind),
		.gap = gap_of(arena, &reply->error),
		.entry = reply->entry,
		.count = reply->count,
	};
}

/* Each of them would be asked. */
static void limit_controllers(struct reply *reply)
{
	size_t count = 0;
	for (size_t i = 0; i < reply->count; i++)
		count += entry_is_a(&reply->entry[i], "nTDSDSA");
	if (count <= LIMIT_CONTROLLERS)
		return;
	error_set(&reply->error, ERROR_MALFORMED,
		"the Sites container has %zu domain controllers; more than %d are not believed",
		count, LIMIT_CONTROLLERS);
	reply->count = 0;
}

void surroundings_take(struct arena *arena, const struct reply *replies, size_t count,
	struct directory_visit *visit)
{
	for (size_t i = 0; i < count && i < PART_COUNT; i++) {
		struct reply reply = replies[i];
		if (parts[i].kind == PART_SITES)
			limit_controllers(&reply);
		part_add(arena, visit, parts[i].kind, &reply);
	}
}
