/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server object of the CMS: its kind, its version and its nodes. */
#include "base/text.h"
#include "exchange/machine.h"
#include "exchange/view.h"
#include "model/check.h"
#include "model/remedy.h"

static struct dc_result path_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *server, const char *label)
{
	(void)view;
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	static const char *const kinds[] = {
		[STORAGE_STANDALONE] = "not clustered",
		[STORAGE_CCR] = "cluster continuous replication (CCR)",
		[STORAGE_SCC] = "a single copy cluster (SCC)",
		[STORAGE_UNKNOWN] = "of an unknown kind (msExchClusterStorageType)",
	};
	result.proof = arena_format(arena, "%s is %s.", server->dn, kinds[server->storage]);
	if (!server->is_shown && server->storage == STORAGE_STANDALONE) {
		result.summary =
			arena_format(arena, "It is not shown whether %s is clustered.", label);
		result.proof = arena_format(
			arena, "%s shows none of its Exchange attributes.", server->dn);
		result.remedy = "Grant the account that runs this check Read Property on it.";
		return result;
	}
	switch (server->storage) {
	case STORAGE_CCR:
	case STORAGE_SCC:
		result.outcome = OUTCOME_PASS;
		result.summary = arena_format(arena, "%s is %s.", label, kinds[server->storage]);
		return result;
	case STORAGE_UNKNOWN:
		result.summary = arena_format(
			arena, "It is not known whether %s is a clustered mailbox server.", label);
		result.remedy = remedy_format(arena,
			"Look at the server, and at the cluster that it runs on:\n"
			"    Get-MailboxServer %s | Format-List ClusteredStorageType",
			label);
		return result;
	case STORAGE_STANDALONE:
		break;
	}
	result.outcome = OUTCOME_FAIL;
	result.summary = arena_format(
		arena, "%s is no clustered mailbox server; /RecoverCMS cannot recover it.", label);
	result.remedy = remedy_format(arena,
		"Remove it from the plan. Recover its databases by database portability: "
		"create them on another mailbox server, "
		"restore the files and move the mailboxes' configuration:\n"
		"    Get-Mailbox -Database \"%s\\GROUP\\DATABASE\" |\n"
		"        Move-Mailbox -ConfigurationOnly -TargetDatabase "
		"\"NEW\\GROUP\\DATABASE\"\n"
		"Clients then need another server's name: "
		"Outlook 2007 gets it from Autodiscover; "
		"Outlook 2003 needs the old server's answer or a changed profile (ExProfRe).",
		label);
	return result;
}

static void run_recovery_path(const struct examination *examination)
{
	exchange_judge(examination, path_copy);
}

const struct check check_ex_recovery_path = {
	.id = "ex.recovery-path",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the CMS a server that /RecoverCMS can recover?",
	.rule = "The CMS is a clustered mailbox server (CCR or SCC) in the Exchange "
		"organisation. A standalone server, which recovers by database portability: "
		"fail.",
	.why = "Setup.com /RecoverCMS rebuilds clustered mailbox servers (CCR and SCC). "
	       "A standalone mailbox server is recovered by database portability instead: "
	       "the mailboxes then have another server's name, which clients have to learn.",
	.evidence =
		"msExchClusterStorageType of the server's object in the Exchange organisation, "
		"on every directory server that was asked: 1 is CCR, 2 is SCC, no value is standalone.",
	.right = "Read Property on the server's object in the configuration partition.",
	.remedy =
		"Remove standalone servers from the plan, and plan database portability for them.",
	.run = run_recovery_path,
};

/* Standby continuous replication needs SP1. */
static const struct exchange_version sp1 = { true, 8, 1, 0 };

/* Standby nodes with server objects of their own; most have none. */
struct standby_versions {
	const struct exchange_server *older;     /* before SP1 */
	const struct exchange_server *different; /* another version than the CMS, or not known */
	const struct exchange_server *foreign;   /* not Exchange 2007 */
};

static struct standby_versions standby_versions(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, struct text *proof)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	struct standby_versions found = { 0 };
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		const struct exchange_server *server =
			organisation_server(&view->organisation, node->label);
		const enum answer answer =
			server == NULL ? ANSWER_NO
				       : exchange_server_is(arena, view->visit, server, node);
		if (answer == ANSWER_NO)
			continue;
		text_add(proof, "\n%s is at %s.", node->label,
			exchange_version_write(arena, server));
		const struct exchange_version *version = &server->version;
		if (answer == ANSWER_MAYBE)
			found.different = server;
		else if (version->known && exchange_version_compare(version, &sp1) < 0)
			found.older = server;
		else if (version->known && version->major != sp1.major)
			found.foreign = server;
		else if (!version->known || !cms->version.known ||
			 exchange_version_compare(version, &cms->version) != 0)
			found.different = server;
	}
	return found;
}

static const char *const version_remedy =
	"Install SP1 or later, the same on the source and on the standby nodes. "
	"Update rollups are not visible in the directory; compare them node by node: "
	"the file version of bin\\ExSetup.exe shows the rollup.\n"
	"    Get-ExchangeServer | Format-Table Name,AdminDisplayVersion";

