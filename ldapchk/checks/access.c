/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/generation.h"
#include "model/check.h"

#include "base/text.h"
#include "ldapchk/access_case.h"
#include "ldapchk/access_proof.h"
#include "ldapchk/dn.h"
#include "ldapchk/misplaced_name.h"
#include "model/remedy.h"
#include "security/assessment.h"

/* Whether an object ACE denies the right. */
static bool is_denied_by_object_ace(const struct right_access *right, enum answer least)
{
	const struct ace *ace = right->decided_by;
	return right->granted < least && ace != NULL && ace->known && ace_denies(ace) &&
	       ace->object_type != NULL;
}

static bool is_enabled(const struct account *cms, enum answer least)
{
	return cms->has_control ? !account_disabled(cms) : least == ANSWER_MAYBE;
}

/*
 * Whether an object ACE denies a right that will be used. The right to enable the CMS's account is
 * not used if the account is enabled: its deny then leaves the functional minimum, as a plain deny
 * of Write Property does.
 */
static bool has_hole(const struct access_case *access_case, const struct assessment *assessment,
	enum answer least)
{
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		if ((i != CMS_WRITE_ACCOUNT_RESTRICTIONS ||
			    !is_enabled(&access_case->cms, least)) &&
			is_denied_by_object_ace(&assessment->right[i], least))
			return true;
	}
	return false;
}

/*
 * The outcome if uncertain rights count as not granted (least: ANSWER_YES) or as granted
 * (ANSWER_MAYBE). The functional minimum cannot enable an account.
 */
static enum outcome outcome_at(const struct access_case *access_case,
	const struct plan_policy *policy, const struct assessment *assessment, enum answer least)
{
	const enum access_level level =
		least == ANSWER_YES ? assessment->level : assessment->possible;
	if (has_hole(access_case, assessment, least) || level == LEVEL_INSUFFICIENT)
		return OUTCOME_FAIL;
	if (level == LEVEL_FULL_CONTROL)
		return OUTCOME_PASS;
	if (policy->accept != ACCEPT_FUNCTIONAL_MINIMUM)
		return OUTCOME_FAIL;
	return is_enabled(&access_case->cms, least) ||
			       assessment->right[CMS_WRITE_ACCOUNT_RESTRICTIONS].granted >= least
		       ? OUTCOME_WARN
		       : OUTCOME_FAIL;
}

static const char *grant_command(const struct access_case *access_case, const char *domain)
{
	return remedy_format(access_case->arena, "    dsacls \"%s\" /G \"%s$@%s:GA\"",
		access_case->cms.entry->dn, access_case->label, domain);
}

static void add_grant(
	const struct access_case *access_case, const char *domain, struct dc_result *result)
{
	fixes_add(access_case->arena, &result->fixes,
		(struct fix){
			.action = FIX_GRANT_FULL_CONTROL,
			.object = access_case->cms.entry->dn,
			.account = arena_format(
				access_case->arena, "%s$@%s", access_case->label, domain),
		});
}

/* The entries that deny, and then the grant: which of the two was missing, is not looked at. */
static void add_denies(const struct access_case *access_case, const struct assessment *assessment,
	struct dc_result *result)
{
	for (size_t i = 0; i < 32 + CMS_RIGHT_COUNT; i++) {
		const struct ace *ace =
			i < 32 ? access_decided_by(&assessment->guarded, (unsigned)i)
			       : assessment->right[i - 32].decided_by;
		if (ace == NULL || !ace->known || !ace_denies(ace))
			continue;
		const struct sid trustee = ace_trustee(ace);
		fixes_add(access_case->arena, &result->fixes,
			(struct fix){
				.action = FIX_REMOVE_DENY,
				.object = access_case->cms.entry->dn,
				.value = sid_write(access_case->arena, &trustee),
			});
	}
}

