/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the standby nodes' own accounts may log on. It matters most for the SCR targets. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/machine.h"
#include "exchange/view.h"
#include "ldapchk/account_state.h"
#include "ldapchk/missing_name.h"
#include "model/check.h"

/* A machine and its account in one copy. */
struct node_account {
	const struct name *name;
	bool planned; /* in standby_nodes; otherwise only an SCR target */
	struct account_status status;
	const char *wrong;  /* a sentence; NULL: it is in order */
	const char *remedy; /* or NULL */
	struct fixes fixes;
};

struct node_accounts {
	const struct examination *examination;
	const struct directory_visit *visit;
	struct node_account *node;
	size_t count, planned;
	const struct exchange_server *cms; /* NULL: this copy does not show it */
};

/* Why the account is in no copy at all; NULL: it is in one, or it is not the plan's. */
static const struct missing_name *missing_of(
	const struct node_accounts *nodes, const struct node_account *node)
{
	const enum account_state state = node->status.state;
	return node->planned && (state == ACCOUNT_MISSING || state == ACCOUNT_UNKNOWN)
		       ? missing_account(nodes->examination, node->name->label)
		       : NULL;
}

/* A target that the plan does not name is off only if its account says so. */
static bool is_off(const struct node_account *node, bool doubt_is_off)
{
	const enum account_state state = node->status.state;
	const bool counts = node->planned || node->status.accounts.found;
	return state == ACCOUNT_OFF || state == ACCOUNT_TWICE ||
	       (counts && (state == ACCOUNT_MISSING || (state == ACCOUNT_UNKNOWN && doubt_is_off)));
}

static const struct node_account *nodes_find(const struct node_accounts *nodes, const char *machine)
{
	struct arena *arena = nodes->examination->arena;
	for (size_t i = 0; i < nodes->count; i++) {
		if (machine_is(arena, nodes->visit, machine, nodes->node[i].name) == ANSWER_YES)
			return &nodes->node[i];
	}
	return NULL;
}

static void node_describe(const struct node_accounts *nodes, struct node_account *node)
{
	struct arena *arena = nodes->examination->arena;
	const char *what = arena_format(arena, "%s$%s", node->name->label,
		node->planned ? "" : ", an SCR target that is no standby node of the plan,");
	switch (node->status.state) {
	case ACCOUNT_UNKNOWN:
		node->wrong = node->status.result.summary;
		node->remedy = node->status.result.remedy;
		break;
	case ACCOUNT_MISSING:
		node->wrong = arena_format(arena, "%s has no computer account.", what);
		node->remedy = arena_format(arena,
			"Check the name %s in the plan and at Get-StorageGroupCopyStatus. "
			"If the machine exists, join it to the domain again.",
			node->name->label);
		break;
	case ACCOUNT_TWICE:
		node->wrong = arena_format(
			arena, "Several computer objects have the account name %s.", what);
		node->remedy = "Rename or delete those that are not the machine's.";
		break;
	case ACCOUNT_OFF:
		node->wrong = arena_format(arena, "%s %s.", what, node->status.refusal.words);
		node->remedy = node->status.refusal.remedy;
		node->fixes = node->status.refusal.fixes;
		break;
	case ACCOUNT_ON:
		if (!account_is_unusual(arena, &node->status, node->name, &node->wrong,
			    &node->remedy, &node->fixes))
			node->wrong = NULL;
		break;
	}
	const struct missing_name *missing = missing_of(nodes, node);
	if (missing == NULL)
		return;
	node->wrong = arena_format(arena, "%s%s", node->wrong, missing->hint);
	node->remedy = arena_format(arena, "%s%s", missing->suggest, node->remedy);
}

static void nodes_add(struct node_accounts *nodes, const struct name *name, bool planned)
{
	struct arena *arena = nodes->examination->arena;
	nodes->node = arena_more(arena, nodes->node, nodes->count, sizeof *nodes->node);
	struct node_account *node = &nodes->node[nodes->count++];
	*node = (struct node_account){ .name = name, .planned = planned };
	node->status = account_status_of(nodes->examination, nodes->visit, name);
	node_describe(nodes, node);
	nodes->planned += planned;
}

