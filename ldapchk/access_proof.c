/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access_proof.h"

#include "base/text.h"
#include "ldapchk/membership.h"

enum { MAX_LINES = 16 }; /* of ACEs that decided nothing, per heading */

const char *right_access_write(struct arena *arena, const struct right_access *access)
{
	const struct ace *ace = access->decided_by;
	if (access->granted == ANSWER_MAYBE)
		return ace == NULL ? "in doubt"
				   : arena_format(arena, "in doubt because of ACE %zu", ace->index);
	if (access->granted == ANSWER_YES)
		return ace == NULL ? "granted"
				   : arena_format(arena, "granted by ACE %zu", ace->index);
	return ace == NULL ? "not granted" : arena_format(arena, "denied by ACE %zu", ace->index);
}

/* Whether the ACE decided a bit of Full Control or one of the rights. */
static bool has_decided(const struct assessment *assessment, const struct ace *ace)
{
	for (unsigned bit = 0; bit < 32; bit++) {
		if (access_decided_by(&assessment->guarded, bit) == ace)
			return true;
	}
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		if (assessment->right[i].decided_by == ace)
			return true;
	}
	return false;
}

static void add_deciding(const struct access_case *access_case, const struct assessment *assessment,
	struct text *text)
{
	const struct acl *dacl = &access_case->descriptor.dacl;
	bool any = false;
	for (size_t i = 0; i < dacl->count; i++) {
		if (!has_decided(assessment, &dacl->ace[i]))
			continue;
		text_add(text, "%s", any ? "" : "\nDecided by:");
		access_case_add_ace(access_case, text, &dacl->ace[i]);
		any = true;
	}
	if (!any)
		text_add(text, "\nNo ACE of the DACL grants or denies any of this to %s$.",
			access_case->label);
}

/* At most MAX_LINES ACEs below a heading; the others are counted. */
struct lines {
	const struct access_case *access_case;
	struct text *text;
	const char *heading;
	size_t count;
};

static void lines_add(struct lines *lines, const struct ace *ace)
{
	if (lines->count++ == 0)
		text_add(lines->text, "\n%s:", lines->heading);
	if (lines->count <= MAX_LINES)
		access_case_add_ace(lines->access_case, lines->text, ace);
}

static void lines_end(const struct lines *lines)
{
	if (lines->count > MAX_LINES)
		text_add(lines->text, "\n- and %zu more", lines->count - MAX_LINES);
}

/* ACEs with a condition, of an unknown type, or for a group that may or may not be in the token. */
static void add_doubtful(const struct access_case *access_case, const struct assessment *assessment,
	struct text *text)
{
	if (assessment->level == assessment->possible)
		return;
	struct access_evaluation evaluation;
	access_evaluation_open(
		access_case->arena, &access_case->descriptor, &access_case->requester, &evaluation);
	struct lines lines = { access_case, text, "These ACEs may count or not", 0 };
	for (size_t i = 0; i < evaluation.count; i++) {
		if (evaluation.applicable[i].answer == ANSWER_MAYBE)
			lines_add(&lines, evaluation.applicable[i].ace);
	}
	lines_end(&lines);
}

/* An account that was deleted and created again has a new SID: its old grants are orphaned. */
static void add_orphans(const struct access_case *access_case, struct text *text)
{
	const struct acl *dacl = &access_case->descriptor.dacl;
	struct lines lines = { access_case, text, "ACEs with an orphaned trustee", 0 };
	for (size_t i = 0; i < dacl->count && lines.count <= MAX_LINES; i++) {
		const struct ace *ace = &dacl->ace[i];
		const struct sid trustee = ace_trustee(ace);
		if (ace->known && (ace->flags & ACE_INHERITED) == 0 &&
			principal_find(&access_case->principals, &trustee).kind ==
				PRINCIPAL_ORPHANED)
			lines_add(&lines, ace);
	}
	lines_end(&lines);
}

static void add_rights(struct arena *arena, const struct assessment *assessment, struct text *text)
{
	text_add(text, "\nRights that /RecoverCMS uses:");
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++)
		text_add(text, "\n- %s: %s", cms_rights[i].name,
			right_access_write(arena, &assessment->right[i]));
}

static void add_masks(
	const struct access_case *access_case, const struct access *access, struct text *text)
{
	struct arena *arena = access_case->arena;
	const uint32_t missing = RIGHT_FULL_CONTROL & ~access->possible;
	const uint32_t doubtful = RIGHT_FULL_CONTROL & access->possible & ~access->certain;
	if (missing != 0)
		text_add(text, "\nMissing: %s.", mask_write(arena, missing, OBJECT_DIRECTORY));
	if (doubtful != 0)
		text_add(text, "\nIn doubt: %s.", mask_write(arena, doubtful, OBJECT_DIRECTORY));
	if (access->by_owner != 0)
		text_add(text, "\nOnly because %s$ owns the object: %s.", access_case->label,
			mask_write(arena, access->by_owner, OBJECT_DIRECTORY));
}

/* Rights from a group end with the membership, and start only with the next Kerberos ticket. */
static void add_group_note(const struct access_case *access_case,
	const struct assessment *assessment, struct text *text)
{
	struct requester alone = access_case->requester;
	struct assessment without;
	alone.token = account_token_alone(access_case->arena, &access_case->account);
	assess(access_case->arena, &access_case->descriptor, &alone, &without);
	if (without.level < assessment->level)
		text_add(text, "\nThis depends on a group: "
			       "a new membership takes effect with a new Kerberos ticket.");
}

char *access_proof_write(const struct access_case *access_case, const struct assessment *assessment)
{
	const struct access *access = &assessment->guarded;
	struct text text = text_new(access_case->arena);
	text_add(&text, "%s$ is granted 0x%08x of 0x%08x on %s: %s.", access_case->label,
		access->certain & RIGHT_FULL_CONTROL, RIGHT_FULL_CONTROL,
		access_case->cms.entry->dn, access_level_name(assessment->level));
	if (access->null_dacl) {
		text_add(&text, "\nThe object has a NULL DACL: everybody has every right.");
		return text.data;
	}
	add_masks(access_case, access, &text);
	add_rights(access_case->arena, assessment, &text);
	add_deciding(access_case, assessment, &text);
	add_doubtful(access_case, assessment, &text);
	add_orphans(access_case, &text);
	if (access_case->requester.token.extent == TOKEN_PARTIAL)
		text_add(&text, "\nThe groups of %s$ could not be read.", access_case->label);
	if (access->guard_ignored)
		text_add(&text, "\nThe guard against accidental deletion "
				"(deny of Delete and Delete Subtree) does no harm.");
	add_group_note(access_case, assessment, &text);
	return text.data;
}
