/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requirements of standby continuous replication on storage groups and their targets. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/checks/groups.h"
#include "ldapchk/account.h"
#include "model/check.h"

enum { TARGETS_RECOMMENDED = 4 };

static struct group_answer one_database_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	const bool replicated = group->target_count > 0 || group->has_local_copy ||
				question->server->storage == STORAGE_CCR;
	if (group_is_recovery(group) || (!replicated && group->targets_shown))
		return (struct group_answer){ OUTCOME_PASS, "not replicated.", NULL };
	if (!replicated)
		return (struct group_answer){ OUTCOME_UNKNOWN, "its targets are not shown.", NULL };
	if (group->database_count == 0)
		return (struct group_answer){ OUTCOME_UNKNOWN, "no database is shown.", NULL };
	const bool more = group->database_count > 1;
	return (struct group_answer){ more ? OUTCOME_FAIL : OUTCOME_PASS,
		arena_format(question->examination->arena, "%zu database%s.", group->database_count,
			more ? "s" : ""),
		!more ? NULL
		      : arena_format(question->examination->arena,
				"Get-MailboxDatabase -StorageGroup \"%s\\%s\"",
				question->server->name, group->name) };
}

static struct dc_result one_database_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct group_wording wording = {
		.pass = "no replicated storage group has more than one database",
		.unknown =
			"it is not known whether each replicated storage group has only one database",
		.fail = "a replicated storage group has more than one database",
		.remedy =
			"A storage group with two databases cannot be replicated. "
			"Move the mailboxes of the second one to another storage group and remove it. "
			"If databases are not shown, run the check with an account that may read them.",
	};
	return groups_judge(examination, visit, one_database_answer, &wording);
}

static void run_one_database(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->cms.label, NULL, one_database_copy);
}

const struct check check_ex_scr_one_database = {
	.id = "ex.scr-one-database",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does each replicated storage group have only one database?",
	.rule = "Each replicated storage group has one database.",
	.why = "Continuous replication works with one database in a storage group. "
	       "With a second one it fails or cannot be enabled.",
	.evidence = "The databases below each storage group of the server's object.",
	.right = "Read Property on the databases in the configuration partition.",
	.remedy = "Keep one database in each replicated storage group.",
	.run = run_one_database,
};

static struct group_answer targets_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	enum outcome outcome = group->targets_shown ? OUTCOME_PASS : OUTCOME_UNKNOWN;
	if (group->target_count > TARGETS_RECOMMENDED)
		outcome = OUTCOME_WARN;
	return (struct group_answer){ outcome,
		arena_format(question->examination->arena, "%zu target%s%s.", group->target_count,
			group->target_count == 1 ? "" : "s",
			group->targets_shown ? "" : ", and there may be more"),
		NULL };
}

static struct dc_result targets_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct group_wording wording = {
		.pass = "no storage group has more than four SCR targets",
		.warn = "a storage group has more than four SCR targets",
		.unknown = "not all SCR targets are shown",
		.remedy =
			"Disable the targets that are not needed: "
			"each of them reads the source's logs. "
			"If they are not shown, run the check with an account that may read them.\n"
			"    Disable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	};
	return groups_judge(examination, visit, targets_answer, &wording);
}

static void run_scr_targets(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->cms.label, NULL, targets_copy);
}

const struct check check_ex_scr_targets = {
	.id = "ex.scr-targets",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does every storage group have at most four SCR targets?",
	.rule = "No storage group has more than four SCR targets: warn.",
	.why = "There is no limit, but Microsoft recommends at most four: "
	       "each target causes disk reads and network traffic on the source, "
	       "and delays the deletion of its logs.",
	.evidence = "The number of values of msExchStandbyCopyMachines of each storage group.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Disable targets that are not needed.",
	.run = run_scr_targets,
};

/* The domain of a short name is known only if its account was found in the plan's domain. */
static enum outcome domain_outcome(const struct group_question *question, const char *machine)
{
	const struct examination *examination = question->examination;
	const char *domain = strchr(machine, '.');
	if (domain != NULL)
		return strcasecmp(domain + 1, examination->plan->directory.domain) == 0
			       ? OUTCOME_PASS
			       : OUTCOME_FAIL;
	return accounts_named(examination->arena, question->visit, machine).found ? OUTCOME_PASS
										  : OUTCOME_UNKNOWN;
}

static struct group_answer domain_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	struct text proof = text_new(question->examination->arena);
	struct group_answer answer = { group->targets_shown ? OUTCOME_PASS : OUTCOME_UNKNOWN, NULL,
		NULL };
	if (group->target_count == 0)
		text_add(&proof, "no SCR target%s.", group->targets_shown ? "" : " is shown");
	for (size_t i = 0; i < group->target_count; i++) {
		const struct scr_target *target = &group->target[i];
		const enum outcome outcome = domain_outcome(question, target->machine);
		text_add(&proof, "%s%s%s", i == 0 ? "" : "; ",
			*target->machine == '\0' ? target->raw : target->machine,
			outcome == OUTCOME_PASS      ? ""
			: outcome == OUTCOME_UNKNOWN ? " (its domain is not known)"
						     : " (in another domain)");
		answer.outcome = outcome_worse(answer.outcome, outcome);
	}
	answer.proof = proof.data;
	return answer;
}

static struct dc_result domain_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	(void)label;
	static const struct group_wording wording = {
		.pass = "its SCR targets are in the plan's domain",
		.unknown = "it is not known which domain its SCR targets are in",
		.fail = "an SCR target is in another domain",
		.remedy =
			"Source and target of standby continuous replication must be in one domain. "
			"Replicate to a machine in this domain:\n"
			"    Disable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine OTHER\n"
			"    Enable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	};
	return groups_judge(examination, visit, domain_answer, &wording);
}

static void run_same_domain(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->cms.label, NULL, domain_copy);
}

const struct check check_ex_scr_same_domain = {
	.id = "ex.scr-same-domain",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Are the SCR targets in the CMS's own domain?",
	.rule = "The SCR targets are in the plan's domain.",
	.why = "Standby continuous replication needs source and target "
	       "in the same Active Directory domain. "
	       "Taking over the CMS's computer account needs it, too.",
	.evidence = "The machine names in msExchStandbyCopyMachines of each storage group, "
		    "if they are fully qualified. Short ones are looked up among the computer "
		    "accounts of the plan's names.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Replicate to machines in the CMS's domain.",
	.run = run_same_domain,
};
