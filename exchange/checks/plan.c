/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the plan still agrees with the directory. */
#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "base/text.h"
#include "exchange/machine.h"
#include "exchange/view.h"
#include "ldapchk/misplaced_name.h"
#include "model/check.h"
#include "model/remedy.h"

/* One CMS in the plan and in the directory, and the result: a line for each value. */
struct comparison {
	struct arena *arena;
	const struct directory_visit *visit;
	const struct recovery *recovery;
	const struct exchange_server *server;
	struct text equal, different, unknown;
};

static const char *or_nothing(const char *text)
{
	return text == NULL || *text == '\0' ? "nothing" : text;
}

static void add_line(struct text *where, const char *what, const char *planned, const char *shown)
{
	text_add(where, "\n- %s: the plan has %s, the directory %s.", what, or_nothing(planned),
		or_nothing(shown));
}

static const char *listed(struct arena *arena, const char *const *texts, size_t count)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < count; i++)
		text_add(&text, "%s%s", i == 0 ? "" : ", ", texts[i]);
	return text.data;
}

static bool machine_is_in(const char *machine, const char *const *machines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (name_texts_match(machine, machines[i]))
			return true;
	}
	return false;
}

/* The same machines, in any order. */
static bool machines_agree(
	const char *const *some, size_t some_count, const char *const *others, size_t other_count)
{
	for (size_t i = 0; i < some_count; i++) {
		if (!machine_is_in(some[i], others, other_count))
			return false;
	}
	for (size_t i = 0; i < other_count; i++) {
		if (!machine_is_in(others[i], some, some_count))
			return false;
	}
	return true;
}

/* The nodes of the plan and those of the server, in any order. */
static bool nodes_agree(const struct comparison *comparison)
{
	const struct recovery *recovery = comparison->recovery;
	const struct exchange_server *server = comparison->server;
	const size_t count = recovery->source_node_count;
	bool *is_shown = arena_alloc(comparison->arena, count * sizeof *is_shown);
	for (size_t i = 0; i < server->node_count; i++) {
		enum answer answer;
		const struct name *node = machine_among(comparison->arena, comparison->visit,
			server->node[i], recovery->source_nodes, count, &answer);
		if (answer != ANSWER_YES)
			return false;
		is_shown[node - recovery->source_nodes] = true;
	}
	bool all = true;
	for (size_t i = 0; i < count; i++)
		all = all && is_shown[i];
	return all;
}

