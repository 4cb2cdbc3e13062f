/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/loss.h"

/* Whether a name has a share: an attempt to open it and the list of shares tell it together. */
enum presence { PRESENT, LACKING, UNTOLD };

struct sight {
	enum presence presence;
	const char *words; /* for the proof */
};

static bool is_listed(const struct share_visit *visit, const char *share)
{
	for (size_t i = 0; i < visit->listed_count; i++) {
		if (strcasecmp(visit->listed[i], share) == 0)
			return true;
	}
	return false;
}

static bool says_absent(const struct share_opening *opening)
{
	return opening->status != NULL &&
	       (strcmp(opening->status, "ENOENT") == 0 || strcmp(opening->status, "ENODEV") == 0);
}

/*
 * Only where the name answered and gave its list does a failed attempt to open prove that the
 * name has no such share: libsmbclient says the same of a missing folder.
 */
static struct sight sight_of(
	const struct examination *examination, const char *name, const char *share)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	if (visit == NULL)
		return (struct sight){ UNTOLD, "was not looked at" };
	if (gap_is(&visit->gap))
		return (struct sight){ UNTOLD, visit->gap.text };
	const struct share_opening *opening = share_opening_of(visit, share);
	if (opening == NULL)
		return (struct sight){ UNTOLD, "was not asked for this share" };
	if (gap_is(&opening->gap))
		return (struct sight){ UNTOLD, opening->gap.text };
	if (share_opened(opening))
		return (struct sight){ PRESENT, "the share opens" };
	if (!says_absent(opening))
		return (struct sight){ UNTOLD, "the attempt to open the share was not understood" };
	if (gap_is(&visit->list_gap))
		return (struct sight){ UNTOLD, visit->list_gap.text };
	if (is_listed(visit, share))
		return (struct sight){ UNTOLD, "the share is listed and does not open" };
	return (struct sight){ LACKING, "no such share, and it is not in the list of shares" };
}

/* Whether the server speaks nothing later than SMB 1. */
static bool is_old(const struct examination *examination, const char *name)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	return visit != NULL && visit->protocol != NULL && strcmp(visit->protocol, "SMB 1") == 0;
}

static void add_sight(const struct examination *examination, struct text *proof, const char *name,
	const char *share, struct sight sight)
{
	text_add(proof, "%s\\\\%s\\%s: %s%s", proof->length == 0 ? "" : "\n", name, share,
		sight.words, is_old(examination, name) ? " (over SMB 1)" : "");
}

/* Whether the name leads into a site that is taken for gone: then this is how it was before. */
static bool is_lost(const struct examination *examination, const char *name)
{
	const struct share_visit *visit = share_visit_of(&examination->evidence->shares, name);
	return visit != NULL && visit->lost;
}

static void finish_at_node(
	const struct examination *examination, struct finding *finding, const struct name *node)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_FAIL;
	finding->summary = arena_format(examination->arena,
		"The share %s is scoped to the node %s, not to %s: Client Access servers cannot "
		"copy the address book.",
		recovery->oab_share, node->label, recovery->cms.label);
	finding->remedy = arena_format(examination->arena,
		"Install Exchange 2007 SP1 Update Rollup 5 (build 8.1.336) or later on all nodes "
		"of the source and the standby cluster; read its release notes first. Then let the "
		"address book be generated again, which creates the share under %s:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		recovery->cms.label, recovery->cms.label);
}

static void finish_untold(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_UNKNOWN;
	finding->summary = arena_format(examination->arena,
		"It cannot be told under which name %s is shared.", recovery->oab_share);
	finding->remedy = "Mend what the proof names (server reachable on TCP port 445, a valid "
			  "Kerberos ticket, Read on the share), then run the check again.";
}

static void finish_nowhere(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_WARN;
	finding->summary = arena_format(examination->arena,
		"Neither %s nor its nodes share %s: no address book was ever generated here.",
		recovery->cms.label, recovery->oab_share);
	finding->remedy = arena_format(examination->arena,
		"Nothing to do if another server generates the offline address books. Otherwise "
		"look for events 9334, 9395 and 9396 on the nodes and generate it:\n"
		"    Get-OfflineAddressBook | Format-List Name,Server\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		recovery->cms.label);
}

/*
 * Nobody can look at what is gone, and nobody will read a share from there: it can neither speak
 * for a recovery nor stand in its way. What was wrong while it was there stays wrong.
 */
static void finish_lost(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_WARN;
	finding->summary = arena_format(examination->arena,
		"Only servers of the lost site %s knew under which name %s is shared.",
		examination->evidence->loss->site, recovery->oab_share);
	finding->remedy = arena_format(examination->arena,
		"After the recovery, look whether \\\\%s\\%s opens. If not, generate the address "
		"book again:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		recovery->cms.fqdn, recovery->oab_share, recovery->cms.label);
}

static void run_oab_scope(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct arena *arena = examination->arena;
	const char *share = recovery->oab_share;
	struct text proof = text_new(arena);
	struct sight cms = sight_of(examination, recovery->cms.fqdn, share);
	add_sight(examination, &proof, recovery->cms.fqdn, share, cms);
	const struct name *holder = NULL;
	bool untold = false;
	bool lost = is_lost(examination, recovery->cms.fqdn);
	/* One that is there still and does not tell. */
	bool silent = cms.presence == UNTOLD && !lost;
	for (size_t i = 0; i < recovery->source_node_count; i++) {
		const struct name *node = &recovery->source_nodes[i];
		struct sight sight = sight_of(examination, node->fqdn, share);
		add_sight(examination, &proof, node->fqdn, share, sight);
		if (sight.presence == PRESENT && holder == NULL)
			holder = node;
		untold = untold || sight.presence == UNTOLD;
		const bool gone = is_lost(examination, node->fqdn);
		silent = silent || (sight.presence == UNTOLD && !gone);
		lost = lost || gone;
	}

	struct finding *finding =
		finding_add(examination, OUTCOME_PASS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = proof.data;
	if (cms.presence == PRESENT)
		finding->summary = arena_format(arena, "%s opens under the name of %s%s%s.", share,
			recovery->cms.label, holder == NULL ? "" : ", and under a node's name too",
			is_old(examination, recovery->cms.fqdn) ? ", over SMB 1" : "");
	else if (cms.presence == LACKING && holder != NULL)
		finish_at_node(examination, finding, holder);
	else if (cms.presence == LACKING && !untold)
		finish_nowhere(examination, finding);
	else
		finish_untold(examination, finding);
	if (lost && finding->outcome != OUTCOME_FAIL &&
		!(finding->outcome == OUTCOME_UNKNOWN && silent))
		finish_lost(examination, finding);
}

const struct check check_share_oab_scope = {
	.id = "share.oab-scope",
	.weight = WEIGHT_BLOCKING,
	.question = "Is the offline address book shared under the CMS's name?",
	.why = "Client Access servers copy the address book from \\\\CMS\\ExchangeOAB. On Windows "
	       "Server 2008 a share belongs to one name: before Exchange 2007 SP1 Update Rollup 5 "
	       "the System Attendant created it under the node's name, where nobody looks for it "
	       "(event 1021 of MSExchangeFDS). After a recovery the node is another one.",
	.evidence =
		"Under the CMS's name and under each source node's name: the list of shares and "
		"an attempt to open the share, over SMB 2 or later.",
	.right = "Read on the share; Kerberos, or the credentials file that the plan names.",
	.remedy =
		"Only under a node's name: install Exchange 2007 SP1 Update Rollup 5 (8.1.336) or "
		"later on all nodes and generate the address book again:\n"
		"    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_scope,
};