static struct dc_result version_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *cms, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	struct text proof = text_new(arena);
	text_add(&proof, "%s is at %s.", label, exchange_version_write(arena, cms));
	if (cms->serial != NULL)
		text_add(&proof, " serialNumber: \"%s\".", cms->serial);
	const struct standby_versions standby = standby_versions(examination, view, cms, &proof);
	const bool older = cms->version.known && exchange_version_compare(&cms->version, &sp1) < 0;
	const struct exchange_server *at = older ? cms : standby.older;
	result.proof = proof.data;
	result.remedy = version_remedy;
	if (at != NULL) {
		result.outcome = OUTCOME_FAIL;
		result.summary = arena_format(arena, "%s is at %s, older than Exchange 2007 SP1.",
			at->name, exchange_version_write(arena, at));
		return result;
	}
	if (!cms->version.known) {
		result.summary = arena_format(arena, "The version of %s is not known.", label);
		return result;
	}
	at = cms->version.major != sp1.major ? cms : standby.foreign;
	if (at != NULL) {
		result.summary =
			arena_format(arena, "%s is at %s; these checks are for Exchange 2007.",
				at->name, exchange_version_write(arena, at));
		result.remedy =
			"Other versions have no /RecoverCMS, or a different one: "
			"see their documentation. Name only Exchange 2007 servers in the plan.";
		return result;
	}
	result.outcome = standby.different != NULL ? OUTCOME_WARN : OUTCOME_PASS;
	result.summary =
		arena_format(arena, "%s is at %s.", label, exchange_version_write(arena, cms));
	if (standby.different != NULL)
		result.summary = arena_format(arena, "%s is at %s, its standby node %s at %s.",
			label, exchange_version_write(arena, cms), standby.different->name,
			exchange_version_write(arena, standby.different));
	else
		result.remedy = NULL;
	return result;
}

static void run_version(const struct examination *examination)
{
	exchange_judge(examination, version_copy);
}

static const struct unsaid ex_version_unsaid = {
	.topic = "Update rollups",
	.text = "The directory has the service pack of a server, not its update "
		"rollup.",
	.how = "On each source and standby node, look at the installed updates of "
	       "Exchange; the rollup should be the same on all.",
};

const struct check check_ex_version = {
	.id = "ex.version",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the CMS at SP1 of Exchange 2007 or later?",
	.rule = "The CMS is at Exchange 2007 SP1 or later, and so are the standby nodes that "
		"have a server object of their own.",
	.why = "Standby continuous replication and Windows Server 2008 need SP1. "
	       "Source and standby must both have it. "
	       "Update rollups are not visible in the directory: "
	       "this check cannot see if a standby node has an older one.",
	.evidence = "versionNumber of the server's object, "
		    "and of objects with the names of standby nodes, if there are any: "
		    "a different version warns. serialNumber is shown but not judged.",
	.right = "Read Property on the server's object in the configuration partition.",
	.remedy = "Install SP1 or later on all nodes, and the same update rollup on each.",
	.run = run_version,
	.unsaid = &ex_version_unsaid,
};

static bool is_source_node(
	const struct examination *examination, const struct exchange_view *view, const char *text)
{
	const struct recovery *recovery = examination->recovery;
	enum answer answer;
	machine_among(examination->arena, view->visit, text, recovery->source_nodes,
		recovery->source_node_count, &answer);
	return answer == ANSWER_YES;
}

static struct dc_result hostnames_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *server, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	struct text proof = text_new(arena), others = text_new(arena);
	text_add(&proof, "msExchServerRedundantMachines:");
	for (size_t i = 0; i < server->node_count; i++) {
		text_add(&proof, "\n- %s", server->node[i]);
		if (!is_source_node(examination, view, server->node[i]))
			text_add(&others, "%s%s", others.length == 0 ? "" : ", ", server->node[i]);
	}
	if (server->node_count == 0)
		text_add(&proof, " none is shown.");
	result.proof = proof.data;
	result.remedy = NULL;
	result.outcome = OUTCOME_PASS;
	result.summary = arena_format(arena,
		"%s names only the plan's source nodes. It may still have replication host names.",
		label);
	if (others.length > 0) {
		result.outcome = OUTCOME_WARN;
		result.summary = arena_format(arena,
			"%s names %s, not among the source nodes of the plan.", label, others.data);
		result.remedy =
			"If these are nodes, name them in the plan (source_nodes). "
			"If they are continuous replication host names, "
			"note that they carry logs only between the nodes of a CCR cluster, "
			"never those of standby continuous replication, "
			"and that each has its own computer account:\n"
			"    Get-ClusteredMailboxServerStatus | Format-List";
	}
	if (server->node_count == 0) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = arena_format(arena, "The nodes of %s are not shown.", label);
		result.remedy = "Run the check with an account that may read the server's object.";
	}
	return result;
}

static void run_replication_hostnames(const struct examination *examination)
{
	exchange_judge(examination, hostnames_copy);
}

const struct check check_ex_replication_hostnames = {
	.id = "ex.replication-hostnames",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS name machines that are not its nodes?",
	.rule = "The CMS names only source nodes; another machine: warn.",
	.why = "Continuous replication host names are additional network names "
	       "for log shipping between the nodes of a CCR cluster. "
	       "Standby continuous replication does not use them. "
	       "Each has its own computer account, which the cluster's account must be able "
	       "to change.",
	.evidence = "msExchServerRedundantMachines of the server's object, "
		    "compared with source_nodes of the plan. "
		    "No attribute is known that lists these host names.",
	.right = "Read Property on the server's object in the configuration partition.",
	.remedy = "Name all source nodes in the plan. Do not rely on replication host names "
		  "in the other datacenter.",
	.run = run_replication_hostnames,
};
