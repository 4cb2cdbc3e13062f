/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/account_state.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "ldapchk/absence.h"
#include "ldapchk/dn.h"
#include "model/remedy.h"

static const char *describe(const struct examination *examination,
	const struct directory_visit *visit, const struct account *account)
{
	struct arena *arena = examination->arena;
	const struct refusal refusal =
		refusal_of(arena, account, visit, examination->evidence->run.ended);
	const char *state = refusal.words != NULL     ? refusal.words
			    : refusal.unknown != NULL ? refusal.unknown
						      : "is enabled";
	return arena_format(arena, "%s, account %s, SID %s, %s%s%s%s%s", account->entry->dn,
		account->sam == NULL ? "(no sAMAccountName)" : account->sam,
		account_id(arena, account, "(not readable)"), state,
		refusal.remark == NULL ? "" : ", ", refusal.remark == NULL ? "" : refusal.remark,
		refusal.note == NULL ? "" : ", ", refusal.note == NULL ? "" : refusal.note);
}

static const char *describe_all(const struct examination *examination,
	const struct directory_visit *visit, const struct accounts *accounts)
{
	struct text text = text_new(examination->arena);
	if (accounts->found)
		text_add(&text, "%s", describe(examination, visit, &accounts->own));
	for (size_t i = 0; i < accounts->other_count && i < LIMIT_LINES; i++)
		text_add(&text, "%s%s", text.length == 0 ? "" : "\nand ",
			describe(examination, visit, &accounts->other[i]));
	if (accounts->other_count > LIMIT_LINES)
		text_add(&text, "\nand %zu more", accounts->other_count - LIMIT_LINES);
	if (text.length == 0)
		text_add(&text, "the search found no computer object of this name");
	return text.data;
}

/* An object of the right name whose sAMAccountName is not readable may be the wanted account. */
static const struct account *account_with_hidden_name(const struct accounts *accounts)
{
	for (size_t i = 0; i < accounts->other_count; i++) {
		if (accounts->other[i].sam == NULL)
			return &accounts->other[i];
	}
	return NULL;
}

/* Each domain has an account name once; only a conflict can leave two (MS-SAMR 3.1.1.6). */
static bool account_is_twice(const struct accounts *accounts, const char *label)
{
	bool twice = false;
	for (size_t i = 0; i < accounts->other_count; i++)
		twice = twice || entry_is_account(accounts->other[i].entry, label);
	return accounts->found && twice;
}

static enum account_state unknown(
	struct arena *arena, struct dc_result *result, const struct gap *gap, const char *summary)
{
	dc_result_because(arena, result, gap);
	result->summary = summary;
	return ACCOUNT_UNKNOWN;
}

/* The only place that says that an account is missing. */
static enum account_state state_of(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, struct account_status *status)
{
	struct arena *arena = examination->arena;
	const struct accounts *accounts = &status->accounts;
	struct dc_result *result = &status->result;
	const char *label = name->label;
	const struct account *hidden = account_with_hidden_name(accounts);
	if (!accounts->found && hidden == NULL) {
		if (!absence_proven(examination, visit, name, result))
			return ACCOUNT_UNKNOWN;
		result->proof = arena_format(arena,
			"%s, and the account that asks may list every container", result->proof);
		return ACCOUNT_MISSING;
	}
	if (hidden != NULL)
		return unknown(arena, result, entry_gap(hidden->entry, "sAMAccountName"),
			arena_format(arena,
				"It is not known whether an object named %s is the account %s$.",
				label, label));
	if (account_is_twice(accounts, label))
		return ACCOUNT_TWICE;
	const char *proof = result->proof;
	if (!account_is_named(arena, &accounts->own, name, result)) {
		dc_result_because(arena, result, entry_gap(accounts->own.entry, "dNSHostName"));
		result->proof = proof;
		return ACCOUNT_UNKNOWN;
	}
	if (status->refusal.words != NULL)
		return ACCOUNT_OFF;
	if (status->refusal.unknown == NULL)
		return ACCOUNT_ON;
	return unknown(arena, result, status->refusal.gap,
		arena_format(arena, "It is not known whether %s$ may log on: %s.", label,
			status->refusal.unknown));
}

struct account_status account_status_of(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name)
{
	struct arena *arena = examination->arena;
	struct account_status status = { .accounts = accounts_meant_by(arena, visit, name) };
	const struct accounts *accounts = &status.accounts;
	status.result = (struct dc_result){
		.outcome = OUTCOME_UNKNOWN,
		.proof = describe_all(examination, visit, accounts),
		.remedy = "Give the account that runs this check Read Property on the object, "
			  "then run the check again.",
	};
	if (accounts->found) {
		status.result.subject_id = account_id(arena, &accounts->own, NULL);
		status.result.object = accounts->own.entry;
		status.result.attribute = replica_attribute(REPLICATED_ACCOUNT_CONTROL);
		status.refusal =
			refusal_of(arena, &accounts->own, visit, examination->evidence->run.ended);
	}
	status.state = state_of(examination, visit, name, &status);
	return status;
}

static bool is_left_over(const struct account *account)
{
	static const char renamed[] = "$DUPLICATE-";
	return entry_is_renamed(account->entry) ||
	       (account->sam != NULL &&
		       strncasecmp(account->sam, renamed, sizeof renamed - 1) == 0);
}

bool account_is_unusual(struct arena *arena, const struct account_status *status,
	const struct name *name, const char **summary, const char **remedy, struct fixes *fixes)
{
	const struct accounts *accounts = &status->accounts;
	struct text said = text_new(arena), how = text_new(arena);
	if (status->refusal.remark != NULL) {
		text_add(&said, "%s$ %s.", name->label, status->refusal.remark);
		text_add(&how,
			"Make %s$ like other computer accounts: "
			"userAccountControl 4096, no logonHours, no userWorkstations.",
			name->label);
	}
	if (accounts->other_count > 0)
		text_add(&said, "%s%zu other object%s the name %s.", said.length == 0 ? "" : " ",
			accounts->other_count, accounts->other_count == 1 ? " has" : "s have",
			name->label);
	for (size_t i = 0; i < accounts->other_count && i < LIMIT_LINES; i++) {
		const struct account *other = &accounts->other[i];
		remedy_add(&how,
			"%s%s of the account %s. If no machine uses that, remove it:\n"
			"    dsrm \"%s\"",
			how.length == 0 ? "" : "\n",
			is_left_over(other) ? "A replication conflict left an object"
					    : "There is an object",
			other->sam, other->entry->dn);
		fixes_add(arena, fixes,
			(struct fix){ .action = FIX_DELETE_OBJECT, .object = other->entry->dn });
	}
	*summary = said.data;
	*remedy = how.data;
	return said.length > 0;
}
