/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "clusterchk/zone/zone.h"
#include "clusterchk/zone/zone_answer.h"
#include "ldapchk/missing_name.h"
#include "ldapchk/sites/site_link.h"
#include "ldapchk/sites/topology.h"
#include "model/dns_answers.h"
#include "model/loss.h"
#include "model/remedy.h"
#include "model/soa.h"

enum { POLL_SECONDS = 180 /* interval at which a DNS server reads zones from the directory */ };

/* The parts of the figure. */
struct outage {
	const struct examination *examination;
	struct arena *arena;
	const struct topology *topology;
	const char *site; /* where the record will be written; NULL: not known */
	struct text proof;
	int64_t ttl, replication; /* seconds */
	bool has_ttl;
	const char *stopped;  /* whose replication is switched off, or NULL */
	const char *unknown;  /* why it may be longer, or NULL */
	struct causes causes; /* of `unknown` */
};

/* An alias leaves the cache before the addresses behind it, or with them (RFC 1034 3.6.2). */
static int64_t ttl_of(const struct zone_answer *answer)
{
	int64_t longest = -1, alias = -1;
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, "CNAME") == 0)
			alias = record->ttl > alias ? record->ttl : alias;
		else
			longest = record->ttl > longest ? record->ttl : longest;
	}
	return alias >= 0 ? alias : longest;
}

static void add_ttl(struct outage *outage)
{
	const struct dns_evidence *dns = &outage->examination->evidence->dns;
	const char *fqdn = outage->examination->recovery->cms.fqdn;
	const struct zone_answer *answer = zone_answers_of(outage->arena, dns, fqdn);
	const struct missing_name *missing = missing_address(outage->examination, fqdn);
	for (size_t i = 0; i < dns->count; i++) {
		const int64_t ttl = ttl_of(&answer[i]);
		if (!dns_was_asked(&dns->visit[i], fqdn))
			continue;
		if (answer[i].unreadable != NULL || ttl < 0 || ttl > INT32_MAX) {
			if (answer[i].unreadable == NULL && ttl < 0 && missing != NULL)
				causes_add_named(outage->arena, &outage->causes, &missing->cause);
			else
				causes_join(outage->arena, &outage->causes, &answer[i].causes);
			outage->unknown = arena_format(outage->arena, "the TTL on %s (%s)",
				dns->visit[i].server,
				answer[i].unreadable != NULL ? answer[i].unreadable
				: ttl < 0                    ? "no address"
							     : "out of range");
			continue;
		}
		outage->has_ttl = true;
		outage->ttl = ttl > outage->ttl ? ttl : outage->ttl;
	}
	if (outage->has_ttl)
		text_add(
			&outage->proof, "TTL of the record today: %lld s.", (long long)outage->ttl);
	else
		text_add(&outage->proof, "The TTL is not known.");
}

/* Whether a domain controller serves the zone, or may: the zone may then be in the directory,
 * though no copy is shown. Servers of such a zone name themselves as primary (KB 282826). */
static bool may_be_served_from_directory(const struct outage *outage)
{
	const struct examination *examination = outage->examination;
	const struct dns_evidence *dns = &examination->evidence->dns;
	const char *fqdn = examination->recovery->cms.fqdn;
	size_t asked = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		struct soa soa;
		if (!dns_was_asked(visit, fqdn))
			continue;
		asked++;
		if (topology_dc_of_dns(outage->arena, outage->topology, visit) != NULL ||
			(soa_find(outage->arena, visit, fqdn, &soa) &&
				topology_dc_of(outage->topology, soa.primary) != NULL))
			return true;
	}
	return asked == 0 || outage->topology->sites.unread != NULL;
}

/*
 * Whether the directory has a copy of the zone. NO: none is shown, and no domain controller serves
 * the zone. MAYBE: none is shown, but it may be hidden, or not all were read.
 */
