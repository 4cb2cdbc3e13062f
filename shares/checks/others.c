/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "base/text.h"
#include "model/check.h"
#include "model/remedy.h"
#include "shares/checks/share_state.h"

enum { MAX_SHARES = 20 };

static bool is_hidden(const char *share)
{
	const size_t length = strlen(share);
	return length == 0 || share[length - 1] == '$';
}

/* The list of shares of one server name, indexed: it may be long. */
struct share_list {
	const struct share_visit *visit; /* NULL: not known */
	struct name_index shares;
};

/* The first server that could not be read: why, or NULL, and the gap. */
struct doubt {
	const char *description;
	struct causes causes;
};

static void doubt_add(const struct examination *examination, struct doubt *doubt, const char *name,
	const char *description, const struct gap *gap)
{
	if (doubt->description != NULL)
		return;
	doubt->description = arena_format(examination->arena, "\\\\%s: %s", name, description);
	share_causes(examination, name, gap, &doubt->causes);
}

/* Adds the reason to the doubt if there is no list. */
static struct share_list share_list_of(
	const struct examination *examination, const char *name, struct doubt *doubt)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	const struct gap *gap = visit == NULL         ? NULL
				: gap_is(&visit->gap) ? &visit->gap
						      : &visit->list_gap;
	const char *description = visit == NULL ? "it was not checked"
				  : gap_is(gap) ? gap->text
						: NULL;
	struct share_list share_list = { .visit = description == NULL ? visit : NULL };
	if (description != NULL)
		doubt_add(examination, doubt, name, description, gap);
	for (size_t i = 0; description == NULL && i < visit->listed_count; i++) {
		const char *share = visit->listed[i];
		name_index_add(
			examination->arena, &share_list.shares, bytes_of(share, strlen(share)), i);
	}
	name_index_sort(&share_list.shares);
	return share_list;
}

static bool has_share(const struct share_list *share_list, const char *share)
{
	size_t count;
	return name_index_find(&share_list->shares, share, &count) != NULL;
}

/* Whether all nodes have the share: then it belongs to the machines. */
static bool is_everywhere(const struct share_list *node, size_t node_count, const char *share)
{
	for (size_t i = 0; i < node_count; i++) {
		if (!has_share(&node[i], share))
			return false;
	}
	return true;
}

/* The shares found besides those of the CMS. */
struct other_shares {
	struct doubt doubt;
	const struct name
		*node; /* a standby node that has the share of the address book; or NULL */
	size_t count;  /* shares of single source nodes */
	struct text proof;
};

/* Adds the shares of that node that are missing under the CMS's name. */
static void add_node_shares(const struct examination *examination, const struct share_list *cms,
	const struct share_list *node, size_t at, struct other_shares *other_shares)
{
	const struct recovery *recovery = examination->recovery;
	const struct share_visit *visit = node[at].visit;
	for (size_t i = 0; i < visit->listed_count; i++) {
		const char *share = visit->listed[i];
		if (is_hidden(share) || has_share(cms, share) ||
			strcasecmp(share, recovery->oab_share) == 0 ||
			is_everywhere(node, recovery->source_node_count, share))
			continue;
		if (other_shares->count++ < MAX_SHARES)
			text_add(&other_shares->proof, "%s\\\\%s\\%s",
				other_shares->proof.length == 0 ? "" : "\n", visit->name, share);
	}
}

static void add_standby_shares(
	const struct examination *examination, struct other_shares *other_shares)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		const struct share_state state = share_state(
			&examination->evidence->shares, node->fqdn, recovery->oab_share);
		if (state.presence == PRESENCE_UNKNOWN)
			doubt_add(examination, &other_shares->doubt, node->fqdn, state.description,
				state.gap);
		if (state.presence != PRESENT)
			continue;
		other_shares->node = other_shares->node == NULL ? node : other_shares->node;
		text_add(&other_shares->proof, "%s\\\\%s\\%s",
			other_shares->proof.length == 0 ? "" : "\n", node->fqdn,
			recovery->oab_share);
	}
}

