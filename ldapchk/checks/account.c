/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "ldapchk/account_state.h"
#include "ldapchk/generation.h"
#include "ldapchk/missing_name.h"

static void conclude(
	struct dc_result *result, enum outcome outcome, const char *summary, const char *remedy)
{
	result->outcome = outcome;
	result->summary = summary;
	result->remedy = remedy;
}

/* The account is missing everywhere: what cannot be checked without it has this cause. */
static void report_missing(
	const struct examination *examination, const char *label, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct missing_name *missing = missing_account(examination, label);
	if (missing == NULL)
		return;
	dc_result_because_named(arena, result, &missing->cause);
	result->causes.reports = true;
	result->summary = arena_format(arena, "%s%s", result->summary, missing->hint);
	result->remedy = arena_format(arena, "%s%s", missing->suggest, result->remedy);
}

/* What both checks say alike of an account that is there once and may log on. */
static void conclude_on(struct arena *arena, struct account_status *status, const struct name *name)
{
	const char *summary, *remedy;
	if (account_is_unusual(arena, status, name, &summary, &remedy, &status->result.fixes))
		conclude(&status->result, OUTCOME_WARN, summary, remedy);
	else
		conclude(&status->result, OUTCOME_PASS,
			arena_format(arena, "%s$ exists once and may log on.", name->label), NULL);
}

static void conclude_twice(struct arena *arena, struct dc_result *result, const struct name *name)
{
	conclude(result, OUTCOME_FAIL,
		arena_format(arena,
			"Several computer objects have the account name %s$: "
			"the cluster may take the wrong one.",
			name->label),
		"Find out which object is the right one: "
		"the network name resource has its objectGUID (cluster.exe res NAME "
		"/priv). Rename or delete the others, and wait for replication.");
}

static const char after_clear[] =
	"Setup /ClearLocalCMS disables this account when it cleans up the old cluster, "
	"even while the CMS is online elsewhere. "
	"/RecoverCMS enables it again if the standby cluster has the right. To do it now:";
static const char not_mended[] = "/RecoverCMS resets the password and enables the account; "
				 "it is not known to change anything else of it.";

static struct dc_result cms_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	struct account_status status = account_status_of(examination, visit, cms);
	struct dc_result *result = &status.result;
	if (status.state == ACCOUNT_MISSING)
		conclude(result, OUTCOME_FAIL,
			arena_format(arena,
				"There is no computer account %s$: "
				"/RecoverCMS would have to create one.",
				label),
			arena_format(arena,
				"If an object of the name has another account name, "
				"check whether it is the CMS's. "
				"If the object was deleted, restore it from a backup "
				"or the deleted objects. Otherwise create it (Active Directory "
				"Users and Computers, New Computer, %s), enabled, "
				"and give the standby cluster Full Control on it.",
				label));
	else if (status.state == ACCOUNT_TWICE)
		conclude_twice(arena, result, cms);
	else if (status.state == ACCOUNT_OFF) {
		result->fixes = status.refusal.fixes;
		conclude(result, OUTCOME_WARN,
			arena_format(arena, "The CMS's account %s$ %s: it cannot log on.", label,
				status.refusal.words),
			arena_format(arena, "%s\n%s",
				account_disabled(&status.accounts.own) ? after_clear : not_mended,
				status.refusal.remedy));
	} else if (status.state == ACCOUNT_ON)
		conclude_on(arena, &status, cms);
	report_missing(examination, label, result);
	return *result;
}

static void run_cms_account(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, cms_copy);
}

