/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/account.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "security/known_sid.h"

struct account account_read(struct arena *arena, const struct entry *entry)
{
	struct account account = { .entry = entry };
	account.sam = entry_text(arena, entry, "sAMAccountName");
	const struct attribute *sid = entry_attribute(entry, "objectSid");
	account.has_sid =
		sid != NULL && sid->count == 1 && sid_read_whole(sid->value[0], &account.sid);
	account.has_control = entry_number(arena, entry, "userAccountControl", &account.control);
	uint32_t count = 0;
	if (entry_attribute(entry, "adminCount") == NULL)
		account.admin_count = ANSWER_NO;
	else if (!entry_number(arena, entry, "adminCount", &count))
		account.admin_count = ANSWER_MAYBE;
	else
		account.admin_count = count == 0 ? ANSWER_NO : ANSWER_YES;
	return account;
}

/* The rest of the attribute's first value after the label; failed if the label is not its start. */
static struct bytes rest_after_label(const struct entry *entry, const char *name, const char *label)
{
	const struct attribute *attribute = entry_attribute(entry, name);
	const size_t length = strlen(label);
	if (attribute == NULL || attribute->count == 0 || attribute->value[0].length < length ||
		strncasecmp((const char *)attribute->value[0].data, label, length) != 0)
		return (struct bytes){ .failed = true };
	return bytes_from(&attribute->value[0], length);
}

bool entry_is_account(const struct entry *entry, const char *label)
{
	struct bytes rest = rest_after_label(entry, "sAMAccountName", label);
	return !rest.failed && bytes_equal(rest, bytes_of("$", 1));
}

/* "NAME", or "NAME<line feed>CNF:guid" after a replication conflict (MS-ADTS 3.1.1.5.1.2.1). */
static bool has_common_name(const struct entry *entry, const char *label)
{
	struct bytes rest = rest_after_label(entry, "cn", label);
	return !rest.failed &&
	       (rest.length == 0 || bytes_equal(bytes_take(&rest, 5), bytes_of("\nCNF:", 5)));
}

bool entry_is_renamed(const struct entry *entry)
{
	return strstr(entry->dn, "\\0ACNF:") != NULL;
}

static bool is_named(const struct entry *entry, const char *label, const char *common)
{
	return entry_is_account(entry, label) || has_common_name(entry, common);
}

/*
 * Adds the objects with the account `label` or the common name `common`. If these are different
 * names, those with the common name `label` were added before.
 */
static void accounts_add(struct arena *arena, const struct directory_visit *visit,
	const char *label, const char *common, struct accounts *accounts)
{
	const struct directory_candidates candidates = directory_candidates(visit, common);
	for (size_t i = 0; i < candidates.count; i++) {
		const struct entry *entry = directory_candidate(&candidates, i);
		if (entry == NULL || !is_named(entry, label, common) ||
			(common != label && is_named(entry, label, label)))
			continue;
		const bool own = entry_is_account(entry, label);
		struct account account = account_read(arena, entry);
		if (own && !accounts->found) {
			accounts->found = true;
			accounts->own = account;
			continue;
		}
		/* Of two with the account's name, the one that a conflict renamed is the other. */
		if (own && entry_is_renamed(accounts->own.entry)) {
			const struct account renamed = accounts->own;
			accounts->own = account;
			account = renamed;
		}
		accounts->other = arena_more(
			arena, accounts->other, accounts->other_count, sizeof *accounts->other);
		accounts->other[accounts->other_count++] = account;
	}
}

struct accounts accounts_named(
	struct arena *arena, const struct directory_visit *visit, const char *label)
{
	struct accounts accounts = { 0 };
	accounts_add(arena, visit, label, label, &accounts);
	return accounts;
}

struct accounts accounts_meant_by(
	struct arena *arena, const struct directory_visit *visit, const struct name *name)
{
	struct accounts accounts = accounts_named(arena, visit, name->label);
	if (name_is_cut(name))
		accounts_add(arena, visit, name->label, name_host(arena, name), &accounts);
	return accounts;
}

bool account_disabled(const struct account *account)
{
	return (account->control & ACCOUNT_DISABLED) != 0;
}

