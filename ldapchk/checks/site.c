/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/text.h"
#include "ldapchk/sites/dns_tally.h"
#include "model/loss.h"
#include "model/remedy.h"

/* What the check uses, and its result. */
struct site_result {
	const struct examination *examination;
	struct arena *arena;
	const struct topology *topology;
	const char *site;
	struct text proof;
	enum outcome outcome;
	const char *summary, *remedy;
	struct causes causes;
};

/* Keeps the worst outcome; of equal ones, the first. */
static void conclude(
	struct site_result *result, enum outcome outcome, const char *summary, const char *remedy)
{
	if (result->summary != NULL && outcome <= result->outcome)
		return;
	result->outcome = outcome;
	result->summary = summary;
	result->remedy = remedy;
}

/* The same for an unknown outcome. The proof also shows things other than these causes. */
static void conclude_unknown(struct site_result *result, const struct causes *causes,
	const char *summary, const char *remedy)
{
	conclude(result, OUTCOME_UNKNOWN, summary, remedy);
	causes_join(result->arena, &result->causes, causes);
	result->causes.more = true;
}

static const char hidden_note[] =
	"A server that the requesting account may not see does not count: "
	"also look in Active Directory Sites and Services as an administrator. ";

static void check_writable(struct site_result *result)
{
	struct arena *arena = result->arena;
	const struct topology *topology = result->topology;
	struct causes unread = { 0 };
	size_t serving = 0, answered = 0, doubtful = 0, read_only = 0;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (!site_is(controller->site, result->site))
			continue;
		const bool serves = topology_may_serve(topology, controller);
		const struct directory_visit *visit = controller->visit;
		const bool read = visit != NULL && !gap_is(&visit->gap);
		serving += serves;
		answered += serves && read;
		doubtful += serves && read && controller->in_full == ANSWER_MAYBE;
		read_only += !controller->writable;
		if (serves && !read)
			causes_add(arena, &unread, visit == NULL ? NULL : &visit->gap);
		text_add(&result->proof, "\n- %s: %s%s%s%s", controller->host,
			controller->writable ? "writable" : "read-only",
			controller->writable && controller->in_full == ANSWER_NO
				? ", of another domain"
				: "",
			controller->catalog == ANSWER_YES     ? ", global catalog"
			: controller->catalog == ANSWER_MAYBE ? ", global catalog by its options"
							      : "",
			!serves         ? ""
			: read          ? ", answered"
			: visit != NULL ? ", could not be read"
					: ", was not asked");
	}
	if (serving == 0)
		conclude(result, OUTCOME_FAIL,
			arena_format(arena,
				"The standby site %s has no writable domain controller%s.",
				result->site, read_only > 0 ? ", only a read-only one" : ""),
			arena_format(arena,
				"%sPut a writable domain controller of the domain there, "
				"and make it a global catalog. "
				"The standby cluster's network name resets the password "
				"of the CMS's account, which a read-only one "
				"cannot do (events 1211, 1212).",
				hidden_note));
	else if (answered == 0)
		conclude_unknown(result, &unread,
			arena_format(arena,
				"No writable domain controller of the standby site %s answered.",
				result->site),
			"Fix the connection to it, or add it to the plan (directory.servers). "
			"Then run the check again.");
	else if (doubtful == answered)
		conclude_unknown(result, &(const struct causes){ 0 },
			arena_format(arena,
				"It is not known whether a domain controller of the site %s "
				"has a full copy of the domain.",
				result->site),
			"Give the account that runs this check Read Property on the NTDS Settings "
			"of the site's domain controllers.");
}

static void report_no_catalog(struct site_result *result)
{
	text_add(&result->proof, "\n- no global catalog that says it is ready");
	conclude(result, OUTCOME_FAIL,
		arena_format(
			result->arena, "The standby site %s has no global catalog.", result->site),
		"Exchange needs one in its own site. Make a writable domain controller there a "
		"global catalog, and wait until it advertises that:\n"
		"    repadmin /options DC +IS_GC\n"
		"    dcdiag /s:DC /test:Advertising");
}

/*
 * A global catalog of any domain has the whole forest. Exchange does not use a read-only one. One
 * that is being made has the option already, and says only later that it is ready.
 */
