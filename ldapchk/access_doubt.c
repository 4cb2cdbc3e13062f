/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access_doubt.h"

#include "base/text.h"

enum { MAX_LINES = 16 };

/* Inserts it at its place, unless it is there. */
static void insert(struct arena *arena, struct access_doubts *doubts, struct doubtful_ace doubtful)
{
	size_t at = doubts->count;
	while (at > 0 && doubts->item[at - 1].ace->index > doubtful.ace->index)
		at--;
	if (at > 0 && doubts->item[at - 1].ace == doubtful.ace)
		return;
	doubts->item = arena_more(arena, doubts->item, doubts->count, sizeof *doubts->item);
	for (size_t i = doubts->count++; i > at; i--)
		doubts->item[i] = doubts->item[i - 1];
	doubts->item[at] = doubtful;
	doubts->denies = doubts->denies || !doubtful.ace->known || ace_denies(doubtful.ace);
}

void access_doubts_ask(struct arena *arena, struct access_doubts *doubts,
	const struct access_evaluation *evaluation, const struct question *question)
{
	const size_t most = evaluation->count;
	struct doubtful_ace *found = arena_alloc(arena, most * sizeof *found);
	const size_t count = access_evaluation_doubts(evaluation, question, found, most);
	for (size_t i = 0; i < count; i++)
		insert(arena, doubts, found[i]);
}

void access_doubts_ask_right(struct arena *arena, struct access_doubts *doubts,
	const struct access_evaluation *evaluation, const struct right *right,
	const struct right_access *access)
{
	if (access->granted != ANSWER_MAYBE)
		return;
	for (size_t i = 0; i < RIGHT_WAYS_MAX && right->way[i].mask != 0; i++) {
		const struct question question = right_way_question(&right->way[i]);
		access_doubts_ask(arena, doubts, evaluation, &question);
	}
}

bool access_doubts_have(const struct access_doubts *doubts, const struct ace *ace)
{
	for (size_t i = 0; i < doubts->count; i++) {
		if (doubts->item[i].ace == ace)
			return true;
	}
	return false;
}

void access_doubts_add(const struct access_doubts *doubts, const struct access_case *access_case,
	struct text *text)
{
	if (doubts->count > 0)
		text_add(text, "\nThese ACEs may count or not:");
	for (size_t i = 0; i < doubts->count && i < MAX_LINES; i++) {
		access_case_add_ace(access_case, text, doubts->item[i].ace);
		/* About a trustee the line itself says how it may come into the token. */
		if (doubts->item[i].doubt != DOUBT_TRUSTEE)
			text_add(text, "; in doubt: %s", doubt_reason(doubts->item[i].doubt));
	}
	if (doubts->count > MAX_LINES)
		text_add(text, "\n- and %zu more", doubts->count - MAX_LINES);
}

const char *access_doubts_remedy(
	const struct access_doubts *doubts, struct arena *arena, const char *grant_command)
{
	if (doubts->denies)
		return arena_format(arena,
			"A deny ACE that may count takes precedence over a grant. Remove it "
			"(Security tab, Advanced; an inherited one on the object where it was set), "
			"but not all entries of its trustee. "
			"Then make sure that this grant exists:\n%s",
			grant_command);
	return arena_format(arena,
		"It depends on a group membership, a conditional ACE or something else that "
		"cannot be read from here. A direct grant, with no deny ACE before it, "
		"settles it:\n%s",
		grant_command);
}