/* The cluster itself is no node. A machine of another DNS domain may have its account elsewhere. */
static void nodes_add_target(struct node_accounts *nodes, const char *machine)
{
	const struct examination *examination = nodes->examination;
	const char *domain = examination->plan->directory.domain;
	struct name *name = arena_alloc(examination->arena, sizeof *name);
	struct error ignored = { 0 };
	if (machine == NULL || nodes_find(nodes, machine) != NULL ||
		machine_is(examination->arena, nodes->visit, machine,
			&examination->recovery->standby_cluster) == ANSWER_YES ||
		!name_read(examination->arena, machine, domain, name, &ignored) ||
		!directory_was_asked(nodes->visit, name->label))
		return;
	nodes_add(nodes, name, false);
	const enum account_state state = nodes->node[nodes->count - 1].status.state;
	if ((state == ACCOUNT_MISSING || state == ACCOUNT_UNKNOWN) &&
		strcasecmp(strchr(name->fqdn, '.') + 1, domain) != 0)
		nodes->count--;
}

static bool group_is_shown(const struct storage_group *group)
{
	bool shown = group->targets_shown;
	for (size_t i = 0; shown && i < group->target_count; i++)
		shown = group->target[i].machine != NULL;
	return shown;
}

/* Whether the copy shows all SCR targets of the CMS, in the layout that is known. */
static bool targets_are_shown(const struct node_accounts *nodes)
{
	const struct exchange_server *cms = nodes->cms;
	bool shown = cms != NULL && !cms->groups_hidden && cms->group_count > 0;
	for (size_t i = 0; shown && i < cms->group_count; i++)
		shown = group_is_shown(&cms->group[i]);
	return shown;
}

/* Whether all nodes to which the storage group is replicated are off. A value of unknown layout may
 * mean one that is not. */
static bool group_is_lost(
	const struct node_accounts *nodes, const struct storage_group *group, bool doubt_is_off)
{
	size_t on = 0, off = 0;
	for (size_t i = 0; i < group->target_count; i++) {
		const char *machine = group->target[i].machine;
		const struct node_account *node =
			machine == NULL ? NULL : nodes_find(nodes, machine);
		on += machine == NULL && !doubt_is_off;
		if (node == NULL || (nodes->planned > 0 && !node->planned))
			continue;
		off += is_off(node, doubt_is_off);
		on += !is_off(node, doubt_is_off);
	}
	return off > 0 && on == 0;
}

/* The outcome if each account in doubt may log on, or if none may. */
static enum outcome outcome_at(const struct node_accounts *nodes, bool doubt_is_off)
{
	size_t wrong = 0, planned_off = 0;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node_account *node = &nodes->node[i];
		wrong += node->wrong != NULL;
		planned_off += node->planned && is_off(node, doubt_is_off);
	}
	if (nodes->planned > 0 && planned_off == nodes->planned)
		return OUTCOME_FAIL;
	for (size_t i = 0; nodes->cms != NULL && i < nodes->cms->group_count; i++) {
		if (group_is_lost(nodes, &nodes->cms->group[i], doubt_is_off))
			return OUTCOME_FAIL;
	}
	if (planned_off > 0 && doubt_is_off && !targets_are_shown(nodes))
		return OUTCOME_FAIL;
	return wrong > 0 || nodes->planned == 0 ? OUTCOME_WARN : OUTCOME_PASS;
}

/* False, with a result (UNKNOWN), if the server was not asked about one of the plan's nodes. */
static bool nodes_read(struct node_accounts *nodes, struct dc_result *result)
{
	struct arena *arena = nodes->examination->arena;
	const struct recovery *recovery = nodes->examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *name = &recovery->standby_nodes[i];
		if (!directory_was_asked(nodes->visit, name->label))
			return dc_result_unknown(result,
				arena_format(arena, "%s was not asked about %s.",
					nodes->visit->server, name->label),
				"The evidence does not cover this account.",
				"Collect evidence again with this plan.");
		nodes_add(nodes, name, true);
	}
	for (size_t i = 0; nodes->cms != NULL && i < nodes->cms->group_count; i++) {
		const struct storage_group *group = &nodes->cms->group[i];
		for (size_t k = 0; k < group->target_count; k++)
			nodes_add_target(nodes, group->target[k].machine);
	}
	return true;
}

