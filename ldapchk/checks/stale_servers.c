/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/limits.h"
#include "base/memo.h"
#include "base/name_index.h"
#include "base/text.h"
#include "ldapchk/dn.h"
#include "ldapchk/sites/topology.h"
#include "model/check.h"
#include "model/remedy.h"
#include "model/stale.h"

static const char by_service[] = "SRV record ";

/* What follows the words that begin the text, or the other text. */
static const char *after(const char *text, const char *words, const char *otherwise)
{
	const size_t length = strlen(words);
	return strncmp(text, words, length) == 0 && text[length] != '\0' ? text + length
									 : otherwise;
}

/* The numbers of the record, as dnscmd takes them. */
static const char *record_number(struct arena *arena, const char *found_by, size_t at)
{
	static const char *const names[] = { "PRIORITY", "WEIGHT", "PORT" };
	const char *numbers = after(found_by, by_service, "");
	for (size_t i = 0; i < at; i++)
		numbers += strcspn(numbers, " ") + (numbers[strcspn(numbers, " ")] != '\0');
	const size_t length = strcspn(numbers, " ");
	return length == 0 ? names[at] : arena_format(arena, "%.*s", (int)length, numbers);
}

/*
 * All servers in one finding about the domain. With a finding for each, a server that does not
 * answer would add one, and one that answers again would take it away.
 */
struct stale_report {
	const struct examination *examination;
	enum outcome worst;
	const char *summary; /* of the first with that outcome */
	struct text proof, remedy;
	size_t count;
	struct causes causes;
	struct fixes fixes;
};

/* Adds a server, or what could not be read. */
static void note(struct stale_report *report, enum outcome outcome, const char *summary,
	const char *proof, const char *remedy)
{
	if (report->count == 0 || outcome > report->worst) {
		report->worst = outcome;
		report->summary = summary;
	}
	report->causes.more = report->causes.more || outcome != OUTCOME_UNKNOWN;
	if (report->count++ >= LIMIT_LINES)
		return;
	text_add(&report->proof, "%s%s", report->count == 1 ? "" : "\n", proof);
	text_add(&report->remedy, "%s%s", report->count == 1 ? "" : "\n", remedy);
}

static void report_controller(struct stale_report *report, const struct stale_server *server)
{
	struct arena *arena = report->examination->arena;
	const char *domain = report->examination->plan->directory.domain, *host = server->name;
	note(report, OUTCOME_WARN,
		arena_format(arena,
			"DNS publishes %s as a domain controller, "
			"but the Sites container does not have it.",
			host),
		arena_format(arena,
			"_ldap._tcp.dc._msdcs.%s has an SRV record of %s. "
			"No server that was read has NTDS Settings of it. "
			"It could not be read: %s.",
			domain, host, server->why),
		remedy_format(arena,
			"If %s was demoted, delete its records. "
			"Without a zone _msdcs.%s of its own, ZONE is %s "
			"and NODE _ldap._tcp.dc._msdcs:\n"
			"    dnscmd SERVER /RecordDelete _msdcs.%s _ldap._tcp.dc SRV %s %s %s %s. /f\n"
			"It has more of them, for its site, Kerberos and the global catalog "
			"(DNS Manager, below _msdcs, _sites, _tcp and _udp).",
			host, domain, domain, domain, record_number(arena, server->found_by, 0),
			record_number(arena, server->found_by, 1),
			record_number(arena, server->found_by, 2), host));
}

static void report_name_server(struct stale_report *report, const struct stale_server *server)
{
	struct arena *arena = report->examination->arena;
	const char *host = server->name;
	const char *zone = after(server->found_by, "NS record of ", "ZONE");
	fixes_add(arena, &report->fixes,
		(struct fix){ .action = FIX_DELETE_NAME_SERVER, .object = zone, .value = host });
	note(report, OUTCOME_WARN,
		arena_format(
			arena, "%s is a name server of %s in DNS, but has no address.", host, zone),
		arena_format(arena, "%s (%s): %s.", host, server->found_by, server->why),
		remedy_format(arena,
			"If %s no longer exists, delete its NS record:\n"
			"    dnscmd SERVER /RecordDelete %s @ NS %s. /f\n"
			"If it exists, register its address, on the server:\n"
			"    ipconfig /registerdns",
			host, zone, host));
}

/* The server objects of one copy of the Sites container that have no computer account. */
static const void *without_account(struct arena *arena, const void *of)
{
	const struct directory_part *sites = of;
	struct name_index *names = arena_alloc(arena, sizeof *names);
	bool shows_accounts = false;
	for (size_t i = 0; i < sites->count && !gap_is(&sites->gap); i++) {
		const struct entry *entry = &sites->entry[i];
		if (entry_attribute(entry, "serverReference") != NULL)
			shows_accounts = true;
		else
			name_index_add(arena, names, bytes_of(entry->dn, strlen(entry->dn)), i);
	}
	if (!shows_accounts)
		names->count = 0;
	name_index_sort(names);
	return names;
}

/* Whether a server object has no computer account, as far as the copy shows that of others. */
static bool lacks_account(const struct examination *examination, const struct topology *topology,
	const struct controller *controller)
{
	if (topology->read_from_part == NULL)
		return false;
	const struct name_index *names = memo_of(
		examination->memo, examination->arena, without_account, topology->read_from_part);
	size_t count;
	return name_index_find(names, dn_parent(controller->settings_dn), &count) != NULL;
}

