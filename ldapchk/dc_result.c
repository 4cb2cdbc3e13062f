/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/dc_result.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "ldapchk/dc_copy.h"
#include "ldapchk/dc_lag.h"
#include "ldapchk/missing_name.h"
#include "ldapchk/sites/topology.h"
#include "model/remedy.h"

bool dc_result_unknown(
	struct dc_result *result, const char *summary, const char *proof, const char *remedy)
{
	const char *subject_id = result->subject_id;
	*result = (struct dc_result){
		.outcome = OUTCOME_UNKNOWN,
		.subject_id = subject_id,
		.summary = summary,
		.proof = proof,
		.remedy = remedy,
	};
	return false;
}

bool dc_result_because(struct arena *arena, struct dc_result *result, const struct gap *gap)
{
	causes_add(arena, &result->causes, gap);
	return false;
}

bool dc_result_because_named(
	struct arena *arena, struct dc_result *result, const struct cause *cause)
{
	causes_add_named(arena, &result->causes, cause);
	return false;
}

struct dc_result dc_result_without_account(const struct examination *examination, const char *label)
{
	struct arena *arena = examination->arena;
	const struct missing_name *missing = missing_account(examination, label);
	struct dc_result result = {
		.outcome = OUTCOME_UNKNOWN,
		.summary = arena_format(
			arena, "This cannot be checked without the account %s$.", label),
		.proof = arena_format(arena, "%s$ was not found.", label),
		.remedy = "See the finding on the account itself.",
	};
	dc_result_because_named(arena, &result, missing == NULL ? NULL : &missing->cause);
	return result;
}

static struct dc_result unknown(const char *summary, const char *proof, const char *remedy)
{
	struct dc_result result = { 0 };
	dc_result_unknown(&result, summary, proof, remedy);
	return result;
}

/* Each copy may be in order, but they are copies of two objects: one should be deleted. */
static struct dc_result two_accounts(struct arena *arena, const char *label)
{
	return unknown(
		arena_format(arena, "The directory servers show different accounts %s$.", label),
		"The SIDs differ.",
		"Find out which object is the right one, and delete the other. "
		"Wait for replication (repadmin /syncall /AdeP), then run the check again.");
}

/* One proof, and the servers whose copies have it: there may be hundreds. */
struct shared_proof {
	struct text servers;
	size_t server_count;
	const char *proof;
	enum outcome outcome;
};

/* The results of all copies. */
struct combined {
	struct arena *arena;
	struct fixes fixes; /* of the copies that are as bad as the worst that decides */
	struct shared_proof *proof;
	size_t count, not_shown;
	struct dc_result worst;   /* of the copies that decide */
	struct dc_result warning; /* the worst of the others */
	const char *warning_server;
	bool has_worst, has_warning;
	struct causes causes;    /* of the copies that decide */
	struct causes mentioned; /* of the others: they never make the finding UNKNOWN */
	const char *id;
	bool ids_differ;
	struct dc_copies copies;
};

static void name_server(struct shared_proof *shared, const char *server)
{
	if (shared->server_count++ < LIMIT_SERVERS_NAMED)
		text_add(&shared->servers, "%s%s", shared->server_count == 1 ? "" : ", ", server);
}

/* Beyond the limit, a proof replaces one of a better outcome: the worst is always shown. */
static struct shared_proof *place_of_proof(struct combined *combined, enum outcome outcome)
{
	if (combined->count < LIMIT_PROOFS) {
		combined->proof = arena_more(
			combined->arena, combined->proof, combined->count, sizeof *combined->proof);
		return &combined->proof[combined->count++];
	}
	struct shared_proof *best = &combined->proof[0];
	for (size_t i = 1; i < combined->count; i++) {
		if (combined->proof[i].outcome < best->outcome)
			best = &combined->proof[i];
	}
	if (best->outcome >= outcome)
		return NULL;
	combined->not_shown += best->server_count;
	return best;
}

