/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "base/text.h"
#include "ldapchk/access_case.h"

enum { MAX_LINES = 16 };

/* The first ACE of each kind so far in the DACL; NULL: none yet. */
struct first_aces {
	const struct ace *inherited, *allow; /* allow: explicit */
};

/*
 * The earlier ACE that this one should precede, or NULL. Explicit ACEs come first, and among them
 * the denies. Among inherited ACEs denies come first on each level, but the levels are not known.
 */
static const struct ace *should_precede(const struct first_aces *first_aces, const struct ace *ace)
{
	if ((ace->flags & ACE_INHERITED) != 0)
		return NULL;
	if (first_aces->inherited != NULL)
		return first_aces->inherited;
	return ace->known && ace_denies(ace) ? first_aces->allow : NULL;
}

static void remember_first(struct first_aces *first_aces, const struct ace *ace)
{
	if ((ace->flags & ACE_INHERITED) != 0) {
		if (first_aces->inherited == NULL)
			first_aces->inherited = ace;
	} else if (first_aces->allow == NULL && ace->known && ace_allows(ace)) {
		first_aces->allow = ace;
	}
}

/* Adds a line for each ACE that is out of order; returns how many. */
static size_t list_out_of_order(const struct access_case *access_case, struct text *text)
{
	struct first_aces first_aces = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < access_case->descriptor.dacl.count; i++) {
		const struct ace *ace = &access_case->descriptor.dacl.ace[i];
		const struct ace *other = should_precede(&first_aces, ace);
		remember_first(&first_aces, ace);
		if (other == NULL || ++count > MAX_LINES)
			continue;
		access_case_add_ace(access_case, text, ace);
		text_add(text, "; it follows ACE %zu, which %s", other->index,
			(other->flags & ACE_INHERITED) != 0 ? "is inherited" : "allows");
	}
	if (count > MAX_LINES)
		text_add(text, "\n- and %zu more", count - MAX_LINES);
	return count;
}

static struct dc_result order_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct access_case access_case;
	struct dc_result result;
	if (!access_case_open(&access_case, examination, visit, NULL, &result))
		return result;
	struct text lines = text_new(arena);
	const size_t count = list_out_of_order(&access_case, &lines);
	result = (struct dc_result){ .subject_id = access_case_subject_id(&access_case),
		.object = access_case.cms.entry,
		.attribute = replica_attribute(REPLICATED_DESCRIPTOR) };
	if (count == 0) {
		result.outcome = OUTCOME_PASS;
		result.summary =
			arena_format(arena, "The access list of %s is in canonical order.", label);
		result.proof = arena_format(
			arena, "%zu ACEs, in order.", access_case.descriptor.dacl.count);
		return result;
	}
	result.outcome = OUTCOME_WARN;
	result.summary = arena_format(arena,
		"The access list of %s is not in canonical order: "
		"an edit may change what it grants.",
		label);
	result.proof = arena_format(arena,
		"%zu of %zu ACEs are out of order. A domain controller evaluates them "
		"in the stored order, and so did the checks above:%s",
		count, access_case.descriptor.dacl.count, lines.data);
	fixes_add(arena, &result.fixes,
		(struct fix){ .action = FIX_REORDER_DACL, .object = access_case.cms.entry->dn });
	result.remedy = "Windows tools reorder the list when they next save it. "
			"Then another ACE may decide. Do it now: "
			"open the Security tab of the object as an administrator, "
			"let it reorder the entries, and run this check again.";
	return result;
}

static void run_dacl_order(const struct examination *examination)
{
	dc_results_judge(examination, SUBJECT_CMS, &examination->recovery->cms, NULL, order_copy);
}

const struct check check_ad_dacl_order = {
	.id = "ad.dacl-order",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the access list of the CMS's object in canonical order?",
	.rule = "The access control list of the CMS's object is in canonical order. Otherwise "
		"an editor of Windows will reorder it, and what it grants may change: warn.",
	.why = "A domain controller evaluates the ACEs in the order in which they are stored. "
	       "The first one about a right decides it. "
	       "Tools that append to the list can leave it out of order. "
	       "The next Windows tool that saves the list reorders it: "
	       "a deny moves before a grant, and Full Control that worked in the last drill "
	       "is gone.",
	.evidence = "The DACL of the CMS's object on every directory server that was asked. "
		    "Canonical order: explicit ACEs before inherited ones, "
		    "and among the explicit ones the denies first.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object (Authenticated Users have "
		 "it by default).",
	.remedy = "Open the Security tab of the object (Active Directory Users and Computers) "
		  "and let it reorder the entries. Then check again what is granted.",
	.run = run_dacl_order,
};

