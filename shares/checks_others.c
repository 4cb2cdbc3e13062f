/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/share_sight.h"
#include "shares/checks.h"

enum { MAX_SHARES = 20 };

static bool is_hidden(const char *share)
{
	const size_t length = strlen(share);
	return length == 0 || share[length - 1] == '$';
}

/* The list that a name gave; NULL, with the reason, where it gave none. */
static const struct share_visit *listing(
	const struct examination *examination, const char *name, const char **doubt)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	const char *words = visit == NULL              ? "it was not looked at"
			    : gap_is(&visit->gap)      ? visit->gap.text
			    : gap_is(&visit->list_gap) ? visit->list_gap.text
						       : NULL;
	if (words == NULL)
		return visit;
	if (*doubt == NULL)
		*doubt = arena_format(examination->arena, "\\\\%s: %s", name, words);
	return NULL;
}

/* Whether all other nodes have it, too: then it belongs to the machines. */
static bool is_everywhere(const struct examination *examination, const char *share)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->source_node_count; i++) {
		const struct share_visit *visit = share_visit_of(
			&examination->evidence->shares, recovery->source_nodes[i].fqdn);
		if (visit == NULL || !share_is_listed(visit, share))
			return false;
	}
	return true;
}

/* What was found beside the shares of the CMS. */
struct strays {
	size_t count; /* of single source nodes */
	const struct name
		*node;     /* a standby node that has the share of the address book; or NULL */
	const char *doubt; /* what was not seen; or NULL */
	struct text proof;
};

/* The shares of one node that nobody finds under the CMS's name. */
static void add_strays(const struct examination *examination, const struct share_visit *cms,
	const struct share_visit *node, struct strays *strays)
{
	for (size_t i = 0; i < node->listed_count; i++) {
		const char *share = node->listed[i];
		if (is_hidden(share) || share_is_listed(cms, share) ||
			strcasecmp(share, examination->recovery->oab_share) == 0 ||
			is_everywhere(examination, share))
			continue;
		if (strays->count++ < MAX_SHARES)
			text_add(&strays->proof, "%s\\\\%s\\%s",
				strays->proof.length == 0 ? "" : "\n", node->name, share);
	}
}

static void add_leftovers(const struct examination *examination, struct strays *strays)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		const struct share_sight sight = share_sight(
			&examination->evidence->shares, node->fqdn, recovery->oab_share);
		if (sight.presence == UNTOLD && strays->doubt == NULL)
			strays->doubt = arena_format(
				examination->arena, "\\\\%s: %s", node->fqdn, sight.words);
		if (sight.presence != PRESENT)
			continue;
		strays->node = strays->node == NULL ? node : strays->node;
		text_add(&strays->proof, "%s\\\\%s\\%s", strays->proof.length == 0 ? "" : "\n",
			node->fqdn, recovery->oab_share);
	}
}

static struct strays look(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct strays strays = { .proof = text_new(examination->arena) };
	const struct share_visit *cms = listing(examination, recovery->cms.fqdn, &strays.doubt);
	for (size_t i = 0; i < recovery->source_node_count; i++) {
		const struct share_visit *node =
			listing(examination, recovery->source_nodes[i].fqdn, &strays.doubt);
		if (cms != NULL && node != NULL)
			add_strays(examination, cms, node, &strays);
	}
	if (strays.count > MAX_SHARES)
		text_add(&strays.proof, "\nand %zu more", strays.count - MAX_SHARES);
	add_leftovers(examination, &strays);
	return strays;
}

static void finish_strays(
	const struct examination *examination, struct finding *finding, const struct strays *strays)
{
	struct arena *arena = examination->arena;
	const char *cms = examination->recovery->cms.label;
	finding->summary = arena_format(arena,
		"%zu share%s of single nodes %s not found under the name of %s.", strays->count,
		strays->count == 1 ? "" : "s", strays->count == 1 ? "is" : "are", cms);
	finding->remedy = arena_format(arena,
		"Who uses a share by the name of %s will not find it after the recovery. Create it "
		"anew in the group of %s (Failover Cluster Management, Add a shared folder); leave "
		"those that are meant for the machine alone.",
		cms, cms);
}

static void finish_leftover(
	const struct examination *examination, struct finding *finding, const struct name *node)
{
	const char *share = examination->recovery->oab_share;
	finding->summary = arena_format(
		examination->arena, "The standby node %s already shares %s.", node->label, share);
	finding->remedy = arena_format(examination->arena,
		"It is left over, most likely from a drill, and may stand in the way when the "
		"address book is generated there. See what lies in it, then take it away on %s:\n"
		"    net share %s /delete",
		node->label, share);
}

static void run_scope_others(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	const struct strays strays = look(examination);
	/* With one list missing a share of all nodes looks like one of some. */
	const enum outcome outcome = strays.node != NULL    ? OUTCOME_WARN
				     : strays.doubt != NULL ? OUTCOME_UNKNOWN
				     : strays.count > 0     ? OUTCOME_WARN
							    : OUTCOME_PASS;
	struct finding *finding =
		finding_add(examination, outcome, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = outcome == OUTCOME_UNKNOWN ? strays.doubt
			 : outcome == OUTCOME_WARN  ? strays.proof.data
						    : "All lists of shares were read.";
	if (outcome == OUTCOME_UNKNOWN) {
		finding->summary = "Not every list of shares could be read.";
		finding->remedy = "Mend what the proof names; then run the check again.";
	} else if (strays.node != NULL) {
		finish_leftover(examination, finding, strays.node);
	} else if (strays.count > 0) {
		finish_strays(examination, finding, &strays);
	} else {
		finding->summary = arena_format(examination->arena,
			"No other share of a single node is beside those of %s.",
			recovery->cms.label);
	}
}

const struct check check_share_scope_others = {
	.id = "share.scope-others",
	.weight = WEIGHT_ADVISORY,
	.question = "Are there other shares that belong to a node, and not to the CMS?",
	.why = "On Windows Server 2008 a share belongs to one name. One that was created while "
	       "connected to the node is not seen under the CMS's name, and stays behind when "
	       "the CMS moves: a drill finds it otherwise.",
	.evidence = "The lists of shares under the CMS's name and under each source node's. "
		    "Hidden ones ($), and those that every node has, are the machines' own. On the "
		    "standby nodes: whether one already has the share of the address book.",
	.right = "To list shares (every account of the domain may, by default).",
	.remedy = "Create the share anew in the CMS's group (Failover Cluster Management).",
	.run = run_scope_others,
};