static bool is_denied_somewhere(const struct assessment *assessment)
{
	for (unsigned bit = 0; bit < 32; bit++) {
		const struct ace *ace = access_decided_by(&assessment->guarded, bit);
		if (ace != NULL && ace->known && ace_denies(ace))
			return true;
	}
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		if (is_denied_by_object_ace(&assessment->right[i], ANSWER_MAYBE))
			return true;
	}
	return false;
}

static const char *grant_remedy(const struct access_case *access_case, const char *domain,
	const struct assessment *assessment)
{
	return remedy_format(access_case->arena,
		"%s\n%s\n"
		"Wait until it has replicated to all domain controllers, "
		"or push it from the one where you made it. Then run this check again:\n"
		"    repadmin /syncall /AdeP",
		is_denied_somewhere(assessment)
			? "A deny ACE takes precedence over a grant. "
			  "Remove the deny ACE named above (Security tab, Advanced; "
			  "an inherited one on the object where it was set). "
			  "Remove only the deny, not all entries of its trustee. "
			  "Then make sure that this grant exists:"
			: "Grant the standby cluster's account Full Control on the CMS's object:",
		grant_command(access_case, domain));
}

/* "reset the password, write dNSHostName" */
static const char *missing_rights(struct arena *arena, const struct assessment *assessment)
{
	struct text names = text_new(arena);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		if (assessment->right[i].granted == ANSWER_NO)
			text_add(&names, "%s%s", names.length == 0 ? "" : ", ", cms_rights[i].name);
	}
	return names.data;
}

static const char minimum_note[] =
	"It may reset the password and write service principal names and the DNS host name. "
	"That is documented to be enough for the service account "
	"of a Windows Server 2003 cluster (KB 307532). "
	"For the account of a Windows Server 2008 cluster Microsoft documents Full Control.";

static void report_failure(const struct access_case *access_case, const struct plan_policy *policy,
	const char *domain, const struct assessment *assessment, struct dc_result *result)
{
	struct arena *arena = access_case->arena;
	const char *both =
		arena_format(arena, "%s$ on %s", access_case->label, access_case->cms_label);
	result->remedy = grant_remedy(access_case, domain, assessment);
	add_denies(access_case, assessment, result);
	add_grant(access_case, domain, result);
	if (access_may_allow(&assessment->guarded, RIGHT_FULL_CONTROL)) {
		result->summary = arena_format(arena, "%s has Full Control, but may not %s.", both,
			missing_rights(arena, assessment));
	} else if (assessment->possible != LEVEL_FUNCTIONAL_MINIMUM) {
		result->summary = arena_format(arena,
			"%s lacks Full Control: /RecoverCMS cannot take over the account.", both);
	} else if (has_hole(access_case, assessment, ANSWER_MAYBE)) {
		result->summary =
			arena_format(arena, "%s has the functional minimum, but may not %s.", both,
				missing_rights(arena, assessment));
	} else if (policy->accept == ACCEPT_FUNCTIONAL_MINIMUM) {
		result->summary = arena_format(arena,
			"%s has the functional minimum, which "
			"cannot enable the CMS's disabled account.",
			both);
		result->remedy = remedy_format(arena,
			"Enable it:\n    dsmod computer \"%s\" -disabled no\nOr grant Full "
			"Control:\n%s",
			access_case->cms.entry->dn, grant_command(access_case, domain));
		fixes_add(arena, &result->fixes,
			(struct fix){ .action = FIX_ENABLE_ACCOUNT,
				.object = access_case->cms.entry->dn });
	} else {
		result->summary = arena_format(arena,
			"%s lacks Full Control; it has the functional minimum%s.", both,
			assessment->level == LEVEL_INSUFFICIENT ? " at best" : "");
		result->proof = arena_format(arena, "%s\n%s", result->proof, minimum_note);
		result->remedy = arena_format(arena,
			"%s\nIf you tested that the functional minimum is enough, "
			"set policy.accept in the plan to \"functional-minimum\".",
			result->remedy);
	}
}

