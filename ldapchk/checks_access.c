/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/checks.h"

#include "base/text.h"
#include "ldapchk/account.h"
#include "ldapchk/ace_describe.h"
#include "ldapchk/assessment.h"
#include "ldapchk/opinion.h"

/* All that the question "may the CNO do all to the CMS object" needs, from one server's copy. */
struct matter {
	struct arena *arena;
	const char *cms_label, *cno_label, *domain;
	struct account cms, cno;
	struct token token;
	struct descriptor descriptor;
	struct access access;
	const char *rights_denied, *rights_in_doubt; /* of cms_rights, comma separated, or "" */
	const struct ace *other_deny; /* one for another right, set or attribute, or NULL */
};

static struct opinion cannot_tell(
	const struct matter *matter, const char *summary, const char *proof, const char *remedy)
{
	return (struct opinion){
		.outcome = OUTCOME_UNKNOWN,
		.subject_id = matter->cno.entry == NULL
				      ? NULL
				      : account_id(matter->arena, &matter->cno, NULL),
		.summary = summary,
		.proof = proof,
		.remedy = remedy,
	};
}

/* Finds both accounts and reads the descriptor. False with an opinion when one is missing. */
static bool matter_read(
	struct matter *matter, const struct directory_visit *visit, struct opinion *opinion)
{
	struct arena *arena = matter->arena;
	struct accounts cms = accounts_named(arena, visit, matter->cms_label);
	struct accounts cno = accounts_named(arena, visit, matter->cno_label);
	if (cno.found)
		matter->cno = cno.own;
	if (!cms.found || !cno.found || !cno.own.has_sid) {
		*opinion = cannot_tell(matter,
			arena_format(arena, "Without %s there is no right to be checked.",
				!cms.found ? "the CMS's object" : "the standby cluster's account"),
			arena_format(arena, "%s$ was not found, or its SID not read.",
				!cms.found ? matter->cms_label : matter->cno_label),
			"See the findings on the accounts themselves.");
		return false;
	}
	matter->cms = cms.own;

	const struct attribute *sd = entry_attribute(cms.own.entry, "nTSecurityDescriptor");
	if (sd == NULL || sd->count != 1) {
		*opinion = cannot_tell(matter,
			arena_format(arena, "The security descriptor of %s could not be read.",
				matter->cms_label),
			sd != NULL && gap_is(&sd->gap) ? sd->gap.text
						       : "The server did not deliver it.",
			"Give the account that runs this check Read Permissions on the object:\n"
			"    dsacls DN /G \"ACCOUNT:RC\"");
		return false;
	}
	struct error error = { 0 };
	if (!descriptor_read(sd->value[0], arena, &matter->descriptor, &error) ||
		matter->descriptor.dacl.state == ACL_ABSENT) {
		*opinion = cannot_tell(matter,
			arena_format(arena, "The security descriptor of %s cannot be understood.",
				matter->cms_label),
			error.kind != ERROR_NONE ? arena_string(arena, error.text)
						 : "The server delivered it without a DACL.",
			"Look at the object's Security tab; report the evidence file if all is "
			"well there.");
		return false;
	}
	return true;
}

static void add_name(struct text *list, const char *name)
{
	text_add(list, "%s%s", list->length == 0 ? "" : ", ", name);
}

/* A deny for one right, set or attribute leaves a hole in Full Control that its mask does not show.
 */
static const struct ace *object_deny(const struct matter *matter)
{
	for (size_t i = 0; i < matter->descriptor.dacl.count; i++) {
		const struct ace *ace = &matter->descriptor.dacl.ace[i];
		if (!ace->known || !ace_denies(ace) || !ace->has_object_type ||
			(ace->flags & ACE_INHERIT_ONLY) != 0)
			continue;
		for (size_t k = 0; k < matter->token.count; k++) {
			if (sid_equal(&matter->token.sid[k], &ace->trustee))
				return ace;
		}
	}
	return NULL;
}

static void matter_evaluate(struct matter *matter)
{
	struct assessment assessment;
	matter->token = account_token(matter->arena, &matter->cno);
	const struct asker asker = {
		.token = matter->token,
		.self = matter->cms.has_sid ? &matter->cms.sid : NULL,
	};
	assess(matter->arena, &matter->descriptor, &asker, &assessment);
	matter->access = assessment.guarded;

	/* An object ACE may deny a right that the plain mask seems to hold. */
	struct text denied = text_new(matter->arena), in_doubt = text_new(matter->arena);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		enum answer granted = assessment.right[i].granted;
		if (granted != ANSWER_YES)
			add_name(granted == ANSWER_NO ? &denied : &in_doubt, cms_rights[i].name);
	}
	matter->rights_denied = denied.data;
	matter->rights_in_doubt = in_doubt.data;
	matter->other_deny = object_deny(matter);
}

