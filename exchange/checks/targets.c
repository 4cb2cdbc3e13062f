/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requirements of standby continuous replication on storage groups and their targets. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/checks/groups.h"
#include "exchange/spread.h"
#include "ldapchk/account.h"
#include "model/check.h"
#include "model/remedy.h"

enum { TARGETS_RECOMMENDED = 4 };

static struct group_answer one_database_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	const bool replicated = group->target_count > 0 || group->has_local_copy ||
				question->server->storage == STORAGE_CCR;
	if (group_is_recovery(group) || (!replicated && group->targets_shown))
		return (struct group_answer){ OUTCOME_PASS, "not replicated.", NULL, NULL };
	if (!replicated)
		return (struct group_answer){ OUTCOME_UNKNOWN, "its targets are not shown.", NULL,
			NULL };
	if (group->database_count == 0)
		return (struct group_answer){ OUTCOME_UNKNOWN, "no database is shown.", NULL,
			NULL };
	const bool more = group->database_count > 1;
	struct arena *arena = question->examination->arena;
	const struct group_mend mend = {
		.command = remedy_format(arena, "    Get-MailboxDatabase -StorageGroup \"%s\\%s\"",
			question->server->name, group->name),
	};
	return (struct group_answer){ more ? OUTCOME_FAIL : OUTCOME_PASS,
		arena_format(arena, "%zu database%s.", group->database_count, more ? "s" : ""),
		more ? arena_copy(arena, &mend, sizeof mend) : NULL, NULL };
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
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, one_database_copy);
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
		NULL, NULL };
}

/* Copies on several nodes are of use only if the nodes share their disks, which nobody can see. */
static void judge_spread(const struct examination *examination, const struct directory_visit *visit,
	const char *label, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct exchange_view *view;
	struct dc_result ignored;
	const struct exchange_server *server = exchange_cms(examination, visit, &view, &ignored);
	if (server == NULL || examination->recovery->standby_node_count == 0)
		return;
	const struct spread spread = spread_read(examination, view, server);
	if (spread.on_one_node)
		return;
	result->proof = arena_format(arena, "%s\nNo standby node has copies of all of them:%s",
		result->proof, spread.lines);
	if (result->outcome != OUTCOME_PASS)
		return;
	result->outcome = OUTCOME_WARN;
	result->summary =
		arena_format(arena, "%s: no standby node has copies of all storage groups.", label);
	result->remedy = remedy_format(arena,
		"/RecoverCMS brings the CMS online on one node. Unless the nodes of %s share the "
		"disks of these copies, replicate all storage groups to the same node:\n"
		"    Disable-StorageGroupCopy \"%s\\STORAGE GROUP\" -StandbyMachine OTHER\n"
		"    Enable-StorageGroupCopy \"%s\\STORAGE GROUP\" -StandbyMachine NODE",
		examination->recovery->standby_cluster.label, label, label);
}

static struct dc_result targets_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
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
	struct dc_result result = groups_judge(examination, visit, targets_answer, &wording);
	judge_spread(examination, visit, label, &result);
	return result;
}

static void run_scr_targets(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, targets_copy);
}

const struct check check_ex_scr_targets = {
	.id = "ex.scr-targets",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Are the SCR targets few, and is one standby node a target of all?",
	.rule = "A storage group has more than four SCR targets: warn. No standby node is a target "
		"of all storage groups that are replicated to the standby cluster: warn.",
	.why = "There is no limit, but Microsoft recommends at most four: "
	       "each target causes disk reads and network traffic on the source, "
	       "and delays the deletion of its logs. "
	       "/RecoverCMS brings the CMS online on one node. The copies on another node are "
	       "missing there, unless the nodes share the disks.",
	.evidence = "The number of values of msExchStandbyCopyMachines of each storage group, "
		    "and the standby nodes that they name. A value that names the standby cluster "
		    "may mean each of its nodes.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Disable targets that are not needed, and replicate all storage groups to the "
		  "same standby node.",
	.run = run_scr_targets,
};

/* The label of a target's account: at most 15 letters of its host name. */
static const char *account_of(struct arena *arena, const char *machine)
{
	const size_t label = strcspn(machine, ".");
	return arena_format(
		arena, "%.*s", (int)(label < ACCOUNT_LETTERS ? label : ACCOUNT_LETTERS), machine);
}

