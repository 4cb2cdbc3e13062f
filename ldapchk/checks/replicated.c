/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <string.h>

#include "base/text.h"
#include "ldapchk/account.h"
#include "ldapchk/missing_name.h"
#include "ldapchk/replica.h"
#include "ldapchk/sites/topology.h"
#include "model/remedy.h"

/* One account compared on all domain controllers. */
struct comparison {
	const struct examination *examination;
	struct arena *arena;
	const struct topology *topology;
	const char *site; /* the standby site; NULL: not known, then every server counts as in it */
	const char *label;
	const struct directory_visit *first; /* its copy is compared with the others */
	struct account own;                  /* its copy; entry NULL: the server has none */
	size_t read;
	struct text proof, differ; /* `differ`: names for the summary */
	const char *differs_on;
	const struct controller *switched_off; /* the first whose replication is, or NULL */
	enum outcome outcome;
	struct causes causes;
	struct fixes fixes;
};

static void add_line(struct comparison *comparison, enum outcome outcome, const char *line)
{
	comparison->outcome = outcome_worse(comparison->outcome, outcome);
	text_add(&comparison->proof, "%s%s", comparison->proof.length == 0 ? "" : "\n", line);
}

/* Adds the gap if the line makes the outcome unknown. NULL means another reason than a gap. */
static void add_cause(struct comparison *comparison, enum outcome outcome, const struct gap *gap)
{
	causes_add(comparison->arena, &comparison->causes, outcome == OUTCOME_UNKNOWN ? gap : NULL);
}

static const struct account *copy_of(
	struct arena *arena, const struct directory_visit *visit, const char *label)
{
	const struct accounts accounts = accounts_named(arena, visit, label);
	return accounts.found ? arena_copy(arena, &accounts.own, sizeof accounts.own) : NULL;
}

/* A server that could not be read may have a different copy. */
static void add_unread(struct comparison *comparison, const char *server, const char *site,
	const char *why, const struct gap *gap)
{
	const bool elsewhere =
		comparison->site != NULL && site != NULL && !site_is(site, comparison->site);
	const enum outcome outcome = elsewhere ? OUTCOME_WARN : OUTCOME_UNKNOWN;
	add_cause(comparison, outcome, gap);
	add_line(comparison, outcome,
		arena_format(comparison->arena, "%s%s%s: %s", server, site == NULL ? "" : ", site ",
			site == NULL ? "" : site, why));
}

static void add_difference(
	struct comparison *comparison, const char *server, const char *name, const char *line)
{
	add_cause(comparison, OUTCOME_WARN, NULL);
	add_line(comparison, OUTCOME_WARN, line);
	if (comparison->differs_on == NULL)
		comparison->differs_on = server;
	if (strstr(comparison->differ.data, name) == NULL)
		text_add(&comparison->differ, "%s%s", comparison->differ.length == 0 ? "" : ", ",
			name);
}

static const char *difference_line(const struct comparison *comparison,
	const struct directory_visit *visit, const struct entry *other,
	const struct replica_attribute *attribute)
{
	struct arena *arena = comparison->arena;
	const char *server = comparison->first->server;
	const struct entry *one = comparison->own.entry;
	const int newer = replica_newer(one, other, attribute);
	return arena_format(arena, "%s differs: %s has %s, %s has %s.%s%s%s", attribute->name,
		server, replica_version(arena, one, attribute), visit->server,
		replica_version(arena, other, attribute), newer == 0 ? "" : " What ",
		newer == 0  ? ""
		: newer > 0 ? server
			    : visit->server,
		newer == 0 ? "" : " has will replace the other.");
}

static void add_unknown(struct comparison *comparison, const char *name, const char *server,
	const struct entry *other)
{
	const struct gap *one = entry_gap(comparison->own.entry, name);
	const struct gap *two = entry_gap(other, name);
	if (one != NULL)
		add_cause(comparison, OUTCOME_UNKNOWN, one);
	if (two != NULL || one == NULL)
		add_cause(comparison, OUTCOME_UNKNOWN, two);
	add_line(comparison, OUTCOME_UNKNOWN,
		arena_format(comparison->arena, "%s could not be read or parsed on %s or %s.", name,
			comparison->first->server, server));
}

