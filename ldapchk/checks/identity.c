/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of the CMS's names and of the age of the standby cluster's password. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utc.h"
#include "ldapchk/account.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/dn.h"
#include "ldapchk/filetime.h"
#include "model/check.h"
#include "model/remedy.h"

enum { SECONDS_PER_DAY = 86400 };

static void add_name(
	struct arena *arena, const char *dn, const char *fqdn, struct dc_result *result)
{
	fixes_add(arena, &result->fixes,
		(struct fix){ .action = FIX_SET_HOST_NAME, .object = dn, .value = fqdn });
}

static struct dc_result hostname_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, label);
	if (!accounts.found)
		return dc_result_without_account(examination, label);
	const char *fqdn = examination->recovery->cms.fqdn;
	const char *name = entry_text(arena, accounts.own.entry, "dNSHostName");
	struct dc_result result = {
		.subject_id = account_id(arena, &accounts.own, NULL),
		.object = accounts.own.entry,
		.attribute = replica_attribute(REPLICATED_DNS_HOST_NAME),
		.proof = name == NULL ? "dNSHostName does not exist, or is not readable."
				      : arena_format(arena, "dNSHostName is %s.", name),
	};
	if (name == NULL || *name == '\0') {
		result.outcome = OUTCOME_FAIL;
		result.summary = arena_format(arena,
			"%s has no dNSHostName: its full service principal names "
			"cannot be validated.",
			label);
		result.remedy = remedy_format(arena,
			"Write it as an administrator. First check whether one exists "
			"that this account may not read:\n"
			"    dsquery * \"%s\" -scope base -attr dNSHostName",
			accounts.own.entry->dn);
		add_name(arena, accounts.own.entry->dn, fqdn, &result);
	} else if (strcasecmp(name, fqdn) != 0) {
		result.outcome = OUTCOME_WARN;
		result.summary =
			arena_format(arena, "%s has the DNS name %s, not %s.", label, name, fqdn);
		result.remedy = "Correct the name, in the plan or on the object.";
		add_name(arena, accounts.own.entry->dn, fqdn, &result);
	} else {
		result.outcome = OUTCOME_PASS;
		result.summary = arena_format(arena, "%s has its DNS name.", label);
	}
	return result;
}

static void run_cms_hostname(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, hostname_copy);
}

const struct check check_ad_cms_hostname = {
	.id = "ad.cms-hostname",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS's object have the right dNSHostName?",
	.rule = "The CMS's object has a dNSHostName. Without one, validated writes of its full "
		"names are refused: fail.",
	.why = "An account that has only the validated write of service principal names "
	       "may write only those with the object's dNSHostName or account name. "
	       "If an object was created in advance and has no dNSHostName, "
	       "the full names are refused.",
	.evidence = "dNSHostName of the CMS's object, on every directory server that was asked.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Write dNSHostName: NAME.DOMAIN.",
	.run = run_cms_hostname,
};

static bool is_a_node(const struct recovery *recovery, const struct name *name)
{
	for (size_t i = 0; i < recovery->source_node_count; i++) {
		if (name_equal(&recovery->source_nodes[i], name))
			return true;
	}
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		if (name_equal(&recovery->standby_nodes[i], name))
			return true;
	}
	return false;
}

static void run_name_length(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	const char *host = name_host(arena, cms);
	const size_t length = strlen(host);
	const bool twice = is_a_node(examination->recovery, cms);
	const bool fits = length <= ACCOUNT_LETTERS && !twice;
	struct finding *finding = finding_add(examination, fits ? OUTCOME_PASS : OUTCOME_FAIL,
		SUBJECT_CMS, cms->label, cms->fqdn);
	finding->proof = arena_format(arena, "\"%s\" has %zu letters%s.", host, length,
		twice ? ", and is the name of a node" : "");
	if (fits) {
		finding->summary = arena_format(arena, "%s fits into a NetBIOS name.", cms->label);
		return;
	}
	finding->summary =
		twice ? arena_format(arena, "%s is also the name of a node.", cms->label)
		      : arena_format(
				arena, "%s is longer than the 15 letters of a NetBIOS name.", host);
	finding->remedy = "Check the name in the plan: a clustered network name has "
			  "at most 15 letters and must be unique.";
}

