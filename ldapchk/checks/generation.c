/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operating systems of source and standby nodes, as their computer objects tell them. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ldapchk/checks/checks.h"
#include "ldapchk/generation.h"
#include "ldapchk/opinion.h"

static const char *const names[] = {
	[GENERATION_UNKNOWN] = "not known",
	[GENERATION_2003] = "Windows Server 2003",
	[GENERATION_2008] = "Windows Server 2008",
	[GENERATION_2008_R2] = "Windows Server 2008 R2",
	[GENERATION_LATER] = "later than Windows Server 2008 R2",
};

/* "6.0 (6002)" is Windows Server 2008. */
static enum generation generation_of(struct arena *arena, const struct entry *entry)
{
	static const struct {
		const char *version;
		enum generation generation;
	} known[] = {
		{ "5.2", GENERATION_2003 },
		{ "6.0", GENERATION_2008 },
		{ "6.1", GENERATION_2008_R2 },
		{ "6.2", GENERATION_LATER },
		{ "6.3", GENERATION_LATER },
		{ "10.0", GENERATION_LATER },
	};
	const char *text = entry_text(arena, entry, "operatingSystemVersion");
	for (size_t i = 0; text != NULL && i < sizeof known / sizeof *known; i++) {
		const size_t length = strlen(known[i].version);
		if (strncmp(text, known[i].version, length) == 0 &&
			(text[length] == ' ' || text[length] == '\0'))
			return known[i].generation;
	}
	return GENERATION_UNKNOWN;
}

/* The generations of several machines. */
struct seen {
	size_t count[GENERATION_COUNT];
	size_t asked;
};

static enum generation look_at(struct arena *arena, const struct directory_visit *visit,
	const struct name *name, struct text *proof)
{
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	enum generation generation = GENERATION_UNKNOWN;
	if (accounts.found)
		generation = generation_of(arena, accounts.own.entry);
	const char *system =
		accounts.found ? entry_text(arena, accounts.own.entry, "operatingSystem") : NULL;
	if (proof != NULL)
		text_add(proof, "\n- %s: %s%s%s%s", name->label,
			accounts.found ? names[generation] : "no account that can be seen",
			system == NULL ? "" : " (", system == NULL ? "" : system,
			system == NULL ? "" : ")");
	return generation;
}

static void look(struct arena *arena, const struct directory_visit *visit, const struct name *name,
	size_t count, struct seen *seen, struct text *proof)
{
	for (size_t i = 0; i < count; i++) {
		seen->count[look_at(arena, visit, &name[i], proof)]++;
		seen->asked++;
	}
}

enum generation standby_generation(
	const struct examination *examination, const struct directory_visit *visit)
{
	const struct recovery *recovery = examination->recovery;
	struct seen seen = { 0 };
	look(examination->arena, visit, recovery->standby_nodes, recovery->standby_node_count,
		&seen, NULL);
	for (size_t i = GENERATION_2003; i < GENERATION_COUNT && seen.asked > 0; i++) {
		if (seen.count[i] == seen.asked)
			return (enum generation)i;
	}
	return GENERATION_UNKNOWN;
}

static const char *service_account_remedy =
	"The rules for the cluster's computer account do not apply. Look by hand whether the "
	"cluster's service account may reset the password of the CMS's object and write its DNS "
	"host name and service principal names (KB 307532).";

bool standby_has_no_cno(const struct examination *examination, const struct directory_visit *visit,
	struct opinion *opinion)
{
	if (standby_generation(examination, visit) != GENERATION_2003)
		return false;
	*opinion = (struct opinion){
		.outcome = OUTCOME_UNKNOWN,
		.summary = arena_format(examination->arena,
			"%s is a cluster of Windows Server 2003: it acts with a service account.",
			examination->recovery->standby_cluster.label),
		.proof = "operatingSystemVersion of every standby node is 5.2.",
		.remedy = service_account_remedy,
	};
	return true;
}

static struct opinion conclude(
	struct arena *arena, const struct seen *sources, const struct seen *standbys)
{
	size_t together[GENERATION_COUNT], kinds = 0;
	for (size_t i = 0; i < GENERATION_COUNT; i++) {
		together[i] = sources->count[i] + standbys->count[i];
		kinds += i != GENERATION_UNKNOWN && together[i] > 0;
	}
	struct opinion opinion = { .outcome = OUTCOME_FAIL };
	opinion.remedy = "Build the standby cluster with the source's Windows Server: standby "
			 "continuous replication and /RecoverCMS need the same generation.";
	const bool old = together[GENERATION_2003] > 0;
	if (old && together[GENERATION_2008] + together[GENERATION_2008_R2] > 0) {
		opinion.summary =
			"Source and standby nodes run different generations of Windows Server.";
	} else if (together[GENERATION_LATER] > 0) {
		opinion.outcome = OUTCOME_WARN;
		opinion.summary =
			"A node runs a Windows Server that Exchange 2007 does not support.";
	} else if (together[GENERATION_UNKNOWN] > 0) {
		opinion.outcome = OUTCOME_UNKNOWN;
		opinion.summary = "It is not known which Windows Server every node runs.";
		opinion.remedy =
			"Check the names of the nodes in the plan; look with an account that "
			"has Read Property on their computer objects.";
	} else if (old) {
		opinion.outcome = OUTCOME_UNKNOWN;
		opinion.summary =
			"Clusters of Windows Server 2003 act with their service account, which "
			"is not known here.";
		opinion.remedy = service_account_remedy;
	} else if (kinds > 1) {
		opinion.outcome = OUTCOME_WARN;
		opinion.summary = "Some nodes run Windows Server 2008, some 2008 R2.";
	} else {
		opinion.outcome = OUTCOME_PASS;
		opinion.remedy = NULL;
		for (size_t i = 0; i < GENERATION_COUNT; i++) {
			if (together[i] > 0)
				opinion.summary =
					arena_format(arena, "All nodes run %s.", names[i]);
		}
	}
	return opinion;
}

static struct opinion generation_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	struct seen sources = { 0 }, standbys = { 0 };
	struct text proof = text_new(arena);
	(void)label;
	text_add(&proof, "operatingSystemVersion:");
	look(arena, visit, recovery->source_nodes, recovery->source_node_count, &sources, &proof);
	if (recovery->standby_node_count > 0)
		look(arena, visit, recovery->standby_nodes, recovery->standby_node_count, &standbys,
			&proof);
	else /* the cluster service writes it on the cluster's own account, too */
		look(arena, visit, &recovery->standby_cluster, 1, &standbys, &proof);
	struct opinion opinion = conclude(arena, &sources, &standbys);
	opinion.proof = proof.data;
	return opinion;
}

static void run_generation(const struct examination *examination)
{
	opinions_judge(
		examination, examination->recovery->standby_cluster.label, NULL, generation_copy);
}

const struct check check_os_generation = {
	.id = "os.generation",
	.weight = WEIGHT_BLOCKING,
	.question = "Do source and standby nodes run the same generation of Windows Server?",
	.why = "Standby continuous replication needs the same generation on both sides. And who "
	       "acts "
	       "in the directory depends on it: from Windows Server 2008 on the cluster's "
	       "computer account, before it the service account that was given at set-up, of "
	       "which these checks know nothing.",
	.evidence =
		"operatingSystemVersion of the nodes' computer objects (without standby_nodes in "
		"the plan, of the standby cluster's account): 5.2 is Windows Server 2003, 6.0 "
		"is 2008, 6.1 is 2008 R2.",
	.right = "Read Property on the objects (Authenticated Users have it by default).",
	.remedy = "Build the standby cluster with the source's Windows Server.",
	.run = run_generation,
};
