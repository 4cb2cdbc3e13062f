/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/sites/subnet.h"
#include "ldapchk/sites/topology.h"
#include "model/dns_answers.h"

/* Where the machines of the recovery stand, as far as DNS and the directory tell. */
struct surroundings {
	const struct examination *examination;
	const struct topology *topology;
	const char **site; /* in which a node has an address, each once */
	size_t site_count;
	const char *gap;      /* why a node may stand elsewhere, too; NULL: it does not */
	struct causes causes; /* of that */
};

static void add_site(struct surroundings *around, const char *site)
{
	for (size_t i = 0; i < around->site_count; i++) {
		if (site_is(around->site[i], site))
			return;
	}
	around->site = arena_more(
		around->examination->arena, around->site, around->site_count, sizeof *around->site);
	around->site[around->site_count++] = site;
}

static const struct subnet *subnet_of(const struct surroundings *around, const char *address)
{
	return subnet_around(
		around->topology->sites.subnet, around->topology->sites.subnet_count, address);
}

static void place_address(void *context, const struct name *node, const char *address)
{
	struct surroundings *around = context;
	const struct subnet *subnet = subnet_of(around, address);
	if (subnet != NULL && subnet->site != NULL)
		add_site(around, subnet->site);
	else if (around->gap == NULL)
		around->gap = arena_format(around->examination->arena,
			"%s of %s lies in no subnet of a site", address, node->label);
}

/* With every node of the recovery, source and standby. */
static void for_nodes(const struct recovery *recovery,
	void (*each)(void *context, const struct name *node), void *context)
{
	for (size_t i = 0; i < recovery->source_node_count; i++)
		each(context, &recovery->source_nodes[i]);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		each(context, &recovery->standby_nodes[i]);
}

static void leave_open(struct surroundings *around, const struct name *node)
{
	const struct examination *examination = around->examination;
	around->gap = arena_format(
		examination->arena, "no DNS server told an address of %s", node->label);
	dns_causes(examination->arena, &examination->evidence->dns, node->fqdn, &around->causes);
}

static void place_node(void *context, const struct name *node)
{
	struct surroundings *around = context;
	const struct dns_evidence *dns = &around->examination->evidence->dns;
	if (dns_each_address(dns, node, DNS_ANY, place_address, around) == 0 && around->gap == NULL)
		leave_open(around, node);
}

static struct surroundings surroundings_of(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct surroundings around = { .examination = examination,
		.topology = topology_of(examination) };
	around.gap = around.topology->sites.unread;
	if (around.gap != NULL)
		around.causes = around.topology->sites.unread_for;
	else if (recovery->source_node_count == 0 || recovery->standby_node_count == 0)
		around.gap = "the plan does not name the nodes of both clusters";
	for_nodes(recovery, place_node, &around);
	return around;
}

/* Whose address it is. */
struct owner {
	const char *address;
	const struct name *node;
};

static void look_for_owner(void *context, const struct name *node, const char *address)
{
	struct owner *owner = context;
	if (strcmp(owner->address, address) == 0)
		owner->node = node;
}

struct owner_search {
	const struct dns_evidence *dns;
	struct owner owner;
};

static void search_node(void *context, const struct name *node)
{
	struct owner_search *search = context;
	dns_each_address(search->dns, node, DNS_ANY, look_for_owner, &search->owner);
}

static const struct name *owner_of(const struct examination *examination, const char *address)
{
	struct owner_search search = { &examination->evidence->dns, { address, NULL } };
	for_nodes(examination->recovery, search_node, &search);
	return search.owner.node;
}

static bool stands_here(const struct surroundings *around, const char *site)
{
	for (size_t i = 0; i < around->site_count; i++) {
		if (site_is(around->site[i], site))
			return true;
	}
	return false;
}

/* What was seen amiss, and what could not be told. */
struct strays {
	struct text proof;
	const char *first;    /* that is amiss: for the summary */
	const char *doubt;    /* the first, or NULL */
	struct causes causes; /* of doubt */
};

static void amiss(struct strays *strays, const char *what)
{
	text_add(&strays->proof, "\n- %s", what);
	if (strays->first == NULL)
		strays->first = what;
}

static void leave_unplaced(
	const struct surroundings *around, const char *address, struct strays *strays)
{
	struct arena *arena = around->examination->arena;
	causes_join(arena, &strays->causes, &around->causes);
	strays->doubt = arena_format(arena, "%s cannot be placed: %s", address, around->gap);
}

static void judge_address(
	const struct surroundings *around, const char *address, struct strays *strays)
{
	struct arena *arena = around->examination->arena;
	const struct name *owner = owner_of(around->examination, address);
	const struct subnet *subnet = subnet_of(around, address);
	const char *site = subnet == NULL ? NULL : subnet->site;
	if (owner != NULL)
		amiss(strays, arena_format(arena, "%s is the address of %s itself", address,
				      owner->label));
	else if (site != NULL && stands_here(around, site))
		text_add(&strays->proof, "\n- %s lies in the site %s, as nodes do", address, site);
	else if (around->gap == NULL)
		amiss(strays, arena_format(arena,
				      "%s lies in %s%s, where no node of either cluster stands",
				      address, site == NULL ? "no subnet of a site" : "the site ",
				      site == NULL ? "" : site));
	else if (around->topology->sites.unread == NULL && around->topology->sites.site_count == 1)
		text_add(&strays->proof, "\n- %s: there is one site alone", address);
	else
		leave_unplaced(around, address, strays);
}

