/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/text.h"
#include "clusterchk/node_sites.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/missing_name.h"
#include "ldapchk/sites/address.h"
#include "model/dns_answers.h"
#include "model/loss.h"

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

/* Addresses of one name and one type that are not those of a tunnel. */
struct family {
	size_t count;
	const char *site; /* of the last one that is where a node is, or NULL */
};

static bool has_subnets_of_ipv6(const struct node_sites *nodes)
{
	const struct sites *sites = &nodes->topology->sites;
	for (size_t i = 0; i < sites->subnet_count; i++) {
		if (sites->subnet[i].bytes == 16 && sites->subnet[i].site != NULL)
			return true;
	}
	return false;
}

/* An address in no site of the nodes, as far as the subnets show. */
static void judge_elsewhere(const struct node_sites *nodes, const struct dns_record *record,
	const struct family *ipv4, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	const char *address = record->data, *site = node_sites_subnet(nodes, address);
	const struct name *neighbour =
		site != NULL ? NULL : node_in_network(nodes->examination, address);
	const bool is_ipv6 = strcmp(record->type, "AAAA") == 0;
	if (neighbour != NULL)
		text_add(&problems->proof,
			"\n- %s is in no subnet of a site, but in the network of %s", address,
			neighbour->label);
	else if (site == NULL && is_ipv6 && ipv4->site != NULL && !has_subnets_of_ipv6(nodes))
		text_add(&problems->proof,
			"\n- %s: no site has a subnet of IPv6; the IPv4 address beside it counts",
			address);
	else if (nodes->gap == NULL)
		add_problem(problems,
			arena_format(arena, "%s is in %s%s, where no node of either cluster is",
				address, site == NULL ? "no subnet of a site" : "the site ",
				site == NULL ? "" : site));
	else if (nodes->topology->sites.unread == NULL &&
		 site_only(&nodes->topology->sites) != NULL)
		text_add(&problems->proof, "\n- %s: there is only one site", address);
	else
		note_unknown_site(nodes, address, problems);
}

static void judge_address(const struct node_sites *nodes, const struct dns_record *record,
	const struct family *ipv4, struct family *own, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	const char *address = record->data, *site = node_sites_subnet(nodes, address);
	const struct name *owner = node_with_address(nodes->examination, address);
	const enum address_kind kind = address_kind_of(address);
	own->count += kind != ADDRESS_TUNNEL;
	if (owner != NULL) {
		add_problem(problems, arena_format(arena, "%s is the address of the node %s",
					      address, owner->label));
	} else if (kind == ADDRESS_LOCAL) {
		add_problem(problems,
			arena_format(arena, "%s can be used only on its own network or machine",
				address));
	} else if (site != NULL && node_sites_hold(nodes, site)) {
		own->site = site;
		text_add(&problems->proof, "\n- %s is in the site %s, like nodes", address, site);
	} else if (kind == ADDRESS_TUNNEL) {
		text_add(&problems->proof, "\n- %s is the address of a tunnel, in no known place",
			address);
	} else {
		judge_elsewhere(nodes, record, ipv4, problems);
	}
}

/* A cluster may have an address of either kind, and both are one CMS if they are in one site. */
static void judge_families(const struct node_sites *nodes, const struct family *ipv4,
	const struct family *ipv6, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	if (ipv4->count > 1)
		add_problem(
			problems, arena_format(arena, "there are %zu IPv4 addresses", ipv4->count));
	if (ipv6->count > 1)
		add_problem(
			problems, arena_format(arena, "there are %zu IPv6 addresses", ipv6->count));
	if (ipv4->site != NULL && ipv6->site != NULL && !site_is(ipv4->site, ipv6->site))
		add_problem(problems,
			arena_format(arena,
				"the IPv4 address (A) is in the site %s, the IPv6 address (AAAA) in %s",
				ipv4->site, ipv6->site));
}

/* IPv4 addresses first: they help to place those of IPv6. */
static void judge_addresses(
	const struct node_sites *nodes, const struct zone_answer *answer, struct problems *problems)
{
	static const char *const types[] = { "A", "AAAA" };
	struct family family[2] = { { 0 } };
	for (size_t i = 0; i < 2 * answer->count; i++) {
		const struct dns_record *record = &answer->record[i % answer->count];
		const size_t kind = i / answer->count;
		if (strcmp(record->type, types[kind]) == 0)
			judge_address(nodes, record, &family[0], &family[kind], problems);
	}
	judge_families(nodes, &family[0], &family[1], problems);
}

static void judge_answer(
	const struct node_sites *nodes, const struct zone_answer *answer, struct problems *problems)
{
	struct arena *arena = nodes->examination->arena;
	const struct dns_record *alias = NULL;
	size_t count = 0;
	for (size_t i = 0; i < answer->count; i++) {
		const bool is_alias = strcmp(answer->record[i].type, "CNAME") == 0;
		alias = is_alias ? &answer->record[i] : alias;
		count += !is_alias;
	}
	text_add(&problems->proof, "%s%s: %zu address%s", problems->proof.length == 0 ? "" : "\n",
		answer->visit->server, count, count == 1 ? "" : "es");
	if (answer->unreadable != NULL) {
		causes_join(arena, &problems->causes, &answer->causes);
		problems->unknown =
			arena_format(arena, "%s: %s", answer->visit->server, answer->unreadable);
	}
	judge_addresses(nodes, answer, problems);
	if (alias != NULL)
		add_problem(
			problems, arena_format(arena, "it is an alias (CNAME) of %s", alias->data));
}

static const char stray_remedy[] =
	"Delete the stale records. A client tries the addresses in any order, "
	"and waits for a timeout at each dead one:\n"
	"    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f\n"
	"An alias must be deleted before the cluster can register an address "
	"for the name. Several addresses of one kind are correct "
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
	const struct missing_name *missing = missing_address(examination, fqdn);
	if (dns->count == 0)
		loss_causes(arena, examination->evidence, &dns->gap, &problems.causes);
	else if (problems.unknown != NULL)
		causes_add(arena, &problems.causes, &dns->gap);
	else if (missing != NULL)
		causes_add_named(arena, &problems.causes, &missing->cause);
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
	struct finding *finding = finding_add(examination, outcome, SUBJECT_CMS, fqdn, fqdn);
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
		"of the nodes of both clusters. An IPv4 and an IPv6 address in the same site "
		"are the same CMS.",
	.why = "Clients try any address that the name has. "
	       "A stale address, left from an old site, a node or a test, "
	       "costs every client that tries it a timeout, "
	       "before and after the failover (event 1589). "
	       "If the name is an alias, the cluster cannot register its new address.",
	.evidence = "The A, AAAA and CNAME records of the CMS's name in the authoritative answers "
		    "of each server: one address (or one of IPv4 and one of IPv6), no alias, "
		    "in a subnet of a site where a node of the source or the standby cluster "
		    "has an address. If the nodes' addresses or the subnets are not known, "
		    "an address elsewhere is unknown; in a forest with one site it passes. "
		    "Where no site has a subnet of IPv6, the IPv4 address decides. "
		    "Addresses of tunnels (6to4, Teredo, ISATAP) do not count.",
	.right = "UDP and TCP port 53 of the servers; Read Property below CN=Sites.",
	.remedy = "Delete the stale records:\n"
		  "    dnscmd SERVER /RecordDelete ZONE HOST TYPE DATA /f",
	.run = run_stray,
};
