/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about standby continuous replication, storage group by storage group. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/checks.h"
#include "exchange/view.h"

enum { TARGETS_RECOMMENDED = 4 };

/* What one question says of one storage group. */
struct sight {
	enum outcome outcome;
	const char *words; /* for the proof */
};
typedef struct sight group_function(const struct examination *examination,
	const struct exchange_server *server, const struct storage_group *group);

/* How a question is put into words; %s is the CMS. */
struct wording {
	const char *pass, *bad, *unknown, *remedy;
};

/* The worst of the storage groups, with a line for each. */
static struct opinion groups_copy(const struct examination *examination,
	const struct directory_visit *visit, group_function *look, const struct wording *wording)
{
	struct arena *arena = examination->arena;
	const char *cms = examination->recovery->cms.label;
	const struct exchange_view *view;
	struct opinion opinion;
	const struct exchange_server *server = exchange_cms(examination, visit, &view, &opinion);
	if (server == NULL)
		return opinion;
	struct text proof = text_new(arena);
	text_add(&proof, "%zu storage groups are shown.", server->group_count);
	opinion.outcome = server->group_count == 0 ? OUTCOME_UNKNOWN : OUTCOME_PASS;
	for (size_t i = 0; i < server->group_count; i++) {
		const struct sight sight = look(examination, server, &server->group[i]);
		text_add(&proof, "\n- \"%s\": %s", server->group[i].name, sight.words);
		opinion.outcome = outcome_worse(opinion.outcome, sight.outcome);
	}
	opinion.proof = proof.data;
	opinion.remedy = opinion.outcome == OUTCOME_PASS ? NULL : wording->remedy;
	const char *words = opinion.outcome == OUTCOME_PASS      ? wording->pass
			    : opinion.outcome == OUTCOME_UNKNOWN ? wording->unknown
								 : wording->bad;
	opinion.summary = arena_format(arena, "%s: %s.", cms, words);
	return opinion;
}

static bool is_standby(const struct recovery *recovery, const char *machine)
{
	if (machine_names_match(machine, recovery->standby_cluster.fqdn))
		return true;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		if (machine_names_match(machine, recovery->standby_nodes[i].fqdn))
			return true;
	}
	return false;
}

static const char *targets_write(struct arena *arena, const struct storage_group *group)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < group->target_count; i++)
		text_add(&text, "%s%s", i == 0 ? "" : ", ", group->target[i].raw);
	return text.data;
}

static struct sight enabled_sight(const struct examination *examination,
	const struct exchange_server *server, const struct storage_group *group)
{
	struct arena *arena = examination->arena;
	(void)server;
	for (size_t i = 0; i < group->target_count; i++) {
		if (is_standby(examination->recovery, group->target[i].machine))
			return (struct sight){ OUTCOME_PASS,
				arena_format(arena, "replicated to %s (%s).",
					group->target[i].machine, group->target[i].raw) };
	}
	if (group->target_count == 0)
		return (struct sight){ OUTCOME_FAIL, "no SCR target." };
	const char *raw = targets_write(arena, group);
	if (examination->recovery->standby_node_count == 0)
		return (struct sight){ OUTCOME_UNKNOWN,
			arena_format(arena,
				"replicated to %s; the plan does not say whether that is a node of "
				"the standby cluster.",
				raw) };
	return (struct sight){ OUTCOME_FAIL,
		arena_format(arena, "replicated to others only: %s.", raw) };
}

static struct opinion enabled_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	const struct wording wording = {
		"every storage group is replicated to the standby cluster",
		"not every storage group is replicated to the standby cluster",
		"it is not known whether every storage group is replicated there",
		arena_format(examination->arena,
			"Enable it for each storage group that lacks it, and wait until the copy "
			"is "
			"healthy; where the plan does not name the standby nodes, name them:\n"
			"    Enable-StorageGroupCopy \"%s\\STORAGE GROUP\" -StandbyMachine NODE\n"
			"    Get-StorageGroupCopyStatus -Server %s -StandbyMachine NODE",
			label, label),
	};
	return groups_copy(examination, visit, enabled_sight, &wording);
}

static void run_scr_enabled(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, enabled_copy);
}

const struct check check_ex_scr_enabled = {
	.id = "ex.scr-enabled",
	.weight = WEIGHT_BLOCKING,
	.question = "Is every storage group replicated to the standby cluster?",
	.why = "/RecoverCMS brings the server's name and configuration back, not its data. A "
	       "storage "
	       "group without a standby copy in the backup datacenter comes back empty.",
	.evidence =
		"msExchStandbyCopyMachines of each storage group below the server's object: the "
		"text before the first \";\" is taken for the target machine, the rest of the "
		"value is shown and not judged. It has to be a standby node or the standby "
		"cluster of the plan.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Enable standby continuous replication:\n"
		  "    Enable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	.run = run_scr_enabled,
};

