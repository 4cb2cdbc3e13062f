/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/checks.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "clusterchk/message.h"
#include "clusterchk/view.h"
#include "model/loss.h"

/* What all DNS servers say of the CMS's name, or why that cannot be told. */
struct views {
	struct dns_view *view;
	size_t count;
	const char *unexamined; /* why there are none: one sentence, or NULL */
	const char *proof;
	const char *left_out; /* a server of the plan that was not asked for the name, or NULL */
};

static bool was_asked(const struct views *views, const char *server)
{
	for (size_t i = 0; i < views->count; i++) {
		if (strcasecmp(views->view[i].visit->server, server) == 0)
			return true;
	}
	return false;
}

static struct views views_of(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct dns_evidence *dns = &examination->evidence->dns;
	const char *name = examination->recovery->cms.fqdn;
	struct views views = { .proof = "The evidence does not cover it." };
	if (gap_is(&dns->gap)) {
		views.unexamined = "The name servers of the zone could not be found.";
		views.proof = dns->gap.text;
		return views;
	}
	views.view = arena_alloc(arena, dns->count * sizeof *views.view);
	for (size_t i = 0; i < dns->count; i++)
		views.count += view_read(arena, &dns->visit[i], name, &views.view[views.count]);
	if (views.count == 0)
		views.unexamined =
			examination->evidence->loss == NULL
				? arena_format(arena, "No DNS server was asked about %s.", name)
				: arena_format(arena,
					  "Without the site %s no DNS server is left "
					  "that was asked about %s.",
					  examination->evidence->loss->site, name);

	const struct plan *plan = examination->plan;
	for (size_t i = 0; i < plan->dns_server_count; i++) {
		if (!was_asked(&views, plan->dns_servers[i].given) &&
			!loss_holds(
				examination->evidence->loss, LOSS_DNS, plan->dns_servers[i].given))
			views.left_out = plan->dns_servers[i].given;
	}
	return views;
}

static struct finding *add(const struct examination *examination, enum outcome outcome)
{
	const char *name = examination->recovery->cms.fqdn;
	return finding_add(examination, outcome, name, name);
}

static bool add_unexamined(const struct examination *examination, const struct views *views)
{
	if (views->unexamined == NULL)
		return false;
	struct finding *finding = add(examination, OUTCOME_UNKNOWN);
	finding->summary = views->unexamined;
	finding->proof = views->proof;
	finding->remedy =
		"Name the authoritative servers in the plan (dns.servers), or mend DNS on "
		"this machine; then run the check again.";
	return true;
}

/* The outcome before any view was looked at. */
static enum outcome begin_proof(const struct views *views, struct text *proof)
{
	if (views->left_out == NULL)
		return OUTCOME_PASS;
	text_add(proof, "%s: the plan names it, and it was not asked", views->left_out);
	return OUTCOME_UNKNOWN;
}

static const char *server_of(struct arena *arena, const struct dns_view *view)
{
	const struct dns_visit *visit = view->visit;
	if (visit->address == NULL ||
		strncmp(visit->address, visit->server, strlen(visit->server)) == 0)
		return visit->server;
	return arena_format(arena, "%s (%s)", visit->server, visit->address);
}

/* What is wrong with a view before its records are looked at; NULL when nothing is. */
static const char *unreadable(struct arena *arena, const struct dns_view *view)
{
	if (view->gap != NULL)
		return view->gap->text;
	if (view->refused)
		return arena_format(arena, "it answers with response code %lld%s",
			(long long)view->rcode,
			view->rcode == RCODE_REFUSED          ? " (refused)"
			: view->rcode == RCODE_SERVER_FAILURE ? " (server failure)"
							      : "");
	return NULL;
}