static enum answer is_integrated(const struct outage *outage)
{
	const struct examination *examination = outage->examination;
	const struct directory_evidence *directory = &examination->evidence->directory;
	enum answer integrated = directory->count == 0 || may_be_served_from_directory(outage)
					 ? ANSWER_MAYBE
					 : ANSWER_NO;
	for (size_t i = 0; i < directory->count; i++) {
		const struct zone_copy copy = zone_copy_of(examination->memo, outage->arena,
			&directory->visit[i], examination->recovery->cms.fqdn);
		if (copy.zone != NULL)
			return ANSWER_YES;
		if (gap_is(&directory->visit[i].gap) || copy.gap != NULL || !copy.asked)
			integrated = ANSWER_MAYBE;
	}
	return integrated;
}

static struct site_route assumed_route(struct outage *outage, const char *why)
{
	return (struct site_route){ true, (int64_t)LINK_DEFAULT_MINUTES * 60,
		arena_format(outage->arena, "%s: the default of %d min between sites is assumed",
			why, LINK_DEFAULT_MINUTES) };
}

static struct site_route route_to(struct outage *outage, const struct dns_visit *visit)
{
	struct arena *arena = outage->arena;
	const char *site = topology_site_of_dns(arena, outage->topology, visit);
	if (outage->site == NULL)
		return assumed_route(outage, "the standby site is not known");
	if (site == NULL)
		return assumed_route(outage, "its site is not known");
	const struct site_route route =
		site_route_between(arena, &outage->topology->sites, outage->site, site);
	return route.known ? route : assumed_route(outage, "no site link to it is shown");
}

static void note_stopped(
	struct outage *outage, const struct controller *controller, const char *direction)
{
	outage->stopped = arena_format(
		outage->arena, "%s replication of %s is switched off", direction, controller->host);
	text_add(&outage->proof, "\n- The %s.", outage->stopped);
}

/* Whether the record can only be written on this domain controller: it need not be replicated to
 * it. */
static bool is_only_writer(const struct outage *outage, const struct controller *controller)
{
	const struct topology *topology = outage->topology;
	size_t count = 0;
	for (size_t i = 0; i < topology->controller_count; i++)
		count += site_is(topology->controller[i].site, outage->site) &&
			 topology_may_serve(topology, &topology->controller[i]);
	return count == 1 && site_is(controller->site, outage->site);
}

/* A new record leaves only a server that sends changes, and reaches only one that takes them. */
static void look_for_stopped(struct outage *outage)
{
	const struct topology *topology = outage->topology;
	const struct dns_evidence *dns = &outage->examination->evidence->dns;
	if (topology_serving(topology) < 2)
		return;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (controller->no_outbound && topology_may_serve(topology, controller) &&
			(outage->site == NULL || site_is(controller->site, outage->site)))
			note_stopped(outage, controller, "outbound");
	}
	for (size_t i = 0; i < dns->count; i++) {
		const struct controller *controller =
			topology_dc_of_dns(outage->arena, topology, &dns->visit[i]);
		if (controller != NULL && controller->no_inbound &&
			!is_only_writer(outage, controller) &&
			dns_was_asked(&dns->visit[i], outage->examination->recovery->cms.fqdn))
			note_stopped(outage, controller, "inbound");
	}
}

/* The record is written on a DNS server of the standby site and replicates from there. */
static void add_directory_replication(struct outage *outage)
{
	const struct dns_evidence *dns = &outage->examination->evidence->dns;
	if (outage->topology->sites.unread != NULL) {
		outage->unknown = outage->topology->sites.unread;
		causes_join(outage->arena, &outage->causes, &outage->topology->sites.unread_causes);
		return;
	}
	for (size_t i = 0; i < dns->count; i++) {
		if (!dns_was_asked(&dns->visit[i], outage->examination->recovery->cms.fqdn))
			continue;
		const struct site_route route = route_to(outage, &dns->visit[i]);
		text_add(&outage->proof, "\n- %s: %lld s, %s", dns->visit[i].server,
			(long long)route.seconds, route.words);
		outage->replication =
			route.seconds > outage->replication ? route.seconds : outage->replication;
	}
	look_for_stopped(outage);
	outage->replication += POLL_SECONDS;
	text_add(&outage->proof, "\n- DNS servers read the zone from the directory every %d s.",
		POLL_SECONDS);
}