static void add_proof(
	struct combined *combined, const char *server, enum outcome outcome, const char *proof)
{
	for (size_t i = 0; i < combined->count; i++) {
		if (strcmp(combined->proof[i].proof, proof) == 0) {
			name_server(&combined->proof[i], server);
			return;
		}
	}
	struct shared_proof *shared = place_of_proof(combined, outcome);
	combined->not_shown += shared == NULL;
	if (shared == NULL)
		return;
	*shared = (struct shared_proof){ text_new(combined->arena), 0, proof, outcome };
	name_server(shared, server);
}

static const char *proof_of(const struct combined *combined, const char *before)
{
	struct text proof = text_new(combined->arena);
	text_add_string(&proof, before);
	for (size_t i = 0; i < combined->count; i++) {
		const struct shared_proof *shared = &combined->proof[i];
		text_add_string(&proof, proof.length == 0 ? "On " : "\nOn ");
		text_add_bytes(&proof, shared->servers.data, shared->servers.length);
		if (shared->server_count > LIMIT_SERVERS_NAMED)
			text_add(&proof, " and %zu more",
				shared->server_count - LIMIT_SERVERS_NAMED);
		text_add_string(&proof, ": ");
		text_add_string(&proof, shared->proof);
	}
	if (combined->not_shown > 0)
		text_add(&proof, "\nand %zu more servers, whose results are no worse",
			combined->not_shown);
	return proof.data;
}

/* A result that is not UNKNOWN counts as a cause other than a gap, unless it follows from one. */
static void add_causes(struct arena *arena, struct causes *causes, const struct dc_result *result)
{
	static const struct causes none = { 0 };
	const bool follows = result->outcome == OUTCOME_UNKNOWN ||
			     (result->outcome != OUTCOME_PASS && result->causes.named_count > 0);
	causes_join(arena, causes, follows ? &result->causes : &none);
}

static void add_result(struct combined *combined, const char *server, struct dc_result result)
{
	add_proof(combined, server, result.outcome, result.proof == NULL ? "" : result.proof);
	if (combined->id == NULL)
		combined->id = result.subject_id;
	combined->ids_differ =
		combined->ids_differ ||
		(result.subject_id != NULL && strcmp(result.subject_id, combined->id) != 0);
}

static void add_deciding(struct combined *combined, struct dc_result result)
{
	if (!combined->has_worst || result.outcome > combined->worst.outcome) {
		combined->worst = result;
		combined->fixes = (struct fixes){ 0 };
	}
	if (result.outcome == combined->worst.outcome)
		fixes_join(combined->arena, &combined->fixes, &result.fixes);
	combined->has_worst = true;
	add_causes(combined->arena, &combined->causes, &result);
}

static void add_warning(struct combined *combined, const char *server, struct dc_result result)
{
	if (!combined->has_warning || result.outcome > combined->warning.outcome) {
		combined->warning = result;
		combined->warning_server = server;
	}
	combined->has_warning = true;
	add_causes(combined->arena, &combined->mentioned, &result);
}

/* The domain controllers of the standby site that were not asked. */
static void add_unvisited(const struct examination *examination, const struct topology *topology,
	const char *site, struct combined *combined)
{
	struct arena *arena = examination->arena;
	for (size_t i = 0; i < topology->controller_count; i++) {
		const struct controller *controller = &topology->controller[i];
		if (!site_is(controller->site, site) || !topology_may_serve(topology, controller) ||
			controller->visit != NULL)
			continue;
		const struct dc_result result = unknown(
			arena_format(arena,
				"%s, a domain controller of the standby site, was not asked.",
				controller->host),
			"it was not asked.",
			"The standby cluster may use it. Add it to the plan (directory.servers), "
			"or remove that member: then all are asked. "
			"If the server no longer exists, "
			"remove its metadata (ntdsutil, metadata cleanup).");
		add_proof(combined, controller->host, result.outcome, result.proof);
		add_deciding(combined, result);
	}
}

/* A worse result that does not decide makes the finding at most WARN; the summary names its server.
 */
