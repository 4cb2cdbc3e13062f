/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/text.h"
#include "ldapchk/access_case.h"
#include "ldapchk/sites/topology.h"
#include "model/dns_answers.h"

enum { MAX_SITES = 8, MAX_ADDRESSES = 64 };

/* Where a cluster stands: the sites of its nodes, and what the addresses of its own name say. */
struct stand {
	const struct topology *topology;
	const char *site[MAX_SITES]; /* of the nodes */
	size_t site_count;
	struct text proof;
	size_t elsewhere, shown; /* addresses of the cluster: in other sites, in all */
	bool is_there;           /* one is in a site of the nodes */
	bool is_doubt;           /* one, or a node, is nobody knows where */
};

static bool holds_site(const struct stand *stand, const char *site)
{
	for (size_t i = 0; i < stand->site_count; i++) {
		if (site_is(site, stand->site[i]))
			return true;
	}
	return false;
}

static void add_node(void *context, const struct name *node, const char *address)
{
	(void)node;
	struct stand *stand = context;
	const char *site = site_of_address(&stand->topology->sites, address);
	if (site == NULL || stand->site_count == MAX_SITES)
		stand->is_doubt = true;
	else if (!holds_site(stand, site))
		stand->site[stand->site_count++] = site;
}

/* A server repeats what another has said. */
static bool is_repeated(const struct stand *stand, const char *address)
{
	const char *text = arena_format(stand->proof.arena, " address %s, in ", address);
	return strstr(stand->proof.data, text) != NULL;
}

static void add_cluster(void *context, const struct name *cluster, const char *address)
{
	(void)cluster;
	struct stand *stand = context;
	const char *site = site_of_address(&stand->topology->sites, address);
	if (stand->shown == MAX_ADDRESSES)
		stand->is_doubt = true;
	if (stand->shown == MAX_ADDRESSES || is_repeated(stand, address))
		return;
	stand->shown++;
	stand->is_there = stand->is_there || (site != NULL && holds_site(stand, site));
	stand->is_doubt = stand->is_doubt || site == NULL;
	stand->elsewhere += site != NULL && !holds_site(stand, site);
	text_add(&stand->proof, "\nIts name has the address %s, in %s%s.", address,
		site == NULL ? "no known site" : "the site ", site == NULL ? "" : site);
}

static struct stand stand_of(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct stand stand = {
		.topology = topology_of(examination),
		.proof = text_new(examination->arena),
	};
	const struct dns_evidence *dns = &examination->evidence->dns;
	stand.is_doubt = recovery->standby_node_count == 0;
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		stand.is_doubt |= dns_each_address(dns, &recovery->standby_nodes[i],
					  DNS_AUTHORITATIVE, add_node, &stand) == 0;
	dns_each_address(dns, &recovery->standby_cluster, DNS_AUTHORITATIVE, add_cluster, &stand);
	return stand;
}

/* Wherever else a cluster may have addresses, it has one where its nodes are. */
static void judge_stand(const struct examination *examination, struct dc_result *result)
{
	const struct stand stand = stand_of(examination);
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->standby_cluster.label;
	result->proof = arena_format(arena, "%s%s", result->proof, stand.proof.data);
	if (stand.elsewhere == 0 || stand.is_there || stand.is_doubt)
		return;
	result->outcome = OUTCOME_FAIL;
	result->summary = arena_format(arena,
		"%s has no address in the site of the standby nodes: "
		"it is another cluster, or its DNS record is wrong.",
		label);
	result->remedy = arena_format(arena,
		"Write the standby cluster's name into the plan (standby_cluster). "
		"If it is %s, fix its record in DNS, or the subnets of the sites.",
		label);
}

/* Who creates an object owns it; the directory has no other trace of where the CMS was made. */
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
		result.remedy = arena_format(arena,
			"If %s runs on %s now, write the standby cluster's name into the plan "
			"(standby_cluster): all results here about its rights are "
			"for the wrong account. If the two clusters have swapped roles since, "
			"nothing is wrong. Check on a node of the cluster:\n"
			"    cluster.exe /cluster:%s res",
			cms, label, label);
	} else {
		result.summary = arena_format(arena, "%s$ does not own %s.", label, cms);
	}
	judge_stand(examination, &result);
	return result;
}

static void run_standby_cluster(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(
		examination, recovery->standby_cluster.label, recovery->cms.label, role_copy);
}

const struct check check_ad_standby_cluster = {
	.id = "ad.standby-cluster",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the cluster in the plan the standby cluster, "
		    "not the one that the CMS runs on?",
	.why = "The cluster that created the CMS has every right on its object. "
	       "A plan that names it as the standby cluster can get GO for the wrong recovery. "
	       "That result says nothing about the cluster that will have to do it.",
	.evidence = "The owner of the CMS's object, on every directory server that was asked. "
		    "If it is the cluster itself: warn, "
		    "since the clusters may have swapped roles. "
		    "The addresses of the cluster's own name: "
		    "if all are in other sites than the standby nodes: fail. "
		    "Missing DNS records prove nothing.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Write the name of the standby cluster into the plan (standby_cluster).",
	.run = run_standby_cluster,
};
