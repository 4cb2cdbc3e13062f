/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "clusterchk/views.h"
#include "model/check.h"
#include "model/remedy.h"

static const char *ttl_remedy(struct arena *arena, const struct recovery *recovery, int64_t max_ttl)
{
	return remedy_format(arena,
		"Set the TTL of the CMS's network name resource, "
		"on a node of the source cluster (the resource usually has this name; "
		"cluster.exe res lists all):\n"
		"    cluster.exe res \"Network Name (%s)\" /priv HostRecordTTL=%lld\n"
		"It applies from the next registration: "
		"the resource has to go offline and online again, with all that depends on it. "
		"%s serves no mail for some minutes: do it in a maintenance window. "
		"Then wait for the old TTL to expire and for replication of the zone.",
		recovery->cms.label, (long long)max_ttl, recovery->cms.label);
}

static void run_ttl(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	const int64_t max_ttl = examination->plan->policy.max_ttl_seconds;
	struct views views = views_of(examination, SUBJECT_CMS, recovery->cms.fqdn);
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
	struct finding *finding = views_add(examination, &views, worst);
	finding->proof = proof.data;
	finding->causes = views.causes;
	if (worst == OUTCOME_FAIL) {
		finding->summary = arena_format(arena,
			"Clients cache the dead address of %s for up to %lld s; "
			"the plan allows %lld s.",
			recovery->cms.label, (long long)greatest, (long long)max_ttl);
		finding->remedy = ttl_remedy(arena, recovery, max_ttl);
		fixes_add(arena, &finding->fixes,
			(struct fix){ .action = FIX_SET_TTL,
				.object = recovery->cms.fqdn,
				.account = recovery->cms.label,
				.value = arena_format(arena, "%lld", (long long)max_ttl) });
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"The TTL of %s is not known from every authoritative server.",
			recovery->cms.fqdn);
		finding->remedy = "Only authoritative servers show the TTL that is set; "
				  "a cache shows the time that remains. "
				  "Name the authoritative servers in the plan (dns.servers), "
				  "or fix the problem shown under Proof. Then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s: %lld s; the plan allows %lld s.",
			recovery->cms.fqdn, (long long)greatest, (long long)max_ttl);
	}
}

const struct check check_dns_ttl = {
	.id = "dns.ttl",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DNS,
	.question = "Do clients drop the CMS's old address soon enough?",
	.rule = "No server returns a TTL above max_ttl_seconds; only authoritative answers "
		"prove that.",
	.why = "After /RecoverCMS the CMS has another address. "
	       "Clients and their DNS servers cache the old one for the record's TTL, "
	       "and for them the CMS is down that long. Windows sets 1200 s (HostRecordTTL); "
	       "300 s is recommended for this design. "
	       "The first failover depends on the TTL that the record has in DNS today.",
	.evidence = "The TTLs of the CMS's address records, and of an alias before them, "
		    "from authoritative answers of every name server of the zone.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "Set the TTL of the network name resource of the source cluster:\n"
		  "    cluster.exe res \"Network Name (CMS)\" /priv HostRecordTTL=300\n"
		  "It applies from the next registration. "
		  "The resource has to go offline and online again, with all that depends on it: "
		  "no mail for some minutes.",
	.run = run_ttl,
};