static enum outcome record_outcome(
	struct arena *arena, const struct dns_view *view, struct text *proof)
{
	const char *server = server_of(arena, view);
	const char *wrong = unreadable(arena, view);
	text_add(proof, "%s%s: ", proof->length == 0 ? "" : "\n", server);
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

/* Whether it says which addresses the name has; an alias may end in a zone of other servers. */
static bool tells(const struct dns_view *view)
{
	return view->gap == NULL && !view->refused && view->authoritative &&
	       (view->address_count > 0 || view->cname == NULL);
}

/* The first pair of servers that disagree. */
static bool disagree(const struct views *views, size_t *one, size_t *other)
{
	for (size_t i = 0; i < views->count; i++) {
		const struct dns_view *a = &views->view[i];
		for (size_t j = i + 1; j < views->count; j++) {
			const struct dns_view *b = &views->view[j];
			if (!tells(a) || !tells(b) || view_same_addresses(a, b))
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
	struct views views = views_of(examination);
	if (add_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = begin_proof(&views, &proof);
	for (size_t i = 0; i < views.count; i++)
		worst = outcome_worse(worst, record_outcome(arena, &views.view[i], &proof));
	size_t one, other;
	bool differ = disagree(&views, &one, &other);
	struct finding *finding = add(examination, differ ? OUTCOME_FAIL : worst);
	finding->proof = proof.data;
	if (differ) {
		finding->summary = arena_format(
			arena, "The DNS servers do not agree on the address of %s.", name);
		finding->remedy = arena_format(arena,
			"%s and %s answer differently. Wait for replication of the zone, or force "
			"it "
			"(repadmin /syncall /AdeP); if they still differ, delete the record that "
			"is "
			"wrong.",
			views.view[one].visit->server, views.view[other].visit->server);
	} else if (worst == OUTCOME_FAIL) {
		finding->summary = arena_format(
			arena, "%s has no address on an authoritative DNS server.", name);
		finding->remedy =
			"Clients will not find the CMS. Register it: take the network name "
			"resource "
			"offline and online again in its cluster, or create the A record by hand "
			"where the zone takes no dynamic updates.";
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(
			arena, "Not every authoritative DNS server told the address of %s.", name);
		finding->remedy = "Mend what the proof names, or name the authoritative servers in "
				  "the plan (dns.servers); then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s has %s on %zu server%s.", name,
			view_addresses(arena, &views.view[0]), views.count,
			views.count == 1 ? "" : "s");
	}
}

const struct check check_dns_record = {
	.id = "dns.record",
	.weight = WEIGHT_BLOCKING,
	.question = "Do all authoritative DNS servers have the same address for the CMS?",
	.why = "Clients find the CMS by this record, and /RecoverCMS changes it to the new "
	       "address. "
	       "A server that has none or an old one sends its clients to the wrong place, and "
	       "a failed registration does not stop the network name: nobody notices.",
	.evidence =
		"The A, AAAA and CNAME records of the CMS's name from every authoritative server "
		"of its zone, asked directly and without recursion.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "No record: take the network name resource offline and online again, or create "
		  "the record by hand where the zone takes no dynamic updates. Servers differ: "
		  "wait for replication, or force it:\n"
		  "    repadmin /syncall /AdeP",
	.run = run_record,
};

static enum outcome ttl_outcome(
	struct arena *arena, const struct dns_view *view, int64_t max_ttl, struct text *proof)
{
	const char *wrong = unreadable(arena, view);
	text_add(proof, "%s%s: ", proof->length == 0 ? "" : "\n", server_of(arena, view));
	if (view->has_ttl)
		text_add(proof, "%lld s%s", (long long)view->ttl,
			view->authoritative ? "" : ", but the answer is not authoritative");
	if (view->has_ttl && view->ttl > max_ttl)
		return OUTCOME_FAIL;
	if (wrong != NULL || !view->has_ttl) {
		text_add(proof, "%s%s", view->has_ttl ? "; " : "",
			wrong != NULL ? wrong : "no address, so no TTL");
		return OUTCOME_UNKNOWN;
	}
	return view->authoritative ? OUTCOME_PASS : OUTCOME_UNKNOWN;
}

static const char *ttl_remedy(struct arena *arena, const struct recovery *recovery, int64_t max_ttl)
{
	return arena_format(arena,
		"Set it on the CMS's network name resource, on a node of the source cluster (the "
		"resource is usually called so; cluster.exe res lists them):\n"
		"    cluster.exe res \"Network Name (%s)\" /priv HostRecordTTL=%lld\n"
		"It counts from the next registration: the resource has to go offline and online "
		"again, and with it all that depends on it. %s serves no mail meanwhile, some "
		"minutes: do it in a maintenance window. Then wait for the old TTL and for "
		"replication of the zone.",
		recovery->cms.label, (long long)max_ttl, recovery->cms.label);
}

static void run_ttl(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	const int64_t max_ttl = examination->plan->policy.max_ttl_seconds;
	struct views views = views_of(examination);
	if (add_unexamined(examination, &views))
		return;

	struct text proof = text_new(arena);
	enum outcome worst = begin_proof(&views, &proof);
	int64_t greatest = 0;
	for (size_t i = 0; i < views.count; i++) {
		const struct dns_view *view = &views.view[i];
		worst = outcome_worse(worst, ttl_outcome(arena, view, max_ttl, &proof));
		greatest = view->has_ttl && view->ttl > greatest ? view->ttl : greatest;
	}
	struct finding *finding = add(examination, worst);
	finding->proof = proof.data;
	if (worst == OUTCOME_FAIL) {
		finding->summary = arena_format(arena,
			"Clients keep the dead address of %s for up to %lld s; the plan allows "
			"%lld "
			"s.",
			recovery->cms.label, (long long)greatest, (long long)max_ttl);
		finding->remedy = ttl_remedy(arena, recovery, max_ttl);
	} else if (worst == OUTCOME_UNKNOWN) {
		finding->summary = arena_format(arena,
			"The TTL of %s is not known from every authoritative server.",
			recovery->cms.fqdn);
		finding->remedy =
			"Only the zone's own servers show the TTL that is set; others show what is "
			"left of it. Name the authoritative servers in the plan (dns.servers), or "
			"mend what the proof names; then run the check again.";
	} else {
		finding->summary = arena_format(arena, "%s: %lld s; the plan allows %lld s.",
			recovery->cms.fqdn, (long long)greatest, (long long)max_ttl);
	}
}

const struct check check_dns_ttl = {
	.id = "dns.ttl",
	.weight = WEIGHT_BLOCKING,
	.question = "Do clients let go of the CMS's old address soon enough?",
	.why = "After /RecoverCMS the CMS has another address. Clients and their DNS servers keep "
	       "the "
	       "old one for the record's TTL, and for them the CMS is down that long. Windows "
	       "sets 1200 s (HostRecordTTL); 300 s is recommended for this design. What counts "
	       "for the first failover is the TTL of the record that stands in DNS today.",
	.evidence = "The TTLs of the CMS's address records, and of an alias before them, in "
		    "authoritative answers of every name server of the zone.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "Set it on the network name resource of the source cluster:\n"
		  "    cluster.exe res \"Network Name (CMS)\" /priv HostRecordTTL=300\n"
		  "It counts from the next registration. The resource has to go offline and online "
		  "again, and with it all that depends on it: no mail for some minutes.",
	.run = run_ttl,
};