/* To the server whose copy is older, or may be. */
static void add_replication(
	struct comparison *comparison, const struct directory_visit *visit, bool first_is_newer)
{
	const char *first = comparison->first->server, *other = visit->server;
	fixes_add(comparison->arena, &comparison->fixes,
		(struct fix){ .action = FIX_REPLICATE,
			.account = comparison->label,
			.server = first_is_newer ? other : first,
			.value = first_is_newer ? first : other });
}

static void compare_copies(struct comparison *comparison, const struct directory_visit *visit,
	const struct account *copy)
{
	const struct entry *one = comparison->own.entry, *other = copy->entry;
	for (size_t i = 0; i < REPLICA_ATTRIBUTES; i++) {
		const struct replica_attribute *attribute = &replica_attributes[i];
		const enum replica_comparison likeness =
			attribute->compare(comparison->examination, one, other);
		if (likeness == REPLICA_UNKNOWN)
			add_unknown(comparison, attribute->name, visit->server, other);
		if (likeness == REPLICA_DIFFERS)
			add_replication(
				comparison, visit, replica_newer(one, other, attribute) >= 0);
		if (likeness == REPLICA_DIFFERS)
			add_difference(comparison, visit->server, attribute->name,
				difference_line(comparison, visit, other, attribute));
	}
}

static void compare_visit(struct comparison *comparison, size_t at)
{
	struct arena *arena = comparison->arena;
	const struct directory_visit *visit =
		&comparison->examination->evidence->directory.visit[at];
	const struct controller *controller = topology_visited(comparison->topology, at);
	if (controller != NULL && !topology_may_serve(comparison->topology, controller))
		return;
	if (gap_is(&visit->gap)) {
		add_unread(comparison, visit->server, controller == NULL ? NULL : controller->site,
			visit->gap.text, &visit->gap);
		return;
	}
	const struct account *copy = copy_of(arena, visit, comparison->label);
	comparison->read++;
	if (comparison->first == NULL) {
		comparison->first = visit;
		if (copy != NULL)
			comparison->own = *copy;
		return;
	}
	const bool had = comparison->own.entry != NULL;
	if (had && copy != NULL)
		compare_copies(comparison, visit, copy);
	else if (had != (copy != NULL)) {
		add_replication(comparison, visit, had);
		add_difference(comparison, visit->server, "existence",
			arena_format(arena, "%s$ is on %s and was not found on %s.",
				comparison->label, had ? comparison->first->server : visit->server,
				had ? visit->server : comparison->first->server));
	}
}

/* Domain controllers in the Sites container that were not asked. */
static void add_unvisited(struct comparison *comparison)
{
	const struct topology *topology = comparison->topology;
	if (topology->sites.unread != NULL) {
		causes_join(comparison->arena, &comparison->causes, &topology->sites.unread_causes);
		add_line(comparison, OUTCOME_UNKNOWN,
			arena_format(comparison->arena,
				"The list of domain controllers could not be read: %s",
				topology->sites.unread));
	}
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (topology_may_serve(topology, controller) && controller->visit == NULL)
			add_unread(comparison, controller->host, controller->site, "was not asked.",
				NULL);
	}
}

static void add_switching(struct comparison *comparison, const struct controller *controller)
{
	const char *option[] = { controller->no_inbound ? "-DISABLE_INBOUND_REPL" : NULL,
		controller->no_outbound ? "-DISABLE_OUTBOUND_REPL" : NULL };
	for (size_t i = 0; i < sizeof option / sizeof *option; i++) {
		if (option[i] != NULL)
			fixes_add(comparison->arena, &comparison->fixes,
				(struct fix){ .action = FIX_SWITCH_ON_REPLICATION,
					.server = controller->host,
					.value = option[i] });
	}
}

