/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/absence.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/ticket.h"
#include "security/access.h"
#include "security/known_sid.h"

#define LISTING_REMEDY                                                                             \
	"Run the check with an account that may list all containers of the domain "                \
	"(List Contents), for example an administrator's."

enum { MAX_NAMED = 8 }; /* containers that a proof names */

/* The object has no SID, so PRINCIPAL SELF stands for S-1-0-0, which is in no token. */
static const struct sid nobody = { 0, 1, { 0 } };

/*
 * The token of the account that asked, as the rootDSE shows it (MS-ADTS 3.1.1.3.2): it has all
 * SIDs. A server that does not show it leaves only what every account has.
 */
static struct token session_token(struct arena *arena, const struct directory_part *part)
{
	const struct attribute *groups = NULL;
	for (size_t i = 0; i < part->count && groups == NULL; i++) {
		if (*part->entry[i].dn == '\0')
			groups = entry_attribute(&part->entry[i], "tokenGroups");
	}
	if (groups == NULL || groups->count == 0)
		return (struct token){ everybody_sids, EVERYBODY_SIDS, TOKEN_PARTIAL };
	struct sid *sid = arena_alloc(arena, groups->count * sizeof *sid);
	for (size_t i = 0; i < groups->count; i++) {
		if (!sid_read_whole(groups->value[i], &sid[i]))
			return (struct token){ everybody_sids, EVERYBODY_SIDS, TOKEN_PARTIAL };
	}
	return (struct token){ sid, groups->count, TOKEN_EXACT };
}

static bool may_list(
	struct arena *arena, const struct requester *requester, const struct entry *container)
{
	const struct attribute *value = entry_attribute(container, "nTSecurityDescriptor");
	struct descriptor descriptor;
	struct error error = { 0 };
	if (value == NULL || value->count != 1 ||
		!descriptor_read(value->value[0], arena, &descriptor, &error) ||
		descriptor.dacl.state == ACL_ABSENT)
		return false;
	struct access_evaluation evaluation;
	access_evaluation_open(arena, &descriptor, requester, &evaluation);
	const struct question question = { .mask = RIGHT_LIST_CONTENTS };
	struct access access;
	access_evaluation_ask(&evaluation, &question, &access);
	return access_allows(&access, RIGHT_LIST_CONTENTS);
}

/* The containers in which accounts may be hidden, for people; "" if there are none. */
static const void *part_hidden_in(struct arena *arena, const void *of)
{
	const struct directory_part *part = of;
	const struct requester requester = {
		.token = session_token(arena, part), .self = &nobody, .kind = OBJECT_DIRECTORY
	};
	struct text text = text_new(arena);
	size_t count = 0, shown = 0;
	for (size_t i = 0; i < part->count; i++) {
		const struct entry *container = &part->entry[i];
		shown += *container->dn != '\0';
		if (*container->dn == '\0' || may_list(arena, &requester, container))
			continue;
		if (count++ < MAX_NAMED)
			text_add(&text, "\n- %s", container->dn);
	}
	if (shown == 0)
		text_add_string(&text, "\n- none is shown");
	if (count > MAX_NAMED)
		text_add(&text, "\n- and %zu more", count - MAX_NAMED);
	return text.data;
}

static bool is_in_domain(const struct examination *examination, const struct name *name)
{
	const char *dot = strchr(name->fqdn, '.');
	return dot != NULL && strcasecmp(dot + 1, examination->plan->directory.domain) == 0;
}

/* What the server's KDC says of the name, if it knows one; NULL: nothing. */
static const char *ticket_proof(
	struct arena *arena, const struct directory_visit *visit, const struct name *name)
{
	const struct ticket *issued = ticket_issued(visit, name);
	if (issued != NULL)
		return arena_format(arena,
			"But the server issued a ticket for %s: an account has this name, "
			"and it is hidden or called otherwise.",
			issued->name);
	const struct ticket *asked = ticket_asked(visit, name, TICKET_HOST);
	return asked == NULL || asked->referral == NULL
		       ? NULL
		       : arena_format(arena,
				 "But the server says that %s is a name of the domain %s.",
				 asked->name, asked->referral);
}

static void set_unknown(struct arena *arena, const struct name *name, const char *proof,
	const char *remedy, struct dc_result *result)
{
	dc_result_unknown(result,
		arena_format(
			arena, "It is not known whether there is an account %s$.", name->label),
		arena_format(arena, "The search found no computer object of this name. %s", proof),
		remedy);
}

bool absence_proven(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, struct dc_result *result)
{
	struct arena *arena = examination->arena;
	const char *domain = examination->plan->directory.domain;
	if (!is_in_domain(examination, name)) {
		set_unknown(arena, name,
			arena_format(arena,
				"Only the domain %s was asked, and %s may be in another one.",
				domain, name->fqdn),
			"Check the name in the plan. If its account is in another domain, name "
			"that domain (directory.domain).",
			result);
		return dc_result_because(arena, result, NULL);
	}
	const char *witness = ticket_proof(arena, visit, name);
	if (witness != NULL) {
		set_unknown(arena, name, witness, LISTING_REMEDY, result);
		return dc_result_because(arena, result, NULL);
	}
	const struct directory_part *part = directory_part(visit, PART_PARENTS);
	const bool was_read = part != NULL && !gap_is(&part->gap);
	const char *hidden =
		was_read ? memo_of(examination->memo, arena, part_hidden_in, part) : NULL;
	if (was_read && *hidden == '\0')
		return true;
	set_unknown(arena, name,
		!was_read ? arena_format(arena, "It may be hidden: %s",
				    part == NULL ? "the containers were not asked for."
						 : part->gap.text)
			  : arena_format(arena,
				    "It may be in a container that the account that asks cannot "
				    "list:%s",
				    hidden),
		LISTING_REMEDY, result);
	return dc_result_because(arena, result, part == NULL ? NULL : &part->gap);
}
