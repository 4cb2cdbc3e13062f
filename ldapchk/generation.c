/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/generation.h"

#include <string.h>

#include "ldapchk/missing_name.h"

const char *generation_name(enum generation generation)
{
	static const char *const names[] = {
		[GENERATION_UNKNOWN] = "not known",
		[GENERATION_2003] = "Windows Server 2003",
		[GENERATION_2008] = "Windows Server 2008",
		[GENERATION_2008_R2] = "Windows Server 2008 R2",
		[GENERATION_LATER] = "later than Windows Server 2008 R2",
	};
	return names[generation];
}

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

static void add_cause(const struct examination *examination, const struct name *name,
	const struct accounts *accounts, struct causes *causes)
{
	struct arena *arena = examination->arena;
	const struct missing_name *missing =
		accounts->found ? NULL : missing_account(examination, name->label);
	if (accounts->found)
		causes_add(arena, causes, entry_gap(accounts->own.entry, "operatingSystemVersion"));
	else
		causes_add_named(arena, causes, missing == NULL ? NULL : &missing->cause);
}

/* `causes` and `proof` may be NULL. */
static enum generation count_machine(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, struct causes *causes,
	struct text *proof)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	enum generation generation = GENERATION_UNKNOWN;
	if (accounts.found)
		generation = generation_of(arena, accounts.own.entry);
	const char *system =
		accounts.found ? entry_text(arena, accounts.own.entry, "operatingSystem") : NULL;
	if (proof != NULL)
		text_add(proof, "\n- %s: %s%s%s%s", name->label,
			accounts.found ? generation_name(generation) : "no account found",
			system == NULL ? "" : " (", system == NULL ? "" : system,
			system == NULL ? "" : ")");
	if (generation == GENERATION_UNKNOWN && causes != NULL)
		add_cause(examination, name, &accounts, causes);
	return generation;
}

void generations_count(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, size_t count, struct generations *seen, struct text *proof)
{
	for (size_t i = 0; i < count; i++) {
		seen->count[count_machine(examination, visit, &name[i], &seen->causes, proof)]++;
		seen->asked++;
	}
}

enum generation standby_generation(
	const struct examination *examination, const struct directory_visit *visit)
{
	const struct recovery *recovery = examination->recovery;
	struct generations seen = { 0 };
	/* Without causes: what is missing is itself decided with this generation. */
	for (size_t i = 0; i < recovery->standby_node_count; i++, seen.asked++)
		seen.count[count_machine(
			examination, visit, &recovery->standby_nodes[i], NULL, NULL)]++;
	for (size_t i = GENERATION_2003; i < GENERATION_COUNT && seen.asked > 0; i++) {
		if (seen.count[i] == seen.asked)
			return (enum generation)i;
	}
	return GENERATION_UNKNOWN;
}

const char service_account_remedy[] =
	"The rules for the cluster's computer account do not apply. "
	"Check by hand whether the cluster's service account may reset the password "
	"of the CMS's object and write its DNS host name and service principal names (KB 307532).";

bool standby_has_no_cno(const struct examination *examination, const struct directory_visit *visit,
	struct dc_result *result)
{
	if (standby_generation(examination, visit) != GENERATION_2003)
		return false;
	*result = (struct dc_result){
		.outcome = OUTCOME_UNKNOWN,
		.summary = arena_format(examination->arena,
			"%s runs Windows Server 2003, so it acts with a service account.",
			examination->recovery->standby_cluster.label),
		.proof = "operatingSystemVersion of every standby node is 5.2.",
		.remedy = service_account_remedy,
	};
	return true;
}
