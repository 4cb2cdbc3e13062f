/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/oab.h"
#include "model/check.h"

#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "base/text.h"
#include "ldapchk/missing_name.h"
#include "model/loss.h"
#include "model/remedy.h"
#include "shares/checks/dfs_root.h"
#include "shares/checks/share_state.h"

static void add_state(struct text *proof, struct causes *causes, const char *name,
	const char *share, const struct share_state *state)
{
	causes_add(proof->arena, causes, state->gap);
	causes->more = causes->more || share_state_is_smb1(state);
	text_add(proof, "%s\\\\%s\\%s: %s%s", proof->length == 0 ? "" : "\n", name, share,
		state->description, share_state_is_smb1(state) ? " (over SMB 1)" : "");
}

static void add_account(struct text *proof, const struct share_state *state)
{
	if (state->visit != NULL && state->visit->account != NULL)
		text_add(proof, "\nAsked as %s.", state->visit->account);
}

/* A DFS root leads clients to other servers, so what was read may not be on this one. */
static void add_namespace(const struct examination *examination, struct text *proof)
{
	const struct recovery *recovery = examination->recovery;
	const char *root = dfs_root_of(
		proof->arena, examination->evidence, &recovery->cms, recovery->oab_share);
	if (root != NULL)
		text_add(proof,
			"\n\\\\%s\\%s is a root of the DFS namespace %s: what was read may come from "
			"another of its servers.",
			recovery->cms.fqdn, recovery->oab_share, root);
}

static bool is_account_of(
	struct arena *arena, const struct entry *entry, const struct name *machine)
{
	const char *account = entry == NULL ? NULL : entry_text(arena, entry, "sAMAccountName");
	return account != NULL &&
	       strcasecmp(account, arena_format(arena, "%s$", machine->label)) == 0;
}

/* The Windows version of a machine from the directory; NULL if none is known or servers differ. */
static const char *version_of(const struct examination *examination, const struct name *machine)
{
	struct arena *arena = examination->arena;
	const struct directory_evidence *directory = &examination->evidence->directory;
	const char *version = NULL;
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_candidates candidates =
			directory_candidates(&directory->visit[i], machine->label);
		for (size_t k = 0; k < candidates.count; k++) {
			const struct entry *entry = directory_candidate(&candidates, k);
			if (!is_account_of(arena, entry, machine))
				continue;
			const char *own_version =
				entry_text(arena, entry, "operatingSystemVersion");
			if (own_version == NULL ||
				(version != NULL && strcmp(own_version, version) != 0))
				return NULL;
			version = own_version;
		}
	}
	return version;
}

/* How a cluster of that Windows version scopes its shares. */
enum scoping { SCOPING_UNKNOWN, SCOPED, UNSCOPED };

static enum scoping scoping_of(const char *version)
{
	if (version == NULL)
		return SCOPING_UNKNOWN;
	if (strncmp(version, "5.2", 3) == 0)
		return UNSCOPED;
	return version[0] == '6' || strncmp(version, "10.", 3) == 0 ? SCOPED : SCOPING_UNKNOWN;
}

/* Whether a node with the share is an error depends on how its cluster scopes shares. */
static enum scoping add_version(
	const struct examination *examination, struct text *proof, const struct name *node)
{
	const char *version = version_of(examination, node);
	text_add(proof, "\n%s runs Windows version %s.", node->label,
		version == NULL ? "unknown" : version);
	return scoping_of(version);
}