static struct other_shares find_other_shares(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct other_shares other_shares = { .proof = text_new(examination->arena) };
	const size_t node_count = recovery->source_node_count;
	const struct share_list cms =
		share_list_of(examination, recovery->cms.fqdn, &other_shares.doubt);
	struct share_list *node = arena_alloc(examination->arena, node_count * sizeof *node);
	for (size_t i = 0; i < node_count; i++)
		node[i] = share_list_of(
			examination, recovery->source_nodes[i].fqdn, &other_shares.doubt);
	for (size_t i = 0; other_shares.doubt.description == NULL && i < node_count; i++)
		add_node_shares(examination, &cms, node, i, &other_shares);
	if (other_shares.count > MAX_SHARES)
		text_add(&other_shares.proof, "\nand %zu more", other_shares.count - MAX_SHARES);
	add_standby_shares(examination, &other_shares);
	return other_shares;
}

static void finish_node_shares(const struct examination *examination, struct finding *finding,
	const struct other_shares *other_shares)
{
	struct arena *arena = examination->arena;
	const char *cms = examination->recovery->cms.label;
	finding->summary = arena_format(arena,
		"%zu share%s of single nodes %s missing under the name of %s.", other_shares->count,
		other_shares->count == 1 ? "" : "s", other_shares->count == 1 ? "is" : "are", cms);
	finding->remedy = arena_format(arena,
		"Clients that use such a share under the name of %s will not find it "
		"after the recovery. Create it again in the group "
		"of %s (Failover Cluster Management, Add a shared folder). "
		"Leave shares that are meant for the machine alone.",
		cms, cms);
}

static void finish_standby_share(
	const struct examination *examination, struct finding *finding, const struct name *node)
{
	const char *share = examination->recovery->oab_share;
	finding->summary = arena_format(
		examination->arena, "The standby node %s already shares %s.", node->label, share);
	fixes_add(examination->arena, &finding->fixes,
		(struct fix){ .action = FIX_DELETE_SHARE, .object = share, .server = node->fqdn });
	finding->remedy = remedy_format(examination->arena,
		"It is probably left over from a drill. "
		"It may get in the way when the address book is generated there. "
		"Check what it contains, then remove it on %s:\n"
		"    net share %s /delete",
		node->label, share);
}

static void run_scope_others(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	const struct other_shares other_shares = find_other_shares(examination);
	/* If a list is missing, a share of all nodes looks like one of some nodes. */
	const enum outcome outcome = other_shares.node != NULL                ? OUTCOME_WARN
				     : other_shares.doubt.description != NULL ? OUTCOME_UNKNOWN
				     : other_shares.count > 0                 ? OUTCOME_WARN
									      : OUTCOME_PASS;
	struct finding *finding = finding_add(
		examination, outcome, SUBJECT_CMS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = outcome == OUTCOME_UNKNOWN ? other_shares.doubt.description
			 : outcome == OUTCOME_WARN  ? other_shares.proof.data
						    : "All lists of shares were read.";
	finding->causes = other_shares.doubt.causes;
	if (outcome == OUTCOME_UNKNOWN) {
		finding->summary = "Not every list of shares could be read.";
		finding->remedy = "Fix the problem shown under Proof, then run the check again.";
	} else if (other_shares.node != NULL) {
		finish_standby_share(examination, finding, other_shares.node);
	} else if (other_shares.count > 0) {
		finish_node_shares(examination, finding, &other_shares);
	} else {
		finding->summary = arena_format(examination->arena,
			"%s lacks no share of a single source node.", recovery->cms.label);
	}
}

const struct check check_share_scope_others = {
	.id = "share.scope-others",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Are there other shares that belong to a node and not to the CMS?",
	.rule = "No other share is listed only under some source nodes and not under the CMS's "
		"name, and no standby node already has the share of the address book; "
		"otherwise: warn.",
	.why = "On Windows Server 2008 a share belongs to one name. "
	       "A share that was created while connected to the node is not visible "
	       "under the CMS's name, and stays behind when the CMS moves. "
	       "Better to find it now than in a drill.",
	.evidence = "The lists of shares under the CMS's name and under each source node's name. "
		    "Hidden shares ($) and those that every node has belong to the machines. "
		    "On the standby nodes: whether one already has the share of the address book.",
	.right = "Listing shares (by default every account of the domain may).",
	.remedy = "Create the share again in the CMS's group (Failover Cluster Management).",
	.run = run_scope_others,
};
