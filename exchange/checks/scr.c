/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the CMS's storage groups are replicated to the standby cluster. */
#include "exchange/checks/groups.h"
#include "exchange/spread.h"
#include "ldapchk/missing_name.h"
#include "model/check.h"
#include "model/remedy.h"

static enum answer better(enum answer a, enum answer b)
{
	return a > b ? a : b;
}

/* MAYBE where the value mentions a machine of the standby cluster, or where it cannot be read. */
static enum answer is_standby(
	const struct group_question *question, const struct scr_target *target)
{
	const struct recovery *recovery = question->examination->recovery;
	struct arena *arena = question->examination->arena;
	enum answer answer = target_is(arena, question->visit, target, &recovery->standby_cluster);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		answer = better(answer,
			target_is(arena, question->visit, target, &recovery->standby_nodes[i]));
	return target->machine == NULL ? better(answer, ANSWER_MAYBE) : answer;
}

/*
 * If several servers have public folder databases, replication of them is not supported, so the
 * check must not ask for it.
 */
static bool must_not_be_replicated(
	const struct organisation *organisation, const struct storage_group *group)
{
	bool all_public = group->database_count > 0;
	for (size_t i = 0; i < group->database_count; i++)
		all_public = all_public && group->database[i].is_public;
	return all_public &&
	       organisation->public_server_count + organisation->public_elsewhere_count > 1;
}

/* Without the standby nodes it is not known which machine is meant. */
static const struct group_mend *enable(const struct group_question *question)
{
	const struct recovery *recovery = question->examination->recovery;
	struct arena *arena = question->examination->arena;
	const bool is_known = recovery->standby_node_count > 0;
	const char *node = is_known ? name_host(arena, &recovery->standby_nodes[0]) : "NODE";
	const struct group_mend mend = {
		.command = remedy_format(arena,
			"    Enable-StorageGroupCopy \"%s\\%s\" -StandbyMachine %s",
			question->server->name, question->group->name, node),
		.fix = {
			.action = FIX_ENABLE_SCR,
			.object = question->group->dn,
			.account = question->server->name,
			.value = question->group->name,
			.server = node,
		},
		.is_fix = is_known,
	};
	return arena_copy(arena, &mend, sizeof mend);
}

/* A standby node that is not in the directory, while a similar name is; NULL: there is none. */
static const struct cause *mistyped_node(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct missing_name *missing =
			missing_account(examination, recovery->standby_nodes[i].label);
		if (missing != NULL && *missing->suggest != '\0')
			return &missing->cause;
	}
	return NULL;
}

static struct group_answer enabled_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	const struct recovery *recovery = question->examination->recovery;
	struct arena *arena = question->examination->arena;
	const char *raw = group_targets_write(arena, group);
	if (group_is_recovery(group))
		return (struct group_answer){ OUTCOME_PASS,
			"a recovery storage group; these are never replicated.", NULL, NULL };
	enum answer replicated = ANSWER_NO;
	for (size_t i = 0; i < group->target_count; i++) {
		const enum answer answer = is_standby(question, &group->target[i]);
		if (answer == ANSWER_YES)
			return (struct group_answer){ OUTCOME_PASS,
				arena_format(arena, "replicated to %s (%s).",
					group->target[i].machine, raw),
				NULL, NULL };
		replicated = better(replicated, answer);
	}
	if (!group->targets_shown)
		return (struct group_answer){ OUTCOME_UNKNOWN,
			arena_format(arena, "not all of its targets are shown%s%s.",
				group->target_count == 0 ? "" : "; shown: ", raw),
			NULL, NULL };
	if (must_not_be_replicated(question->organisation, group))
		return (struct group_answer){ OUTCOME_WARN,
			"has only public folders. Several servers have public folder databases, "
			"so it must not be replicated, and comes back empty.",
			NULL, NULL };
	if (group->target_count == 0)
		return (struct group_answer){ OUTCOME_FAIL, "no SCR target.", enable(question),
			NULL };
	if (replicated == ANSWER_MAYBE)
		return (struct group_answer){ OUTCOME_UNKNOWN,
			arena_format(arena,
				"it is not known which machine this means: %s. Look with "
				"Get-StorageGroupCopyStatus.",
				raw),
			NULL, NULL };
	if (recovery->standby_node_count == 0)
		return (struct group_answer){ OUTCOME_UNKNOWN,
			arena_format(arena,
				"replicated to %s; the plan names no nodes of the standby cluster.",
				raw),
			NULL, NULL };
	return (struct group_answer){ .outcome = OUTCOME_FAIL,
		.proof = arena_format(arena, "replicated only to other machines: %s.", raw),
		.mend = enable(question),
		.cause = mistyped_node(question->examination) };
}

static struct dc_result enabled_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	const struct group_wording wording = {
		.pass = "every storage group is replicated to the standby cluster",
		.warn = "a storage group with public folders is not replicated to the standby cluster",
		.unknown =
			"it is not known whether every storage group is replicated to the standby cluster",
		.fail = "not every storage group is replicated to the standby cluster",
		.remedy = arena_format(examination->arena,
			"If the plan does not name the standby nodes, name them. "
			"If targets are not shown, grant the account "
			"that runs this check Read Property on the storage groups. "
			"A public folder database is filled again from the replicas on other servers: "
			"check that every folder has one. Otherwise enable replication, "
			"and wait until Get-StorageGroupCopyStatus -Server %s -StandbyMachine NODE says "
			"that the copy is healthy.",
			label),
	};
	return groups_judge(examination, visit, enabled_answer, &wording);
}

static void run_scr_enabled(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, enabled_copy);
}

static const struct unsaid ex_scr_enabled_unsaid = {
	.topic = "SCR copy health",
	.text = "The directory shows that storage groups are replicated, not "
		"whether their copies are healthy and current.",
	.how = "In the Exchange Management Shell: Get-StorageGroupCopyStatus "
	       "-Server CMS -StandbyMachine NODE, for each standby node that is a "
	       "target.",
};

const struct check check_ex_scr_enabled = {
	.id = "ex.scr-enabled",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is every storage group replicated to the standby cluster?",
	.rule = "Every storage group of the CMS is replicated (SCR) to a standby node or to the "
		"standby cluster.",
	.why = "/RecoverCMS restores the server's name and configuration, but not its data. "
	       "A storage group without a copy in the backup datacenter comes back empty.",
	.evidence = "msExchStandbyCopyMachines of each storage group below the server's object: "
		    "the text before the first \";\" is taken as the target machine, "
		    "the rest of the value is shown but not judged. "
		    "One target must be a standby node or the standby cluster of the plan. "
		    "If its full name differs from the plan's, dNSHostName of the account decides: "
		    "a DNS suffix need not be the domain's name. The layout of the value is not "
		    "documented: if one of these machines is mentioned elsewhere in it, or if it "
		    "begins with no machine's name, it is unknown whether it is replicated.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Enable standby continuous replication:\n"
		  "    Enable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	.run = run_scr_enabled,
	.unsaid = &ex_scr_enabled_unsaid,
};