/* Copies that are equal today stay so only while changes arrive. */
static void add_switched_off(struct comparison *comparison)
{
	const struct topology *topology = comparison->topology;
	if (topology_serving(topology) < 2)
		return;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (!topology_may_serve(topology, controller) ||
			(!controller->no_inbound && !controller->no_outbound))
			continue;
		add_cause(comparison, OUTCOME_WARN, NULL);
		add_line(comparison, OUTCOME_WARN,
			arena_format(comparison->arena,
				"%s: %s%s%s replication is switched off (options of its NTDS Settings).",
				controller->host, controller->no_inbound ? "inbound" : "",
				controller->no_inbound && controller->no_outbound ? " and " : "",
				controller->no_outbound ? "outbound" : ""));
		if (comparison->switched_off == NULL)
			comparison->switched_off = controller;
		add_switching(comparison, controller);
	}
}

/* Takes the standby site's servers first: all others are compared with the first copy. */
static void compare_all(struct comparison *comparison)
{
	const struct directory_evidence *directory = &comparison->examination->evidence->directory;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < directory->count; i++) {
			const struct controller *controller =
				topology_visited(comparison->topology, i);
			const bool first = controller != NULL && comparison->site != NULL &&
					   site_is(controller->site, comparison->site);
			if (first == (round == 0))
				compare_visit(comparison, i);
		}
	}
	add_unvisited(comparison);
	add_switched_off(comparison);
}

static const char *summary_of(const struct comparison *comparison)
{
	struct arena *arena = comparison->arena;
	if (comparison->differs_on != NULL)
		return arena_format(arena, "%s and %s differ about %s$: %s.",
			comparison->first->server, comparison->differs_on, comparison->label,
			comparison->differ.data);
	if (comparison->read > 0 && comparison->own.entry == NULL)
		return arena_format(
			arena, "No domain controller that was read has %s$.", comparison->label);
	if (comparison->switched_off != NULL)
		return arena_format(arena,
			"Replication is switched off on %s: changes of %s$ do not %s it.",
			comparison->switched_off->host, comparison->label,
			comparison->switched_off->no_inbound ? "reach" : "leave");
	if (comparison->outcome != OUTCOME_PASS)
		return arena_format(arena,
			"It is not known whether all domain controllers agree about %s$.",
			comparison->label);
	if (comparison->read == 1)
		return arena_format(arena, "%s$: one domain controller; nothing to compare.",
			comparison->label);
	return arena_format(arena, "All %zu domain controllers agree about %s$.", comparison->read,
		comparison->label);
}

static const char *switch_on_remedy(const struct comparison *comparison)
{
	const struct controller *controller = comparison->switched_off;
	struct text remedy = text_new(comparison->arena);
	text_add(&remedy, "Find out why it was switched off, and switch it on:");
	if (controller->no_inbound)
		remedy_add(&remedy, "\n    repadmin /options %s -DISABLE_INBOUND_REPL",
			controller->host);
	if (controller->no_outbound)
		remedy_add(&remedy, "\n    repadmin /options %s -DISABLE_OUTBOUND_REPL",
			controller->host);
	remedy_add(&remedy, "\n    repadmin /syncall %s /AdeP", controller->host);
	return remedy.data;
}

static const char *remedy_of(const struct comparison *comparison)
{
	if (comparison->outcome == OUTCOME_PASS)
		return "";
	if (comparison->switched_off != NULL)
		return switch_on_remedy(comparison);
	if (comparison->differs_on != NULL)
		return remedy_format(comparison->arena,
			"Make sure that the newer value is the right one. "
			"Wait for replication, or force it and see what fails:\n"
			"    repadmin /syncall /AdeP\n"
			"    repadmin /showrepl %s",
			comparison->differs_on);
	if (comparison->read > 0 && comparison->own.entry == NULL)
		return "See the finding on the account itself.";
	return "Fix the problem shown under Proof, then run the check again.";
}