/* Evidence of version 1.0 was collected without adminCount: that it is missing proves nothing. */
static enum answer has_admin_count(
	const struct access_case *access_case, const struct directory_visit *visit)
{
	if (access_case->cms.admin_count == ANSWER_NO && visit->directory_service == NULL)
		return ANSWER_MAYBE;
	return access_case->cms.admin_count;
}

static void report_protected(struct arena *arena, const char *label, struct dc_result *result)
{
	result->outcome = OUTCOME_WARN;
	result->summary = arena_format(
		arena, "The access list of %s is protected: it does not inherit.", label);
	result->remedy =
		"A grant on the organizational unit does not reach it. "
		"Grant on the object itself, or let the object inherit again (Security tab, "
		"Advanced).";
}

static void report_admin_count(
	struct arena *arena, const char *label, bool is_protected, struct dc_result *result)
{
	result->outcome = OUTCOME_WARN;
	if (is_protected) {
		result->summary = arena_format(arena,
			"The access list of %s comes from AdminSDHolder: "
			"it is overwritten about every 60 minutes while the account is "
			"in a protected group.",
			label);
		result->remedy =
			"A grant made by hand is undone. Remove the account "
			"from the protected groups (it may be a member through other groups, "
			"or may have left already). Clear adminCount, "
			"let the object inherit again, then grant.";
	} else {
		result->summary = arena_format(arena,
			"adminCount is set on %s: it is or was a member of a protected group.",
			label);
		result->remedy =
			"adminCount may be left over from an earlier membership. "
			"If the account is in a protected group now, "
			"AdminSDHolder will overwrite its access list: remove it from the group. "
			"Then clear adminCount.";
	}
}

static struct dc_result protected_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct access_case access_case;
	struct dc_result result;
	if (!access_case_open(&access_case, examination, visit, NULL, &result))
		return result;
	const bool is_protected = (access_case.descriptor.control & CONTROL_DACL_PROTECTED) != 0;
	const enum answer admin_count_set = has_admin_count(&access_case, visit);
	result = (struct dc_result){ .subject_id = access_case_subject_id(&access_case) };
	result.proof = arena_format(arena, "control 0x%04x: %s; adminCount %s.",
		access_case.descriptor.control,
		is_protected ? "DACL protected" : "DACL not protected",
		admin_count_set == ANSWER_YES  ? "is set"
		: admin_count_set == ANSWER_NO ? "is not set"
					       : "could not be read");
	if (admin_count_set == ANSWER_YES) {
		report_admin_count(arena, label, is_protected, &result);
	} else if (is_protected) {
		report_protected(arena, label, &result);
	} else if (admin_count_set == ANSWER_MAYBE) {
		result.outcome = OUTCOME_UNKNOWN;
		result.summary = arena_format(
			arena, "It is not known whether adminCount is set on %s.", label);
		dc_result_because(arena, &result, entry_gap(access_case.cms.entry, "adminCount"));
		result.remedy = "Collect the evidence again with this program, "
				"with an account that has Read Property on the object.";
	} else {
		result.outcome = OUTCOME_PASS;
		result.summary =
			arena_format(arena, "%s inherits, and will not be overwritten.", label);
	}
	result.object = access_case.cms.entry;
	result.attribute = replica_attribute(REPLICATED_DESCRIPTOR);
	return result;
}

static void run_dacl_protected(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, protected_copy);
}

const struct check check_ad_dacl_protected = {
	.id = "ad.dacl-protected",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Will a grant on the CMS's object take effect, and last?",
	.rule = "The access control list of the CMS's object inherits, and AdminSDHolder does "
		"not overwrite it; otherwise: warn.",
	.why = "A protected access list does not inherit from the organizational unit, "
	       "so a grant made there has no effect. "
	       "The lists of members of protected groups, such as Domain Admins, "
	       "are overwritten about every 60 minutes from AdminSDHolder: "
	       "a grant made by hand works in the afternoon and is gone in the evening.",
	.evidence = "The bit \"DACL protected\" (0x1000) "
		    "of the CMS's descriptor and its adminCount, "
		    "on every directory server that was asked. "
		    "If both are set, the account is in a protected group. "
		    "adminCount alone may be left over from an earlier membership.",
	.right = "Read Permissions (READ_CONTROL) and Read Property on the CMS's object "
		 "(Authenticated Users have them by default).",
	.remedy = "Protected: grant on the object itself, or let it inherit. "
		  "In a protected group: remove it from the group, clear adminCount, "
		  "let it inherit, then grant.",
	.run = run_dacl_protected,
};
