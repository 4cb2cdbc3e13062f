/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access_request.h"

#include "base/text.h"
#include "ldapchk/access_doubt.h"
#include "ldapchk/access_proof.h"
#include "ldapchk/missing_name.h"

/* The object has no SID, so PRINCIPAL SELF stands for S-1-0-0, which is in no token. */
static const struct sid nobody = { 0, 1, { 0 } };

bool access_request_account(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, struct account *account,
	struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, name->label);
	if (!accounts.found || !accounts.own.has_sid) {
		dc_result_unknown(result,
			arena_format(arena, "This cannot be checked without the account %s$.",
				name->label),
			arena_format(arena, "%s$ was not found, or its SID not read.", name->label),
			"Check the name in the plan. See also the findings on the accounts.");
		if (accounts.found)
			return dc_result_because(
				arena, result, entry_gap(accounts.own.entry, "objectSid"));
		const struct missing_name *missing = missing_account(examination, name->label);
		return dc_result_because_named(
			arena, result, missing == NULL ? NULL : &missing->cause);
	}
	*account = accounts.own;
	return account_is_named(arena, account, name, result);
}

void access_request_open(struct access_request *request, const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, const struct account *account,
	const struct descriptor *descriptor)
{
	struct access_case *access_case = &request->access_case;
	*access_case = (struct access_case){
		.arena = examination->arena,
		.cms_label = examination->recovery->cms.label,
		.label = name->label,
		.account = *account,
		.descriptor = *descriptor,
	};
	access_case->principals = *access_case_principals(examination, visit);
	access_case->principals.domain = &access_case->account.sid;
	access_case_set_requester(access_case, visit, &nobody);
	access_evaluation_open(access_case->arena, &access_case->descriptor,
		&access_case->requester, &request->evaluation);
}

void access_request_ask(struct access_request *request, const struct right *right)
{
	request->right = right;
	request->access = right_ask(right, &request->evaluation);
}

bool access_request_has(const struct access_request *request, uint32_t mask)
{
	const struct question question = { .mask = mask };
	struct access access;
	access_evaluation_ask(&request->evaluation, &question, &access);
	return access_allows(&access, mask);
}

void access_request_add_proof(const struct access_request *request, struct text *proof)
{
	const struct access_case *access_case = &request->access_case;
	text_add(proof, "\n%s$, to %s: %s.", access_case->label, request->right->name,
		right_access_write(access_case->arena, &request->access));
	const struct ace *decided_by = request->access.decided_by;
	struct access_doubts doubts = { 0 };
	access_doubts_ask_right(access_case->arena, &doubts, &request->evaluation, request->right,
		&request->access);
	if (decided_by != NULL && !access_doubts_have(&doubts, decided_by))
		access_case_add_ace(access_case, proof, decided_by);
	access_doubts_add(&doubts, access_case, proof);
	access_case_add_unread(access_case, proof);
}