/* A zone in files: secondary servers fetch it from the primary. */
static void add_transfer(struct outage *outage)
{
	const struct dns_evidence *dns = &outage->examination->evidence->dns;
	const char *fqdn = outage->examination->recovery->cms.fqdn;
	for (size_t i = 0; i < dns->count; i++) {
		struct soa soa;
		if (!dns_was_asked(&dns->visit[i], outage->examination->recovery->cms.fqdn))
			continue;
		if (!soa_find(outage->arena, &dns->visit[i], fqdn, &soa)) {
			soa_causes(outage->arena, &dns->visit[i], fqdn, &outage->causes);
			outage->unknown = arena_format(outage->arena,
				"how often %s fetches the zone", dns->visit[i].server);
			continue;
		}
		text_add(&outage->proof, "\n- %s checks for changes every %lu s (SOA of %s)",
			dns->visit[i].server, (unsigned long)soa.refresh_seconds, soa.zone);
		if (soa.refresh_seconds > outage->replication)
			outage->replication = soa.refresh_seconds;
	}
}

static void note_unread_zones(struct outage *outage)
{
	const struct examination *examination = outage->examination;
	const struct directory_evidence *directory = &examination->evidence->directory;
	outage->unknown = "how the record is replicated, because the directory does not show its "
			  "zone, which may be hidden";
	if (directory->count == 0)
		loss_causes(outage->arena, examination->evidence, &directory->gap, &outage->causes);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const struct zone_copy copy = zone_copy_of(
			examination->memo, outage->arena, visit, examination->recovery->cms.fqdn);
		if (gap_is(&visit->gap))
			causes_add(outage->arena, &outage->causes, &visit->gap);
		else if (copy.gap != NULL || !copy.asked)
			causes_join(outage->arena, &outage->causes, &copy.causes);
	}
}

static void add_zone(struct outage *outage)
{
	const enum answer integrated = is_integrated(outage);
	if (integrated == ANSWER_YES)
		add_directory_replication(outage);
	else if (integrated == ANSWER_NO)
		add_transfer(outage);
	else
		note_unread_zones(outage);
}

static const char *minutes_write(struct arena *arena, int64_t seconds)
{
	return arena_format(arena, "%lld min", (long long)(seconds + 59) / 60);
}

static void set_remedy(struct outage *outage, struct finding *finding)
{
	finding->remedy = remedy_format(outage->arena,
		"Reduce the greater part: the TTL (see dns.ttl), "
		"or the replication time of the zone. "
		"Shorten the site link's interval, or enable change notification on it (bit 1 "
		"of its options). On the day of the failover, push the new record yourself:\n"
		"    repadmin /syncall STANDBY-DC DC=DomainDnsZones,DC=... /AdeP\n"
		"and delete the old one from the cache of a client:\n"
		"    ipconfig /flushdns");
}

static const char *summary_of(const struct outage *outage, int64_t total)
{
	struct arena *arena = outage->arena;
	const struct recovery *recovery = outage->examination->recovery;
	if (outage->stopped != NULL)
		return arena_format(arena,
			"%s: clients use the dead address until somebody acts: the %s.",
			recovery->cms.label, outage->stopped);
	if (!outage->has_ttl)
		return arena_format(arena,
			"It is not known how long clients use the dead address of %s.",
			recovery->cms.fqdn);
	return arena_format(arena,
		"%s: clients use the dead address up to %s%s (TTL %s, zone replication %s).",
		recovery->cms.label, minutes_write(arena, total),
		outage->unknown != NULL ? ", or longer" : "", minutes_write(arena, outage->ttl),
		outage->replication == 0 ? "not known" : minutes_write(arena, outage->replication));
}