bool account_is_named(struct arena *arena, const struct account *account, const struct name *name,
	struct dc_result *result)
{
	const char *seen = entry_text(arena, account->entry, "dNSHostName");
	if (seen == NULL && name_is_cut(name))
		return dc_result_unknown(result,
			arena_format(arena,
				"The account %s$ shows no DNS name: it may not be that of %s.",
				name->label, name->fqdn),
			"Its dNSHostName does not exist, or is not readable.",
			"The names of accounts are cut to 15 letters, "
			"so only dNSHostName tells two of them apart. "
			"Write it on the object, or grant the account that runs this check "
			"Read Property on it.");
	if (seen == NULL || strcasecmp(seen, name->fqdn) == 0)
		return true;
	return dc_result_unknown(result,
		arena_format(arena,
			"The account %s$ has the DNS name %s, not %s. It may be another account.",
			name->label, seen, name->fqdn),
		arena_format(arena, "Its dNSHostName is %s.", seen),
		"If it is the right account, write its full DNS name in the plan. "
		"Otherwise name the right domain in the plan (directory.domain).");
}

const char *account_id(struct arena *arena, const struct account *account, const char *otherwise)
{
	return account->has_sid ? sid_write(arena, &account->sid) : otherwise;
}

const char *account_guid(struct arena *arena, const struct account *account)
{
	const struct attribute *attribute = entry_attribute(account->entry, "objectGUID");
	if (attribute == NULL || attribute->count != 1)
		return NULL;
	struct bytes value = attribute->value[0];
	const struct guid *guid = guid_take(&value);
	return guid != NULL && value.length == 0 ? guid_write(arena, guid) : NULL;
}

struct sid_list {
	struct sid *sid;
	size_t count;
};

static void list_add(struct arena *arena, struct sid_list *list, const struct sid *sid)
{
	for (size_t i = 0; i < list->count; i++) {
		if (sid_equal(&list->sid[i], sid))
			return;
	}
	list->sid = arena_more(arena, list->sid, list->count, sizeof *list->sid);
	list->sid[list->count++] = *sid;
}

/* Adds the SIDs of an attribute; false if none was read, one is malformed, or there are too many.
 */
static bool list_add_attribute(
	struct arena *arena, struct sid_list *list, const struct attribute *attribute)
{
	if (attribute == NULL || gap_is(&attribute->gap))
		return false;
	bool whole = attribute->count > 0 && attribute->count <= LIMIT_TOKEN_GROUPS;
	for (size_t i = 0; i < attribute->count && i < LIMIT_TOKEN_GROUPS; i++) {
		struct sid sid;
		if (sid_read_whole(attribute->value[i], &sid))
			list_add(arena, list, &sid);
		else
			whole = false;
	}
	return whole;
}

bool account_primary_group(struct arena *arena, const struct account *account, struct sid *group)
{
	uint32_t rid;
	return account->has_sid && entry_number(arena, account->entry, "primaryGroupID", &rid) &&
	       sid_with_rid(&account->sid, rid, group);
}

/* The part of the token that does not depend on groups. False if not all could be read. */
static bool list_add_own(struct arena *arena, struct sid_list *list, const struct account *account)
{
	if (account->has_sid)
		list_add(arena, list, &account->sid);
	for (size_t i = 0; i < EVERYBODY_SIDS; i++)
		list_add(arena, list, &everybody_sids[i]);
	const struct attribute *history = entry_attribute(account->entry, "sIDHistory");
	return (history == NULL || list_add_attribute(arena, list, history)) && account->has_sid;
}

struct token account_token_alone(struct arena *arena, const struct account *account)
{
	struct sid_list list = { 0 };
	bool complete = list_add_own(arena, &list, account);
	return (struct token){ list.sid, list.count, complete ? TOKEN_LISTED : TOKEN_PARTIAL };
}

struct token account_token(struct arena *arena, const struct account *account)
{
	struct sid_list list = { 0 };
	struct sid primary;
	bool complete = list_add_own(arena, &list, account);
	if (account_primary_group(arena, account, &primary))
		list_add(arena, &list, &primary);
	else
		complete = false;
	complete =
		list_add_attribute(arena, &list, entry_attribute(account->entry, "tokenGroups")) &&
		complete;
	return (struct token){ list.sid, list.count, complete ? TOKEN_LISTED : TOKEN_PARTIAL };
}

struct identity directory_identity(
	struct arena *arena, const struct evidence *evidence, const struct name *name)
{
	struct identity identity = { NULL, NULL };
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct accounts accounts =
			accounts_named(arena, &evidence->directory.visit[i], name->label);
		if (accounts.found && identity.guid == NULL)
			identity.guid = account_guid(arena, &accounts.own);
		if (accounts.found && identity.sid == NULL)
			identity.sid = account_id(arena, &accounts.own, NULL);
		if (identity.guid != NULL && identity.sid != NULL)
			break;
	}
	return identity;
}