static struct dc_result conclude(struct arena *arena, const struct combined *combined)
{
	const struct dc_result *warning = &combined->warning;
	struct dc_result worst = combined->worst;
	worst.fixes = combined->fixes;
	if (!combined->has_warning || warning->outcome <= worst.outcome ||
		worst.outcome > OUTCOME_WARN)
		return worst;
	const char *server = combined->warning_server;
	if (worst.outcome == OUTCOME_WARN) {
		worst.summary = arena_format(arena, "%s On %s (another site or read-only): %s",
			worst.summary, server, warning->summary);
		return worst;
	}
	return (struct dc_result){
		.outcome = OUTCOME_WARN,
		.summary = arena_format(arena,
			"The standby site is in order. %s (another site or read-only) differs: %s",
			server, warning->summary),
		.remedy = remedy_format(arena,
			"The standby cluster uses the domain controllers of its own site. "
			"But the difference may replicate there:\n"
			"    repadmin /showrepl %s\n"
			"    repadmin /syncall /AdeP\n"
			"%s",
			server, warning->remedy == NULL ? "" : warning->remedy),
		.fixes = warning->fixes,
	};
}

/*
 * Whether a copy does not decide: it is in another site, or read-only. If not all of the sites were
 * seen, the standby site may be another one.
 */
static bool only_warns(
	const struct topology *topology, const struct controller *controller, const char *site)
{
	return site != NULL && topology->sites.doubt == NULL && controller != NULL &&
	       (!site_is(controller->site, site) || !controller->writable);
}

void dc_results_judge_with(const struct examination *examination, enum subject_kind kind,
	const struct name *name, const char *other, dc_result_with_function *judge_copy,
	const void *context)
{
	struct arena *arena = examination->arena;
	const char *label = name->label;
	const struct directory_evidence *directory = &examination->evidence->directory;
	const struct topology *topology = topology_of(examination);
	const struct standby *standby = topology_standby(topology, examination);
	/* If no domain controller may serve there, the cluster depends on all the others. */
	const char *site = topology_site_serves(topology, standby->site) ? standby->site : NULL;
	struct combined combined = { .arena = arena };
	struct dc_result first;
	const bool is_unexamined = dc_copies_missing(examination, &first);
	if (is_unexamined)
		add_deciding(&combined, first);
	const char *before = is_unexamined ? first.proof : "";
	combined.copies.copy = arena_alloc(arena, directory->count * sizeof *combined.copies.copy);
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const struct dc_result result =
			dc_copy_judge(examination, visit, label, other, judge_copy, context);
		const struct controller *controller = topology_visited(topology, i);
		const bool warns = only_warns(topology, controller, site);
		add_result(&combined, visit->server, result);
		combined.copies.copy[combined.copies.count++] = (struct dc_copy){ visit->server,
			controller == NULL ? NULL : controller->site, !warns, result };
		if (warns)
			add_warning(&combined, visit->server, result);
		else
			add_deciding(&combined, result);
	}
	if (site != NULL)
		add_unvisited(examination, topology, site, &combined);
	struct dc_result worst = conclude(arena, &combined);
	const bool by_others = combined.has_warning && worst.outcome == OUTCOME_WARN &&
			       combined.worst.outcome == OUTCOME_PASS;
	const char *versions =
		dc_lag_explain(examination, &combined.copies, label, by_others, &worst);
	if (combined.ids_differ && worst.outcome < OUTCOME_UNKNOWN)
		worst = two_accounts(arena, label);
	causes_mention(&combined.causes, &combined.mentioned);
	struct finding *finding = finding_add(examination, worst.outcome, kind, label, name->fqdn);
	finding->subject_sid = combined.id;
	finding->summary = worst.summary;
	finding->proof = arena_format(arena, "%s%s", proof_of(&combined, before), versions);
	finding->remedy = worst.remedy == NULL ? "" : worst.remedy;
	finding->causes = combined.causes;
	finding->fixes = worst.outcome == OUTCOME_PASS ? (struct fixes){ 0 } : worst.fixes;
}

static struct dc_result judge_without_context(const struct examination *examination,
	const struct directory_visit *visit, const char *label, const void *context)
{
	dc_result_function *const *judge_copy = context;
	return (*judge_copy)(examination, visit, label);
}

void dc_results_judge(const struct examination *examination, enum subject_kind kind,
	const struct name *name, const char *other, dc_result_function *judge_copy)
{
	dc_results_judge_with(examination, kind, name, other, judge_without_context, &judge_copy);
}