static void finish_at_node(const struct examination *examination, struct finding *finding,
	const struct name *node, enum scoping scoping)
{
	const struct recovery *recovery = examination->recovery;
	struct arena *arena = examination->arena;
	const char *generate = remedy_format(arena,
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		recovery->cms.label);
	finding->outcome = OUTCOME_FAIL;
	fixes_add(arena, &finding->fixes,
		(struct fix){ .action = FIX_SHARE_BOOKS,
			.object = recovery->oab_share,
			.account = recovery->cms.label,
			.value = recovery->cms.fqdn,
			.server = node->fqdn });
	if (scoping == UNSCOPED) {
		fixes_add(arena, &finding->fixes,
			(struct fix){ .action = FIX_DELETE_SHARE,
				.object = recovery->oab_share,
				.server = node->fqdn });
		finding->summary = arena_format(arena,
			"The node %s shares %s, but %s does not, as it is not online there: "
			"Client Access servers cannot copy the address book.",
			node->label, recovery->oab_share, recovery->cms.label);
		finding->remedy = remedy_format(arena,
			"On Windows Server 2003 a node's shares are visible under every name that "
			"is online on it. Find the node where %s is online "
			"and generate the address book there. "
			"Then remove the share that is left over on %s:\n"
			"%s\n    net share %s /delete",
			recovery->cms.label, node->label, generate, recovery->oab_share);
		return;
	}
	finding->summary = arena_format(arena,
		"The share %s is scoped to the node %s, not to %s: "
		"Client Access servers cannot copy the address book.",
		recovery->oab_share, node->label, recovery->cms.label);
	finding->remedy = arena_format(arena,
		"Install Exchange 2007 SP1 Update Rollup 5 (build 8.1.336) "
		"or later on all nodes of the source and the standby cluster; "
		"read its release notes first. Then generate the address book again, "
		"which creates the share under %s:\n%s",
		recovery->cms.label, generate);
}

static void finish_open(const struct examination *examination, struct finding *finding,
	const struct share_state *cms, const struct name *node, enum scoping scoping)
{
	static const char *const also[] = {
		[SCOPING_UNKNOWN] = "",
		[SCOPED] = ", where it is left over and not used",
		[UNSCOPED] = ", as every share of Windows Server 2003",
	};
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	finding->summary = arena_format(arena, "%s opens under the name of %s%s%s.",
		recovery->oab_share, recovery->cms.label,
		node == NULL ? ""
			     : arena_format(arena, ", and also under that of the node %s%s",
				       node->label, also[scoping]),
		share_state_is_smb1(cms) ? ", over SMB 1" : "");
}

static void finish_unknown(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_UNKNOWN;
	finding->summary = arena_format(examination->arena,
		"It is not known under which name %s is shared.", recovery->oab_share);
	finding->remedy = "Fix the problem shown under Proof (server reachable on TCP port 445, "
			  "a valid Kerberos ticket, Read on the share), then run the check again.";
}

/* A share of the CMS or its nodes that is called nearly so; or NULL. */
static const char *share_meant(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	const char *share = recovery->oab_share, *found = NULL;
	for (size_t i = 0; i <= recovery->source_node_count && found == NULL; i++) {
		const char *name = i == 0 ? recovery->cms.fqdn : recovery->source_nodes[i - 1].fqdn;
		const struct share_visit *visit =
			share_visit_of(&examination->evidence->shares, name);
		if (visit != NULL)
			nearest_words(share, visit->listed, visit->listed_count, strlen(share) / 3,
				&found, 1);
	}
	return found;
}

static void finish_nowhere(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	struct arena *arena = examination->arena;
	const char *meant = share_meant(examination);
	finding->outcome = OUTCOME_WARN;
	finding->summary = arena_format(arena,
		"Neither %s nor its nodes share %s: no address book was ever generated here.%s%s%s",
		recovery->cms.label, recovery->oab_share, meant == NULL ? "" : " Did you mean ",
		meant == NULL ? "" : meant, meant == NULL ? "" : "?");
	finding->remedy = remedy_format(arena,
		"%s%s%sNothing to do if another server generates the offline address books. "
		"Otherwise look for events 9334, 9395 and 9396 on the nodes and generate it:\n"
		"    Get-OfflineAddressBook | Format-List Name,Server\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		meant == NULL ? "" : "If ", meant == NULL ? "" : meant,
		meant == NULL ? "" : " is meant, correct oab_share in the plan. ",
		recovery->cms.label);
}

/*
 * A lost server cannot be read, and no client will read a share there: it neither proves nor
 * prevents a recovery. A failure found before the loss remains a failure.
 */