static struct sight one_database_sight(const struct examination *examination,
	const struct exchange_server *server, const struct storage_group *group)
{
	(void)server;
	if (group->target_count == 0)
		return (struct sight){ OUTCOME_PASS, "not replicated." };
	return (struct sight){ group->database_count > 1 ? OUTCOME_FAIL : OUTCOME_PASS,
		arena_format(examination->arena, "%zu database%s.", group->database_count,
			group->database_count == 1 ? "" : "s") };
}

static struct opinion one_database_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct wording wording = {
		"no replicated storage group has more than one database",
		"a replicated storage group has more than one database",
		"its storage groups are not shown",
		"Move the mailboxes of the second database into a storage group of its own and "
		"remove "
		"it; a storage group with two databases cannot be replicated:\n"
		"    Get-MailboxDatabase -StorageGroup \"CMS\\STORAGE GROUP\"",
	};
	return groups_copy(examination, visit, one_database_sight, &wording);
}

static void run_one_database(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, one_database_copy);
}

const struct check check_ex_scr_one_database = {
	.id = "ex.scr-one-database",
	.weight = WEIGHT_ADVISORY,
	.question = "Does each replicated storage group have one database only?",
	.why = "Continuous replication works with one database in a storage group; with a second "
	       "one it fails or cannot be enabled.",
	.evidence = "The databases below each storage group of the server's object.",
	.right = "Read Property on the databases in the configuration partition.",
	.remedy = "Keep one database in each replicated storage group.",
	.run = run_one_database,
};

static struct sight targets_sight(const struct examination *examination,
	const struct exchange_server *server, const struct storage_group *group)
{
	(void)server;
	return (struct sight){ group->target_count > TARGETS_RECOMMENDED ? OUTCOME_WARN
									 : OUTCOME_PASS,
		arena_format(examination->arena, "%zu target%s.", group->target_count,
			group->target_count == 1 ? "" : "s") };
}

static struct opinion targets_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct wording wording = {
		"no storage group has more than four SCR targets",
		"a storage group has more than four SCR targets",
		"its storage groups are not shown",
		"Disable the targets that are not needed: each of them reads the source's logs.\n"
		"    Disable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	};
	return groups_copy(examination, visit, targets_sight, &wording);
}

static void run_scr_targets(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, targets_copy);
}

const struct check check_ex_scr_targets = {
	.id = "ex.scr-targets",
	.weight = WEIGHT_ADVISORY,
	.question = "Has no storage group more than four SCR targets?",
	.why = "There is no limit, but Microsoft recommends four at most: each target costs the "
	       "source disk reads and network, and keeps its logs from being deleted.",
	.evidence = "The number of values of msExchStandbyCopyMachines of each storage group.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Disable targets that are not needed.",
	.run = run_scr_targets,
};

/* Whether a machine that is named without its domain is one of the plan's, which are of the plan's
 * domain. */
static bool is_of_plan(const struct examination *examination, const char *machine)
{
	return is_standby(examination->recovery, machine);
}

static struct sight domain_sight(const struct examination *examination,
	const struct exchange_server *server, const struct storage_group *group)
{
	struct arena *arena = examination->arena;
	(void)server;
	struct sight sight = { OUTCOME_PASS, group->target_count == 0 ? "no SCR target." : NULL };
	struct text words = text_new(arena);
	for (size_t i = 0; i < group->target_count; i++) {
		const char *machine = group->target[i].machine;
		const char *domain = strchr(machine, '.');
		enum outcome outcome = OUTCOME_PASS;
		if (domain != NULL)
			outcome = strcasecmp(domain + 1, examination->plan->directory.domain) == 0
					  ? OUTCOME_PASS
					  : OUTCOME_FAIL;
		else if (!is_of_plan(examination, machine))
			outcome = OUTCOME_UNKNOWN;
		text_add(&words, "%s%s%s", i == 0 ? "" : "; ", machine,
			outcome == OUTCOME_PASS      ? ""
			: outcome == OUTCOME_UNKNOWN ? " (its domain is not given)"
						     : " (of another domain)");
		sight.outcome = outcome_worse(sight.outcome, outcome);
	}
	if (sight.words == NULL)
		sight.words = words.data;
	return sight;
}

static struct opinion domain_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct wording wording = {
		"its SCR targets are in its own domain",
		"an SCR target is in another domain",
		"it is not known which domain its SCR targets are in",
		"Source and target of standby continuous replication belong to one domain. "
		"Replicate "
		"to a machine of this domain:\n"
		"    Disable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine OTHER\n"
		"    Enable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	};
	return groups_copy(examination, visit, domain_sight, &wording);
}

static void run_same_domain(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, domain_copy);
}

const struct check check_ex_scr_same_domain = {
	.id = "ex.scr-same-domain",
	.weight = WEIGHT_ADVISORY,
	.question = "Are the SCR targets in the CMS's own domain?",
	.why = "Standby continuous replication needs source and target in the same Active "
	       "Directory "
	       "domain; so does taking over the CMS's computer account.",
	.evidence =
		"The machine names in msExchStandbyCopyMachines of each storage group, where they "
		"are fully qualified; short ones are looked for among the plan's standby "
		"nodes.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Replicate to machines of the CMS's domain.",
	.run = run_same_domain,
};
