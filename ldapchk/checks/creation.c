/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <strings.h>

#include "base/text.h"
#include "ldapchk/absence.h"
#include "ldapchk/creation.h"
#include "ldapchk/dn.h"
#include "ldapchk/generation.h"
#include "ldapchk/known_object.h"
#include "ldapchk/missing_name.h"
#include "model/remedy.h"

/*
 * The containers in which the cluster may create the object. Up to Windows Server 2008 it is the
 * default container, later that of the cluster's own account. If the version is not known, both
 * count.
 */
struct containers {
	const char *container[2];
	size_t count;
};

static struct containers containers_of(const struct examination *examination,
	const struct directory_visit *visit, const struct account *cluster)
{
	const enum generation generation = standby_generation(examination, visit);
	const char *usual = creation_default_container(examination->arena, visit);
	const char *own = dn_parent(cluster->entry->dn);
	struct containers containers = { .count = 0 };
	const bool is_both = generation != GENERATION_2008 && generation != GENERATION_LATER &&
			     (usual == NULL || strcasecmp(usual, own) != 0);
	if (generation != GENERATION_LATER)
		containers.container[containers.count++] = usual;
	if (generation == GENERATION_LATER || is_both)
		containers.container[containers.count++] = own;
	return containers;
}

static const char *remedy_of(
	const struct examination *examination, const char *container, const char *label)
{
	const struct recovery *recovery = examination->recovery;
	const char *domain = examination->plan->directory.domain;
	struct arena *arena = examination->arena;
	const char *object = arena_format(arena, "CN=%s,%s", recovery->cms.label, container);
	return remedy_format(arena,
		"Restore the object that was deleted. "
		"If it is lost, create it in advance and give the cluster Full Control on it:\n"
		"    dsadd computer \"%s\"\n"
		"    dsacls \"%s\" /G \"%s$@%s:GA\"",
		object, object, label, domain);
}

static void add_fixes(const struct examination *examination, const char *container,
	const char *label, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *object =
		arena_format(arena, "CN=%s,%s", examination->recovery->cms.label, container);
	fixes_add(arena, &result->fixes,
		(struct fix){ .action = FIX_CREATE_ACCOUNT, .object = object });
	fixes_add(arena, &result->fixes,
		(struct fix){ .action = FIX_GRANT_FULL_CONTROL,
			.object = object,
			.account = arena_format(
				arena, "%s$@%s", label, examination->plan->directory.domain) });
}

static void judge_quota(const struct examination *examination, const struct directory_visit *visit,
	const struct account *cluster, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->standby_cluster.label;
	const char *proof = result->proof, *remedy = result->remedy;
	struct quota quota;
	if (!quota_read(examination, visit, cluster, &quota, result)) {
		result->proof = arena_format(arena, "%s\n%s", proof, result->proof);
		dc_result_because(arena, result, NULL);
		return;
	}
	const int64_t left = quota.limit - (int64_t)quota.used;
	result->outcome = left > 0 ? OUTCOME_WARN : OUTCOME_FAIL;
	result->summary =
		left > 0 ? arena_format(arena,
				   "%s$ may create a computer object only within its quota.", label)
			 : arena_format(arena, "%s$ may not create a computer object.", label);
	result->proof = arena_format(arena,
		"%s\nQuota of accounts without the right (ms-DS-MachineAccountQuota): %lld. "
		"Created by %s$ so far (mS-DS-CreatorSID): %zu.%s",
		proof, (long long)quota.limit, label, quota.used,
		left > 0 ? " To use the quota, an account also needs the user right \"Add "
			   "workstations to domain\", which cannot be read from here. "
			   "The creator does not get the rights to rename or disable the object."
			 : "");
	result->remedy = remedy;
}

static void judge(const struct examination *examination, const struct directory_visit *visit,
	const struct account *cluster, const char *container, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->standby_cluster.label;
	struct creation creation;
	if (container == NULL) {
		dc_result_unknown(result, "The container of computer objects is not known.",
			"The domain's object does not show wellKnownObjects.",
			"Give the account that runs this check the right to read it.");
		dc_result_because(arena, result, domain_object_gap(visit, "wellKnownObjects"));
		return;
	}
	if (!creation_ask(&creation, examination, visit, cluster, container, result))
		return;
	result->proof = creation.proof;
	result->remedy = remedy_of(examination, container, label);
	add_fixes(examination, container, label, result);
	if (creation.granted == ANSWER_YES) {
		result->outcome = OUTCOME_PASS;
		result->summary = arena_format(
			arena, "%s$ may create a computer object in %s.", label, container);
	} else if (creation.granted == ANSWER_MAYBE) {
		result->outcome = OUTCOME_UNKNOWN;
		result->summary = arena_format(arena,
			"It is not known whether %s$ may create a computer object in %s.", label,
			container);
		causes_join(arena, &result->causes, &creation.causes);
	} else {
		judge_quota(examination, visit, cluster, result);
	}
}

