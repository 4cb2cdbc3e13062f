/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/applicant.h"

#include "base/text.h"
#include "ldapchk/access_proof.h"

/* The object has no SID that PRINCIPAL SELF could stand for: nobody's, S-1-0-0. */
static const struct sid nobody = { 0, 1, { 0 } };

enum { MAX_LINES = 16 }; /* of ACEs in doubt */

bool applicant_account(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, struct account *account, struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	if (!accounts.found || !accounts.own.has_sid) {
		opinion_cannot_tell(opinion,
			arena_format(arena,
				"Without the account %s$ there is nothing to be checked.",
				name->label),
			arena_format(arena, "%s$ was not found, or its SID not read.", name->label),
			"Check the name in the plan, and see the findings on the accounts "
			"themselves.");
		return opinion_because(arena, opinion,
			accounts.found ? entry_gap(accounts.own.entry, "objectSid") : NULL);
	}
	*account = accounts.own;
	return account_is_named(arena, account, name, opinion);
}

void applicant_open(struct applicant *applicant, const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, const struct account *account,
	const struct descriptor *descriptor)
{
	struct matter *matter = &applicant->matter;
	*matter = (struct matter){
		.arena = examination->arena,
		.cms_label = examination->recovery->cms.label,
		.label = name->label,
		.account = *account,
		.descriptor = *descriptor,
	};
	matter->principals = *matter_principals(examination, visit);
	matter->principals.domain = &matter->account.sid;
	matter->asker = (struct asker){
		.token = account_token(matter->arena, &matter->account),
		.self = &nobody,
		.kind = OBJECT_DIRECTORY,
	};
	hearing_open(matter->arena, &matter->descriptor, &matter->asker, &applicant->hearing);
}

void applicant_ask(struct applicant *applicant, const struct right *right)
{
	applicant->right = right;
	applicant->access = right_ask(right, &applicant->hearing);
}

bool applicant_has(const struct applicant *applicant, uint32_t mask)
{
	const struct question question = { .mask = mask };
	struct access access;
	hearing_ask(&applicant->hearing, &question, &access);
	return access_allows(&access, mask);
}

/* Conditions, types that are not known, groups that nobody could list. */
static void add_doubtful(const struct applicant *applicant, struct text *proof)
{
	size_t count = 0;
	for (size_t i = 0; i < applicant->hearing.count; i++) {
		const struct voice *voice = &applicant->hearing.voice[i];
		if (voice->answer != ANSWER_MAYBE ||
			(voice->mask & applicant->right->way[0].mask) == 0 || count++ >= MAX_LINES)
			continue;
		text_add(proof, "%s", count == 1 ? "\nThese may count or not:" : "");
		matter_add_ace(&applicant->matter, proof, voice->ace);
	}
	if (count > MAX_LINES)
		text_add(proof, "\n- and %zu more", count - MAX_LINES);
}

void applicant_add_proof(const struct applicant *applicant, struct text *proof)
{
	const struct matter *matter = &applicant->matter;
	text_add(proof, "\n%s$, to %s: %s.", matter->label, applicant->right->name,
		right_access_write(matter->arena, &applicant->access));
	if (applicant->access.decided_by != NULL)
		matter_add_ace(matter, proof, applicant->access.decided_by);
	if (applicant->access.granted == ANSWER_MAYBE)
		add_doubtful(applicant, proof);
	if (matter->asker.token.extent == TOKEN_PARTIAL)
		text_add(proof, "\nThe groups of %s$ could not be read.", matter->label);
}