static void check_catalog(struct site_result *result)
{
	const struct topology *topology = result->topology;
	const struct controller *unasked = NULL;
	struct causes causes = { 0 };
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (!site_is(controller->site, result->site) || !controller->writable ||
			site_is(controller->site, topology->lost))
			continue;
		if (controller->catalog == ANSWER_YES)
			return;
		if (controller->catalog == ANSWER_NO)
			continue;
		unasked = controller;
		causes_add(result->arena, &causes,
			controller->visit == NULL ? NULL : &controller->visit->gap);
	}
	if (unasked == NULL) {
		report_no_catalog(result);
		return;
	}
	conclude_unknown(result, &causes,
		arena_format(result->arena,
			"It is not known whether the global catalog of the standby site %s is ready.",
			result->site),
		remedy_format(result->arena,
			"%s was not asked, or could not be read. Fix that and run the check again, "
			"or make a domain controller of the plan's domain there a global catalog:\n"
			"    repadmin /options DC +IS_GC\n"
			"    dcdiag /s:%s /test:Advertising",
			unasked->host, unasked->host));
}

/*
 * The name servers published in DNS and the domain controllers of the site are all that may serve
 * the zone there: if none of them does, the check fails. A plan may leave some out. A server of an
 * unknown site may be in the site.
 */
static void check_dns(struct site_result *result)
{
	static const char remedy[] =
		"After the loss of the first site its clients and servers resolve names there. "
		"Let a domain controller of the site serve the zone (DNS role, "
		"Active Directory-integrated zone), or add the subnet of its DNS server "
		"to the site.";
	const struct dns_tally tally =
		dns_tally_of(result->examination, result->topology, result->site, &result->proof);
	const bool planned = result->examination->plan->dns_server_count > 0;
	struct causes unasked = { 0 };
	causes_add(result->arena, &unasked, &result->examination->evidence->dns.gap);
	struct arena *arena = result->arena;
	if (tally.in_site_answered > 0)
		return;
	if (tally.in_site > 0)
		conclude_unknown(result, &tally.causes,
			arena_format(arena,
				"No DNS server of the standby site %s answered for the zone.",
				result->site),
			"Fix the problem shown under Proof, then run the check again.");
	else if (tally.unknown_site_answered > 0)
		conclude(result, OUTCOME_WARN,
			arena_format(arena,
				"It is not known whether the standby site %s has a DNS server.",
				result->site),
			remedy);
	else if (tally.other_site + tally.unknown_site == 0)
		conclude_unknown(result, &unasked,
			arena_format(arena, "No DNS server was asked about %s.",
				result->examination->recovery->cms.fqdn),
			"Add the authoritative servers to the plan (dns.servers), "
			"or fix DNS on this machine. Then run the check again.");
	else if (tally.unknown_site + tally.silent + tally.unasked > 0 || planned)
		conclude_unknown(result, &tally.causes,
			arena_format(arena, "No DNS server is known to be in the standby site %s.",
				result->site),
			tally.silent > 0    ? "Let this machine reach port 53 of the site's domain "
					      "controllers, then run the check again."
			: tally.unasked > 0 ? "Collect the evidence again: the domain controllers "
					      "of the site are then asked as DNS servers."
			: planned ? "Add the site's DNS server to the plan (dns.servers), "
				    "or remove dns.servers: then all name servers are asked."
				  : remedy);
	else
		conclude(result, OUTCOME_FAIL,
			arena_format(arena, "No DNS server in the standby site %s serves the zone.",
				result->site),
			remedy);
}

static const char *site_remedy(const struct site_result *result)
{
	if (result->topology->sites.unread != NULL)
		return "Make a directory server readable: the other findings show the reason.";
	if (result->examination->recovery->standby_site != NULL)
		return "Correct \"standby_site\" of the recovery in the plan, or leave it out.";
	return "Add the site to the plan (\"standby_site\" of the recovery), "
	       "or assign the subnet of its nodes to a site (Active Directory Sites and Services, "
	       "Subnets).";
}

/* What is hidden may be what was missed, or the site in which the nodes are: nothing is proven. */
static void doubt_sites(struct site_result *result)
{
	const struct sites *sites = &result->topology->sites;
	text_add(&result->proof, "\nNot all of the Sites container was shown: %s", sites->doubt);
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = "Part of the Sites container is hidden from the account that asks.";
	result->remedy =
		"Run the check with an account that may read the object named under Proof and its "
		"properties (Authenticated Users may by default), for example an administrator's. "
		"If the object does not exist any more, wait for replication, "
		"or remove what names it.";
	result->causes = sites->doubt_causes;
	result->causes.more = true;
}