/* The ACE as a line, with the name of a trustee that is known. */
static void add_ace(const struct matter *matter, struct text *text, const struct ace *ace)
{
	text_add(text, "\n- %s", ace_describe(matter->arena, ace, OBJECT_DIRECTORY));
	const char *name = ace->known ? sid_known_name(&ace->trustee) : NULL;
	if (name != NULL)
		text_add(text, " (%s)", name);
	else if (ace->known && sid_equal(&ace->trustee, &matter->cno.sid))
		text_add(text, " (%s$)", matter->cno_label);
}

/* Every ACE that decided a bit of Full Control, in the order they stand in the DACL. */
static void add_deciding_aces(const struct matter *matter, struct text *text)
{
	const struct acl *dacl = &matter->descriptor.dacl;
	bool any = false;
	for (size_t i = 0; i < dacl->count; i++) {
		bool decided = false;
		for (unsigned bit = 0; bit < 32; bit++)
			decided = decided || matter->access.decided_by[bit] == &dacl->ace[i];
		if (!decided)
			continue;
		text_add(text, "%s", any ? "" : "\nDecided by:");
		add_ace(matter, text, &dacl->ace[i]);
		any = true;
	}
	if (!any)
		text_add(text, "\nNo ACE of the DACL speaks for %s$.", matter->cno_label);
}

static const char *proof_of(const struct matter *matter)
{
	struct arena *arena = matter->arena;
	struct text text = text_new(arena);
	text_add(&text, "%s$ is granted 0x%08x of 0x%08x on %s.", matter->cno_label,
		matter->access.certain & RIGHT_FULL_CONTROL, RIGHT_FULL_CONTROL,
		matter->cms.entry->dn);
	uint32_t missing = RIGHT_FULL_CONTROL & ~matter->access.certain;
	if (missing != 0)
		text_add(&text, "\nMissing: %s.", mask_write(arena, missing, OBJECT_DIRECTORY));
	if (*matter->rights_denied != '\0' && missing == 0)
		text_add(&text, "\nDenied by an ACE for that right alone: %s.",
			matter->rights_denied);
	if (matter->token.extent == TOKEN_PARTIAL)
		text_add(&text, "\nThe groups of %s$ could not be read.", matter->cno_label);
	if (matter->access.guard_ignored)
		text_add(&text,
			"\nThe guard against accidental deletion (deny of Delete and Delete "
			"Subtree) does no harm.");
	if (matter->access.null_dacl)
		text_add(&text, "\nThe object has no access list at all (NULL DACL).");
	else
		add_deciding_aces(matter, &text);
	return text.data;
}

static bool is_denied_somewhere(const struct matter *matter)
{
	for (unsigned bit = 0; bit < 32; bit++) {
		const struct ace *ace = matter->access.decided_by[bit];
		if (ace != NULL && ace_denies(ace))
			return true;
	}
	return *matter->rights_denied != '\0' && access_allows(&matter->access, RIGHT_FULL_CONTROL);
}

static const char *grant_command(const struct matter *matter)
{
	return arena_format(matter->arena, "    dsacls \"%s\" /G \"%s$@%s:GA\"",
		matter->cms.entry->dn, matter->cno_label, matter->domain);
}

static const char *remedy_of(const struct matter *matter)
{
	struct text text = text_new(matter->arena);
	if (is_denied_somewhere(matter))
		text_add(&text,
			"A deny stands in the way and wins over a grant: remove the deny ACE named "
			"above (Security tab, Advanced; an inherited one where it was set; a "
			"deny alone, not all entries of its trustee). Then make sure of the "
			"grant:\n");
	else
		text_add(&text,
			"Grant the standby cluster's account Full Control on the CMS's object:\n");
	text_add(&text, "%s\n", grant_command(matter));
	text_add(&text,
		"Wait until all domain controllers have it, or push it from the one where it was "
		"made, then run this check again:\n"
		"    repadmin /syncall /AdeP");
	return text.data;
}