/* A domain controller in the Sites container that did not answer. */
static void report_silent(struct stale_report *report, const struct topology *topology,
	const struct controller *controller)
{
	struct arena *arena = report->examination->arena;
	const bool is_left = lacks_account(report->examination, topology, controller);
	if (!is_left)
		causes_add(arena, &report->causes, &controller->visit->gap);
	fixes_add(arena, &report->fixes,
		(struct fix){ .action = FIX_CLEAN_METADATA,
			.object = dn_parent(controller->settings_dn) });
	note(report, is_left ? OUTCOME_WARN : OUTCOME_UNKNOWN,
		arena_format(arena,
			is_left ? "The NTDS Settings of %s in the site %s are left over: "
				  "it has no computer account."
				: "It is not known whether %s in the site %s still exists.",
			controller->host, controller->site),
		arena_format(arena, "%s. It could not be read: %s.%s", controller->settings_dn,
			controller->visit->gap.text,
			is_left ? " Its server object has no serverReference." : ""),
		remedy_format(arena,
			"If %s no longer exists, remove what the directory has of it "
			"(metadata cleanup): no check waits for its answer then.\n"
			"    ntdsutil \"metadata cleanup\" \"remove selected server %s\"\n"
			"Then delete its records in DNS. If it exists, fix the connection to it.",
			controller->host, dn_parent(controller->settings_dn)));
}

static bool is_silent(const struct topology *topology, const struct controller *controller)
{
	const struct directory_visit *visit = controller->visit;
	return topology_may_serve(topology, controller) && visit != NULL &&
	       (visit->gap.cause == ERROR_UNREACHABLE || visit->gap.cause == ERROR_TIMEOUT ||
		       (gap_is(&visit->gap) && !name_is_host(visit->server)));
}

/* What may be stale and is not known. */
static void report_unread(struct stale_report *report, const struct topology *topology)
{
	const struct examination *examination = report->examination;
	const struct gap *gap = &examination->evidence->dns.gap;
	const char *why = gap_is(gap) ? gap->text : topology->sites.unread;
	if (why == NULL)
		return;
	if (topology->sites.unread != NULL)
		causes_join(examination->arena, &report->causes, &topology->sites.unread_causes);
	if (gap_is(gap))
		causes_add(examination->arena, &report->causes, gap);
	note(report, OUTCOME_UNKNOWN,
		"It is not known whether DNS or the directory have stale servers.", why,
		"Fix the problem shown under Proof. Then run the check again.");
}

static void report_all(struct stale_report *report, const struct topology *topology)
{
	const struct stale *stale = report->examination->evidence->stale;
	report_unread(report, topology);
	for (size_t i = 0; i < topology->controller_count; i++) {
		if (is_silent(topology, &topology->controller[i]))
			report_silent(report, topology, &topology->controller[i]);
	}
	for (size_t i = 0; stale != NULL && i < stale->count; i++) {
		if (stale->server[i].source == SOURCE_DNS)
			report_name_server(report, &stale->server[i]);
		else
			report_controller(report, &stale->server[i]);
	}
}

static void conclude(const struct stale_report *report, struct finding *finding)
{
	struct arena *arena = report->examination->arena;
	if (report->count == 0) {
		finding->summary = "Every server that DNS and the Sites container name was found.";
		finding->proof = arena_format(arena,
			"Domain controllers that were asked: %zu; DNS servers: %zu. "
			"Where the plan names the servers, DNS was not asked for more.",
			report->examination->evidence->directory.count,
			report->examination->evidence->dns.count);
		return;
	}
	const size_t more = report->count - 1;
	finding->summary = more == 0 ? report->summary
				     : arena_format(arena, "%s And %zu more: see Proof.",
					       report->summary, more);
	finding->proof = report->count <= LIMIT_LINES
				 ? report->proof.data
				 : arena_format(arena, "%s\nand %zu more", report->proof.data,
					   report->count - LIMIT_LINES);
	finding->remedy = report->remedy.data;
	finding->causes = report->causes;
	finding->fixes = report->fixes;
}

static void run_stale_servers(const struct examination *examination)
{
	const char *domain = examination->plan->directory.domain;
	struct stale_report report = { .examination = examination,
		.worst = OUTCOME_PASS,
		.proof = text_new(examination->arena),
		.remedy = text_new(examination->arena) };
	report_all(&report, topology_of(examination));
	conclude(&report, finding_add(examination, report.worst, SUBJECT_DOMAIN, domain, domain));
}

const struct check check_ad_stale_servers = {
	.id = "ad.stale-servers",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Do all servers exist that DNS and the Sites container name?",
	.rule = "Every name server of the zone has an address, every domain controller that DNS "
		"publishes is in the Sites container, and every one there has a computer account; "
		"otherwise: warn. One that does not answer is unknown.",
	.why = "A demoted domain controller often leaves records and NTDS Settings. "
	       "Clients, servers and the standby cluster try it and wait for a timeout, "
	       "and replication reports errors in which the real ones get lost. "
	       "Records of servers that certainly do not exist are left out of all other checks; "
	       "a server that may exist is waited for.",
	.evidence = "NS records whose host has no A or AAAA record, according to the resolver of "
		    "this machine. SRV records (_ldap._tcp.dc._msdcs) of hosts that could not be "
		    "read and have no NTDS Settings in any copy of the Sites container that was "
		    "read. Domain controllers there that did not answer, and serverReference "
		    "of their server objects. If the plan names the servers, DNS is not asked "
		    "for others. In a forest in List Object mode (dSHeuristics), "
		    "or if that is not known, NTDS Settings may be hidden: "
		    "then no SRV record counts as stale.",
	.right = "Read Property below CN=Sites (Authenticated Users have it by default).",
	.remedy = "Delete the stale records, and clean up the metadata of the demoted server:\n"
		  "    dnscmd SERVER /RecordDelete ZONE @ NS HOST. /f\n"
		  "    ntdsutil \"metadata cleanup\" \"remove selected server SERVER-DN\"",
	.run = run_stale_servers,
};
