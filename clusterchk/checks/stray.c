/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/sites/subnet.h"
#include "ldapchk/sites/topology.h"
#include "model/dns_answers.h"

/* The sites of the recovery's nodes, by their addresses in DNS and the subnets in the directory. */
struct node_sites {
	const struct examination *examination;
	const struct topology *topology;
	const char **site; /* each once */
	size_t site_count;
	const char *gap;      /* why a node may be in another site, too, or NULL */
	struct causes causes; /* of `gap` */
};

static void add_site(struct node_sites *nodes, const char *site)
{
	for (size_t i = 0; i < nodes->site_count; i++) {
		if (site_is(nodes->site[i], site))
			return;
	}
	nodes->site = arena_more(
		nodes->examination->arena, nodes->site, nodes->site_count, sizeof *nodes->site);
	nodes->site[nodes->site_count++] = site;
}

static const struct subnet *subnet_of(const struct node_sites *nodes, const char *address)
{
	return subnet_around(
		nodes->topology->sites.subnet, nodes->topology->sites.subnet_count, address);
}

static void add_address_site(void *context, const struct name *node, const char *address)
{
	struct node_sites *nodes = context;
	const struct subnet *subnet = subnet_of(nodes, address);
	if (subnet != NULL && subnet->site != NULL)
		add_site(nodes, subnet->site);
	else if (nodes->gap == NULL)
		nodes->gap = arena_format(nodes->examination->arena,
			"%s of %s is in no subnet of a site", address, node->label);
}

/* Source nodes and standby nodes. */
static void for_each_node(const struct recovery *recovery,
	void (*each)(void *context, const struct name *node), void *context)
{
	for (size_t i = 0; i < recovery->source_node_count; i++)
		each(context, &recovery->source_nodes[i]);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		each(context, &recovery->standby_nodes[i]);
}

static void note_unknown_node(struct node_sites *nodes, const struct name *node)
{
	const struct examination *examination = nodes->examination;
	nodes->gap = arena_format(
		examination->arena, "no DNS server returned an address of %s", node->label);
	dns_causes(examination->arena, &examination->evidence->dns, node->fqdn, &nodes->causes);
}

static void add_node_sites(void *context, const struct name *node)
{
	struct node_sites *nodes = context;
	const struct dns_evidence *dns = &nodes->examination->evidence->dns;
	if (dns_each_address(dns, node, DNS_ANY, add_address_site, nodes) == 0 &&
		nodes->gap == NULL)
		note_unknown_node(nodes, node);
}

static struct node_sites node_sites_of(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct node_sites nodes = { .examination = examination,
		.topology = topology_of(examination) };
	nodes.gap = nodes.topology->sites.unread;
	if (nodes.gap != NULL)
		nodes.causes = nodes.topology->sites.unread_causes;
	else if (recovery->source_node_count == 0 || recovery->standby_node_count == 0)
		nodes.gap = "the plan does not name the nodes of both clusters";
	for_each_node(recovery, add_node_sites, &nodes);
	return nodes;
}

/* The node that has an address. */
struct owner {
	const char *address;
	const struct name *node;
};

static void match_owner(void *context, const struct name *node, const char *address)
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
	dns_each_address(search->dns, node, DNS_ANY, match_owner, &search->owner);
}

static const struct name *owner_of(const struct examination *examination, const char *address)
{
	struct owner_search search = { &examination->evidence->dns, { address, NULL } };
	for_each_node(examination->recovery, search_node, &search);
	return search.owner.node;
}

static bool has_node(const struct node_sites *nodes, const char *site)
{
	for (size_t i = 0; i < nodes->site_count; i++) {
		if (site_is(nodes->site[i], site))
			return true;
	}
	return false;
}

/* What is wrong with the records, and what could not be decided. */
struct problems {
	struct text proof;
	const char *first;    /* the first problem: for the summary */
	const char *unknown;  /* what could not be decided, or NULL */
	struct causes causes; /* of `unknown` */
};

static void add_problem(struct problems *problems, const char *what)
{
	text_add(&problems->proof, "\n- %s", what);
	if (problems->first == NULL)
		problems->first = what;
}

static void note_unknown_site(
	const struct node_sites *nodes, const char *address, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	causes_join(arena, &problems->causes, &nodes->causes);
	problems->unknown = arena_format(arena, "the site of %s: %s", address, nodes->gap);
}

static void judge_address(
	const struct node_sites *nodes, const char *address, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	const struct name *owner = owner_of(nodes->examination, address);
	const struct subnet *subnet = subnet_of(nodes, address);
	const char *site = subnet == NULL ? NULL : subnet->site;
	if (owner != NULL)
		add_problem(problems, arena_format(arena, "%s is the address of the node %s",
					      address, owner->label));
	else if (site != NULL && has_node(nodes, site))
		text_add(&problems->proof, "\n- %s is in the site %s, like nodes", address, site);
	else if (nodes->gap == NULL)
		add_problem(problems,
			arena_format(arena, "%s is in %s%s, where no node of either cluster is",
				address, site == NULL ? "no subnet of a site" : "the site ",
				site == NULL ? "" : site));
	else if (nodes->topology->sites.unread == NULL && nodes->topology->sites.site_count == 1)
		text_add(&problems->proof, "\n- %s: there is only one site", address);
	else
		note_unknown_site(nodes, address, problems);
}