static void compare_nodes(struct comparison *comparison)
{
	const struct recovery *recovery = comparison->recovery;
	const struct exchange_server *server = comparison->server;
	const size_t count = recovery->source_node_count;
	const char **names = arena_alloc(comparison->arena, count * sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = recovery->source_nodes[i].label;
	add_line(server->node_count == 0   ? &comparison->unknown
		 : nodes_agree(comparison) ? &comparison->equal
					   : &comparison->different,
		"its nodes", listed(comparison->arena, names, count),
		listed(comparison->arena, server->node, server->node_count));
}

/* A value that is not in the plan is not compared; one that the directory hides is unknown. */
static void compare_text(
	struct comparison *comparison, const char *what, const char *planned, const char *shown)
{
	if (planned == NULL)
		return;
	add_line(shown == NULL                     ? &comparison->unknown
		 : strcasecmp(planned, shown) == 0 ? &comparison->equal
						   : &comparison->different,
		what, planned, shown);
}

static void compare_targets(struct comparison *comparison, const struct plan_storage_group *planned,
	const struct storage_group *shown)
{
	struct arena *arena = comparison->arena;
	const char **machines = arena_alloc(arena, shown->target_count * sizeof *machines);
	for (size_t i = 0; i < shown->target_count; i++)
		machines[i] = scr_target_name(&shown->target[i]);
	const bool agree = machines_agree(
		planned->target, planned->target_count, machines, shown->target_count);
	add_line(agree ? &comparison->equal : &comparison->different,
		arena_format(arena, "SCR targets of \"%s\"", planned->name),
		listed(arena, planned->target, planned->target_count),
		listed(arena, machines, shown->target_count));
}

static const struct storage_group *group_shown(
	const struct exchange_server *server, const char *name)
{
	for (size_t i = 0; i < server->group_count; i++) {
		if (strcasecmp(server->group[i].name, name) == 0)
			return &server->group[i];
	}
	return NULL;
}

static bool group_is_planned(const struct plan_discovered *discovered, const char *name)
{
	for (size_t i = 0; i < discovered->group_count; i++) {
		if (strcasecmp(discovered->group[i].name, name) == 0)
			return true;
	}
	return false;
}

static void compare_groups(struct comparison *comparison, const struct plan_discovered *discovered)
{
	const struct exchange_server *server = comparison->server;
	if (discovered->group_count == 0)
		return;
	for (size_t i = 0; i < discovered->group_count; i++) {
		const struct plan_storage_group *planned = &discovered->group[i];
		const struct storage_group *shown = group_shown(server, planned->name);
		if (shown != NULL)
			compare_targets(comparison, planned, shown);
		else
			add_line(server->group_count == 0 ? &comparison->unknown
							  : &comparison->different,
				"a storage group",
				arena_format(comparison->arena, "\"%s\"", planned->name), NULL);
	}
	for (size_t i = 0; i < server->group_count; i++) {
		if (!group_is_planned(discovered, server->group[i].name))
			add_line(&comparison->different, "a storage group", NULL,
				arena_format(comparison->arena, "\"%s\"", server->group[i].name));
	}
}

static void compare_all(struct comparison *comparison)
{
	static const char *const kinds[] = {
		[STORAGE_STANDALONE] = "standalone",
		[STORAGE_CCR] = "ccr",
		[STORAGE_SCC] = "scc",
		[STORAGE_UNKNOWN] = "unknown",
	};
	const struct exchange_server *server = comparison->server;
	const struct plan_discovered *discovered = comparison->recovery->discovered;
	compare_nodes(comparison);
	if (discovered == NULL)
		return;
	compare_text(comparison, "its kind", discovered->kind, kinds[server->storage]);
	compare_text(comparison, "its version", discovered->version,
		server->version.known ? exchange_version_digits(comparison->arena, &server->version)
				      : NULL);
	compare_text(comparison, "its site", discovered->site, server->site);
	compare_groups(comparison, discovered);
}

static void add_labels(struct arena *arena, struct name_index *index,
	const struct recovery *recovery, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *label = recovery[i].cms.label;
		name_index_add(arena, index, bytes_of(label, strlen(label)), i);
	}
}

/* CMSs that are not in the plan. The same for all recoveries, so only the first names them. */
static const char *unplanned(
	const struct examination *examination, const struct organisation *organisation)
{
	struct arena *arena = examination->arena;
	const struct plan *plan = examination->plan;
	struct name_index planned = { 0 };
	struct text text = text_new(arena);
	if (examination->recovery_index != 0)
		return "";
	add_labels(arena, &planned, plan->recoveries, plan->recovery_count);
	add_labels(arena, &planned, plan->left_out, plan->left_out_count);
	name_index_sort(&planned);
	for (size_t i = 0; i < organisation->server_count; i++) {
		const struct exchange_server *server = &organisation->server[i];
		size_t count;
		if ((server->storage == STORAGE_CCR || server->storage == STORAGE_SCC) &&
			name_index_find(&planned, server->name, &count) == NULL)
			text_add(&text, "%s%s", text.length == 0 ? "" : ", ", server->name);
	}
	return text.length == 0
		       ? ""
		       : arena_format(arena,
				 "\n"
				 "Clustered mailbox servers that the plan does not recover: %s.",
				 text.data);
}

