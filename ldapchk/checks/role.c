/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/text.h"
#include "ldapchk/access_case.h"
#include "ldapchk/sites/address.h"
#include "ldapchk/sites/topology.h"
#include "model/dns_answers.h"
#include "model/remedy.h"

enum { MAX_SITES = 8, MAX_ADDRESSES = 64 };

/* The sites of the cluster's nodes, and of the addresses of its own name. */
struct placement {
	const struct topology *topology;
	const char *site[MAX_SITES]; /* of the nodes */
	size_t site_count;
	struct text proof;
	size_t elsewhere, shown; /* addresses of the cluster: in other sites, all */
	bool is_node_placed;     /* the site of an address of the present node is known */
	bool is_with_nodes;      /* an address is in a site of the nodes */
	bool is_unplaced;        /* an address is in no known site */
	bool is_unknown;         /* the site of an address or of a node is not known */
};

static bool holds_site(const struct placement *placement, const char *site)
{
	for (size_t i = 0; i < placement->site_count; i++) {
		if (site_is(site, placement->site[i]))
			return true;
	}
	return false;
}

static void add_node(void *context, const struct name *node, const char *address)
{
	(void)node;
	struct placement *placement = context;
	const char *site = site_of_address(&placement->topology->sites, address);
	if (site == NULL)
		return;
	placement->is_node_placed = true;
	if (holds_site(placement, site))
		return;
	if (placement->site_count == MAX_SITES)
		placement->is_unknown = true;
	else
		placement->site[placement->site_count++] = site;
}

/* Several servers return the same address: it counts once. */
static bool is_repeated(const struct placement *placement, const char *address)
{
	const char *text = arena_format(placement->proof.arena, " address %s, in ", address);
	return strstr(placement->proof.data, text) != NULL;
}

static void add_cluster(void *context, const struct name *cluster, const char *address)
{
	(void)cluster;
	struct placement *placement = context;
	const char *site = site_of_address(&placement->topology->sites, address);
	if (placement->shown == MAX_ADDRESSES)
		placement->is_unknown = true;
	if (placement->shown == MAX_ADDRESSES || is_repeated(placement, address))
		return;
	placement->shown++;
	placement->is_with_nodes =
		placement->is_with_nodes || (site != NULL && holds_site(placement, site));
	/* A subnet may be missing, but not for an address that exists in every place. */
	placement->is_unplaced = placement->is_unplaced ||
				 (site == NULL && address_kind_of(address) == ADDRESS_ORDINARY);
	placement->elsewhere += site != NULL && !holds_site(placement, site);
	text_add(&placement->proof, "\nIts name has the address %s, in %s%s.", address,
		site == NULL ? "no known site" : "the site ", site == NULL ? "" : site);
}

static struct placement placement_of(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct placement placement = {
		.topology = topology_of(examination),
		.proof = text_new(examination->arena),
	};
	const struct dns_evidence *dns = &examination->evidence->dns;
	placement.is_unknown = recovery->standby_node_count == 0;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		placement.is_node_placed = false;
		dns_each_address(
			dns, &recovery->standby_nodes[i], DNS_AUTHORITATIVE, add_node, &placement);
		placement.is_unknown = placement.is_unknown || !placement.is_node_placed;
	}
	dns_each_address(
		dns, &recovery->standby_cluster, DNS_AUTHORITATIVE, add_cluster, &placement);
	/* With no site of a node to compare, an address of unknown site says nothing more. */
	placement.is_unplaced = placement.is_unplaced && !placement.is_unknown;
	return placement;
}

/* A subnet that is hidden, or does not show its site, may be one of the source's site. */
static void set_unplaced(struct arena *arena, const char *label, struct dc_result *result)
{
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = arena_format(arena,
		"%s$ owns the CMS's object, and the site of its address is not known: "
		"it may be the cluster that the CMS runs on.",
		label);
	result->remedy = remedy_format(arena,
		"Look on a standby node which cluster it belongs to:\n"
		"    cluster.exe res\n"
		"If it is another one, write its name into the plan (standby_cluster). "
		"If it is %s, assign the subnet of its address to a site "
		"(Active Directory Sites and Services, Subnets).",
		label);
}

/*
 * A cluster may have addresses in other sites, but it has one where its nodes are. If it has none,
 * it may be another cluster, or it could not write its record since it was moved (events 1196,
 * 1579): that alone warns. If it owns the CMS's object as well, two signs say that it is the
 * source.
 */
