/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access_case.h"

#include "base/text.h"
#include "ldapchk/dn.h"
#include "ldapchk/entry_descriptor.h"
#include "ldapchk/everybody_groups.h"
#include "ldapchk/heuristics.h"
#include "ldapchk/membership.h"
#include "ldapchk/missing_name.h"
#include "model/remedy.h"
#include "security/ace_describe.h"

const char *access_case_subject_id(const struct access_case *access_case)
{
	const struct account *account =
		access_case->label == NULL ? &access_case->cms : &access_case->account;
	return account->entry == NULL ? NULL : account_id(access_case->arena, account, NULL);
}

static bool find_accounts(struct access_case *access_case, const struct examination *examination,
	const struct directory_visit *visit, struct dc_result *result)
{
	struct arena *arena = access_case->arena;
	const struct accounts cms = accounts_named(arena, visit, access_case->cms_label);
	if (cms.found)
		access_case->cms = cms.own;
	const char *missing = cms.found ? NULL : access_case->cms_label;
	const struct gap *gap = NULL;
	if (access_case->label != NULL) {
		const struct accounts account = accounts_named(arena, visit, access_case->label);
		if (account.found)
			access_case->account = account.own;
		if (missing == NULL && (!account.found || !account.own.has_sid)) {
			missing = access_case->label;
			gap = account.found ? entry_gap(account.own.entry, "objectSid") : NULL;
		}
	}
	if (missing == NULL)
		return true;
	result->subject_id = access_case_subject_id(access_case);
	dc_result_unknown(result,
		arena_format(arena, "This cannot be checked without the account %s$.", missing),
		arena_format(arena, "%s$ was not found, or its SID not read.", missing),
		"Check the name in the plan. See also the findings on the accounts.");
	const struct missing_name *name = missing_account(examination, missing);
	return name == NULL ? dc_result_because(arena, result, gap)
			    : dc_result_because_named(arena, result, &name->cause);
}

bool object_descriptor(const struct examination *examination, const struct entry *object,
	const char *what, struct descriptor *descriptor, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const struct attribute *sd = entry_attribute(object, "nTSecurityDescriptor");
	const struct entry_descriptor *read = entry_descriptor(examination, object);
	if (read == NULL) {
		dc_result_unknown(result,
			arena_format(
				arena, "The security descriptor of %s could not be read.", what),
			arena_format(arena, "%s (%s)",
				sd != NULL && gap_is(&sd->gap)
					? sd->gap.text
					: "The server did not return nTSecurityDescriptor",
				object->dn),
			remedy_format(arena,
				"Give the account that runs this check Read Permissions:\n"
				"    dsacls \"%s\" /G \"ACCOUNT:RC\"",
				object->dn));
		return dc_result_because(arena, result, sd == NULL ? NULL : &sd->gap);
	}
	*descriptor = read->descriptor;
	if (read->fault == NULL && descriptor->dacl.state != ACL_ABSENT)
		return true;
	return dc_result_unknown(result,
		arena_format(
			arena, "The security descriptor of %s cannot be evaluated.", object->dn),
		read->fault != NULL ? read->fault : "The server returned it without a DACL.",
		"Check the object's Security tab. If it is in order, report the evidence file.");
}

static const void *visit_principals(struct arena *arena, const void *visit)
{
	struct principals *principals = arena_alloc(arena, sizeof *principals);
	principals_open(arena, visit, NULL, principals);
	return principals;
}

const struct principals *access_case_principals(
	const struct examination *examination, const struct directory_visit *visit)
{
	return memo_of(examination->memo, examination->arena, visit_principals, visit);
}

void access_case_set_requester(struct access_case *access_case, const struct directory_visit *visit,
	const struct sid *self)
{
	struct arena *arena = access_case->arena;
	const struct everybody_groups groups = everybody_groups_of(arena, visit);
	struct token token = account_token(arena, &access_case->account);
	access_case->groups_unread = token.extent == TOKEN_PARTIAL;
	access_case->everybody_gap = groups.gap;
	if (groups.gap != NULL)
		token.extent = TOKEN_PARTIAL;
	access_case->requester = (struct requester){
		.token = token,
		.perhaps = groups.sid,
		.perhaps_count = groups.count,
		.self = self,
		.kind = OBJECT_DIRECTORY,
		.owner_blocked = directory_owner_blocked(visit, &token),
	};
}