static const char *sentence(struct arena *arena, const char *text)
{
	return text[strlen(text) - 1] == '?' ? text : arena_format(arena, "%s.", text);
}

static void check_site(struct site_result *result, const struct standby *standby)
{
	if (standby->site == NULL) {
		const bool is_misnamed = standby->causes.reports;
		conclude(result, OUTCOME_UNKNOWN,
			is_misnamed ? sentence(result->arena, standby->causes.named[0].text)
				    : "The site of the standby cluster is not known.",
			site_remedy(result));
		result->causes = standby->causes;
		if (result->topology->sites.unread == NULL && result->topology->sites.doubt != NULL)
			doubt_sites(result);
		return;
	}
	if (site_is(standby->site, result->topology->lost)) {
		conclude(result, OUTCOME_FAIL,
			arena_format(result->arena, "The standby site %s is the lost site.",
				standby->site),
			"Nothing can be recovered there. Use --site-loss with the source's site.");
		return;
	}
	text_add(&result->proof, " According to %s it has:", result->topology->read_from);
	check_writable(result);
	check_catalog(result);
	check_dns(result);
	if (result->topology->sites.doubt != NULL)
		doubt_sites(result);
}

static void run_standby_site(const struct examination *examination)
{
	struct site_result result = {
		.examination = examination,
		.arena = examination->arena,
		.topology = topology_of(examination),
		.proof = text_new(examination->arena),
	};
	const struct standby *standby = topology_standby(result.topology, examination);
	result.site = standby->site;
	text_add(&result.proof, "%s", standby->words);
	check_site(&result, standby);
	if (result.summary == NULL)
		conclude(&result, OUTCOME_PASS,
			arena_format(examination->arena,
				"The site %s has a writable domain controller, "
				"a global catalog and DNS.",
				result.site),
			NULL);
	const struct name *cluster = &examination->recovery->standby_cluster;
	struct finding *finding = finding_add(
		examination, result.outcome, SUBJECT_CLUSTER, cluster->label, cluster->fqdn);
	finding->summary = result.summary;
	finding->proof = result.proof.data;
	finding->remedy = result.remedy == NULL ? "" : result.remedy;
	finding->causes = result.causes;
}

const struct check check_ad_standby_site = {
	.id = "ad.standby-site",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the standby site have a writable domain controller, "
		    "a global catalog and DNS?",
	.rule = "The site of the standby cluster has a writable domain controller of the domain "
		"that answered, a global catalog that says it is ready (isGlobalCatalogReady), "
		"and a DNS server that answered with authority. No domain controller, only a read-only one, no global catalog, or "
		"no name server of the zone there, published or not: fail. If the site of a DNS server that "
		"answered is not known: warn. If something names a site, subnet, server or NTDS Settings "
		"that is not shown, or an object does not show what it is: unknown.",
	.why = "/RecoverCMS resets the password of the CMS's account and changes its names. "
	       "This needs a writable domain controller: "
	       "a read-only one is not enough (events 1211 and 1212 of FailoverClustering, "
	       "1207 with 0x8007054B). Exchange needs a global catalog in its site. "
	       "When the first site is lost, the standby site has only its own servers.",
	.evidence = "The Sites container: subnets, servers and their NTDS Settings; "
		    "whether these domain controllers answered; "
		    "the authoritative answers of DNS servers in the site. "
		    "The site is the one that the plan names (standby_site), or the only site, "
		    "or that of the standby nodes' addresses, without those of wildcard records. "
		    "Port 53 of the site's domain controllers is asked, "
		    "also if no NS record names them; "
		    "one that does not run DNS is no fault if another serves the zone. "
		    "A name server whose site is not known may be there: warn.",
	.right = "Read Property below CN=Sites (Authenticated Users have it by default).",
	.remedy = "Put a writable domain controller of the domain into the site, with DNS, "
		  "and make it a global catalog:\n"
		  "    repadmin /options DC +IS_GC",
	.run = run_standby_site,
};