static void judge_placement(
	const struct examination *examination, bool is_owner, struct dc_result *result)
{
	const struct placement placement = placement_of(examination);
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->standby_cluster.label;
	result->proof = arena_format(arena, "%s%s", result->proof, placement.proof.data);
	if (is_owner && placement.is_unplaced && !placement.is_with_nodes) {
		set_unplaced(arena, label, result);
		return;
	}
	if (placement.elsewhere == 0 || placement.is_with_nodes || placement.is_unknown ||
		placement.is_unplaced)
		return;
	result->outcome = is_owner ? OUTCOME_UNKNOWN : OUTCOME_WARN;
	result->summary = arena_format(arena,
		is_owner ? "%s$ owns the CMS's object, and has no address in the site of the "
			   "standby nodes: it is probably the cluster that the CMS runs on."
			 : "%s has no address in the site of the standby nodes: "
			   "its DNS record is stale, or it is another cluster.",
		label);
	result->remedy = remedy_format(arena,
		"Look on a standby node which cluster it belongs to:\n"
		"    cluster.exe res\n"
		"If it is another one, write its name into the plan (standby_cluster). "
		"If it is %s, correct its record, or the subnets of the sites: "
		"delete the record, then take the cluster's name offline and online again.\n"
		"    dnscmd SERVER /RecordDelete ZONE %s A ADDRESS /f\n"
		"    cluster.exe /cluster:%s res \"Cluster Name\" /offline\n"
		"    cluster.exe /cluster:%s res \"Cluster Name\" /online",
		label, label, label, label);
}

/*
 * The creator of an object owns it. The directory has no other trace of where the CMS was created.
 */
static struct dc_result role_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct access_case access_case;
	struct dc_result result = { 0 };
	if (!access_case_open(&access_case, examination, visit, label, &result))
		return result;
	struct arena *arena = access_case.arena;
	const char *cms = access_case.cms_label;
	if (access_case.descriptor.owner == NULL) {
		dc_result_unknown(&result,
			arena_format(arena, "The owner of %s is not known.", cms),
			"The security descriptor came without an owner.",
			"Collect the evidence again, from a directory server "
			"that returns the owner.");
		return result;
	}
	const struct sid owner = raw_sid_read(access_case.descriptor.owner);
	const bool is_owner = sid_equal(&owner, &access_case.account.sid);
	result = (struct dc_result){
		.outcome = is_owner ? OUTCOME_WARN : OUTCOME_PASS,
		.subject_id = access_case_subject_id(&access_case),
		.proof = arena_format(arena, "The owner of %s is %s.", access_case.cms.entry->dn,
			principal_write(&access_case.principals, &owner)),
	};
	if (is_owner) {
		result.summary = arena_format(arena,
			"%s$ owns the object of %s, like the cluster that created it: "
			"is it the one that %s runs on now?",
			label, cms, cms);
		result.remedy = remedy_format(arena,
			"If %s runs on %s now, write the standby cluster's name into the plan "
			"(standby_cluster): all results here about its rights are "
			"for the wrong account. If the two clusters have swapped roles since, "
			"nothing is wrong. Check on a node of the cluster:\n"
			"    cluster.exe /cluster:%s res",
			cms, label, label);
	} else {
		result.summary = arena_format(arena, "%s$ does not own %s.", label, cms);
	}
	judge_placement(examination, is_owner, &result);
	result.object = access_case.cms.entry;
	result.attribute = replica_attribute(REPLICATED_DESCRIPTOR);
	return result;
}

static void run_standby_cluster(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(examination, SUBJECT_CLUSTER, &recovery->standby_cluster,
		recovery->cms.label, role_copy);
}

const struct check check_ad_standby_cluster = {
	.id = "ad.standby-cluster",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the cluster in the plan the standby cluster, "
		    "not the one that the CMS runs on?",
	.rule = "The standby cluster's account does not own the CMS's object (warn): the owner "
		"is the cluster that created it, normally the source. The cluster's own name "
		"has an address in the site of the standby nodes, as far as addresses and sites "
		"are known (warn). Both at once: unknown. So is an owner whose address is in no "
		"known site, while those of all standby nodes are.",
	.why = "The cluster that created the CMS has every right on its object. "
	       "A plan that names it as the standby cluster can get GO for the wrong recovery. "
	       "That result says nothing about the cluster that will have to do it.",
	.evidence = "The owner of the CMS's object, on every directory server that was asked. "
		    "If it is the cluster itself: warn, "
		    "since the clusters may have swapped roles. "
		    "The addresses of the cluster's own name: "
		    "if all are in other sites than the standby nodes: warn, "
		    "since a cluster that was moved may not have been able to write its record. "
		    "If it owns the CMS's object, too: unknown. "
		    "Missing DNS records prove nothing.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Write the name of the standby cluster into the plan (standby_cluster).",
	.run = run_standby_cluster,
};
