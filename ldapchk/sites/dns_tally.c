/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/dns_tally.h"

#include <strings.h>

#include "base/limits.h"

struct tally {
	const struct topology *topology;
	const struct dns_evidence *dns;
	const char *name, *site;
	struct text *proof;
	struct dns_tally result;
};

static const struct gap *silence_gap(const struct dns_visit *visit, const char *name)
{
	const struct dns_answer *answer = dns_answer(visit, name, "A");
	return gap_is(&visit->gap) || answer == NULL ? &visit->gap : &answer->gap;
}

static void add_server(struct tally *tally, const struct dns_visit *visit)
{
	struct arena *arena = tally->proof->arena;
	struct dns_tally *result = &tally->result;
	const char *site = topology_site_of_dns(arena, tally->topology, visit);
	const bool answered = dns_answer_serves(dns_answer(visit, tally->name, "A"));
	const bool in_site = site_is(site, tally->site);
	result->in_site += in_site;
	result->in_site_answered += in_site && answered;
	result->other_site += site != NULL && !in_site;
	result->unknown_site += site == NULL;
	result->unknown_site_answered += site == NULL && answered;
	if ((in_site || site == NULL) && !answered)
		causes_add(arena, &result->causes, silence_gap(visit, tally->name));
	if (in_site || site == NULL)
		text_add(tally->proof, "\n- DNS server %s%s: %s", visit->server,
			in_site ? "" : ", in no known site",
			answered ? "answers for the zone" : "gave no authoritative answer");
}

/*
 * A domain controller that is not published and does not serve the zone is no fault. Where its port
 * is closed, or it answers without authority, that is proven; where nothing came back it is not.
 */
static void add_unpublished(struct tally *tally, const struct dns_visit *visit)
{
	struct arena *arena = tally->proof->arena;
	const struct gap *gap = silence_gap(visit, tally->name);
	const bool is_silent =
		gap_is(gap) && (gap->cause != ERROR_UNREACHABLE || gap == &visit->gap);
	if (!site_is(topology_site_of_dns(arena, tally->topology, visit), tally->site))
		return;
	tally->result.silent += is_silent;
	if (is_silent)
		causes_add(arena, &tally->result.causes, gap);
	text_add(tally->proof, "\n- DNS on %s: %s", visit->server,
		gap_is(gap) ? gap->text : "does not serve the zone");
}

/* Domain controllers of the site whose port 53 was not asked. */
static void count_unasked(struct tally *tally)
{
	const struct topology *topology = tally->topology;
	const bool *asked = topology_asked_as_dns(tally->proof->arena, topology, tally->dns);
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (asked[i] || !site_is(controller->site, tally->site))
			continue;
		if (tally->result.unasked++ < LIMIT_SERVERS_NAMED)
			text_add(tally->proof, "\n- DNS on %s was not asked", controller->host);
	}
}

struct dns_tally dns_tally_of(const struct examination *examination,
	const struct topology *topology, const char *site, struct text *proof)
{
	const struct dns_evidence *dns = &examination->evidence->dns;
	const char *name = examination->recovery->cms.fqdn;
	struct tally tally = { topology, dns, name, site, proof, { 0 } };
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		if (dns_was_asked(visit, name))
			add_server(&tally, visit);
		else if (dns_visit_is_unpublished(visit))
			add_unpublished(&tally, visit);
	}
	if (tally.result.in_site_answered == 0)
		count_unasked(&tally);
	return tally.result;
}