static void compare_account(
	const struct examination *examination, enum subject_kind kind, const struct name *name)
{
	const char *label = name->label;
	struct arena *arena = examination->arena;
	struct comparison comparison = {
		.examination = examination,
		.arena = arena,
		.topology = topology_of(examination),
		.label = label,
		.proof = text_new(arena),
		.differ = text_new(arena),
	};
	comparison.site = topology_standby(comparison.topology, examination)->site;
	compare_all(&comparison);
	const struct missing_name *missing = missing_account(examination, label);
	if (missing != NULL)
		causes_add_named(arena, &comparison.causes, &missing->cause);
	else if (comparison.read == 0 &&
		 comparison.causes.count + comparison.causes.named_count == 0)
		add_cause(&comparison, OUTCOME_UNKNOWN, NULL);
	if (comparison.read == 0)
		add_line(&comparison, OUTCOME_UNKNOWN, "No domain controller could be read.");
	else if (comparison.own.entry == NULL && comparison.outcome == OUTCOME_PASS)
		comparison.outcome = OUTCOME_UNKNOWN;
	if (comparison.proof.length == 0 && comparison.own.entry == NULL)
		text_add(&comparison.proof, "%s$ was not found on %s%s.", label,
			comparison.first->server,
			comparison.read > 1 ? ", nor on any other writable one" : "");
	else if (comparison.proof.length == 0)
		text_add(&comparison.proof,
			"Read: owner, access list, account state, "
			"service principal names and DNS name of %s$ on %s%s.",
			label, comparison.first->server,
			comparison.read > 1 ? " and every other writable one" : "");
	const struct account *own = &comparison.own;
	struct finding *finding =
		finding_add(examination, comparison.outcome, kind, label, name->fqdn);
	finding->subject_sid = own->entry == NULL ? NULL : account_id(arena, own, NULL);
	finding->summary = summary_of(&comparison);
	finding->proof = comparison.proof.data;
	finding->remedy = remedy_of(&comparison);
	finding->causes = comparison.causes;
	finding->fixes = comparison.fixes;
}

static void run_replicated(const struct examination *examination)
{
	compare_account(examination, SUBJECT_CMS, &examination->recovery->cms);
	compare_account(examination, SUBJECT_CLUSTER, &examination->recovery->standby_cluster);
}

const struct check check_ad_replicated = {
	.id = "ad.replicated",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Do all domain controllers have the same data for the CMS's "
		    "and the cluster's account?",
	.rule = "All writable domain controllers of the domain have the same data for the "
		"accounts of the CMS and of the standby cluster: owner, access control list, "
		"account state, service principal names and DNS name. They differ: warn, with "
		"the versions and originating times of both sides. Replication of a domain "
		"controller is switched off: warn. A domain controller of the "
		"standby site that could not be read is unknown, one of another site warns.",
	.why = "A grant, an enabled account or a name counts on a domain controller once it "
	       "has replicated there. The standby cluster uses the domain controllers "
	       "of its own site. A difference is still replicating, or replication is broken: "
	       "then it may never arrive in a disaster. "
	       "Replication takes seconds within a site, 15 minutes and more between sites.",
	.evidence = "Owner, access list (entry by entry), userAccountControl, "
		    "servicePrincipalName (as a set, ignoring case) "
		    "and dNSHostName of both accounts on every writable domain controller "
		    "of the domain; version and originating time of each "
		    "from replPropertyMetaData. The options DISABLE_INBOUND_REPL (0x2) and "
		    "DISABLE_OUTBOUND_REPL (0x4) of NTDS Settings, in each domain controller's "
		    "own copy. whenChanged and uSNChanged are local "
		    "to a domain controller and prove nothing.",
	.right = "Read Property and Read Permissions on the accounts, "
		 "Read Property below CN=Sites (Authenticated Users have them by default).",
	.remedy = "Wait for replication, or force it and see what fails:\n"
		  "    repadmin /syncall /AdeP\n"
		  "    repadmin /showrepl DC",
	.run = run_replicated,
};