static void run_outage(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const char *fqdn = examination->recovery->cms.fqdn;
	struct outage outage = { .examination = examination,
		.arena = arena,
		.topology = topology_of(examination),
		.proof = text_new(arena),
		.unknown = dns_more_servers(examination, fqdn) };
	const struct dns_evidence *dns = &examination->evidence->dns;
	if (dns->count == 0)
		loss_causes(arena, examination->evidence, &dns->gap, &outage.causes);
	else if (outage.unknown != NULL)
		causes_add(arena, &outage.causes, &dns->gap);
	outage.site = topology_standby(outage.topology, examination)->site;
	add_ttl(&outage);
	add_zone(&outage);

	const int64_t total = outage.ttl + outage.replication;
	const bool is_long = outage.has_ttl && total > examination->plan->policy.max_outage_seconds;
	const enum outcome outcome = is_long || outage.stopped != NULL           ? OUTCOME_WARN
				     : !outage.has_ttl || outage.unknown != NULL ? OUTCOME_UNKNOWN
										 : OUTCOME_PASS;
	struct finding *finding = finding_add(examination, outcome, SUBJECT_CMS, fqdn, fqdn);
	if (outage.unknown != NULL)
		text_add(&outage.proof, "\nNot known: %s.", outage.unknown);
	if (is_long)
		text_add(&outage.proof, "\nThe plan allows %s (policy.max_outage_seconds).",
			minutes_write(arena, examination->plan->policy.max_outage_seconds));
	finding->proof = outage.proof.data;
	finding->causes = outage.causes;
	/* Without an address nothing else counts: the name is wrong, or has no record. */
	finding->causes.more =
		outage.causes.more || outage.has_ttl ||
		(outage.replication > 0 && missing_address(examination, fqdn) == NULL);
	finding->summary = summary_of(&outage, total);
	if (outage.stopped != NULL)
		finding->remedy = "Switch replication on, see ad.replicated:\n"
				  "    repadmin /options DC -DISABLE_INBOUND_REPL "
				  "-DISABLE_OUTBOUND_REPL";
	else if (is_long)
		set_remedy(&outage, finding);
	else if (outcome == OUTCOME_UNKNOWN)
		finding->remedy = "Fix the problem shown under Proof. Then run the check again.";
}

static const struct unsaid dns_outage_unsaid = {
	.topic = "Clients",
	.text = "Outlook profiles, mobile devices, load balancers and firewalls "
		"between the clients and the standby site were not looked at.",
	.how = "In a drill, connect with one client of each kind, from "
	       "each network; compare the firewall rules for the standby address "
	       "with those for the address of today.",
};

const struct check check_dns_outage = {
	.id = "dns.outage",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "How long do clients use the dead address?",
	.rule = "How long clients keep using the dead address: the TTL plus the replication of "
		"the zone from the standby site to every DNS server. More than max_outage_seconds "
		"(an hour by default), or replication is switched off: warn.",
	.why = "Clients reach the CMS again when their DNS server has the new record "
	       "and the old one has then left their caches. "
	       "Both times add up, and are often the greater part of the time to recover: "
	       "by default it takes three hours until a change is replicated to another site.",
	.evidence = "The longest TTL of the record on any authoritative server, "
		    "and the replication time of the zone from the standby site to each of them: "
		    "the intervals of the site links in between (180 min if a link or a site "
		    "is not known), three steps of 15 s within a site, "
		    "180 s until a DNS server reads the directory; "
		    "for a zone in files the refresh interval of its SOA. "
		    "Schedules of site links are shown but not counted. "
		    "A zone that the directory does not show counts as one in files only if "
		    "no domain controller serves it or is the primary in its SOA.",
	.right = "UDP and TCP port 53 of the DNS servers; "
		 "Read Property below CN=Sites and on the zone.",
	.remedy = "Shorten the TTL (dns.ttl) or the interval of the site links, "
		  "or push the record on the day of the failover:\n"
		  "    repadmin /syncall STANDBY-DC DC=DomainDnsZones,DC=... /AdeP",
	.run = run_outage,
	.unsaid = &dns_outage_unsaid,
};
