/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/check.h"

#include "base/text.h"
#include "ldapchk/matter.h"

enum { MAX_LINES = 16 };

/* What stands in the DACL before an ACE, by its first one; NULL where there is none. */
struct before {
	const struct ace *inherited, *allow; /* the latter explicit */
};

/*
 * The ACE that this one should stand before, or NULL. Explicit ones come first, and among them the
 * denies. Among the inherited ones denies come first on each level, but levels cannot be seen.
 */
static const struct ace *should_precede(const struct before *before, const struct ace *ace)
{
	if ((ace->flags & ACE_INHERITED) != 0)
		return NULL;
	if (before->inherited != NULL)
		return before->inherited;
	return ace->known && ace_denies(ace) ? before->allow : NULL;
}

static void note(struct before *before, const struct ace *ace)
{
	if ((ace->flags & ACE_INHERITED) != 0) {
		if (before->inherited == NULL)
			before->inherited = ace;
	} else if (before->allow == NULL && ace->known && ace_allows(ace)) {
		before->allow = ace;
	}
}

/* The ACEs that stand wrongly, as lines; how many. */
static size_t misplaced(const struct matter *matter, struct text *text)
{
	struct before before = { 0 };
	size_t count = 0;
	for (size_t i = 0; i < matter->descriptor.dacl.count; i++) {
		const struct ace *ace = &matter->descriptor.dacl.ace[i];
		const struct ace *other = should_precede(&before, ace);
		note(&before, ace);
		if (other == NULL || ++count > MAX_LINES)
			continue;
		matter_add_ace(matter, text, ace);
		text_add(text, "; it stands behind ACE %zu, which %s", other->index,
			(other->flags & ACE_INHERITED) != 0 ? "is inherited" : "allows");
	}
	if (count > MAX_LINES)
		text_add(text, "\n- and %zu more", count - MAX_LINES);
	return count;
}

static struct opinion order_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct matter matter;
	struct opinion opinion;
	if (!matter_open(&matter, examination, visit, NULL, &opinion))
		return opinion;
	struct text lines = text_new(arena);
	const size_t count = misplaced(&matter, &lines);
	opinion = (struct opinion){ .subject_id = matter_subject_id(&matter) };
	if (count == 0) {
		opinion.outcome = OUTCOME_PASS;
		opinion.summary =
			arena_format(arena, "The access list of %s is in canonical order.", label);
		opinion.proof =
			arena_format(arena, "%zu ACEs, in order.", matter.descriptor.dacl.count);
		return opinion;
	}
	opinion.outcome = OUTCOME_WARN;
	opinion.summary = arena_format(arena,
		"The access list of %s is not in canonical order: what it grants may change when "
		"somebody edits it.",
		label);
	opinion.proof = arena_format(arena,
		"%zu of %zu ACEs stand wrongly; a domain controller takes them as they stand, and "
		"so did the checks above:%s",
		count, matter.descriptor.dacl.count, lines.data);
	opinion.remedy =
		"An editor of Windows puts the list in order the next time it saves it, and then "
		"another ACE may decide. Do it now: open the Security tab of the object as an "
		"administrator, let it reorder the entries, and run this check again.";
	return opinion;
}

static void run_dacl_order(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, order_copy);
}

const struct check check_ad_dacl_order = {
	.id = "ad.dacl-order",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the access list of the CMS's object in canonical order?",
	.why = "A domain controller takes the ACEs in the order they are stored; the first that "
	       "speaks of a right decides it. Tools that append to the list can leave it out of "
	       "order, and the next editor of Windows that saves it puts it right: a deny moves "
	       "before a grant, and Full Control that worked in the last drill is gone.",
	.evidence = "The DACL of the CMS's object on every directory server that was asked: its "
		    "own ACEs before the inherited ones, and among its own the denies first.",
	.right = "Read Permissions (READ_CONTROL) on the CMS's object (Authenticated Users have it "
		 "by default).",
	.remedy = "Open the Security tab of the object (Active Directory Users and Computers), let "
		  "it reorder the entries, and check again what is granted then.",
	.run = run_dacl_order,
};

