/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "base/text.h"
#include "ldapchk/account.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/generation.h"

static const char *describe(struct arena *arena, const struct account *account)
{
	const char *state = !account->has_control       ? "userAccountControl not readable"
			    : account_disabled(account) ? "disabled"
							: "enabled";
	return arena_format(arena, "%s, account %s, SID %s, %s", account->entry->dn,
		account->sam == NULL ? "(no sAMAccountName)" : account->sam,
		account_id(arena, account, "(not readable)"), state);
}

static const char *describe_all(struct arena *arena, const struct accounts *accounts)
{
	struct text text = text_new(arena);
	if (accounts->found)
		text_add(&text, "%s", describe(arena, &accounts->own));
	for (size_t i = 0; i < accounts->other_count; i++)
		text_add(&text, "%s%s", text.length == 0 ? "" : "\nand ",
			describe(arena, &accounts->other[i]));
	if (text.length == 0)
		text_add(&text, "the search found no computer object of this name "
				"that the requesting account can see");
	return text.data;
}

/* The state of the account in one server's copy. */
enum account_state { ACCOUNT_UNKNOWN, ACCOUNT_MISSING, ACCOUNT_OFF, ACCOUNT_ON };

/* An object of the right name whose sAMAccountName is not readable may be the wanted account. */
static const struct account *account_with_hidden_name(const struct accounts *accounts)
{
	for (size_t i = 0; i < accounts->other_count; i++) {
		if (accounts->other[i].sam == NULL)
			return &accounts->other[i];
	}
	return NULL;
}

/*
 * The state, and the part of the result that both checks share. The result is complete if the state
 * is unknown.
 */
static enum account_state account_state_of(struct arena *arena, const struct name *wanted,
	const struct accounts *accounts, struct dc_result *result)
{
	const char *label = wanted->label;
	*result = (struct dc_result){ .outcome = OUTCOME_UNKNOWN };
	result->proof = describe_all(arena, accounts);
	result->remedy = "Give the account that runs this check Read Property on the object, "
			 "then run the check again.";
	const struct account *hidden = account_with_hidden_name(accounts);
	if (!accounts->found && hidden == NULL)
		return ACCOUNT_MISSING;
	dc_result_because(arena, result, NULL);
	if (!accounts->found) {
		const struct gap *gap = entry_gap(hidden->entry, "sAMAccountName");
		dc_result_because(arena, result, gap);
		result->summary = arena_format(arena,
			"It is not known whether an object named %s is the account %s$.", label,
			label);
		return ACCOUNT_UNKNOWN;
	}
	result->subject_id = account_id(arena, &accounts->own, NULL);
	if (!account_is_named(arena, &accounts->own, wanted, result)) {
		result->proof = describe_all(arena, accounts);
		return ACCOUNT_UNKNOWN;
	}
	if (accounts->own.has_control)
		return account_disabled(&accounts->own) ? ACCOUNT_OFF : ACCOUNT_ON;
	dc_result_because(arena, result, entry_gap(accounts->own.entry, "userAccountControl"));
	result->summary =
		arena_format(arena, "It is not known whether %s is enabled or disabled.", label);
	return ACCOUNT_UNKNOWN;
}

static void conclude(
	struct dc_result *result, enum outcome outcome, const char *summary, const char *remedy)
{
	result->outcome = outcome;
	result->summary = summary;
	result->remedy = remedy;
}

