/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "clusterchk/views.h"
#include "model/check.h"
#include "model/remedy.h"

static void report_long_ttl(
	const struct examination *examination, struct finding *finding, int64_t ttl)
{
	struct arena *arena = examination->arena;
	const struct name *cluster = &examination->recovery->standby_cluster;
	const int64_t max_ttl = examination->plan->policy.max_ttl_seconds;
	finding->summary = arena_format(arena,
		"The standby cluster's name %s has a TTL of %lld s; the plan allows %lld s.",
		cluster->fqdn, (long long)ttl, (long long)max_ttl);
	fixes_add(arena, &finding->fixes,
		(struct fix){ .action = FIX_SET_CLUSTER_TTL,
			.object = cluster->fqdn,
			.server = name_host(arena, cluster),
			.value = arena_format(arena, "%lld", (long long)max_ttl) });
	finding->remedy = remedy_format(arena,
		"Set the TTL of the cluster's name, on one of its nodes:\n"
		"    cluster.exe /cluster:%s res \"Cluster Name\" /priv HostRecordTTL=%lld\n"
		"It applies from the next registration: "
		"take the resource offline and online again. No mailbox goes down. "
		"Set it on the CMS's network name, too, "
		"as soon as /RecoverCMS has created it there: the default is 1200 s.",
		name_host(arena, cluster), (long long)max_ttl);
}

static void run_cluster_name_ttl(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct name *cluster = &examination->recovery->standby_cluster;
	const int64_t max_ttl = examination->plan->policy.max_ttl_seconds;
	struct views views = views_of(examination, SUBJECT_CLUSTER, cluster->fqdn);
	if (views_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = views_begin(&views, &proof);
	int64_t greatest = 0;
	for (size_t i = 0; i < views.count; i++) {
		const struct dns_view *view = &views.view[i];
		const enum outcome outcome = view_judge_ttl(arena, view, max_ttl, &proof);
		views_note(&views, arena, view, outcome, view->has_ttl);
		worst = outcome_worse(worst, outcome);
		greatest = view->has_ttl && view->ttl > greatest ? view->ttl : greatest;
	}
	struct finding *finding =
		views_add(examination, &views, worst == OUTCOME_FAIL ? OUTCOME_WARN : worst);
	finding->proof = proof.data;
	finding->causes = views.causes;
	if (worst == OUTCOME_FAIL) {
		report_long_ttl(examination, finding, greatest);
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"The TTL of the standby cluster's name %s is not known from every server.",
			cluster->fqdn);
		finding->remedy =
			"Fix the problem shown under Proof. If the name has no record, register it: "
			"take the cluster's name resource offline and online again. "
			"Then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s: %lld s; the plan allows %lld s.",
			cluster->fqdn, (long long)greatest, (long long)max_ttl);
	}
}

const struct check check_dns_cluster_name_ttl = {
	.id = "dns.cluster-name-ttl",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DNS,
	.question = "Is the TTL of the standby cluster's name within the limit?",
	.rule = "The TTL of the standby cluster's own name is within max_ttl_seconds.",
	.why = "Administrators reach the cluster by this name, "
	       "and wait for the record when its address changes. "
	       "The TTL also shows how this cluster registers names: "
	       "if its own name has the Windows default of 1200 s, "
	       "the CMS's record will get 1200 s, too, even if it is shorter today.",
	.evidence = "The TTLs of the address records of the standby cluster's name, "
		    "from authoritative answers of the name servers that were asked for the CMS.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "Set the TTL of the cluster's name:\n"
		  "    cluster.exe /cluster:CLUSTER res \"Cluster Name\" /priv HostRecordTTL=300",
	.run = run_cluster_name_ttl,
};
