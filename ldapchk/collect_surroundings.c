/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <strings.h>

#include "base/text.h"
#include "ldapchk/collect_parts.h"

enum { CATALOG_MS = 5000 };

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

static const char *sites_filter(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(|(objectClass=site)(objectClass=subnet)(objectClass=server)"
	       "(objectClass=nTDSDSA))";
}

static const char *exchange_filter(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(|(objectClass=msExchConfigurationContainer)"
	       "(objectClass=msExchOrganizationContainer)(objectClass=msExchExchangeServer)"
	       "(objectClass=msExchStorageGroup)(objectClass=msExchPrivateMDB)"
	       "(objectClass=msExchPublicMDB)(objectClass=msExchOAB))";
}

static const char *any(struct arena *arena, const struct plan *plan)
{
	(void)arena;
	(void)plan;
	return "(objectClass=*)";
}

/* The zones themselves, and the nodes of the CMSs' names in any of them. */
static const char *zones_filter(struct arena *arena, const struct plan *plan)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|(objectClass=dnsZone)(&(objectClass=dnsNode)(|");
	for (size_t i = 0; i < plan->recovery_count; i++)
		text_add(&filter, "(name=%s)", plan->recoveries[i].cms.label);
	text_add(&filter, ")))");
	return filter.data;
}

static const struct {
	const char *kind, *of;
	enum search_scope scope;
	bool descriptors;
	const char *(*base)(struct arena *arena, const struct directory_visit *visit);
	const char *(*filter)(struct arena *arena, const struct plan *plan);
} parts[] = {
	{ "sites", of_site, SCOPE_SUBTREE, false, sites_base, sites_filter },
	{ "exchange", of_exchange, SCOPE_SUBTREE, false, exchange_base, exchange_filter },
	{ "domain", of_domain, SCOPE_BASE, false, domain_base, any },
	{ "zones.domain", of_zone, SCOPE_SUBTREE, true, domain_zones_base, zones_filter },
	{ "zones.forest", of_zone, SCOPE_SUBTREE, true, forest_zones_base, zones_filter },
	{ "zones.system", of_zone, SCOPE_SUBTREE, true, system_zones_base, zones_filter },
};
#define PART_COUNT (sizeof parts / sizeof *parts)
_Static_assert(PART_COUNT <= SURROUNDINGS_MAX, "room for every part");

/* A context that the rootDSE does not name is searched for in vain, and becomes a gap. */
size_t surroundings_searches(struct arena *arena, const struct plan *plan,
	const struct directory_visit *visit, struct search *searches)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		const char *base = parts[i].base(arena, visit);
		searches[i] = (struct search){ base != NULL ? base : "CN=not named by the rootDSE",
			parts[i].scope, parts[i].filter(arena, plan),
			attributes_of(arena, parts[i].of), parts[i].descriptors };
	}
	return PART_COUNT;
}

static struct directory_part part_of(
	struct arena *arena, const char *kind, const struct reply *reply)
{
	return (struct directory_part){
		.kind = kind,
		.gap = gap_of(arena, &reply->error),
		.entry = reply->entry,
		.count = reply->count,
	};
}

static void add_part(struct arena *arena, struct directory_visit *visit, struct directory_part part)
{
	visit->part = arena_more(arena, visit->part, visit->part_count, sizeof *visit->part);
	visit->part[visit->part_count++] = part;
}

void surroundings_take(struct arena *arena, const struct reply *replies, size_t count,
	struct directory_visit *visit)
{
	for (size_t i = 0; i < count && i < PART_COUNT; i++)
		add_part(arena, visit, part_of(arena, parts[i].kind, &replies[i]));
}

/* All that hold a name of an Exchange service, or HOST of a CMS: few, and no filter per account. */
static const char *holders_filter(struct arena *arena, const struct plan *plan)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|(servicePrincipalName=exchangeMDB/*)"
			  "(servicePrincipalName=exchangeRFR/*)(servicePrincipalName=SMTP/*)"
			  "(servicePrincipalName=SMTPSVC/*)");
	for (size_t i = 0; i < plan->recovery_count; i++)
		text_add(&filter, "(servicePrincipalName=HOST/%s)(servicePrincipalName=HOST/%s)",
			plan->recoveries[i].cms.label, plan->recoveries[i].cms.fqdn);
	text_add(&filter, ")");
	return filter.data;
}

/* A port that a firewall swallows must not cost the visit: it is asked about one thing alone. */
static struct deadline catalog_deadline(struct deadline deadline)
{
	const int64_t half_ms = deadline_left_ms(deadline) / 2;
	return deadline_after(half_ms < CATALOG_MS ? half_ms : CATALOG_MS);
}

void collect_holders(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit)
{
	struct error error = { 0 };
	struct reply reply = { 0 };
	const struct search search = { "", SCOPE_SUBTREE, holders_filter(arena, job->plan),
		attributes_of(arena, of_holder), false };
	struct session *session = NULL;
	const char *ready = entry_text(arena, &visit->root, "isGlobalCatalogReady");
	if (ready == NULL || strcasecmp(ready, "TRUE") != 0)
		error_set(&error, ERROR_ABSENT, "it is no global catalog");
	else
		session = session_open(arena, &job->plan->directory, job->server, VIEW_FOREST,
			catalog_deadline(deadline), &error);
	if (session != NULL) {
		session_search(session, &search, 1, &reply, &error);
		session_close(session);
	}
	if (reply.error.kind == ERROR_NONE)
		reply.error = error;
	add_part(arena, visit, part_of(arena, "holders", &reply));
}
