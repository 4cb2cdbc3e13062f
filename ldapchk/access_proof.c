/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access_proof.h"

#include "base/text.h"
#include "ldapchk/access_doubt.h"
#include "ldapchk/membership.h"

enum { MAX_LINES = 16 }; /* of ACEs that decided nothing, per heading */

const char *right_access_write(struct arena *arena, const struct right_access *access)
{
	const struct ace *ace = access->decided_by, *doubted_by = access->doubted_by;
	if (access->granted == ANSWER_MAYBE)
		return doubted_by == NULL ? "in doubt"
					  : arena_format(arena, "in doubt because of ACE %zu",
						    doubted_by->index);
	if (access->granted == ANSWER_YES)
		return ace == NULL ? "granted"
				   : arena_format(arena, "granted by ACE %zu", ace->index);
	if (access->is_unsure)
		return arena_format(
			arena, "not granted, and ACE %zu may deny it as well", ace->index);
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

/* Those that are in doubt are listed below them. */
static void add_deciding(const struct access_case *access_case, const struct assessment *assessment,
	const struct access_doubts *doubts, struct text *text)
{
	const struct acl *dacl = &access_case->descriptor.dacl;
	bool any = false;
	for (size_t i = 0; i < dacl->count; i++) {
		if (!has_decided(assessment, &dacl->ace[i]) ||
			access_doubts_have(doubts, &dacl->ace[i]))
			continue;
		text_add(text, "%s", any ? "" : "\nDecided by:");
		access_case_add_ace(access_case, text, &dacl->ace[i]);
		any = true;
	}
	if (!any && doubts->count == 0)
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

/* What leaves the level or a right in doubt. */
static struct access_doubts doubts_of(
	const struct access_case *access_case, const struct assessment *assessment)
{
	struct arena *arena = access_case->arena;
	const struct access *guarded = &assessment->guarded;
	const struct question doubtful_bits = {
		.mask = guarded->possible & ~guarded->certain,
		.ignore_deletion_guard = true,
	};
	struct access_evaluation evaluation;
	struct access_doubts doubts = { 0 };
	access_evaluation_open(
		arena, &access_case->descriptor, &access_case->requester, &evaluation);
	if (assessment->level != assessment->possible)
		access_doubts_ask(arena, &doubts, &evaluation, &doubtful_bits);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++)
		access_doubts_ask_right(
			arena, &doubts, &evaluation, &cms_rights[i], &assessment->right[i]);
	return doubts;
}

const char *access_proof_remedy(const struct access_case *access_case,
	const struct assessment *assessment, const char *grant_command)
{
	const struct access_doubts doubts = doubts_of(access_case, assessment);
	return access_doubts_remedy(&doubts, access_case->arena, grant_command);
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
	const struct access_doubts doubts = doubts_of(access_case, assessment);
	add_deciding(access_case, assessment, &doubts, &text);
	access_doubts_add(&doubts, access_case, &text);
	add_orphans(access_case, &text);
	access_case_add_unread(access_case, &text);
	if (access->guard_ignored)
		text_add(&text, "\nThe guard against accidental deletion "
				"(deny of Delete and Delete Subtree) does no harm.");
	add_group_note(access_case, assessment, &text);
	return text.data;
}