static size_t count_of(const struct zone_answer *answer, const char *type)
{
	size_t count = 0;
	for (size_t i = 0; i < answer->count; i++)
		count += strcmp(answer->record[i].type, type) == 0;
	return count;
}

static void judge_answer(
	const struct node_sites *nodes, const struct zone_answer *answer, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	const size_t ipv4_count = count_of(answer, "A"), ipv6_count = count_of(answer, "AAAA");
	text_add(&problems->proof, "%s%s: %zu address%s", problems->proof.length == 0 ? "" : "\n",
		answer->visit->server, ipv4_count + ipv6_count,
		ipv4_count + ipv6_count == 1 ? "" : "es");
	if (answer->unreadable != NULL) {
		causes_join(arena, &problems->causes, &answer->causes);
		problems->unknown =
			arena_format(arena, "%s: %s", answer->visit->server, answer->unreadable);
	}
	if (ipv4_count > 1 || ipv6_count > 1)
		add_problem(problems,
			arena_format(arena, "there are %zu addresses", ipv4_count + ipv6_count));
	if (ipv4_count > 0 && ipv6_count > 0)
		add_problem(problems, "there are IPv4 (A) and IPv6 (AAAA) addresses");
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, "CNAME") != 0)
			judge_address(nodes, record->data, problems);
		else
			add_problem(problems,
				arena_format(arena, "it is an alias (CNAME) of %s", record->data));
	}
}

static const char stray_remedy[] =
	"Delete the stale records. A client tries the addresses in any order, "
	"and waits for a timeout at each dead one:\n"
	"    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f\n"
	"An alias must be deleted before the cluster can register an address "
	"for the name. Several addresses are correct "
	"if the cluster spans several subnets and registers all its addresses "
	"(RegisterAllProvidersIP). An address in no subnet is correct if a subnet "
	"is missing in Active Directory Sites and Services.";

static void run_stray(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *fqdn = examination->recovery->cms.fqdn;
	const struct dns_evidence *dns = &examination->evidence->dns;
	const struct node_sites nodes = node_sites_of(examination);
	const struct zone_answer *answer = zone_answers_of(arena, dns, fqdn);
	struct problems problems = { .proof = text_new(arena),
		.unknown = dns_more_servers(examination, fqdn) };
	if (problems.unknown != NULL || dns->count == 0)
		causes_add(arena, &problems.causes, &dns->gap);
	size_t records = 0;
	for (size_t i = 0; i < dns->count; i++) {
		if (!dns_was_asked(&dns->visit[i], fqdn))
			continue;
		judge_answer(&nodes, &answer[i], &problems);
		records += answer[i].count;
	}
	const enum outcome outcome = problems.first != NULL                     ? OUTCOME_WARN
				     : problems.unknown != NULL || records == 0 ? OUTCOME_UNKNOWN
										: OUTCOME_PASS;
	struct finding *finding = finding_add(examination, outcome, fqdn, fqdn);
	if (outcome == OUTCOME_WARN) {
		finding->summary = arena_format(arena, "%s in DNS: %s.", fqdn, problems.first);
		finding->remedy = stray_remedy;
	} else if (outcome == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(
			arena, "It is not known whether DNS has stale records of %s.", fqdn);
		finding->remedy = "Fix the problem shown under Proof (see dns.record, "
				  "and ad.standby-site for the subnets). Then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s has no stale record.", fqdn);
	}
	if (problems.unknown != NULL)
		text_add(&problems.proof, "\nNot known: %s.", problems.unknown);
	else if (problems.proof.length == 0)
		text_add(&problems.proof, "%s",
			gap_is(&dns->gap) ? dns->gap.text : "No DNS server was asked for it.");
	finding->proof = problems.proof.data;
	finding->causes = problems.causes;
	finding->causes.more = problems.causes.more || records > 0;
}

const struct check check_dns_stray_records = {
	.id = "dns.stray-records",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS's name have no stale records?",
	.rule = "The CMS's name has one address and no alias, and no address outside the sites "
		"of the nodes of both clusters.",
	.why = "Clients try any address that the name has. "
	       "A stale address, left from an old site, a node or a test, "
	       "costs every client that tries it a timeout, "
	       "before and after the failover (event 1589). "
	       "If the name is an alias, the cluster cannot register its new address.",
	.evidence = "The A, AAAA and CNAME records of the CMS's name in the authoritative answers "
		    "of each server: one address, no alias, "
		    "in a subnet of a site where a node of the source or the standby cluster "
		    "has an address. If the nodes' addresses or the subnets are not known, "
		    "an address elsewhere is unknown; in a forest with one site it passes.",
	.right = "UDP and TCP port 53 of the servers; Read Property below CN=Sites.",
	.remedy = "Delete the stale records:\n"
		  "    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f",
	.run = run_stray,
};