/* Whether a target is in the domain, and the words about it. */
struct place {
	enum outcome outcome;
	const char *words;
};

/* Its account decides. A DNS suffix may belong to several domains, and a domain may use several. */
static struct place place_of(const struct group_question *question, const struct scr_target *target)
{
	struct arena *arena = question->examination->arena;
	const char *domain = question->examination->plan->directory.domain;
	if (target->machine == NULL)
		return (struct place){ OUTCOME_UNKNOWN,
			" (it is not known which machine this is)" };
	const char *label = account_of(arena, target->machine);
	const struct accounts accounts = accounts_named(arena, question->visit, label);
	if (!accounts.found && !directory_was_asked(question->visit, label))
		return (struct place){ OUTCOME_UNKNOWN, " (its account was not searched for)" };
	if (!accounts.found)
		return (struct place){ OUTCOME_WARN,
			arena_format(arena, " (no account of it is shown in %s)", domain) };
	const char *held = entry_text(arena, accounts.own.entry, "dNSHostName");
	if (strchr(target->machine, '.') == NULL ||
		(held != NULL && strcasecmp(held, target->machine) == 0))
		return (struct place){ OUTCOME_PASS, "" };
	if (held == NULL)
		return (struct place){ OUTCOME_UNKNOWN,
			arena_format(
				arena, " (the account %s shows no DNS name)", accounts.own.sam) };
	const char *suffix = strchr(target->machine, '.') + 1;
	if (strcasecmp(suffix, domain) == 0)
		return (struct place){ OUTCOME_UNKNOWN,
			arena_format(arena, " (the account %s has another DNS name, %s)",
				accounts.own.sam, held) };
	return (struct place){ OUTCOME_FAIL,
		arena_format(arena, " (in another domain: %s of %s is %s)", accounts.own.sam,
			domain, held) };
}

static struct group_answer domain_answer(const struct group_question *question)
{
	const struct storage_group *group = question->group;
	struct text proof = text_new(question->examination->arena);
	struct group_answer answer = {
		.outcome = group->targets_shown ? OUTCOME_PASS : OUTCOME_UNKNOWN,
	};
	if (group->target_count == 0)
		text_add(&proof, "no SCR target%s.", group->targets_shown ? "" : " is shown");
	for (size_t i = 0; i < group->target_count; i++) {
		const struct place place = place_of(question, &group->target[i]);
		text_add(&proof, "%s%s%s", i == 0 ? "" : "; ", scr_target_name(&group->target[i]),
			place.words);
		answer.outcome = outcome_worse(answer.outcome, place.outcome);
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
		.warn = "an SCR target has no account in the plan's domain",
		.unknown = "it is not known which domain its SCR targets are in",
		.fail = "an SCR target is in another domain",
		.remedy =
			"Source and target of standby continuous replication must be in one domain. "
			"Disable targets that do not exist any more, "
			"and replicate to a machine in this domain:\n"
			"    Disable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine OTHER\n"
			"    Enable-StorageGroupCopy \"CMS\\STORAGE GROUP\" -StandbyMachine NODE",
	};
	return groups_judge(examination, visit, domain_answer, &wording);
}

static void run_same_domain(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, domain_copy);
}

const struct check check_ex_scr_same_domain = {
	.id = "ex.scr-same-domain",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Are the SCR targets in the CMS's own domain?",
	.rule = "The SCR targets are in the plan's domain. One whose name belongs to another "
		"machine than the account of this domain: fail. One without an account: warn.",
	.why = "Standby continuous replication needs source and target "
	       "in the same Active Directory domain. "
	       "Taking over the CMS's computer account needs it, too.",
	.evidence = "The machine names in msExchStandbyCopyMachines of each storage group, and the "
		    "computer accounts of these names: dNSHostName must be the target's full name. "
		    "The DNS suffix alone says nothing: it need not be the domain's name.",
	.right = "Read Property on the storage groups in the configuration partition.",
	.remedy = "Replicate to machines in the CMS's domain.",
	.run = run_same_domain,
};
