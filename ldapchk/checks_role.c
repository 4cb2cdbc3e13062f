/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/checks.h"

#include "ldapchk/matter.h"

/* Who creates an object owns it; the directory has no other trace of where the CMS was made. */
static struct opinion role_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct matter matter;
	struct opinion opinion = { 0 };
	if (!matter_open(&matter, examination, visit, label, &opinion))
		return opinion;
	struct arena *arena = matter.arena;
	const char *cms = matter.cms_label;
	if (matter.descriptor.owner == NULL) {
		opinion_cannot_tell(&opinion,
			arena_format(arena, "The owner of %s is not known.", cms),
			"The security descriptor came without an owner.",
			"Collect evidence anew, of a directory server that delivers it.");
		return opinion;
	}
	const struct sid owner = raw_sid_read(matter.descriptor.owner);
	const bool is_owner = sid_equal(&owner, &matter.account.sid);
	opinion = (struct opinion){
		.outcome = is_owner ? OUTCOME_WARN : OUTCOME_PASS,
		.subject_id = matter_subject_id(&matter),
		.proof = arena_format(arena, "The owner of %s is %s.", matter.cms.entry->dn,
			principal_write(&matter.principals, &owner)),
	};
	if (is_owner) {
		opinion.summary = arena_format(arena,
			"%s$ owns the object of %s, as the cluster does that created it: is it the "
			"one that %s runs on now?",
			label, cms, cms);
		opinion.remedy = arena_format(arena,
			"If %s runs on %s now, write the standby cluster's name into the plan "
			"(standby_cluster): all that is said here of its rights is said of the "
			"wrong account. If the two clusters have changed their parts since, all is "
			"well. A node of the cluster tells:\n"
			"    cluster.exe /cluster:%s res",
			cms, label, label);
	} else {
		opinion.summary =
			arena_format(arena, "%s$ is not the account that owns %s.", label, cms);
	}
	return opinion;
}

static void run_standby_cluster(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	opinions_judge(
		examination, recovery->standby_cluster.label, recovery->cms.label, role_copy);
}

const struct check check_ad_standby_cluster = {
	.id = "ad.standby-cluster",
	.weight = WEIGHT_ADVISORY,
	.question = "Is the cluster in the plan the standby, and not the one the CMS runs on?",
	.why = "The cluster that created the CMS has every right on its object. A plan that names "
	       "that one as the standby cluster is a GO for a recovery that nobody means, and "
	       "says nothing of the cluster that will have to do it.",
	.evidence = "The owner of the CMS's object, on every directory server that was asked. An "
		    "object that was made in advance is owned by an administrator, and tells "
		    "nothing: pass.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Write the name of the standby cluster into the plan (standby_cluster).",
	.run = run_standby_cluster,
};