bool access_case_open(struct access_case *access_case, const struct examination *examination,
	const struct directory_visit *visit, const char *label, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	*access_case = (struct access_case){
		.arena = arena,
		.cms_label = examination->recovery->cms.label,
		.label = label,
	};
	if (!find_accounts(access_case, examination, visit, result))
		return false;
	result->subject_id = access_case_subject_id(access_case);
	if (!object_descriptor(examination, access_case->cms.entry, access_case->cms_label,
		    &access_case->descriptor, result))
		return false;
	const struct sid *self = access_case->cms.has_sid ? &access_case->cms.sid : NULL;
	access_case->principals = *access_case_principals(examination, visit);
	access_case->principals.domain = self;
	if (label == NULL)
		return true;
	access_case_set_requester(access_case, visit, self);
	return true;
}

void access_case_add_causes(const struct access_case *access_case, struct causes *causes)
{
	static const char *const in_token[] = { "tokenGroups", "primaryGroupID", "sIDHistory" };
	const struct entry *requester = access_case->account.entry;
	for (size_t i = 0; i < sizeof in_token / sizeof *in_token; i++) {
		const struct gap *gap = entry_gap(requester, in_token[i]);
		if (gap != NULL)
			causes_add(access_case->arena, causes, gap);
	}
	const struct entry *service = access_case->principals.visit->directory_service;
	const struct gap *heuristics = service == NULL ? NULL : entry_gap(service, "dSHeuristics");
	if (heuristics != NULL && access_case->requester.owner_blocked == ANSWER_MAYBE)
		causes_add(access_case->arena, causes, heuristics);
	if (access_case->everybody_gap != NULL)
		causes_add(access_case->arena, causes, access_case->everybody_gap);
	causes_add(access_case->arena, causes, NULL);
}

void access_case_add_unread(const struct access_case *access_case, struct text *text)
{
	if (access_case->groups_unread)
		text_add(text, "\nThe groups of %s$ could not be read.", access_case->label);
	if (access_case->everybody_gap != NULL)
		text_add(text,
			"\nThe groups that hold Authenticated Users or Everyone could not be "
			"read: %s",
			access_case->everybody_gap->text);
}

/* How a SID that the token does not list may be in it. */
static const char *unlisted_write(const struct access_case *access_case, const struct ace *ace)
{
	const struct requester *requester = &access_case->requester;
	const struct unlisted_sid unlisted = unlisted_sid_of(ace->trustee);
	for (size_t i = 0; i < requester->perhaps_count; i++) {
		if (raw_sid_is(ace->trustee, &requester->perhaps[i]))
			return "holds every account, as Authenticated Users or the like are in "
			       "it; not every domain controller counts that";
	}
	switch (unlisted.held) {
	case UNLISTED_NEVER:
		return arena_format(access_case->arena, "not in the token: %s", unlisted.reason);
	case UNLISTED_NO:
		return requester->token.extent == TOKEN_PARTIAL
			       ? "not known whether it is in the token"
			       : "not in the token";
	default:
		return arena_format(access_case->arena,
			"not listed, but a domain controller may add it: %s", unlisted.reason);
	}
}

char *access_case_describe_ace(const struct access_case *access_case, const struct ace *ace)
{
	struct arena *arena = access_case->arena;
	const struct sid sid = ace_trustee(ace);
	char *trustee = principal_write(&access_case->principals, &sid);
	if (access_case->label == NULL || !ace->known)
		return ace_describe_as(arena, ace, OBJECT_DIRECTORY, trustee);
	const struct membership membership =
		membership_of(&access_case->principals, &access_case->account, &sid);
	const bool is_listed = membership.kind != MEMBERSHIP_NONE;
	const char *how = raw_sid_is_owner_rights(ace->trustee) ? "stands for the owner"
			  : is_listed                           ? membership.text
								: unlisted_write(access_case, ace);
	return ace_describe_as(
		arena, ace, OBJECT_DIRECTORY, arena_format(arena, "%s [%s]", trustee, how));
}

void access_case_add_ace(
	const struct access_case *access_case, struct text *text, const struct ace *ace)
{
	text_add(text, "\n- %s", access_case_describe_ace(access_case, ace));
}
