/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "clusterchk/views.h"
#include "model/check.h"

static enum outcome record_outcome(
	struct arena *arena, const struct dns_view *view, struct text *proof)
{
	const char *wrong = view_unreadable(arena, view);
	view_begin(proof, view);
	if (wrong != NULL) {
		text_add(proof, "%s", wrong);
		return OUTCOME_UNKNOWN;
	}
	text_add(proof, "%s", view_addresses(arena, view));
	if (view->cname != NULL)
		text_add(proof, ", through the alias %s", view->cname->data);
	if (!view->authoritative) {
		text_add(proof, ", but the answer is not authoritative");
		return OUTCOME_UNKNOWN;
	}
	if (view->address_count > 0)
		return OUTCOME_PASS;
	return view->cname != NULL ? OUTCOME_UNKNOWN : OUTCOME_FAIL;
}

/* The first pair of servers that disagree. */
static bool disagree(const struct views *views, size_t *one, size_t *other)
{
	for (size_t i = 0; i < views->count; i++) {
		const struct dns_view *a = &views->view[i];
		for (size_t j = i + 1; j < views->count; j++) {
			const struct dns_view *b = &views->view[j];
			if (!view_is_conclusive(a) || !view_is_conclusive(b) ||
				view_same_addresses(a, b))
				continue;
			*one = i;
			*other = j;
			return true;
		}
	}
	return false;
}

static void run_record(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *name = examination->recovery->cms.fqdn;
	struct views views = views_of(examination, SUBJECT_CMS, name);
	if (views_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = views_begin(&views, &proof);
	for (size_t i = 0; i < views.count; i++) {
		const struct dns_view *view = &views.view[i];
		const enum outcome outcome = record_outcome(arena, view, &proof);
		views_note(&views, arena, view, outcome, false);
		worst = outcome_worse(worst, outcome);
	}
	size_t one, other;
	bool differ = disagree(&views, &one, &other);
	struct finding *finding = views_add(examination, &views, differ ? OUTCOME_FAIL : worst);
	finding->proof = proof.data;
	finding->causes = views.causes;
	if (differ) {
		finding->summary = arena_format(
			arena, "The DNS servers have different addresses for %s.", name);
		/* Which of them is right is not known: both get the records of one. */
		fixes_add(arena, &finding->fixes,
			(struct fix){ .action = FIX_REPLICATE_RECORD,
				.object = name,
				.server = views.view[other].visit->server });
		finding->remedy = arena_format(arena,
			"%s and %s answer differently. Wait for replication of the zone, "
			"or force it (repadmin /syncall /AdeP). "
			"If they still differ, delete the wrong record.",
			views.view[one].visit->server, views.view[other].visit->server);
	} else if (worst == OUTCOME_FAIL) {
		/* What else is unknown without an address is said of this finding. */
		finding->causes.reports =
			views.missing != NULL && views.missing->kind == CAUSE_ADDRESS;
		finding->summary = arena_format(
			arena, "%s has no address on an authoritative DNS server.", name);
		finding->remedy =
			"Clients will not find the CMS. Register it: "
			"take the network name resource offline and online again in its cluster, "
			"or create the A record by hand if the zone accepts no dynamic updates.";
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"The address of %s is not known from every authoritative DNS server.",
			name);
		finding->remedy =
			"Fix the problem shown under Proof, or name the authoritative servers "
			"in the plan (dns.servers). If a wildcard answers, the name has no record "
			"of its own: register it, by taking the network name resource offline and "
			"online again, or create the A record by hand. Then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s has %s on %zu server%s.", name,
			view_addresses(arena, &views.view[0]), views.count,
			views.count == 1 ? "" : "s");
	}
}

const struct check check_dns_record = {
	.id = "dns.record",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DNS,
	.question = "Do all authoritative DNS servers have the same address for the CMS?",
	.rule = "Every authoritative DNS server has an address for the CMS, and all have the "
		"same one. An address that a wildcard record gives is unknown.",
	.why = "Clients find the CMS by this record, "
	       "and /RecoverCMS changes it to the new address. "
	       "A server with no address or an old one sends its clients to the wrong place. "
	       "A failed registration does not stop the network name, so nobody notices.",
	.evidence = "The A, AAAA and CNAME records of the CMS's name "
		    "from every authoritative server of its zone, "
		    "asked directly and without recursion, and the same for a random name: "
		    "if it has the same addresses, a wildcard answers, unless the directory's copy "
		    "of the zone has a node of the CMS's name with these addresses.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "If there is no record, take the network name resource offline and online again, "
		  "or create the record by hand if the zone accepts no dynamic updates. "
		  "If servers differ, wait for replication, or force it:\n"
		  "    repadmin /syncall /AdeP",
	.run = run_record,
};