/* Nobody should grant a node or another CMS Full Control because its name is in the wrong place. */
static void report_misuse(const struct examination *examination, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct missing_name *misused = misused_cluster_name(examination);
	if (misused == NULL)
		return;
	result->summary = arena_format(arena, "%s. %s", misused->cause.text, result->summary);
	result->remedy = misused->cause.remedy;
	result->fixes = (struct fixes){ 0 };
	dc_result_because_named(arena, result, &misused->cause);
}

static void report_unknown(const struct access_case *access_case, const char *domain,
	const struct assessment *assessment, struct dc_result *result)
{
	access_case_add_causes(access_case, &result->causes);
	result->summary = arena_format(access_case->arena,
		"It is not known whether %s$ on %s has the rights that it needs.",
		access_case->label, access_case->cms_label);
	result->remedy =
		access_proof_remedy(access_case, assessment, grant_command(access_case, domain));
	add_denies(access_case, assessment, result);
	add_grant(access_case, domain, result);
}

/* A deny for one right, property set or attribute. The mask of Full Control does not show it. */
static const struct ace *object_deny(const struct access_case *access_case)
{
	const struct token *token = &access_case->requester.token;
	for (size_t i = 0; i < access_case->descriptor.dacl.count; i++) {
		const struct ace *ace = &access_case->descriptor.dacl.ace[i];
		if (!ace->known || !ace_denies(ace) || ace->object_type == NULL ||
			(ace->flags & ACE_INHERIT_ONLY) != 0)
			continue;
		const struct sid trustee = ace_trustee(ace);
		for (size_t k = 0; k < token->count; k++) {
			if (sid_equal(&token->sid[k], &trustee))
				return ace;
		}
	}
	return NULL;
}

static void report_warning(const struct access_case *access_case, const char *domain,
	const struct assessment *assessment, struct dc_result *result)
{
	struct arena *arena = access_case->arena;
	const char *both =
		arena_format(arena, "%s$ on %s", access_case->label, access_case->cms_label);
	if (assessment->guarded.null_dacl) {
		result->summary = arena_format(arena,
			"%s has Full Control, and so has everybody: the object has a NULL DACL.",
			both);
		result->remedy = "Restore the default access list of the object. "
				 "Then grant the standby cluster's account Full Control.";
	} else if (assessment->level != LEVEL_FULL_CONTROL) {
		result->summary = arena_format(arena,
			"%s has the functional minimum, which the plan accepts, "
			"but not Full Control.",
			both);
		result->proof = arena_format(arena, "%s\n%s", result->proof, minimum_note);
		result->remedy = arena_format(arena, "To grant what Microsoft documents:\n%s",
			grant_command(access_case, domain));
		add_grant(access_case, domain, result);
	} else {
		result->summary = arena_format(
			arena, "%s has Full Control, except for a right that is denied.", both);
		result->proof = arena_format(arena, "%s\nDenied:\n- %s", result->proof,
			access_case_describe_ace(access_case, object_deny(access_case)));
		result->remedy =
			"The denied right is not known to matter for /RecoverCMS. "
			"Remove the deny ACE (Security tab, Advanced) if it has no purpose.";
	}
}