static const char *update_remedy(const struct examination *examination)
{
	return remedy_format(examination->arena,
		"Find out what changed, and update the plan: "
		"create a new proposal, compare the two, and take over the correct values:\n"
		"    cmsready discover --domain %s -o new-plan.json\n"
		"    diff PLAN new-plan.json",
		examination->plan->directory.domain);
}

static struct dc_result report_gone(const struct examination *examination,
	const struct organisation *organisation, const char *label)
{
	const struct missing_name *missing = missing_server(examination);
	return (struct dc_result){
		.outcome = OUTCOME_WARN,
		.causes = causes_from(examination->arena, &missing->cause, false),
		.summary = arena_format(examination->arena,
			"%s is in the plan, but the organisation does not show it.", label),
		.proof = arena_format(examination->arena,
			"Exchange servers shown: %zu, but not %s.%s", organisation->server_count,
			label, unplanned(examination, organisation)),
		.remedy = arena_format(examination->arena,
			"It may be hidden from the account that asked. "
			"If it does not exist any more: %s",
			update_remedy(examination)),
	};
}

static struct dc_result plan_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct exchange_view *view;
	struct dc_result result;
	struct comparison comparison = {
		.arena = arena,
		.visit = visit,
		.recovery = examination->recovery,
		.server = exchange_cms(examination, visit, &view, &result),
		.equal = text_new(arena),
		.different = text_new(arena),
		.unknown = text_new(arena),
	};
	if (comparison.server == NULL)
		return view->read ? report_gone(examination, &view->organisation, label) : result;
	compare_all(&comparison);
	const char *others = unplanned(examination, &view->organisation);
	if (comparison.different.length > 0)
		return (struct dc_result){
			.outcome = OUTCOME_WARN,
			.summary = arena_format(arena,
				"The plan and the directory have different values for %s.", label),
			.proof = arena_format(
				arena, "They differ:%s%s", comparison.different.data, others),
			.remedy = update_remedy(examination),
		};
	if (comparison.unknown.length > 0)
		return (struct dc_result){
			.outcome = OUTCOME_UNKNOWN,
			.summary = arena_format(arena,
				"Not all values in the plan for %s are shown in the directory.",
				label),
			.proof = arena_format(
				arena, "Not shown:%s%s", comparison.unknown.data, others),
			.remedy = "Run the check with an account that may read the server's object "
				  "and the objects below it.",
		};
	return (struct dc_result){
		.outcome = OUTCOME_PASS,
		.summary = arena_format(
			arena, "The plan and the directory have the same values for %s.", label),
		.proof = arena_format(arena, "They agree:%s%s", comparison.equal.data, others),
	};
}

static void run_plan_current(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, plan_copy);
}

const struct check check_ad_plan_current = {
	.id = "ad.plan-current",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the plan still agree with the directory about the CMS?",
	.rule = "The directory shows the CMS with the nodes that the plan names and, if the "
		"plan has discovered, with the kind, version, site, storage groups and SCR "
		"targets in it. A difference, or a CMS that is no longer shown: warn.",
	.why = "A plan is written once, but servers, "
	       "storage groups and SCR targets change afterwards. "
	       "Nothing that is missing in the plan is checked, "
	       "and a recovery by an old plan is incomplete.",
	.evidence = "The server's object of the CMS and its storage groups: "
		    "the nodes are compared with source_nodes of the plan; "
		    "kind, version, site, storage groups and SCR targets with \"discovered\", "
		    "if the plan has it (written by `cmsready discover`). "
		    "Clustered mailbox servers that are not in the plan are named in the proof "
		    "of its first recovery, but do not change the outcome.",
	.right = "Read Property on the server's object and below it, "
		 "in the configuration partition.",
	.remedy = "Create a new proposal and compare the two:\n"
		  "    cmsready discover --domain DOMAIN -o new-plan.json\n"
		  "    diff PLAN new-plan.json",
	.run = run_plan_current,
};