static void conclude(const struct node_accounts *nodes, struct dc_result *result)
{
	struct arena *arena = nodes->examination->arena;
	struct text proof = text_new(arena), wrong = text_new(arena), remedy = text_new(arena);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node_account *node = &nodes->node[i];
		text_add(&proof, "%s%s", i == 0 ? "" : "\n", node->status.result.proof);
		const struct missing_name *missing = missing_of(nodes, node);
		if (missing != NULL) {
			causes_add_named(arena, &result->causes, &missing->cause);
			result->causes.reports = true;
		}
		if (node->status.state == ACCOUNT_UNKNOWN)
			causes_join(arena, &result->causes, &node->status.result.causes);
		if (node->wrong == NULL)
			continue;
		text_add(&wrong, "%s%s", wrong.length == 0 ? "" : " ", node->wrong);
		text_add(&remedy, "%s%s", remedy.length == 0 ? "" : "\n", node->remedy);
		fixes_join(arena, &result->fixes, &node->fixes);
	}
	if (nodes->planned == 0) {
		text_add(&wrong,
			"%sThe plan does not name the nodes of %s: "
			"only SCR targets were looked for.",
			wrong.length == 0 ? "" : " ",
			nodes->examination->recovery->standby_cluster.label);
		text_add(&remedy, "%sName them in the plan (standby_nodes).",
			remedy.length == 0 ? "" : "\n");
	}
	if (!targets_are_shown(nodes))
		text_add(&proof, "%sNot all SCR targets of %s are known.",
			proof.length == 0 ? "" : "\n", nodes->examination->recovery->cms.label);
	result->proof = proof.data;
	result->summary =
		wrong.length > 0 ? wrong.data : "All standby nodes have accounts that may log on.";
	result->remedy = wrong.length > 0 ? remedy.data : NULL;
}

/* Of the first node with which something is wrong; else of the first. */
static const struct entry *node_object(const struct node_accounts *nodes)
{
	for (size_t i = 0; i < nodes->count; i++) {
		if (nodes->node[i].wrong != NULL)
			return nodes->node[i].status.accounts.own.entry;
	}
	return nodes->count == 0 ? NULL : nodes->node[0].status.accounts.own.entry;
}

static struct dc_result nodes_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	const struct exchange_view *view;
	struct node_accounts nodes = { .examination = examination, .visit = visit };
	struct dc_result of_cms, result = { 0 };
	nodes.cms = exchange_cms(examination, visit, &view, &of_cms);
	if (!nodes_read(&nodes, &result))
		return result;
	const enum outcome best = outcome_at(&nodes, false), worst = outcome_at(&nodes, true);
	result.outcome = worst == OUTCOME_FAIL && best != OUTCOME_FAIL ? OUTCOME_UNKNOWN : best;
	conclude(&nodes, &result);
	result.object = node_object(&nodes);
	if (result.outcome == OUTCOME_UNKNOWN && !targets_are_shown(&nodes))
		causes_join(examination->arena, &result.causes, &of_cms.causes);
	return result;
}

static void run_node_account(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CLUSTER, &examination->recovery->standby_cluster,
		NULL, nodes_copy);
}

const struct check check_ad_node_account = {
	.id = "ad.node-account",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "May the computer accounts of the standby nodes log on?",
	.rule = "Each of standby_nodes has one computer account in the plan's domain, and a domain "
		"controller lets it log on. All of them refused or missing, or all to which a "
		"storage group is replicated: fail. Another one: warn. An SCR target that is no "
		"standby node of the plan and has no account or is refused: warn. Without "
		"standby_nodes: warn; refused accounts of SCR targets fail.",
	.why = "/RecoverCMS runs on a standby node, where Setup and the Exchange services act in the "
	       "domain as the node's own account. If that is disabled or expired, the node gets no "
	       "ticket from the domain, and the copies of the storage groups on it are of no use. "
	       "Clean-ups disable such accounts, because a standby node looks abandoned.",
	.evidence = "The computer objects of standby_nodes, and of the machines in "
		    "msExchStandbyCopyMachines of the CMS's storage groups, "
		    "with the same attributes as for ad.cms-account, "
		    "on every directory server that was asked.",
	.right = "Read Property on the objects (Authenticated Users have it by default).",
	.remedy = "Enable the account, or end its expiry:\n"
		  "    dsmod computer DN -disabled no\n"
		  "    Clear-ADAccountExpiration -Identity DN\n"
		  "If it was deleted, join the node to the domain again.",
	.run = run_node_account,
};