static struct opinion matter_opinion(const struct matter *matter)
{
	struct arena *arena = matter->arena;
	struct opinion opinion = {
		.subject_id = account_id(arena, &matter->cno, NULL),
		.proof = proof_of(matter),
	};
	const char *both = arena_format(arena, "%s$ on %s", matter->cno_label, matter->cms_label);
	const struct access *access = &matter->access;
	if (!access_may_allow(access, RIGHT_FULL_CONTROL)) {
		opinion.outcome = OUTCOME_FAIL;
		opinion.summary = arena_format(arena,
			"%s lacks Full Control: /RecoverCMS cannot take over the account.", both);
		opinion.remedy = remedy_of(matter);
	} else if (*matter->rights_denied != '\0') {
		opinion.outcome = OUTCOME_FAIL;
		opinion.summary =
			arena_format(arena, "%s has Full Control with a hole: it may not %s.", both,
				matter->rights_denied);
		opinion.remedy = remedy_of(matter);
	} else if (!access_allows(access, RIGHT_FULL_CONTROL) || *matter->rights_in_doubt != '\0') {
		opinion.outcome = OUTCOME_UNKNOWN;
		opinion.summary = arena_format(
			arena, "It cannot be decided whether %s has Full Control.", both);
		opinion.remedy = arena_format(arena,
			"A group membership or a conditional ACE decides, and it cannot be seen "
			"from here. A grant of its own, with no deny before it, settles it:\n%s",
			grant_command(matter));
	} else if (access->null_dacl) {
		opinion.outcome = OUTCOME_WARN;
		opinion.summary = arena_format(arena,
			"%s has Full Control, as has everybody: the object has a NULL DACL.", both);
		opinion.remedy = "Restore the default access list of the object, then grant the "
				 "standby cluster's account Full Control.";
	} else if (matter->other_deny != NULL) {
		struct text hole = text_new(arena);
		add_ace(matter, &hole, matter->other_deny);
		opinion.outcome = OUTCOME_WARN;
		opinion.summary = arena_format(
			arena, "%s has Full Control but for one thing that is denied to it.", both);
		opinion.proof = arena_format(arena, "%s\nDenied:%s", opinion.proof, hole.data);
		opinion.remedy =
			"What is denied is not known to matter for /RecoverCMS. Remove the "
			"deny (Security tab, Advanced) if it has no purpose.";
	} else {
		opinion.outcome = OUTCOME_PASS;
		opinion.summary = arena_format(
			arena, "%s$ has Full Control on %s.", matter->cno_label, matter->cms_label);
	}
	return opinion;
}

static struct opinion full_control_copy(
	const struct examination *examination, const struct directory_visit *visit)
{
	struct matter matter = {
		.arena = examination->arena,
		.cms_label = examination->recovery->cms.label,
		.cno_label = examination->recovery->standby_cluster.label,
		.domain = examination->plan->directory.domain,
	};
	struct opinion opinion;
	if (!matter_read(&matter, visit, &opinion))
		return opinion;
	matter_evaluate(&matter);
	return matter_opinion(&matter);
}

static void run_cno_full_control(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	opinions_judge(examination, recovery->standby_cluster.label, recovery->cms.label,
		full_control_copy);
}

const struct check check_ad_cno_full_control = {
	.id = "ad.cno-full-control",
	.weight = WEIGHT_BLOCKING,
	.question = "Has the standby cluster's account Full Control on the CMS's computer object?",
	.why = "The CMS's object was made for the source cluster. A standby cluster may only read "
	       "it until somebody grants more; then /RecoverCMS stops while it brings the network "
	       "name online: \"Cluster Common Failure Exception\", 0x8007139f, with events 1193, "
	       "1194, 1206 or 1207 of FailoverClustering. Microsoft asks for Full Control.",
	.evidence = "The owner and the DACL of the CMS's object, and the groups of the standby "
		    "cluster's account (tokenGroups), on every directory server that was asked. "
		    "The DACL is evaluated as a domain controller does: in the order of the ACEs, "
		    "with all groups, denies and inherited entries.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object and Read Property on both "
		 "(Authenticated Users have them by default).",
	.remedy =
		"Grant it, and let it replicate to all domain controllers:\n"
		"    dsacls \"DN of the CMS's object\" /G \"CLUSTER$@DOMAIN:GA\"\n"
		"A deny ACE for the cluster or one of its groups has to be removed; only the guard "
		"against accidental deletion does no harm.",
	.run = run_cno_full_control,
};