static void finish_lost(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_WARN;
	finding->summary = arena_format(examination->arena,
		"Only servers of the lost site %s could show under which name %s is shared.",
		examination->evidence->loss->site, recovery->oab_share);
	finding->remedy = remedy_format(examination->arena,
		"After the recovery, check whether \\\\%s\\%s opens. "
		"If not, generate the address book again:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		recovery->cms.fqdn, recovery->oab_share, recovery->cms.label);
}

/* Whether the source nodes have the share. */
struct nodes {
	const struct name *holder; /* the first that has the share; or NULL */
	bool unknown;              /* it is unknown for one node */
	bool silent;               /* the same for a node that is not lost */
	bool lost;
};

static struct nodes node_states(
	const struct examination *examination, struct text *proof, struct causes *causes)
{
	const struct recovery *recovery = examination->recovery;
	struct nodes nodes = { 0 };
	for (size_t i = 0; i < recovery->source_node_count; i++) {
		const struct name *node = &recovery->source_nodes[i];
		const struct share_state state = share_state(
			&examination->evidence->shares, node->fqdn, recovery->oab_share);
		add_state(proof, causes, node->fqdn, recovery->oab_share, &state);
		if (state.presence == PRESENT && nodes.holder == NULL)
			nodes.holder = node;
		nodes.unknown = nodes.unknown || state.presence == PRESENCE_UNKNOWN;
		nodes.silent = nodes.silent ||
			       (state.presence == PRESENCE_UNKNOWN && !share_state_is_lost(&state));
		nodes.lost = nodes.lost || share_state_is_lost(&state);
	}
	return nodes;
}

static void run_oab_scope(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct text proof = text_new(examination->arena);
	struct causes causes = { 0 };
	const struct share_state cms = share_state(
		&examination->evidence->shares, recovery->cms.fqdn, recovery->oab_share);
	add_state(&proof, &causes, recovery->cms.fqdn, recovery->oab_share, &cms);
	const struct nodes nodes = node_states(examination, &proof, &causes);
	const bool lost = nodes.lost || share_state_is_lost(&cms);
	const bool silent =
		nodes.silent || (cms.presence == PRESENCE_UNKNOWN && !share_state_is_lost(&cms));

	struct finding *finding = finding_add(
		examination, OUTCOME_PASS, SUBJECT_CMS, recovery->cms.fqdn, recovery->cms.fqdn);
	const enum scoping scoping = nodes.holder == NULL || cms.presence == PRESENCE_UNKNOWN
					     ? SCOPING_UNKNOWN
					     : add_version(examination, &proof, nodes.holder);
	add_account(&proof, &cms);
	add_namespace(examination, &proof);
	finding->proof = proof.data;
	finding->causes = causes;
	finding->causes.more = causes.more || (cms.visit != NULL && cms.visit->account != NULL);
	/* Without an address of the CMS, what the nodes have says nothing. */
	const struct missing_name *missing = missing_address(examination, recovery->cms.fqdn);
	if (missing != NULL && (cms.visit == NULL || cms.gap == &cms.visit->gap))
		finding->causes = causes_from(examination->arena, &missing->cause, false);
	if (cms.presence == PRESENT)
		finish_open(examination, finding, &cms, nodes.holder, scoping);
	else if (cms.presence == ABSENT && nodes.holder != NULL)
		finish_at_node(examination, finding, nodes.holder, scoping);
	else if (cms.presence == ABSENT && !nodes.unknown)
		finish_nowhere(examination, finding);
	else
		finish_unknown(examination, finding);
	if (lost && finding->outcome != OUTCOME_FAIL &&
		!(finding->outcome == OUTCOME_UNKNOWN && silent))
		finish_lost(examination, finding);
}

const struct check check_share_oab_scope = {
	.id = "share.oab-scope",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Is the offline address book shared under the CMS's name?",
	.rule = "The share of the offline address book opens under the CMS's name. Under a "
		"node's name only: fail. Under none: warn.",
	.why = "Client Access servers copy the address book from \\\\CMS\\ExchangeOAB. "
	       "On Windows Server 2008 a share belongs to one name. "
	       "Before Exchange 2007 SP1 Update Rollup 5 the System Attendant created it "
	       "under the node's name, where no client looks for it (event 1021 "
	       "of MSExchangeFDS). After a recovery the node is a different one.",
	.evidence = "Under the CMS's name and under each source node's name: "
		    "the list of shares and an attempt to open the share, over SMB 2 or later. "
		    "If only the list is refused, the share is still opened by its name. "
		    "The Windows version of a node with the share: from its computer object. "
		    "Whether the share is a root of a DFS namespace of the domain is only said.",
	.right = "Read on the share; Kerberos, or the credentials file that the plan names.",
	.remedy = "Only under a node's name: install Exchange 2007 SP1 Update Rollup 5 (8.1.336) "
		  "or later on all nodes. Then generate the address book again:\n"
		  "    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_scope,
	.relief = &oab_relief,
};
