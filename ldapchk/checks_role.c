/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/checks.h"

#include <string.h>

#include "base/text.h"
#include "ldapchk/matter.h"
#include "ldapchk/topology.h"

/* What the addresses of a cluster's own name say of where it stands. */
struct stand {
	struct text proof;
	size_t elsewhere;        /* how many lie in another site than the standby nodes */
	bool is_there, is_doubt; /* one lies in that site; one in a site that is not known */
};

static void add_address(const struct topology *topology, const char *standby_site,
	const struct dns_record *record, struct stand *stand)
{
	const char *site = topology_site_of_address(topology, record->data);
	stand->is_there = stand->is_there || site_is(site, standby_site);
	stand->is_doubt = stand->is_doubt || site == NULL;
	stand->elsewhere += site != NULL && !site_is(site, standby_site);
	text_add(&stand->proof, "\nIts name has the address %s, in %s%s.", record->data,
		site == NULL ? "no known site" : "the site ", site == NULL ? "" : site);
}

/* A server repeats what another has said. */
static bool is_repeated(const struct stand *stand, const char *address)
{
	const char *text = arena_format(stand->proof.arena, " address %s, in ", address);
	return strstr(stand->proof.data, text) != NULL;
}

static struct stand stand_of(const struct examination *examination)
{
	static const char *const types[] = { "A", "AAAA" };
	const struct topology *topology = topology_of(examination);
	const char *site = topology_standby(topology, examination)->site;
	const struct dns_evidence *dns = &examination->evidence->dns;
	struct stand stand = { .proof = text_new(examination->arena) };
	for (size_t i = 0; i < 2 * dns->count && site != NULL; i++) {
		const struct dns_answer *answer = dns_answer(&dns->visit[i / 2],
			examination->recovery->standby_cluster.fqdn, types[i % 2]);
		for (size_t k = 0; answer != NULL && k < answer->count; k++) {
			const struct dns_record *record = &answer->record[k];
			if (strcmp(record->type, types[i % 2]) == 0 &&
				!is_repeated(&stand, record->data))
				add_address(topology, site, record, &stand);
		}
	}
	return stand;
}

/* Wherever else a cluster may have addresses, it has one where its nodes are. */
static void judge_stand(const struct examination *examination, struct opinion *opinion)
{
	const struct stand stand = stand_of(examination);
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->standby_cluster.label;
	opinion->proof = arena_format(arena, "%s%s", opinion->proof, stand.proof.data);
	if (stand.elsewhere == 0 || stand.is_there || stand.is_doubt)
		return;
	opinion->outcome = OUTCOME_FAIL;
	opinion->summary = arena_format(arena,
		"%s has no address in the site of the standby nodes: it is another cluster, or its "
		"record in DNS is wrong.",
		label);
	opinion->remedy = arena_format(arena,
		"Write the standby cluster's name into the plan (standby_cluster). If it is %s, "
		"mend its record in DNS, or the subnets of the sites.",
		label);
}

/* Who creates an object owns it; the directory has no other trace of where the CMS was made. */
static struct opinion role_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct matter matter;
	struct opinion opinion = { 0 };
	if (!matter_open(&matter, examination, visit, label, &opinion))
		return opinion;
	struct arena *arena = matter.arena;
	const char *cms = matter.cms_label;
	if (matter.descriptor.owner == NULL) {
		opinion_cannot_tell(&opinion,
			arena_format(arena, "The owner of %s is not known.", cms),
			"The security descriptor came without an owner.",
			"Collect evidence anew, of a directory server that delivers it.");
		return opinion;
	}
	const struct sid owner = raw_sid_read(matter.descriptor.owner);
	const bool is_owner = sid_equal(&owner, &matter.account.sid);
	opinion = (struct opinion){
		.outcome = is_owner ? OUTCOME_WARN : OUTCOME_PASS,
		.subject_id = matter_subject_id(&matter),
		.proof = arena_format(arena, "The owner of %s is %s.", matter.cms.entry->dn,
			principal_write(&matter.principals, &owner)),
	};
	if (is_owner) {
		opinion.summary = arena_format(arena,
			"%s$ owns the object of %s, as the cluster does that created it: is it the "
			"one that %s runs on now?",
			label, cms, cms);
		opinion.remedy = arena_format(arena,
			"If %s runs on %s now, write the standby cluster's name into the plan "
			"(standby_cluster): all that is said here of its rights is said of the "
			"wrong account. If the two clusters have changed their parts since, all is "
			"well. A node of the cluster tells:\n"
			"    cluster.exe /cluster:%s res",
			cms, label, label);
	} else {
		opinion.summary =
			arena_format(arena, "%s$ is not the account that owns %s.", label, cms);
	}
	judge_stand(examination, &opinion);
	return opinion;
}

static void run_standby_cluster(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	opinions_judge(
		examination, recovery->standby_cluster.label, recovery->cms.label, role_copy);
}

const struct check check_ad_standby_cluster = {
	.id = "ad.standby-cluster",
	.weight = WEIGHT_BLOCKING,
	.question = "Is the cluster in the plan the standby, and not the one the CMS runs on?",
	.why = "The cluster that created the CMS has every right on its object. A plan that names "
	       "that one as the standby cluster is a GO for a recovery that nobody means, and "
	       "says nothing of the cluster that will have to do it.",
	.evidence = "The owner of the CMS's object, on every directory server that was asked: the "
		    "cluster itself, which may have changed parts with the other since: warn. The "
		    "addresses of the cluster's own name: all in other sites than that of the "
		    "standby nodes: fail. What is not shown in DNS tells nothing.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Write the name of the standby cluster into the plan (standby_cluster).",
	.run = run_standby_cluster,
};
