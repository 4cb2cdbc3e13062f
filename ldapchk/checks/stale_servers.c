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

static void report_controller(
	const struct examination *examination, const struct stale_server *server)
{
	struct arena *arena = examination->arena;
	const char *domain = examination->plan->directory.domain, *host = server->name;
	struct finding *finding = finding_add(examination, OUTCOME_WARN, host, host);
	finding->summary = arena_format(arena,
		"DNS publishes %s as a domain controller, but the Sites container does not have it.",
		host);
	finding->proof = arena_format(arena,
		"_ldap._tcp.dc._msdcs.%s has an SRV record of %s. "
		"No server that was read has NTDS Settings of it. It could not be read: %s.",
		domain, host, server->why);
	finding->remedy = remedy_format(arena,
		"If it was demoted, delete its records. "
		"Without a zone _msdcs.%s of its own, ZONE is %s and NODE _ldap._tcp.dc._msdcs:\n"
		"    dnscmd SERVER /RecordDelete _msdcs.%s _ldap._tcp.dc SRV %s %s %s %s. /f\n"
		"It has more of them, for its site, Kerberos and the global catalog "
		"(DNS Manager, below _msdcs, _sites, _tcp and _udp).",
		domain, domain, domain, record_number(arena, server->found_by, 0),
		record_number(arena, server->found_by, 1),
		record_number(arena, server->found_by, 2), host);
}

static void report_name_server(
	const struct examination *examination, const struct stale_server *server)
{
	struct arena *arena = examination->arena;
	const char *host = server->name;
	const char *zone = after(server->found_by, "NS record of ", "ZONE");
	struct finding *finding = finding_add(examination, OUTCOME_WARN, host, host);
	finding->summary = arena_format(
		arena, "%s is a name server of %s in DNS, but has no address.", host, zone);
	finding->proof = arena_format(arena, "%s: %s.", server->found_by, server->why);
	finding->remedy = remedy_format(arena,
		"If the server no longer exists, delete its NS record:\n"
		"    dnscmd SERVER /RecordDelete %s @ NS %s. /f\n"
		"If it exists, register its address, on the server:\n"
		"    ipconfig /registerdns",
		zone, host);
}

/* Whether the Sites container shows which computer account any server has. */
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
static void report_silent(const struct examination *examination, const struct topology *topology,
	const struct controller *controller)
{
	struct arena *arena = examination->arena;
	const char *host = controller->host;
	const bool is_left = lacks_account(examination, topology, controller);
	struct finding *finding =
		finding_add(examination, is_left ? OUTCOME_WARN : OUTCOME_UNKNOWN, host, host);
	finding->summary = arena_format(arena,
		is_left ? "The NTDS Settings of %s in the site %s are left over: "
			  "it has no computer account."
			: "It is not known whether %s in the site %s still exists.",
		host, controller->site);
	finding->proof = arena_format(arena, "%s. It could not be read: %s.%s",
		controller->settings_dn, controller->visit->gap.text,
		is_left ? " Its server object has no serverReference." : "");
	if (!is_left)
		causes_add(arena, &finding->causes, &controller->visit->gap);
	finding->remedy = remedy_format(arena,
		"If it no longer exists, remove what the directory has of it "
		"(metadata cleanup): no check waits for its answer then.\n"
		"    ntdsutil \"metadata cleanup\" \"remove selected server %s\"\n"
		"Then delete its records in DNS. If it exists, fix the connection to it.",
		dn_parent(controller->settings_dn));
}

static bool is_silent(const struct topology *topology, const struct controller *controller)
{
	const struct directory_visit *visit = controller->visit;
	return topology_may_serve(topology, controller) && visit != NULL &&
	       (visit->gap.cause == ERROR_UNREACHABLE || visit->gap.cause == ERROR_TIMEOUT ||
		       (gap_is(&visit->gap) && !name_is_host(visit->server)));
}

/* Whether something may be stale that is not known; if so, adds a finding. */
static bool report_unread(const struct examination *examination, const struct topology *topology)
{
	const struct evidence *evidence = examination->evidence;
	const char *domain = examination->plan->directory.domain;
	const char *why =
		gap_is(&evidence->dns.gap) ? evidence->dns.gap.text : topology->sites.unread;
	if (why == NULL)
		return false;
	struct finding *finding = finding_add(examination, OUTCOME_UNKNOWN, domain, domain);
	finding->summary = "It is not known whether DNS or the directory have stale servers.";
	finding->proof = why;
	finding->remedy = "Fix the problem shown under Proof. Then run the check again.";
	if (topology->sites.unread != NULL)
		causes_join(examination->arena, &finding->causes, &topology->sites.unread_causes);
	if (gap_is(&evidence->dns.gap))
		causes_add(examination->arena, &finding->causes, &evidence->dns.gap);
	return true;
}

/* Hundreds of findings alike, for each recovery, would hide the others. */
static void report_more(const struct examination *examination, size_t count)
{
	const char *domain = examination->plan->directory.domain;
	if (count <= LIMIT_FINDINGS)
		return;
	struct finding *finding = finding_add(examination, OUTCOME_UNKNOWN, domain, domain);
	finding->summary = arena_format(
		examination->arena, "%zu more servers may be stale.", count - LIMIT_FINDINGS);
	finding->proof = arena_format(examination->arena,
		"%zu such servers; the first %d have findings of their own.", count,
		LIMIT_FINDINGS);
	finding->remedy = "First look after those with findings of their own. "
			  "Then run the check again.";
}

static void run_stale_servers(const struct examination *examination)
{
	const struct topology *topology = topology_of(examination);
	const struct stale *stale = examination->evidence->stale;
	const char *domain = examination->plan->directory.domain;
	bool any = report_unread(examination, topology);
	for (size_t i = 0; stale != NULL && i < stale->count && i < LIMIT_FINDINGS; i++) {
		any = true;
		if (stale->server[i].source == SOURCE_DNS)
			report_name_server(examination, &stale->server[i]);
		else
			report_controller(examination, &stale->server[i]);
	}
	report_more(examination, stale == NULL ? 0 : stale->count);
	size_t silent = 0;
	for (size_t i = 0; i < topology->controller_count; i++) {
		if (is_silent(topology, &topology->controller[i]) && silent++ < LIMIT_FINDINGS)
			report_silent(examination, topology, &topology->controller[i]);
	}
	report_more(examination, silent);
	if (any || silent > 0)
		return;
	struct finding *finding = finding_add(examination, OUTCOME_PASS, domain, domain);
	finding->summary = "Every server that DNS and the Sites container name was found.";
	finding->proof = arena_format(examination->arena,
		"Domain controllers that were asked: %zu; DNS servers: %zu. "
		"Where the plan names the servers, DNS was not asked for more.",
		examination->evidence->directory.count, examination->evidence->dns.count);
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