static size_t count_of(const struct zone_answer *answer, const char *type)
{
	size_t count = 0;
	for (size_t i = 0; i < answer->count; i++)
		count += strcmp(answer->record[i].type, type) == 0;
	return count;
}

static void judge_answer(
	const struct surroundings *around, const struct zone_answer *answer, struct strays *strays)
{
	struct arena *arena = around->examination->arena;
	const size_t four = count_of(answer, "A"), six = count_of(answer, "AAAA");
	text_add(&strays->proof, "%s%s: %zu address%s", strays->proof.length == 0 ? "" : "\n",
		answer->visit->server, four + six, four + six == 1 ? "" : "es");
	if (answer->unreadable != NULL) {
		causes_join(arena, &strays->causes, &answer->causes);
		strays->doubt =
			arena_format(arena, "%s: %s", answer->visit->server, answer->unreadable);
	}
	if (four > 1 || six > 1)
		amiss(strays, arena_format(arena, "there are %zu addresses", four + six));
	if (four > 0 && six > 0)
		amiss(strays, "there are addresses of IPv6 (AAAA) beside those of IPv4 (A)");
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, "CNAME") != 0)
			judge_address(around, record->data, strays);
		else
			amiss(strays,
				arena_format(arena, "it is an alias (CNAME) of %s", record->data));
	}
}

static const char stray_remedy[] =
	"Delete what is left over; a client tries the addresses in any order, "
	"and waits for each dead one:\n"
	"    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f\n"
	"An alias has to go before the cluster can register an address of the name. "
	"Several addresses are right where the cluster stretches over subnets and registers all "
	"of them (RegisterAllProvidersIP); an address in no subnet is right where a subnet is "
	"missing in Active Directory Sites and Services.";

static void run_stray(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *fqdn = examination->recovery->cms.fqdn;
	const struct dns_evidence *dns = &examination->evidence->dns;
	const struct surroundings around = surroundings_of(examination);
	const struct zone_answer *answer = zone_answers_of(arena, dns, fqdn);
	struct strays strays = { .proof = text_new(arena),
		.doubt = dns_more_servers(examination, fqdn) };
	if (strays.doubt != NULL || dns->count == 0)
		causes_add(arena, &strays.causes, &dns->gap);
	size_t records = 0;
	for (size_t i = 0; i < dns->count; i++) {
		if (!dns_was_asked(&dns->visit[i], fqdn))
			continue;
		judge_answer(&around, &answer[i], &strays);
		records += answer[i].count;
	}
	const enum outcome outcome = strays.first != NULL                   ? OUTCOME_WARN
				     : strays.doubt != NULL || records == 0 ? OUTCOME_UNKNOWN
									    : OUTCOME_PASS;
	struct finding *finding = finding_add(examination, outcome, fqdn, fqdn);
	if (outcome == OUTCOME_WARN) {
		finding->summary = arena_format(arena, "%s in DNS: %s.", fqdn, strays.first);
		finding->remedy = stray_remedy;
	} else if (outcome == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"It is not known whether DNS holds records of %s that are left over.",
			fqdn);
		finding->remedy = "Mend what the proof names (see dns.record, "
				  "and ad.standby-site for the subnets); then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s has no record but its own.", fqdn);
	}
	if (strays.doubt != NULL)
		text_add(&strays.proof, "\nNot known: %s.", strays.doubt);
	else if (strays.proof.length == 0)
		text_add(&strays.proof, "%s",
			gap_is(&dns->gap) ? dns->gap.text : "No DNS server was asked for it.");
	finding->proof = strays.proof.data;
	finding->causes = strays.causes;
	finding->causes.more = strays.causes.more || records > 0;
}

const struct check check_dns_stray_records = {
	.id = "dns.stray-records",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Has the CMS's name no record that is left over?",
	.why = "Clients try any address that the name has. "
	       "One that is left over from an old site, from a node or from a trial costs every "
	       "client that meets it a time-out, before and after the failover (event 1589). "
	       "Where the name is an alias, the cluster cannot register its new address at all.",
	.evidence =
		"The A, AAAA and CNAME records of the CMS's name in the authoritative answers of "
		"each server: one address, no alias, and in a subnet of a site in which a node of "
		"the source or the standby cluster has its address. "
		"Where the nodes' addresses or the subnets are not known, "
		"an address in another place is unknown; in a forest of one site it passes.",
	.right = "UDP and TCP port 53 of the servers; Read Property below CN=Sites.",
	.remedy = "Delete what is left over:\n"
		  "    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f",
	.run = run_stray,
};
