/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/membership.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "security/known_sid.h"

enum { MAX_GROUPS = 1024, MAX_DEPTH = 16 }; /* Windows takes 1015 groups into a token */

/* A group that was reached, and from where. */
struct step {
	const struct entry *group;
	size_t from;  /* index of a step; its own index: the account's own membership */
	size_t depth; /* 0: the account is in it itself */
};

struct climb {
	const struct principals *principals;
	bool *reached; /* by place of the group in principals->by_dn */
	struct step step[MAX_GROUPS];
	size_t count;
};

static void reach(struct climb *climb, struct bytes dn, size_t from, size_t depth)
{
	const struct principals *principals = climb->principals;
	const size_t place = principal_place(principals, dn);
	if (place == principals->count || climb->count == MAX_GROUPS || climb->reached[place])
		return;
	climb->reached[place] = true;
	climb->step[climb->count++] = (struct step){ principals->by_dn[place], from, depth };
}

/* From the account itself: `from` is the index that the step is given. */
static void reach_of(struct climb *climb, const struct entry *member, bool is_account, size_t from)
{
	const struct attribute *groups = entry_attribute(member, "memberOf");
	const size_t depth = is_account ? 0 : climb->step[from].depth + 1;
	for (size_t i = 0; groups != NULL && i < groups->count; i++)
		reach(climb, groups->value[i], is_account ? climb->count : from, depth);
}

static const char *way_write(const struct climb *climb, size_t at)
{
	struct arena *arena = climb->principals->arena;
	struct text text = text_new(arena);
	text_add(&text, "member of %s", principal_name(arena, climb->step[at].group));
	while (climb->step[at].from != at) {
		at = climb->step[at].from;
		text_add(&text, " through %s", principal_name(arena, climb->step[at].group));
	}
	return text.data;
}

/* Breadth first: the first way found is the shortest. */
static const char *way_to(const struct principals *principals, const struct account *account,
	const struct entry *primary, const struct entry *wanted)
{
	struct climb *climb = arena_alloc(principals->arena, sizeof *climb);
	climb->principals = principals;
	climb->reached = arena_alloc(principals->arena, principals->count * sizeof *climb->reached);
	reach_of(climb, account->entry, true, 0);
	if (primary != NULL)
		reach(climb, bytes_of(primary->dn, strlen(primary->dn)), climb->count, 0);
	for (size_t i = 0; i < climb->count; i++) {
		if (strcasecmp(climb->step[i].group->dn, wanted->dn) == 0)
			return way_write(climb, i);
		if (climb->step[i].depth < MAX_DEPTH)
			reach_of(climb, climb->step[i].group, false, i);
	}
	return NULL;
}

static bool is_among(const struct attribute *attribute, const struct sid *sid)
{
	for (size_t i = 0; attribute != NULL && i < attribute->count; i++) {
		struct sid each;
		if (sid_read_whole(attribute->value[i], &each) && sid_equal(&each, sid))
			return true;
	}
	return false;
}

struct membership membership_of(
	const struct principals *principals, const struct account *account, const struct sid *sid)
{
	struct sid primary;
	const bool has_primary = account_primary_group(principals->arena, account, &primary);
	if (account->has_sid && sid_equal(&account->sid, sid))
		return (struct membership){ MEMBERSHIP_ITSELF, "the account itself" };
	if (sid_is_everybody(sid))
		return (struct membership){ MEMBERSHIP_EVERYBODY, "every account" };
	if (has_primary && sid_equal(&primary, sid))
		return (struct membership){ MEMBERSHIP_PRIMARY_GROUP, "primary group" };
	if (is_among(entry_attribute(account->entry, "sIDHistory"), sid))
		return (struct membership){ MEMBERSHIP_HISTORY, "sIDHistory" };
	if (!is_among(entry_attribute(account->entry, "tokenGroups"), sid))
		return (struct membership){ MEMBERSHIP_NONE, "not in the token" };

	const struct entry *group = principal_find(principals, sid).entry;
	const struct entry *own = has_primary ? principal_find(principals, &primary).entry : NULL;
	const char *way = group == NULL ? NULL : way_to(principals, account, own, group);
	if (way != NULL)
		return (struct membership){ MEMBERSHIP_GROUP, way };
	return (struct membership){ MEMBERSHIP_LISTED,
		"listed by the directory server (tokenGroups)" };
}

bool membership_needs_ticket(const struct membership *membership)
{
	return membership->kind == MEMBERSHIP_PRIMARY_GROUP ||
	       membership->kind == MEMBERSHIP_GROUP || membership->kind == MEMBERSHIP_LISTED;
}