static struct dc_result full_control_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	const struct plan_policy *policy = &examination->plan->policy;
	const char *domain = examination->plan->directory.domain;
	struct access_case access_case;
	struct dc_result result;
	if (standby_has_no_cno(examination, visit, &result) ||
		!access_case_open(&access_case, examination, visit, label, &result))
		return result;
	struct assessment assessment;
	assess(access_case.arena, &access_case.descriptor, &access_case.requester, &assessment);

	const enum outcome worst = outcome_at(&access_case, policy, &assessment, ANSWER_YES);
	const enum outcome best = outcome_at(&access_case, policy, &assessment, ANSWER_MAYBE);
	result = (struct dc_result){
		.outcome = worst == OUTCOME_FAIL && best != OUTCOME_FAIL ? OUTCOME_UNKNOWN : worst,
		.subject_id = access_case_subject_id(&access_case),
		.proof = access_proof_write(&access_case, &assessment),
	};
	if (result.outcome == OUTCOME_PASS &&
		(assessment.guarded.null_dacl || object_deny(&access_case) != NULL))
		result.outcome = OUTCOME_WARN;

	if (result.outcome == OUTCOME_FAIL)
		report_failure(&access_case, policy, domain, &assessment, &result);
	else if (result.outcome == OUTCOME_UNKNOWN)
		report_unknown(&access_case, domain, &assessment, &result);
	else if (result.outcome == OUTCOME_WARN)
		report_warning(&access_case, domain, &assessment, &result);
	else
		result.summary = arena_format(access_case.arena, "%s$ has Full Control on %s.",
			access_case.label, access_case.cms_label);
	if (result.outcome == OUTCOME_FAIL)
		report_misuse(examination, &result);
	result.object = access_case.cms.entry;
	result.attribute = replica_attribute(REPLICATED_DESCRIPTOR);
	result.in_order = "Granted";
	return result;
}

static void run_cno_full_control(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(examination, SUBJECT_CLUSTER, &recovery->standby_cluster,
		recovery->cms.label, full_control_copy);
}

const struct check check_ad_cno_full_control = {
	.id = "ad.cno-full-control",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the standby cluster's account have Full Control "
		    "on the CMS's computer object?",
	.rule = "The standby cluster's account is granted Full Control (0x000F01FF) on the "
		"CMS's object, by the object's access control list as a domain controller "
		"evaluates it. A deny of only Delete and Delete Subtree is the guard against "
		"accidental deletion and does no harm. If only the functional minimum is "
		"granted the check fails, or warns if policy.accept allows it. A deny for one "
		"of the rights that /RecoverCMS uses fails in any case (for the right to enable "
		"the CMS's account: if it is disabled). If it depends on an entry "
		"that a domain controller may count or not: unknown.",
	.why = "The CMS's object was created for the source cluster. "
	       "A standby cluster may only read it until somebody grants more. "
	       "Without that /RecoverCMS stops while it brings the network name online: "
	       "\"Cluster Common Failure Exception\", 0x8007139f, with events 1193, 1194, "
	       "1206 or 1207 of FailoverClustering. Microsoft documents Full Control "
	       "as what the cluster needs.",
	.evidence = "The owner and the DACL of the CMS's object, "
		    "the groups of the standby cluster's account (tokenGroups), "
		    "the groups that hold Everyone or Authenticated Users, "
		    "and the forest's dSHeuristics, on every directory server that was asked. "
		    "The DACL is evaluated as a domain controller does it: "
		    "in the order of the ACEs, with all groups, denies and inherited entries. "
		    "Four rights that /RecoverCMS uses are also checked one by one: "
		    "reset the password, write servicePrincipalName, write dNSHostName, "
		    "write account restrictions. A deny for one "
		    "of them alone makes the check fail; for the last one, "
		    "which enables the CMS's account, only if that is disabled. "
		    "The first three without Full Control are the functional minimum, "
		    "documented for Windows Server 2003 clusters. With it the check fails. "
		    "In doubt, allow or deny, are entries for SIDs that a domain controller "
		    "adds by itself (NETWORK, S-1-18-1, Users and others), "
		    "for groups that hold everybody, those with a condition, "
		    "and those for extended rights or validated writes of the class "
		    "or of a property set. "
		    "It only warns if the plan accepts the minimum (policy.accept) "
		    "and the CMS's account need not be enabled.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Grant it, and wait until it has replicated to all domain controllers:\n"
		  "    dsacls \"DN of the CMS's object\" /G \"CLUSTER$@DOMAIN:GA\"\n"
		  "Remove a deny ACE for the cluster or one of its groups. "
		  "Only the guard against accidental deletion does no harm.",
	.run = run_cno_full_control,
};