const struct check check_ad_cms_account = {
	.id = "ad.cms-account",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does exactly one computer account have the CMS's name, and may it log on?",
	.rule = "Exactly one computer object has the CMS's account name, and a domain controller "
		"lets it log on. None or several: fail. Disabled, expired or refused for another "
		"reason: warn. Another object with the CMS's name, but with another account name: "
		"warn. None was found, but it may be hidden, or in another domain: unknown.",
	.why = "/RecoverCMS brings a network name online in the standby cluster, "
	       "which takes over this object: it resets its password, "
	       "enables it and updates its names. Without the object the cluster must create one, "
	       "which needs other rights. With several objects it may take the wrong one. "
	       "What a replication conflict left has another account name (\"$DUPLICATE-...\") "
	       "and only confuses people. "
	       "Setup /ClearLocalCMS at the old site disables the object, "
	       "even while the CMS is online elsewhere.",
	.evidence = "The computer objects of that name on every directory server that was asked, "
		    "and the attributes for which a domain controller refuses a logon: "
		    "userAccountControl (disabled, smart card, DES keys alone), accountExpires, "
		    "logonHours; of an account that is no computer's also "
		    "msDS-User-Account-Control-Computed (locked out, password expired). "
		    "They are compared with the time at which the evidence was read. "
		    "Account names are cut to 15 letters; then dNSHostName tells whose it is. "
		    "If there is no account: the descriptors of the containers that may have it, "
		    "the groups of the account that asks (whether it may list them all), "
		    "and whether a domain controller issues a ticket for the name.",
	.right = "Read Property on the objects (Authenticated Users have it by default).",
	.remedy = "No object: restore it, or create it enabled with Full Control "
		  "for the standby cluster. Several objects: "
		  "rename or delete those that are not the CMS's. Disabled or expired:\n"
		  "    dsmod computer DN -disabled no\n"
		  "    Clear-ADAccountExpiration -Identity DN",
	.run = run_cms_account,
};

static struct dc_result cno_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct name *cluster = &examination->recovery->standby_cluster;
	struct dc_result without;
	if (standby_has_no_cno(examination, visit, &without))
		return without;
	struct account_status status = account_status_of(examination, visit, cluster);
	struct dc_result *result = &status.result;
	if (status.state == ACCOUNT_MISSING)
		conclude(result, OUTCOME_FAIL,
			arena_format(arena,
				"The standby cluster has no computer account %s$: "
				"it cannot act in the directory.",
				label),
			"Check the cluster's name in the plan. "
			"If the object was deleted, restore it, "
			"or repair the cluster name in Failover Cluster Management (More Actions, "
			"Repair Active Directory Object).");
	else if (status.state == ACCOUNT_TWICE)
		conclude_twice(arena, result, cluster);
	else if (status.state == ACCOUNT_OFF) {
		result->fixes = status.refusal.fixes;
		conclude(result, OUTCOME_FAIL,
			arena_format(arena,
				"The standby cluster's account %s$ %s: "
				"it cannot act in the directory.",
				label, status.refusal.words),
			arena_format(arena,
				"%s\n"
				"If the cluster name does not come online then, "
				"repair it in Failover Cluster Management.",
				status.refusal.remedy));
	} else if (status.state == ACCOUNT_ON)
		conclude_on(arena, &status, cluster);
	report_missing(examination, label, result);
	return *result;
}

static void run_cno_account(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CLUSTER, &examination->recovery->standby_cluster,
		NULL, cno_copy);
}

const struct check check_ad_cno_account = {
	.id = "ad.cno-account",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the standby cluster's computer account (CNO) exist, and may it log on?",
	.rule = "The standby cluster's computer object exists once, and a domain controller lets "
		"it log on: it is not disabled, not expired and not refused for another reason. "
		"Another object with its name, but with another account name: warn. "
		"None was found, but it may be hidden, or in another domain: unknown.",
	.why = "From Windows Server 2008 on, a cluster acts in Active Directory "
	       "as its own computer account. In the standby cluster /RecoverCMS changes the CMS's "
	       "object with this account. Without it the network name does not come online.",
	.evidence = "The computer objects of the standby cluster's name, and the same attributes "
		    "and containers as for the CMS's account, "
		    "on every directory server that was asked.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Missing: restore it, or repair the cluster name in Failover Cluster Management "
		  "(Repair Active Directory Object). Disabled or expired:\n"
		  "    dsmod computer DN -disabled no\n"
		  "    Clear-ADAccountExpiration -Identity DN",
	.run = run_cno_account,
};