/* If the results for the two containers differ, the outcome is UNKNOWN. */
static void judge_containers(const struct examination *examination,
	const struct directory_visit *visit, const struct account *cluster,
	struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct containers containers = containers_of(examination, visit, cluster);
	judge(examination, visit, cluster, containers.container[0], result);
	if (containers.count < 2)
		return;
	struct dc_result other = { .subject_id = result->subject_id };
	judge(examination, visit, cluster, containers.container[1], &other);
	result->proof = arena_format(arena, "%s\n%s", result->proof, other.proof);
	causes_join(arena, &result->causes, &other.causes);
	if (other.outcome == result->outcome)
		return;
	result->outcome = OUTCOME_UNKNOWN;
	result->summary = arena_format(arena,
		"It is not known in which container %s would create the object, "
		"and it may not do so in each.",
		examination->recovery->standby_cluster.label);
	if (result->remedy == NULL || other.outcome > result->outcome) {
		result->remedy = other.remedy;
		result->fixes = other.fixes;
	}
}

static struct dc_result create_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { 0 };
	struct account cluster;
	const struct accounts cms = accounts_named(arena, visit, label);
	if (cms.found) {
		result.outcome = OUTCOME_PASS;
		result.subject_id = account_id(arena, &cms.own, NULL);
		result.summary =
			arena_format(arena, "%s has its object, so none has to be created.", label);
		result.proof = arena_format(arena, "It is %s.", cms.own.entry->dn);
		return result;
	}
	const bool is_absent =
		absence_proven(examination, visit, &examination->recovery->cms, &result);
	if (is_absent && !standby_has_no_cno(examination, visit, &result) &&
		access_request_account(examination, visit, &examination->recovery->standby_cluster,
			&cluster, &result))
		judge_containers(examination, visit, &cluster, &result);
	/* Nothing has to be created for a mistyped name, or an account that may exist. */
	const struct missing_name *missing = missing_account(examination, label);
	if (missing != NULL && (!is_absent || *missing->hint != '\0') &&
		result.outcome != OUTCOME_PASS) {
		result.causes = causes_from(arena, &missing->cause, false);
		result.fixes = (struct fixes){ 0 };
	}
	return result;
}

static void run_create_path(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	dc_results_judge(examination, SUBJECT_CMS, &recovery->cms, recovery->standby_cluster.label,
		create_copy);
}

const struct check check_ad_create_path = {
	.id = "ad.create-path",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "If the CMS's object is missing: may the standby cluster create it?",
	.rule = "If the CMS has no object: the standby cluster's account may create computer "
		"objects in the container that its version of Windows uses, or is within "
		"ms-DS-MachineAccountQuota (warn). Neither: fail. If the object may be hidden: "
		"unknown.",
	.why = "A cluster creates the computer object of a network name that has none. "
	       "For this it needs the right to create computer objects in a container: "
	       "the domain's default container up to Windows Server 2008, "
	       "the container of the cluster's own account later on. "
	       "Or it uses what is left of the quota that each account has. "
	       "Events 1194 and 1207 of FailoverClustering report that it has neither. "
	       "A new object has a new SID: rights granted to the old one are lost.",
	.evidence = "Only if the object is missing: owner and DACL "
		    "of the container (wellKnownObjects of the domain), "
		    "tokenGroups of the cluster's account, "
		    "ms-DS-MachineAccountQuota of the domain, "
		    "and the computer objects that the account created within the quota "
		    "(mS-DS-CreatorSID).",
	.right = "Read Permissions (READ_CONTROL) on the container and Read Property in the "
		 "domain (Authenticated Users have them by default).",
	.remedy = "Restore the object. Or create it in advance "
		  "and give the cluster's account Full Control on it:\n"
		  "    dsadd computer \"CN=CMS,DN of the container\"\n"
		  "    dsacls \"CN=CMS,DN of the container\" /G \"CLUSTER$@DOMAIN:GA\"",
	.run = run_create_path,
};