static struct dc_result cms_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct accounts accounts = accounts_named(arena, visit, label);
	struct dc_result result;
	enum account_state state =
		account_state_of(arena, &examination->recovery->cms, &accounts, &result);
	if (state == ACCOUNT_MISSING)
		conclude(&result, OUTCOME_FAIL,
			arena_format(arena,
				"There is no computer account %s$: "
				"/RecoverCMS would have to create one.",
				label),
			arena_format(arena,
				"The account that runs this check may not be allowed to see it: "
				"search with an administrator's account. "
				"If the object was deleted, restore it from a backup "
				"or the deleted objects. Otherwise create it (Active Directory "
				"Users and Computers, New Computer, %s), enabled, "
				"and give the standby cluster Full Control on it.",
				label));
	else if (accounts.found && accounts.other_count > 0)
		conclude(&result, OUTCOME_FAIL,
			arena_format(arena,
				"%zu computer objects have the name %s: "
				"the cluster may take the wrong one.",
				accounts.other_count + 1, label),
			"Find out which object is the CMS's: "
			"the network name resource has its objectGUID (cluster.exe res NAME "
			"/priv). Rename or delete the others, and wait for replication.");
	else if (state == ACCOUNT_OFF)
		conclude(&result, OUTCOME_WARN,
			arena_format(
				arena, "The CMS's account is disabled: %s cannot log on.", label),
			arena_format(arena,
				"Setup /ClearLocalCMS disables this account when it cleans up the "
				"old cluster, even while the CMS is online elsewhere. "
				"/RecoverCMS enables it again if the standby cluster "
				"has the right. To enable it now:\n"
				"    dsmod computer \"%s\" -disabled no",
				accounts.own.entry->dn));
	else if (state == ACCOUNT_ON)
		conclude(&result, OUTCOME_PASS,
			arena_format(arena, "%s exists once and is enabled.", label), NULL);
	return result;
}

static void run_cms_account(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->cms.label, NULL, cms_copy);
}

const struct check check_ad_cms_account = {
	.id = "ad.cms-account",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does exactly one enabled computer object have the CMS's name?",
	.rule = "Exactly one computer object has the CMS's name, and it is enabled. None or "
		"several: fail. Disabled: warn.",
	.why = "/RecoverCMS brings a network name online in the standby cluster, "
	       "which takes over this object: it resets its password, "
	       "enables it and updates its names. Without the object the cluster must create one, "
	       "which needs other rights. With several objects it may take the wrong one. "
	       "Setup /ClearLocalCMS at the old site disables the object, "
	       "even while the CMS is online elsewhere.",
	.evidence = "The computer objects of that name and their userAccountControl, "
		    "on every directory server that was asked.",
	.right = "Read Property on the objects (Authenticated Users have it by default).",
	.remedy = "No object: restore it, or create it enabled with Full Control "
		  "for the standby cluster. Several objects: "
		  "rename or delete those that are not the CMS's. Disabled:\n"
		  "    dsmod computer DN -disabled no",
	.run = run_cms_account,
};

static struct dc_result cno_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct accounts accounts = accounts_named(arena, visit, label);
	struct dc_result result;
	if (standby_has_no_cno(examination, visit, &result))
		return result;
	enum account_state state = account_state_of(
		arena, &examination->recovery->standby_cluster, &accounts, &result);
	if (state == ACCOUNT_MISSING)
		conclude(&result, OUTCOME_FAIL,
			arena_format(arena,
				"The standby cluster has no computer account %s$: "
				"it cannot act in the directory.",
				label),
			"Check the cluster's name in the plan. "
			"Search with an administrator's account: "
			"this one may not be allowed to see it. "
			"If the object was deleted, restore it, "
			"or repair the cluster name in Failover Cluster Management (More Actions, "
			"Repair Active Directory Object).");
	else if (state == ACCOUNT_OFF)
		conclude(&result, OUTCOME_FAIL,
			arena_format(arena,
				"The standby cluster's account %s$ is disabled: "
				"it cannot act in the directory.",
				label),
			arena_format(arena,
				"Enable it. If the cluster name does not come online then, "
				"repair it in Failover Cluster Management:\n"
				"    dsmod computer \"%s\" -disabled no",
				accounts.own.entry->dn));
	else if (state == ACCOUNT_ON)
		conclude(&result, OUTCOME_PASS,
			arena_format(arena, "%s$ exists and is enabled.", label), NULL);
	return result;
}

static void run_cno_account(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->standby_cluster.label, NULL, cno_copy);
}

const struct check check_ad_cno_account = {
	.id = "ad.cno-account",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the standby cluster's computer object (CNO) exist, and is it enabled?",
	.rule = "The standby cluster's computer object exists and is enabled.",
	.why = "From Windows Server 2008 on, a cluster acts in Active Directory "
	       "as its own computer account. In the standby cluster /RecoverCMS changes the CMS's "
	       "object with this account. Without it the network name does not come online.",
	.evidence = "The computer object of the standby cluster's name "
		    "and its userAccountControl, on every directory server that was asked.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Missing: restore it, or repair the cluster name in Failover Cluster Management "
		  "(Repair Active Directory Object). Disabled:\n"
		  "    dsmod computer DN -disabled no",
	.run = run_cno_account,
};
