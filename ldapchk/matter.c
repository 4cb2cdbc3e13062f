/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/matter.h"

#include "base/text.h"
#include "ldapchk/ace_describe.h"
#include "ldapchk/heuristics.h"
#include "ldapchk/membership.h"

const char *matter_subject_id(const struct matter *matter)
{
	const struct account *account = matter->label == NULL ? &matter->cms : &matter->account;
	return account->entry == NULL ? NULL : account_id(matter->arena, account, NULL);
}

static bool cannot_tell(const struct matter *matter, struct opinion *opinion, const char *summary,
	const char *proof, const char *remedy)
{
	*opinion = (struct opinion){
		.outcome = OUTCOME_UNKNOWN,
		.subject_id = matter_subject_id(matter),
		.summary = summary,
		.proof = proof,
		.remedy = remedy,
	};
	return false;
}

static bool find_accounts(
	struct matter *matter, const struct directory_visit *visit, struct opinion *opinion)
{
	struct arena *arena = matter->arena;
	const struct accounts cms = accounts_named(arena, visit, matter->cms_label);
	if (cms.found)
		matter->cms = cms.own;
	const char *missing = cms.found ? NULL : matter->cms_label;
	if (matter->label != NULL) {
		const struct accounts account = accounts_named(arena, visit, matter->label);
		if (account.found)
			matter->account = account.own;
		if (missing == NULL && (!account.found || !account.own.has_sid))
			missing = matter->label;
	}
	if (missing == NULL)
		return true;
	return cannot_tell(matter, opinion,
		arena_format(
			arena, "Without the account %s$ there is nothing to be checked.", missing),
		arena_format(arena, "%s$ was not found, or its SID not read.", missing),
		"Check the name in the plan, and see the findings on the accounts themselves.");
}

static bool read_descriptor(struct matter *matter, struct opinion *opinion)
{
	struct arena *arena = matter->arena;
	const struct attribute *sd = entry_attribute(matter->cms.entry, "nTSecurityDescriptor");
	if (sd == NULL || sd->count != 1)
		return cannot_tell(matter, opinion,
			arena_format(arena, "The security descriptor of %s could not be read.",
				matter->cms_label),
			sd != NULL && gap_is(&sd->gap) ? sd->gap.text
						       : "The server did not deliver it.",
			arena_format(arena,
				"Give the account that runs this check Read Permissions on the "
				"object:\n"
				"    dsacls \"%s\" /G \"ACCOUNT:RC\"",
				matter->cms.entry->dn));
	struct error error = { 0 };
	if (descriptor_read(sd->value[0], arena, &matter->descriptor, &error) &&
		matter->descriptor.dacl.state != ACL_ABSENT)
		return true;
	return cannot_tell(matter, opinion,
		arena_format(arena, "The security descriptor of %s cannot be understood.",
			matter->cms_label),
		error.kind != ERROR_NONE ? arena_string(arena, error.text)
					 : "The server delivered it without a DACL.",
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
	if (!find_accounts(matter, visit, opinion) || !read_descriptor(matter, opinion))
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
