/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Windows versions of source and standby nodes, from their computer objects. */
#include "ldapchk/generation.h"
#include "base/text.h"
#include "ldapchk/dc_result.h"
#include "model/check.h"

/* Those of the nodes of unknown version. The proof also shows the others, unless names are wrong.
 */
static struct causes causes_of_unknown(
	struct arena *arena, const struct generations *sources, const struct generations *standbys)
{
	struct causes causes = { 0 };
	if (sources->count[GENERATION_UNKNOWN] > 0)
		causes_join(arena, &causes, &sources->causes);
	if (standbys->count[GENERATION_UNKNOWN] > 0)
		causes_join(arena, &causes, &standbys->causes);
	causes.more = causes.more || causes.count > 0;
	return causes;
}

static struct dc_result conclude(
	struct arena *arena, const struct generations *sources, const struct generations *standbys)
{
	size_t total[GENERATION_COUNT], kinds = 0;
	for (size_t i = 0; i < GENERATION_COUNT; i++) {
		total[i] = sources->count[i] + standbys->count[i];
		kinds += i != GENERATION_UNKNOWN && total[i] > 0;
	}
	struct dc_result result = { .outcome = OUTCOME_FAIL };
	result.remedy = "Build the standby cluster with the same Windows Server as the source: "
			"standby continuous replication and /RecoverCMS need the same generation.";
	const bool old = total[GENERATION_2003] > 0;
	if (old && total[GENERATION_2008] + total[GENERATION_2008_R2] > 0) {
		result.summary =
			"Source and standby nodes run different generations of Windows Server.";
	} else if (total[GENERATION_LATER] > 0) {
		result.outcome = OUTCOME_WARN;
		result.summary =
			"A node runs a Windows Server that Exchange 2007 does not support.";
	} else if (total[GENERATION_UNKNOWN] > 0) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = "It is not known which Windows Server each node runs.";
		result.causes = causes_of_unknown(arena, sources, standbys);
		result.remedy = "Check the names of the nodes in the plan. "
				"Use an account that has Read Property on their computer objects.";
	} else if (old) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = "Clusters of Windows Server 2003 use their service account, "
				 "which is not known here.";
		result.remedy = service_account_remedy;
	} else if (kinds > 1) {
		result.outcome = OUTCOME_WARN;
		result.summary = "Some nodes run Windows Server 2008, some 2008 R2.";
	} else {
		result.outcome = OUTCOME_PASS;
		result.remedy = NULL;
		for (size_t i = 0; i < GENERATION_COUNT; i++) {
			if (total[i] > 0)
				result.summary = arena_format(arena, "All nodes run %s.",
					generation_name((enum generation)i));
		}
	}
	return result;
}

static struct dc_result generation_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	struct generations sources = { 0 }, standbys = { 0 };
	struct text proof = text_new(arena);
	(void)label;
	text_add(&proof, "operatingSystemVersion:");
	generations_count(examination, visit, recovery->source_nodes, recovery->source_node_count,
		&sources, &proof);
	if (recovery->standby_node_count > 0)
		generations_count(examination, visit, recovery->standby_nodes,
			recovery->standby_node_count, &standbys, &proof);
	else /* the cluster service also writes it on the cluster's own account */
		generations_count(
			examination, visit, &recovery->standby_cluster, 1, &standbys, &proof);
	struct dc_result result = conclude(arena, &sources, &standbys);
	result.proof = proof.data;
	return result;
}

static void run_generation(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CLUSTER, &examination->recovery->standby_cluster,
		NULL, generation_copy);
}

const struct check check_os_generation = {
	.id = "os.generation",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Do source and standby nodes run the same generation of Windows Server?",
	.rule = "Source and standby nodes run the same generation of Windows Server. Windows "
		"Server 2003, where clusters act with a service account: unknown, and so are "
		"ad.cno-account and ad.cno-full-control.",
	.why = "Standby continuous replication needs the same generation on both sides. "
	       "The account that acts in the directory depends on it, too: "
	       "from Windows Server 2008 on it is the cluster's computer account, "
	       "before it the service account that was given at set-up. "
	       "These checks do not know that service account.",
	.evidence =
		"operatingSystemVersion of the nodes' computer objects (of the standby cluster's "
		"account if the plan has no standby_nodes): "
		"5.2 is Windows Server 2003, 6.0 is 2008, 6.1 is 2008 R2.",
	.right = "Read Property on the objects (Authenticated Users have it by default).",
	.remedy = "Build the standby cluster with the same Windows Server as the source.",
	.run = run_generation,
};
