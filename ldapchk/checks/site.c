/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "base/text.h"
#include "ldapchk/sites/topology.h"
#include "model/loss.h"

/* What the check goes by, and what it says in the end. */
struct site_look {
	const struct examination *examination;
	struct arena *arena;
	const struct topology *topology;
	const char *site;
	struct text proof;
	enum outcome outcome;
	const char *summary, *remedy;
	struct causes causes;
};

/* The worst thing said stands; of two that are as bad, the first. */
static void say(
	struct site_look *look, enum outcome outcome, const char *summary, const char *remedy)
{
	if (look->summary != NULL && outcome <= look->outcome)
		return;
	look->outcome = outcome;
	look->summary = summary;
	look->remedy = remedy;
}

/* The same of what is not known for these causes; the proof tells of more than they. */
static void say_unknown(struct site_look *look, const struct causes *causes, const char *summary,
	const char *remedy)
{
	say(look, OUTCOME_UNKNOWN, summary, remedy);
	causes_join(look->arena, &look->causes, causes);
	look->causes.more = true;
}

static const char hidden[] =
	"A server that the requesting account may not see does not count: "
	"also look in Active Directory Sites and Services as an administrator. ";

static void look_for_writable(struct site_look *look)
{
	struct arena *arena = look->arena;
	const struct topology *topology = look->topology;
	struct causes unread = { 0 };
	size_t serving = 0, answered = 0, doubtful = 0, read_only = 0;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (!site_is(controller->site, look->site))
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
		text_add(&look->proof, "\n- %s: %s%s%s%s", controller->host,
			controller->writable ? "writable" : "read-only",
			controller->writable && controller->in_full == ANSWER_NO
				? ", of another domain"
				: "",
			controller->catalog ? ", global catalog" : "",
			!serves         ? ""
			: read          ? ", answered"
			: visit != NULL ? ", could not be read"
					: ", was not asked");
	}
	if (serving == 0)
		say(look, OUTCOME_FAIL,
			arena_format(arena,
				"The standby site %s has no writable domain controller%s.",
				look->site, read_only > 0 ? ", only a read-only one" : ""),
			arena_format(arena,
				"%sPut a writable domain controller of the domain there, "
				"and make it a global catalog. "
				"The standby cluster's network name resets the password "
				"of the CMS's account, which a read-only one "
				"cannot do (events 1211, 1212).",
				hidden));
	else if (answered == 0)
		say_unknown(look, &unread,
			arena_format(arena,
				"No writable domain controller of the standby site %s answered.",
				look->site),
			"Fix the connection to it, or add it to the plan (directory.servers). "
			"Then run the check again.");
	else if (doubtful == answered)
		say_unknown(look, &(const struct causes){ 0 },
			arena_format(arena,
				"It is not known whether a domain controller of the site %s "
				"has a full copy of the domain.",
				look->site),
			"Give the account that runs this check Read Property on the NTDS Settings "
			"of the site's domain controllers.");
}

/* Of whatever domain: a catalog has the whole forest. A read-only one is none to Exchange. */
static void look_for_catalog(struct site_look *look)
{
	const struct topology *topology = look->topology;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (site_is(controller->site, look->site) && controller->writable &&
			controller->catalog && !site_is(controller->site, topology->lost))
			return;
	}
	text_add(&look->proof, "\n- no global catalog");
	say(look, OUTCOME_FAIL,
		arena_format(look->arena, "The standby site %s has no global catalog.", look->site),
		"Exchange needs one in its own site. Make a writable domain controller there a "
		"global catalog, and wait until it advertises that:\n"
		"    repadmin /options DC +IS_GC\n"
		"    dcdiag /s:DC /test:Advertising");
}

/* Whether it gave the CMS's name an answer of its own, be it that there is none. */
static bool answers_itself(const struct dns_visit *visit, const char *name)
{
	const struct dns_answer *answer = dns_answer(visit, name, "A");
	return answer != NULL && !gap_is(&answer->gap) && answer->authoritative &&
	       !dns_answer_refuses(answer);
}

/* What the DNS servers that were asked come to. */
struct dns_tally {
	size_t here, here_answered, elsewhere, unplaced_answered, unplaced;
	struct causes causes; /* of silence, of those that are or may be here */
};

static const struct gap *why_silent(const struct dns_visit *visit, const char *name)
{
	const struct dns_answer *answer = dns_answer(visit, name, "A");
	return gap_is(&visit->gap) || answer == NULL ? &visit->gap : &answer->gap;
}

static struct dns_tally tally_dns(struct site_look *look)
{
	const struct dns_evidence *dns = &look->examination->evidence->dns;
	const char *name = look->examination->recovery->cms.fqdn;
	struct dns_tally tally = { 0 };
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		if (!dns_was_asked(visit, name))
			continue;
		const char *site = topology_site_of_dns(look->arena, look->topology, visit);
		const bool answered = answers_itself(visit, name);
		const bool here = site_is(site, look->site);
		tally.here += here;
		tally.here_answered += here && answered;
		tally.elsewhere += site != NULL && !here;
		tally.unplaced += site == NULL;
		tally.unplaced_answered += site == NULL && answered;
		if ((here || site == NULL) && !answered)
			causes_add(look->arena, &tally.causes, why_silent(visit, name));
		if (here || site == NULL)
			text_add(&look->proof, "\n- DNS server %s%s: %s", visit->server,
				here ? "" : ", in no known site",
				answered ? "answers for the zone" : "gave no authoritative answer");
	}
	return tally;
}

