/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include <strings.h>

#include "base/text.h"
#include "ldapchk/access_case.h"
#include "ldapchk/access_doubt.h"
#include "ldapchk/access_proof.h"
#include "ldapchk/dn.h"
#include "model/remedy.h"
#include "security/rights.h"

static const char *grant_command(
	const struct examination *examination, const struct access_case *access_case)
{
	return remedy_format(access_case->arena,
		"    dsacls \"%s\" /G \"%s$@%s:WP;servicePrincipalName\"",
		access_case->cms.entry->dn, access_case->label,
		examination->plan->directory.domain);
}

static void add_grant(const struct examination *examination, const struct access_case *access_case,
	struct dc_result *result)
{
	struct arena *arena = access_case->arena;
	fixes_add(arena, &result->fixes,
		(struct fix){
			.action = FIX_GRANT_SPN_WRITE,
			.object = access_case->cms.entry->dn,
			.account = arena_format(arena, "%s$@%s", access_case->label,
				examination->plan->directory.domain),
		});
}

static const char *proof_of(const struct access_case *access_case,
	const struct access_evaluation *evaluation, const struct right_access *access,
	const struct access_doubts *doubts)
{
	struct text text = text_new(access_case->arena);
	text_add(&text, "%s$, to %s of %s: %s.", access_case->label, cms_rights[CMS_WRITE_SPN].name,
		access_case->cms.entry->dn, right_access_write(access_case->arena, access));
	if (evaluation->descriptor->dacl.state == ACL_NULL)
		text_add(&text, "\nThe object has no access list (NULL DACL).");
	if (access->decided_by != NULL && !access_doubts_have(doubts, access->decided_by))
		access_case_add_ace(access_case, &text, access->decided_by);
	access_doubts_add(doubts, access_case, &text);
	access_case_add_unread(access_case, &text);
	return text.data;
}

static const struct name *node_named(const struct recovery *recovery, const char *label)
{
	size_t i = 0;
	while (strcasecmp(recovery->standby_nodes[i].label, label) != 0)
		i++;
	return &recovery->standby_nodes[i];
}

static struct dc_result node_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct access_case access_case;
	struct dc_result result;
	if (!access_case_open(&access_case, examination, visit, label, &result))
		return result;
	struct arena *arena = access_case.arena;
	const struct name *node = node_named(examination->recovery, label);
	result.subject_id = access_case_subject_id(&access_case);
	if (!account_is_named(arena, &access_case.account, node, &result))
		return result;
	struct access_evaluation evaluation;
	access_evaluation_open(arena, &access_case.descriptor, &access_case.requester, &evaluation);
	const struct right_access access = right_ask(&cms_rights[CMS_WRITE_SPN], &evaluation);
	struct access_doubts doubts = { 0 };
	access_doubts_ask_right(arena, &doubts, &evaluation, &cms_rights[CMS_WRITE_SPN], &access);
	const char *both = arena_format(arena, "servicePrincipalName of %s", access_case.cms_label);
	result = (struct dc_result){
		.subject_id = access_case_subject_id(&access_case),
		.proof = proof_of(&access_case, &evaluation, &access, &doubts),
	};
	result.object = access_case.cms.entry;
	result.attribute = replica_attribute(REPLICATED_DESCRIPTOR);
	result.in_order = "Granted";
	if (access.granted == ANSWER_YES) {
		result.outcome = OUTCOME_PASS;
		result.summary = arena_format(arena, "%s$ may write %s.", label, both);
	} else if (access.granted == ANSWER_NO) {
		result.outcome = OUTCOME_FAIL;
		result.summary = arena_format(arena,
			"%s$ may not write %s: expect event 9317 of MSExchangeSA (c0072098) there.",
			label, both);
		result.remedy = arena_format(arena, "%sGrant it:\n%s",
			access.decided_by == NULL ? ""
						  : "Remove the deny ACE named above (Security "
						    "tab, Advanced). ",
			grant_command(examination, &access_case));
		if (access.decided_by != NULL) {
			const struct sid trustee = ace_trustee(access.decided_by);
			fixes_add(arena, &result.fixes,
				(struct fix){ .action = FIX_REMOVE_DENY,
					.object = access_case.cms.entry->dn,
					.value = sid_write(arena, &trustee) });
		}
		add_grant(examination, &access_case, &result);
	} else {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = arena_format(
			arena, "It is not known whether %s$ may write %s.", label, both);
		access_case_add_causes(&access_case, &result.causes);
		result.remedy = access_doubts_remedy(
			&doubts, arena, grant_command(examination, &access_case));
		add_grant(examination, &access_case, &result);
	}
	return result;
}

static void run_node_spn_write(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		dc_results_judge(examination, SUBJECT_NODE, &recovery->standby_nodes[i],
			recovery->cms.label, node_copy);
	if (recovery->standby_node_count > 0)
		return;
	const struct name *cluster = &recovery->standby_cluster;
	struct finding *finding = finding_add(
		examination, OUTCOME_UNKNOWN, SUBJECT_CLUSTER, cluster->label, cluster->fqdn);
	finding->summary = arena_format(examination->arena,
		"The plan does not name the nodes of %s, so their rights were not checked.",
		cluster->label);
	finding->proof = "The plan has no standby_nodes.";
	finding->remedy = "Add them to the plan (standby_nodes), then run the check again.";
}

const struct check check_ad_node_spn_write = {
	.id = "ad.node-spn-write",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "May each standby node write the service principal names of the CMS's object?",
	.rule = "Each of standby_nodes may write servicePrincipalName of the CMS's object; "
		"otherwise expect event 9317 of MSExchangeSA. Without standby_nodes, or if it depends "
		"on an entry that a domain controller may count or not: unknown.",
	.why = "When the CMS is online, the System Attendant on the node registers exchangeRFR "
	       "and exchangeMDB names on the CMS's object, with the node's own account. "
	       "Without the right it logs event 9317 of MSExchangeSA "
	       "with c0072098 (insufficient rights).",
	.evidence = "The DACL of the CMS's object and the groups (tokenGroups) "
		    "of each account of standby_nodes, and the groups that hold everybody, "
		    "on every directory server that was asked. "
		    "Write Property or the validated write is enough.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy = "Grant it to each node, or to a group that contains them:\n"
		  "    dsacls \"DN of the CMS's object\" /G "
		  "\"NODE$@DOMAIN:WP;servicePrincipalName\"",
	.run = run_node_spn_write,
};
