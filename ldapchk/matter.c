/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/matter.h"

#include "base/text.h"
#include "ldapchk/entry_descriptor.h"
#include "ldapchk/heuristics.h"
#include "ldapchk/membership.h"
#include "security/ace_describe.h"

const char *matter_subject_id(const struct matter *matter)
{
	const struct account *account = matter->label == NULL ? &matter->cms : &matter->account;
	return account->entry == NULL ? NULL : account_id(matter->arena, account, NULL);
}

static bool find_accounts(
	struct matter *matter, const struct directory_visit *visit, struct opinion *opinion)
{
	struct arena *arena = matter->arena;
	const struct accounts cms = accounts_named(arena, visit, matter->cms_label);
	if (cms.found)
		matter->cms = cms.own;
	const char *missing = cms.found ? NULL : matter->cms_label;
	const struct gap *gap = NULL;
	if (matter->label != NULL) {
		const struct accounts account = accounts_named(arena, visit, matter->label);
		if (account.found)
			matter->account = account.own;
		if (missing == NULL && (!account.found || !account.own.has_sid)) {
			missing = matter->label;
			gap = account.found ? entry_gap(account.own.entry, "objectSid") : NULL;
		}
	}
	if (missing == NULL)
		return true;
	opinion->subject_id = matter_subject_id(matter);
	opinion_cannot_tell(opinion,
		arena_format(
			arena, "Without the account %s$ there is nothing to be checked.", missing),
		arena_format(arena, "%s$ was not found, or its SID not read.", missing),
		"Check the name in the plan, and see the findings on the accounts themselves.");
	return opinion_because(arena, opinion, gap);
}

bool object_descriptor(const struct examination *examination, const struct entry *object,
	const char *what, struct descriptor *descriptor, struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	const struct attribute *sd = entry_attribute(object, "nTSecurityDescriptor");
	const struct entry_descriptor *read = entry_descriptor(examination, object);
	if (read == NULL) {
		opinion_cannot_tell(opinion,
			arena_format(
				arena, "The security descriptor of %s could not be read.", what),
			arena_format(arena, "%s of %s.",
				sd != NULL && gap_is(&sd->gap) ? sd->gap.text
							       : "The server did not deliver that",
				object->dn),
			arena_format(arena,
				"Give the account that runs this check Read Permissions on the "
				"object:\n"
				"    dsacls \"%s\" /G \"ACCOUNT:RC\"",
				object->dn));
		return opinion_because(arena, opinion, sd == NULL ? NULL : &sd->gap);
	}
	*descriptor = read->descriptor;
	if (read->fault == NULL && descriptor->dacl.state != ACL_ABSENT)
		return true;
	return opinion_cannot_tell(opinion,
		arena_format(
			arena, "The security descriptor of %s cannot be understood.", object->dn),
		read->fault != NULL ? read->fault : "The server delivered it without a DACL.",
		"Look at the object's Security tab; report the evidence file if all is well "
		"there.");
}

static const void *visit_principals(struct arena *arena, const void *visit)
{
	struct principals *principals = arena_alloc(arena, sizeof *principals);
	principals_open(arena, visit, NULL, principals);
	return principals;
}

const struct principals *matter_principals(
	const struct examination *examination, const struct directory_visit *visit)
{
	return memo_of(examination->memo, examination->arena, visit_principals, visit);
}

bool matter_open(struct matter *matter, const struct examination *examination,
	const struct directory_visit *visit, const char *label, struct opinion *opinion)
{
	struct arena *arena = examination->arena;
	*matter = (struct matter){
		.arena = arena,
		.cms_label = examination->recovery->cms.label,
		.label = label,
	};
	if (!find_accounts(matter, visit, opinion))
		return false;
	opinion->subject_id = matter_subject_id(matter);
	if (!object_descriptor(examination, matter->cms.entry, matter->cms_label,
		    &matter->descriptor, opinion))
		return false;
	const struct sid *self = matter->cms.has_sid ? &matter->cms.sid : NULL;
	matter->principals = *matter_principals(examination, visit);
	matter->principals.domain = self;
	if (label == NULL)
		return true;
	matter->asker = (struct asker){
		.token = account_token(arena, &matter->account),
		.self = self,
		.kind = OBJECT_DIRECTORY,
	};
	matter->asker.owner_blocked = directory_owner_blocked(visit, &matter->asker.token);
	return true;
}

void matter_add_causes(const struct matter *matter, struct causes *causes)
{
	static const char *const in_token[] = { "tokenGroups", "primaryGroupID", "sIDHistory" };
	const struct entry *asker = matter->account.entry;
	for (size_t i = 0; i < sizeof in_token / sizeof *in_token; i++) {
		const struct gap *gap = entry_gap(asker, in_token[i]);
		if (gap != NULL)
			causes_add(matter->arena, causes, gap);
	}
	const struct entry *service = matter->principals.visit->directory_service;
	const struct gap *heuristics = service == NULL ? NULL : entry_gap(service, "dSHeuristics");
	if (heuristics != NULL && matter->asker.owner_blocked == ANSWER_MAYBE)
		causes_add(matter->arena, causes, heuristics);
	causes_add(matter->arena, causes, NULL);
}

static bool is_owner_rights(const struct sid *sid)
{
	return sid->authority == 3 && sid->count == 1 && sid->sub[0] == 4;
}

char *matter_describe_ace(const struct matter *matter, const struct ace *ace)
{
	struct arena *arena = matter->arena;
	const struct sid sid = ace_trustee(ace);
	char *trustee = principal_write(&matter->principals, &sid);
	if (matter->label == NULL || !ace->known)
		return ace_describe_as(arena, ace, OBJECT_DIRECTORY, trustee);
	const struct membership membership =
		membership_of(&matter->principals, &matter->account, &sid);
	const char *how = is_owner_rights(&sid) ? "stands for the owner" : membership.text;
	return ace_describe_as(
		arena, ace, OBJECT_DIRECTORY, arena_format(arena, "%s [%s]", trustee, how));
}

void matter_add_ace(const struct matter *matter, struct text *text, const struct ace *ace)
{
	text_add(text, "\n- %s", matter_describe_ace(matter, ace));
}
