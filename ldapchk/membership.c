/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/membership.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "security/known_sid.h"

enum { MAX_GROUPS = 1024, MAX_DEPTH = 16 }; /* a Windows token holds at most 1015 groups */

/* A group that was reached, and through which member. */
struct step {
	const struct entry *group;
	size_t from; /* index of the step of its member; its own index: the account is the member */
	size_t depth; /* 0: the account is a direct member */
};

struct walk {
	const struct principals *principals;
	bool *reached; /* by index of the group in principals->by_dn */
	struct step step[MAX_GROUPS];
	size_t count;
};

static void reach(struct walk *walk, struct bytes dn, size_t from, size_t depth)
{
	const struct principals *principals = walk->principals;
	const size_t place = principal_place(principals, dn);
	if (place == principals->count || walk->count == MAX_GROUPS || walk->reached[place])
		return;
	walk->reached[place] = true;
	walk->step[walk->count++] = (struct step){ principals->by_dn[place], from, depth };
}

/* All groups of a member. For the account itself each step gets its own index as `from`. */
static void reach_groups_of(
	struct walk *walk, const struct entry *member, bool is_account, size_t from)
{
	const struct attribute *groups = entry_attribute(member, "memberOf");
	const size_t depth = is_account ? 0 : walk->step[from].depth + 1;
	for (size_t i = 0; groups != NULL && i < groups->count; i++)
		reach(walk, groups->value[i], is_account ? walk->count : from, depth);
}

static const char *path_write(const struct walk *walk, size_t at)
{
	struct arena *arena = walk->principals->arena;
	struct text text = text_new(arena);
	text_add(&text, "member of %s", principal_name(arena, walk->step[at].group));
	while (walk->step[at].from != at) {
		at = walk->step[at].from;
		text_add(&text, " through %s", principal_name(arena, walk->step[at].group));
	}
	return text.data;
}

/* Breadth first: the first path found is the shortest. NULL if there is none. */
static const char *path_to(const struct principals *principals, const struct account *account,
	const struct entry *primary, const struct entry *wanted)
{
	struct walk *walk = arena_alloc(principals->arena, sizeof *walk);
	walk->principals = principals;
	walk->reached = arena_alloc(principals->arena, principals->count * sizeof *walk->reached);
	reach_groups_of(walk, account->entry, true, 0);
	if (primary != NULL)
		reach(walk, bytes_of(primary->dn, strlen(primary->dn)), walk->count, 0);
	for (size_t i = 0; i < walk->count; i++) {
		if (strcasecmp(walk->step[i].group->dn, wanted->dn) == 0)
			return path_write(walk, i);
		if (walk->step[i].depth < MAX_DEPTH)
			reach_groups_of(walk, walk->step[i].group, false, i);
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
	const char *path = group == NULL ? NULL : path_to(principals, account, own, group);
	if (path != NULL)
		return (struct membership){ MEMBERSHIP_GROUP, path };
	return (struct membership){ MEMBERSHIP_LISTED,
		"listed by the directory server (tokenGroups)" };
}

bool membership_needs_ticket(const struct membership *membership)
{
	return membership->kind == MEMBERSHIP_PRIMARY_GROUP ||
	       membership->kind == MEMBERSHIP_GROUP || membership->kind == MEMBERSHIP_LISTED;
}