const struct check check_ad_name_length = {
	.id = "ad.name-length",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Can a network name resource have the CMS's name?",
	.rule = "The CMS's name has at most 15 characters and is not a node's name.",
	.why = "A network name has at most 15 letters (NetBIOS) "
	       "and must differ from the names of the nodes. "
	       "Otherwise it does not come online (events 1050 to 1052, 1214).",
	.evidence = "The plan.",
	.right = "None.",
	.remedy = "Check the name in the plan.",
	.run = run_name_length,
};

/* False if it is missing or not a time. 0: the password must be changed. */
static bool password_time(struct arena *arena, const struct entry *entry, int64_t *seconds)
{
	int64_t filetime;
	if (!entry_filetime(arena, entry, "pwdLastSet", &filetime) || filetime < 0)
		return false;
	*seconds = filetime == 0 ? 0 : filetime_seconds(filetime);
	return true;
}

static struct dc_result stale_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, label);
	if (!accounts.found)
		return dc_result_without_account(examination, label);
	time_t now; /* when the evidence was collected, not when it is judged */
	int64_t set;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN,
		.subject_id = account_id(arena, &accounts.own, NULL),
		.object = accounts.own.entry };
	if (!password_time(arena, accounts.own.entry, &set) ||
		!utc_read(examination->evidence->run.ended, &now)) {
		result.summary = arena_format(
			arena, "It is not known when the password of %s$ was set.", label);
		result.proof = "pwdLastSet does not exist, or is not readable.";
		dc_result_because(arena, &result, entry_gap(accounts.own.entry, "pwdLastSet"));
		result.remedy =
			"Run the check with an account that has Read Property on the object.";
		return result;
	}
	const int64_t days = (now - set) / SECONDS_PER_DAY;
	const int64_t most = examination->plan->policy.max_password_days;
	const bool stale = set == 0 || days > most;
	result.outcome = stale ? OUTCOME_WARN : OUTCOME_PASS;
	result.proof = set == 0 ? "pwdLastSet is 0: the password must be changed."
				: arena_format(arena, "Its password was set %lld days before%s.",
					  (long long)(days < 0 ? 0 : days),
					  stale ? arena_format(arena, "; the plan allows %lld",
							  (long long)most)
						: "");
	result.summary = arena_format(arena,
		stale ? "%s$ looks abandoned: its password is old."
		      : "%s$ changes its password, as an online cluster does.",
		label);
	result.remedy = "A standby cluster whose name is offline does not change its password, "
			"so its account looks abandoned to clean-ups. "
			"Bring the name online once, exclude the account from clean-ups, "
			"and protect it from accidental deletion. "
			"If the cluster reports events 1207 or 1231, repair it:\n"
			"    Failover Cluster Manager, cluster name, More Actions, "
			"Repair Active Directory Object";
	if (!stale)
		result.remedy = NULL;
	return result;
}

static void run_cno_stale(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CLUSTER, &examination->recovery->standby_cluster,
		NULL, stale_copy);
}

const struct check check_ad_cno_stale = {
	.id = "ad.cno-stale",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the standby cluster's account in use?",
	.rule = "The standby cluster's account has changed its password within the last "
		"max_password_days (60 by default); otherwise: warn.",
	.why = "A cluster changes the passwords of its names about every 30 days while they "
	       "are online. Clean-up scripts disable and delete accounts that have not done so "
	       "for twice that time. The password of such an account may also differ from the one "
	       "that the cluster has: then nothing that needs the account works.",
	.evidence = "pwdLastSet of the standby cluster's account, "
		    "on every directory server that was asked, "
		    "compared with the time at which the evidence was read.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Bring the cluster name online, and exclude its account from clean-ups.",
	.run = run_cno_stale,
};