/*
 * Name servers that DNS publishes are all there are of the zone, and none in the site means none; a
 * plan may leave some out. A server whose place nobody knows may be the site's.
 */
static void look_for_dns(struct site_look *look)
{
	static const char remedy[] =
		"After the loss of the first site its clients and servers resolve names there. "
		"Let a domain controller of the site serve the zone (DNS role, "
		"Active Directory-integrated zone), or add the subnet of its DNS server "
		"to the site.";
	const struct dns_tally tally = tally_dns(look);
	const bool planned = look->examination->plan->dns_server_count > 0;
	struct causes unasked = { 0 };
	causes_add(look->arena, &unasked, &look->examination->evidence->dns.gap);
	struct arena *arena = look->arena;
	if (tally.here_answered > 0)
		return;
	if (tally.here > 0)
		say_unknown(look, &tally.causes,
			arena_format(arena,
				"No DNS server of the standby site %s answered for the zone.",
				look->site),
			"Fix the problem shown under Proof, then run the check again.");
	else if (tally.unplaced_answered > 0)
		say(look, OUTCOME_WARN,
			arena_format(arena,
				"It is not known whether the standby site %s has a DNS server.",
				look->site),
			remedy);
	else if (tally.elsewhere + tally.unplaced == 0)
		say_unknown(look, &unasked,
			arena_format(arena, "No DNS server was asked about %s.",
				look->examination->recovery->cms.fqdn),
			"Add the authoritative servers to the plan (dns.servers), "
			"or fix DNS on this machine. Then run the check again.");
	else if (tally.unplaced > 0 || planned)
		say_unknown(look, &tally.causes,
			arena_format(arena, "No DNS server is known to be in the standby site %s.",
				look->site),
			planned ? "Add the site's DNS server to the plan (dns.servers), "
				  "or remove dns.servers: then all name servers are asked."
				: remedy);
	else
		say(look, OUTCOME_FAIL,
			arena_format(arena, "No name server of the zone is in the standby site %s.",
				look->site),
			remedy);
}

static const char *site_remedy(const struct site_look *look)
{
	if (look->topology->sites.unread != NULL)
		return "Make a directory server readable: the other findings show the reason.";
	if (look->examination->recovery->standby_site != NULL)
		return "Correct \"standby_site\" of the recovery in the plan, or leave it out.";
	return "Add the site to the plan (\"standby_site\" of the recovery), "
	       "or assign the subnet of its nodes to a site (Active Directory Sites and Services, "
	       "Subnets).";
}

static void look_around(struct site_look *look, const struct standby *standby)
{
	if (standby->site == NULL) {
		say(look, OUTCOME_UNKNOWN, "The site of the standby cluster is not known.",
			site_remedy(look));
		look->causes = standby->causes;
		return;
	}
	if (site_is(standby->site, look->topology->lost)) {
		say(look, OUTCOME_FAIL,
			arena_format(look->arena, "The standby site %s is the lost site.",
				standby->site),
			"Nothing can be recovered there. Use --site-loss with the source's site.");
		return;
	}
	text_add(&look->proof, " According to %s it has:", look->topology->told_by);
	look_for_writable(look);
	look_for_catalog(look);
	look_for_dns(look);
}

static void run_standby_site(const struct examination *examination)
{
	struct site_look look = {
		.examination = examination,
		.arena = examination->arena,
		.topology = topology_of(examination),
		.proof = text_new(examination->arena),
	};
	const struct standby *standby = topology_standby(look.topology, examination);
	look.site = standby->site;
	text_add(&look.proof, "%s", standby->words);
	look_around(&look, standby);
	if (look.summary == NULL)
		say(&look, OUTCOME_PASS,
			arena_format(examination->arena,
				"The site %s has a writable domain controller, "
				"a global catalog and DNS.",
				look.site),
			NULL);
	const struct name *cluster = &examination->recovery->standby_cluster;
	struct finding *finding =
		finding_add(examination, look.outcome, cluster->label, cluster->fqdn);
	finding->summary = look.summary;
	finding->proof = look.proof.data;
	finding->remedy = look.remedy == NULL ? "" : look.remedy;
	finding->causes = look.causes;
}

const struct check check_ad_standby_site = {
	.id = "ad.standby-site",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the standby site have a writable domain controller, "
		    "a global catalog and DNS?",
	.why = "/RecoverCMS resets the password of the CMS's account and changes its names. "
	       "This needs a writable domain controller: "
	       "a read-only one is not enough (events 1211 and 1212 of FailoverClustering, "
	       "1207 with 0x8007054B). Exchange needs a global catalog in its site. "
	       "When the first site is lost, the standby site has only its own servers.",
	.evidence = "The Sites container: subnets, servers and their NTDS Settings; "
		    "whether these domain controllers answered; "
		    "the authoritative answers of DNS servers in the site. "
		    "The site is the one that the plan names (standby_site), or the only site, "
		    "or that of the standby nodes' addresses. No published name server there: "
		    "fail. A name server whose site is not known may be there: warn.",
	.right = "Read Property below CN=Sites (Authenticated Users have it by default).",
	.remedy = "Put a writable domain controller of the domain into the site, with DNS, "
		  "and make it a global catalog:\n"
		  "    repadmin /options DC +IS_GC",
	.run = run_standby_site,
};