/* Evidence of version 1.0 was collected without adminCount: its absence says nothing there. */
static enum answer is_stamped(const struct matter *matter, const struct directory_visit *visit)
{
	if (matter->cms.admin_count == ANSWER_NO && visit->directory_service == NULL)
		return ANSWER_MAYBE;
	return matter->cms.admin_count;
}

static void say_protected(struct arena *arena, const char *label, struct opinion *opinion)
{
	opinion->outcome = OUTCOME_WARN;
	opinion->summary = arena_format(
		arena, "The access list of %s takes no inherited entries: it is protected.", label);
	opinion->remedy =
		"A grant on the organizational unit never arrives: grant on the object itself, or "
		"let it inherit again (Security tab, Advanced).";
}

static void say_stamped(
	struct arena *arena, const char *label, bool is_protected, struct opinion *opinion)
{
	opinion->outcome = OUTCOME_WARN;
	if (is_protected) {
		opinion->summary = arena_format(arena,
			"The access list of %s is AdminSDHolder's: while it is in a protected "
			"group, it is overwritten about every 60 minutes.",
			label);
		opinion->remedy =
			"A grant made by hand is undone. Take the account out of the protected "
			"groups (it may be in one through others, and may have left it already), "
			"clear adminCount, let the object inherit again, then grant.";
	} else {
		opinion->summary = arena_format(arena,
			"adminCount is set on %s: it is or was a member of a protected group.",
			label);
		opinion->remedy =
			"It may be left over from an earlier membership. If it is in a protected "
			"group now, AdminSDHolder will overwrite its access list: take it out. "
			"Then clear adminCount.";
	}
}

static struct opinion protected_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	struct matter matter;
	struct opinion opinion;
	if (!matter_open(&matter, examination, visit, NULL, &opinion))
		return opinion;
	const bool is_protected = (matter.descriptor.control & CONTROL_DACL_PROTECTED) != 0;
	const enum answer stamped = is_stamped(&matter, visit);
	opinion = (struct opinion){ .subject_id = matter_subject_id(&matter) };
	opinion.proof = arena_format(arena, "control 0x%04x: %s; adminCount %s.",
		matter.descriptor.control, is_protected ? "DACL protected" : "DACL not protected",
		stamped == ANSWER_YES  ? "is set"
		: stamped == ANSWER_NO ? "is not set"
				       : "could not be read");
	if (stamped == ANSWER_YES) {
		say_stamped(arena, label, is_protected, &opinion);
	} else if (is_protected) {
		say_protected(arena, label, &opinion);
	} else if (stamped == ANSWER_MAYBE) {
		opinion.outcome = OUTCOME_UNKNOWN;
		opinion.summary = arena_format(
			arena, "It cannot be seen whether adminCount is set on %s.", label);
		opinion_because(arena, &opinion, entry_gap(matter.cms.entry, "adminCount"));
		opinion.remedy = "Collect evidence anew with this program, with an account that "
				 "has Read Property on the object.";
	} else {
		opinion.outcome = OUTCOME_PASS;
		opinion.summary =
			arena_format(arena, "The access list of %s inherits, and stays.", label);
	}
	return opinion;
}

static void run_dacl_protected(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, protected_copy);
}

const struct check check_ad_dacl_protected = {
	.id = "ad.dacl-protected",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Will a grant on the CMS's object arrive, and stay?",
	.why = "An access list that is protected takes no entries from the organizational unit, so "
	       "a grant made there never arrives. The lists of members of protected groups, "
	       "Domain Admins for one, are overwritten about every 60 minutes from AdminSDHolder: "
	       "a grant made by hand works in the afternoon and is gone in the evening.",
	.evidence = "The bit DACL protected (0x1000) of the CMS's descriptor, and its adminCount, "
		    "on every directory server that was asked. Both: it is in a protected group. "
		    "adminCount alone may be left over from an earlier membership.",
	.right = "Read Permissions (READ_CONTROL) and Read Property on the CMS's object "
		 "(Authenticated Users have them by default).",
	.remedy = "Protected: grant on the object itself, or let it inherit. In a protected group: "
		  "take it out, clear adminCount, let it inherit, then grant.",
	.run = run_dacl_protected,
};
