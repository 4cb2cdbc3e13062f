/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/name_index.h"
#include "base/text.h"
#include "model/check.h"
#include "shares/checks/share_sight.h"

enum { MAX_SHARES = 20 };

static bool is_hidden(const char *share)
{
	const size_t length = strlen(share);
	return length == 0 || share[length - 1] == '$';
}

/* What one name lists; a server may list as many as it likes. */
struct list {
	const struct share_visit *visit; /* NULL: nothing is known */
	struct name_index shares;
};

/* What was not seen first: its words, or NULL, and the gap behind it. */
struct doubt {
	const char *words;
	struct causes causes;
};

static void doubt_add(struct arena *arena, struct doubt *doubt, const char *name, const char *words,
	const struct gap *gap)
{
	if (doubt->words != NULL)
		return;
	doubt->words = arena_format(arena, "\\\\%s: %s", name, words);
	causes_add(arena, &doubt->causes, gap);
}

/* With the reason, where the name gave no list. */
static struct list list_of(
	const struct examination *examination, const char *name, struct doubt *doubt)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	const struct gap *gap = visit == NULL         ? NULL
				: gap_is(&visit->gap) ? &visit->gap
						      : &visit->list_gap;
	const char *words = visit == NULL ? "it was not checked" : gap_is(gap) ? gap->text : NULL;
	struct list list = { .visit = words == NULL ? visit : NULL };
	if (words != NULL)
		doubt_add(examination->arena, doubt, name, words, gap);
	for (size_t i = 0; words == NULL && i < visit->listed_count; i++) {
		const char *share = visit->listed[i];
		name_index_add(examination->arena, &list.shares, bytes_of(share, strlen(share)), i);
	}
	name_index_sort(&list.shares);
	return list;
}

static bool lists(const struct list *list, const char *share)
{
	size_t count;
	return name_index_find(&list->shares, share, &count) != NULL;
}

/* Whether all nodes have it: then it belongs to the machines. */
static bool is_everywhere(const struct list *node, size_t node_count, const char *share)
{
	for (size_t i = 0; i < node_count; i++) {
		if (!lists(&node[i], share))
			return false;
	}
	return true;
}

/* What was found beside the shares of the CMS. */
struct strays {
	struct doubt doubt;
	const struct name
		*node; /* a standby node that has the share of the address book; or NULL */
	size_t count;  /* of single source nodes */
	struct text proof;
};

/* The shares of the node at that place which nobody finds under the CMS's name. */
static void add_strays(const struct examination *examination, const struct list *cms,
	const struct list *node, size_t at, struct strays *strays)
{
	const struct recovery *recovery = examination->recovery;
	const struct share_visit *visit = node[at].visit;
	for (size_t i = 0; i < visit->listed_count; i++) {
		const char *share = visit->listed[i];
		if (is_hidden(share) || lists(cms, share) ||
			strcasecmp(share, recovery->oab_share) == 0 ||
			is_everywhere(node, recovery->source_node_count, share))
			continue;
		if (strays->count++ < MAX_SHARES)
			text_add(&strays->proof, "%s\\\\%s\\%s",
				strays->proof.length == 0 ? "" : "\n", visit->name, share);
	}
}

static void add_leftovers(const struct examination *examination, struct strays *strays)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		const struct share_sight sight = share_sight(
			&examination->evidence->shares, node->fqdn, recovery->oab_share);
		if (sight.presence == PRESENCE_UNKNOWN)
			doubt_add(examination->arena, &strays->doubt, node->fqdn, sight.words,
				sight.gap);
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
	const size_t node_count = recovery->source_node_count;
	const struct list cms = list_of(examination, recovery->cms.fqdn, &strays.doubt);
	struct list *node = arena_alloc(examination->arena, node_count * sizeof *node);
	for (size_t i = 0; i < node_count; i++)
		node[i] = list_of(examination, recovery->source_nodes[i].fqdn, &strays.doubt);
	for (size_t i = 0; strays.doubt.words == NULL && i < node_count; i++)
		add_strays(examination, &cms, node, i, &strays);
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
		"%zu share%s of single nodes %s missing under the name of %s.", strays->count,
		strays->count == 1 ? "" : "s", strays->count == 1 ? "is" : "are", cms);
	finding->remedy = arena_format(arena,
		"Clients that use such a share under the name of %s will not find it "
		"after the recovery. Create it again in the group "
		"of %s (Failover Cluster Management, Add a shared folder). "
		"Leave shares that are meant for the machine alone.",
		cms, cms);
}

static void finish_leftover(
	const struct examination *examination, struct finding *finding, const struct name *node)
{
	const char *share = examination->recovery->oab_share;
	finding->summary = arena_format(
		examination->arena, "The standby node %s already shares %s.", node->label, share);
	finding->remedy = arena_format(examination->arena,
		"It is probably left over from a drill. "
		"It may get in the way when the address book is generated there. "
		"Check what it contains, then remove it on %s:\n"
		"    net share %s /delete",
		node->label, share);
}

static void run_scope_others(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	const struct strays strays = look(examination);
	/* With one list missing a share of all nodes looks like one of some. */
	const enum outcome outcome = strays.node != NULL          ? OUTCOME_WARN
				     : strays.doubt.words != NULL ? OUTCOME_UNKNOWN
				     : strays.count > 0           ? OUTCOME_WARN
								  : OUTCOME_PASS;
	struct finding *finding =
		finding_add(examination, outcome, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = outcome == OUTCOME_UNKNOWN ? strays.doubt.words
			 : outcome == OUTCOME_WARN  ? strays.proof.data
						    : "All lists of shares were read.";
	finding->causes = strays.doubt.causes;
	if (outcome == OUTCOME_UNKNOWN) {
		finding->summary = "Not every list of shares could be read.";
		finding->remedy = "Fix the problem shown under Proof, then run the check again.";
	} else if (strays.node != NULL) {
		finish_leftover(examination, finding, strays.node);
	} else if (strays.count > 0) {
		finish_strays(examination, finding, &strays);
	} else {
		finding->summary = arena_format(examination->arena,
			"No source node has a share of its own that %s lacks.",
			recovery->cms.label);
	}
}

const struct check check_share_scope_others = {
	.id = "share.scope-others",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Are there other shares that belong to a node and not to the CMS?",
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
