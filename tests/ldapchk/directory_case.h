/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers of directory servers, as rows: a CMS EXCMS01, the account DRCLU1$ of its standby
 * cluster, its node DRNODE1$, and one or two copies of them.
 */
#pragma once

#include "security/access.h"
#include "security/guid.h"
#include "security/sid.h"
#include "tests/examine.h"
#include "tests/ldapchk/dn_below.h"
#include "tests/security/fixture.h"

enum { MAX_OBJECTS = 4, MAX_COPIES = 2, MAX_GROUPS = 2, MAX_ACES = 5, MAX_PRINCIPALS = 6 };
enum { MAX_ATTRIBUTES = 18 };

#define DOMAIN_SID "S-1-5-21-1111-2222-3333-"
#define CNO_SID    DOMAIN_SID "1104"
#define GROUP_SID  DOMAIN_SID "1200"
#define CMS_SID    DOMAIN_SID "1300"
#define NODE_SID   DOMAIN_SID "1105"
#define OTHER_SID  DOMAIN_SID "1999"
#define BASE_DN    "OU=Clusters,DC=corp,DC=example,DC=com"

/* A DACL entry of a small descriptor; an unknown type carries no SID. */
struct small_ace {
	uint8_t type, flags;
	uint32_t mask;
	const char *sid;
	const char *object_type; /* a GUID, or NULL */
};

/* A computer object; an attribute that is NULL was not returned. */
struct object {
	const char *cn, *sam, *control, *sid, *primary_group, *guid, *dns;
	const char *expires, *computed, *workstations;
	const char *hours;              /* logonHours, 21 bytes */
	const char *groups[MAX_GROUPS]; /* of tokenGroups; the first is "" for a truncated value */
	bool groups_missing, groups_empty;
	enum error_kind groups_gap;
	const char *history; /* of sIDHistory */
	const char *admin_count;
	const char *member_of[MAX_GROUPS]; /* names of principals */
	enum error_kind history_gap;
	const char *descriptor; /* a file of descriptors/ */
	struct small_ace ace[MAX_ACES];
	const char *owner; /* NULL: Domain Admins */
	bool is_protected;
	bool two_descriptors;
	enum error_kind descriptor_gap;
};

/* An account or group that was looked up by its SID. */
struct named {
	const char *sid, *sam, *history;
	const char *member_of[MAX_GROUPS];
};

#define NAMED(number, name)                                                                        \
	{                                                                                          \
		.sid = (number), .sam = (name)                                                     \
	}

struct copy {
	const char *server;
	enum error_kind gap;
	const char *unasked; /* one of the labels, or NULL */
	const char *held;    /* defaultNamingContext, or NULL */
	const char *heuristics;
	const char *level; /* domainFunctionality */
	enum error_kind service_gap;
	bool older, hides; /* version 1.0: no names; accounts are in a container not to be listed */
	struct object object[MAX_OBJECTS];
	struct named named[MAX_PRINCIPALS];
	const char *sid_asked[MAX_PRINCIPALS];
	enum error_kind names_gap;
	const char *everybody[MAX_GROUPS]; /* SIDs of groups that hold everybody */
	enum error_kind everybody_gap;
};

struct directory_case {
	const char *because;
	const struct check *check;
	struct expected expected;
	const char *plan_server[MAX_COPIES];
	enum acceptance accept;
	bool no_nodes; /* in the plan */
	enum error_kind source_gap;
	struct copy copy[MAX_COPIES];
};

#define IS(result, id) .expected = { .outcome = OUTCOME_##result, .subject_id = (id) }

/* A Saturday. As FILETIME: 134088480000000000. */
#define ENDED "2025-11-29T00:00:00Z"

#define ENABLED  "4096"
#define DISABLED "4098"
#define CMS_ACCOUNT(state)                                                                         \
	.cn = "EXCMS01", .sam = "EXCMS01$", .control = (state), .sid = CMS_SID,                    \
	.primary_group = "515", .expires = "0"
#define CNO_ACCOUNT(state)                                                                         \
	.cn = "DRCLU1", .sam = "DRCLU1$", .control = (state), .sid = CNO_SID,                      \
	.primary_group = "515", .expires = "0"
#define NODE_ACCOUNT                                                                               \
	.cn = "DRNODE1", .sam = "DRNODE1$", .control = ENABLED, .sid = NODE_SID,                   \
	.primary_group = "515"

static inline size_t put_u32(uint8_t *to, uint32_t value)
{
	for (size_t i = 0; i < 4; i++)
		to[i] = (uint8_t)(value >> 8 * i);
	return 4;
}

static inline size_t put_sid(uint8_t *to, const char *text)
{
	struct sid sid;
	ck_assert_msg(sid_parse(text, &sid), "%s", text);
	const uint8_t head[8] = { 1, sid.count, 0, 0, 0, 0, 0, (uint8_t)sid.authority };
	memcpy(to, head, sizeof head);
	for (size_t i = 0; i < sid.count; i++)
		put_u32(to + sizeof head + 4 * i, sid.sub[i]);
	return sizeof head + 4 * (size_t)sid.count;
}

static inline struct bytes sid_bytes(struct arena *arena, const char *text)
{
	uint8_t *data = arena_alloc(arena, 8 + 4 * SID_MAX_SUB);
	return bytes_of(data, *text == '\0' ? 5 : put_sid(data, text));
}

static inline size_t put_ace(uint8_t *to, const struct small_ace *ace)
{
	size_t at = 4 + put_u32(to + 4, ace->mask);
	to[0] = ace->type;
	to[1] = ace->flags;
	if ((ace->type >= 5 && ace->type <= 8) || ace->type == 11 || ace->type == 12)
		at += put_u32(to + at, ace->object_type != NULL);
	if (ace->object_type != NULL) {
		struct guid guid;
		ck_assert_msg(guid_parse(ace->object_type, &guid), "%s", ace->object_type);
		memcpy(to + at, guid.byte, sizeof guid.byte);
		at += sizeof guid.byte;
	}
	at += put_sid(to + at, ace->sid);
	to[2] = (uint8_t)at;
	return at;
}

/* A descriptor with only these entries. */
static inline struct bytes small_descriptor(struct arena *arena, const struct object *object)
{
	const struct small_ace *ace = object->ace;
	const char *owned_by = object->owner != NULL ? object->owner : DOMAIN_SID "512";
	uint8_t *data = arena_alloc(arena, 1024);
	data[0] = 1;
	data[2] = 0x04;
	data[3] = object->is_protected ? 0x90 : 0x80;
	size_t owner = 20, at = owner + put_sid(data + owner, owned_by), dacl = at;
	put_u32(data + 4, (uint32_t)owner);
	put_u32(data + 16, (uint32_t)dacl);
	at += 8;
	size_t count = 0;
	while (count < MAX_ACES && ace[count].sid != NULL)
		at += put_ace(data + at, &ace[count++]);
	data[dacl] = 4;
	put_u32(data + dacl + 2, (uint32_t)(at - dacl));
	put_u32(data + dacl + 4, (uint32_t)count);
	return bytes_of(data, at);
}

static inline struct attribute *add_attribute(struct arena *arena, struct entry *entry,
	const char *name, enum error_kind gap, size_t count)
{
	ck_assert(entry->count < MAX_ATTRIBUTES);
	struct attribute *attribute = &entry->attribute[entry->count++];
	*attribute = (struct attribute){ .name = name, .gap = { gap, "not to be read" } };
	attribute->value = arena_alloc(arena, (count + 1) * sizeof *attribute->value);
	attribute->count = gap == ERROR_NONE ? count : 0;
	return attribute;
}

static inline void add_text(
	struct arena *arena, struct entry *entry, const char *name, const char *text)
{
	if (text != NULL)
		add_attribute(arena, entry, name, ERROR_NONE, 1)->value[0] =
			bytes_of(text, strlen(text));
}

static inline void add_sids(struct arena *arena, struct entry *entry, const char *name,
	const char *const *sids, size_t room, enum error_kind gap)
{
	size_t count = 0;
	while (count < room && sids[count] != NULL)
		count++;
	struct attribute *attribute = add_attribute(arena, entry, name, gap, count);
	for (size_t i = 0; i < attribute->count; i++)
		attribute->value[i] = sid_bytes(arena, sids[i]);
}

static inline void add_descriptor(
	struct arena *arena, struct entry *entry, const struct object *object)
{
	const bool has_one = object->descriptor != NULL || object->ace[0].sid != NULL;
	if (!has_one && object->descriptor_gap == ERROR_NONE)
		return;
	struct attribute *attribute = add_attribute(arena, entry, "nTSecurityDescriptor",
		object->descriptor_gap, object->two_descriptors ? 2 : 1);
	for (size_t i = 0; i < attribute->count; i++)
		attribute->value[i] = object->descriptor != NULL
					      ? fixture_load(arena, GOOD_FOLDER, object->descriptor)
					      : small_descriptor(arena, object);
}

static inline void add_groups(
	struct arena *arena, struct entry *entry, const char *const member_of[MAX_GROUPS])
{
	size_t count = 0;
	while (count < MAX_GROUPS && member_of[count] != NULL)
		count++;
	if (count == 0)
		return;
	struct attribute *groups = add_attribute(arena, entry, "memberOf", ERROR_NONE, count);
	for (size_t i = 0; i < count; i++) {
		const char *dn = dn_below(arena, member_of[i], BASE_DN);
		groups->value[i] = bytes_of(dn, strlen(dn));
	}
}

static inline struct entry entry_of(struct arena *arena, const struct object *object)
{
	const char *cn = object->cn != NULL ? object->cn : "(none)";
	struct entry entry = { .dn = dn_below(arena, cn, BASE_DN) };
	entry.attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *entry.attribute);
	add_text(arena, &entry, "cn", object->cn);
	add_text(arena, &entry, "sAMAccountName", object->sam);
	add_text(arena, &entry, "userAccountControl", object->control);
	add_text(arena, &entry, "primaryGroupID", object->primary_group);
	add_text(arena, &entry, "dNSHostName", object->dns);
	add_text(arena, &entry, "adminCount", object->admin_count);
	add_text(arena, &entry, "accountExpires", object->expires);
	add_text(arena, &entry, "msDS-User-Account-Control-Computed", object->computed);
	add_text(arena, &entry, "userWorkstations", object->workstations);
	if (object->hours != NULL)
		add_attribute(arena, &entry, "logonHours", ERROR_NONE, 1)->value[0] =
			bytes_of(object->hours, 21);
	add_groups(arena, &entry, object->member_of);
	if (object->guid != NULL)
		add_attribute(arena, &entry, "objectGUID", ERROR_NONE, 1)->value[0] =
			bytes_of(object->guid, strlen(object->guid));
	if (object->sid != NULL)
		add_sids(arena, &entry, "objectSid", &object->sid, 1, ERROR_NONE);
	if (object->history != NULL || object->history_gap != ERROR_NONE)
		add_sids(arena, &entry, "sIDHistory", &object->history, 1, object->history_gap);
	static const char *const usual[] = { DOMAIN_SID "515" };
	if (object->groups[0] != NULL || object->groups_empty || object->groups_gap != ERROR_NONE)
		add_sids(arena, &entry, "tokenGroups", object->groups, MAX_GROUPS,
			object->groups_gap);
	else if (!object->groups_missing)
		add_sids(arena, &entry, "tokenGroups", usual, 1, ERROR_NONE);
	add_descriptor(arena, &entry, object);
	return entry;
}

static inline const struct entry *service_of(struct arena *arena, const struct copy *copy)
{
	struct entry *entry = arena_alloc(arena, sizeof *entry);
	entry->dn = "CN=Directory Service";
	entry->attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *entry->attribute);
	if (copy->service_gap != ERROR_NONE)
		add_attribute(arena, entry, "dSHeuristics", copy->service_gap, 0);
	add_text(arena, entry, "dSHeuristics", copy->heuristics);
	return entry;
}

static inline struct entry named_of(struct arena *arena, const struct named *named)
{
	const char *name = named->sam != NULL ? named->sam : named->sid;
	struct entry entry = { .dn = dn_below(arena, name, BASE_DN) };
	entry.attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *entry.attribute);
	add_text(arena, &entry, "sAMAccountName", named->sam);
	add_sids(arena, &entry, "objectSid", &named->sid, 1, ERROR_NONE);
	if (named->history != NULL)
		add_sids(arena, &entry, "sIDHistory", &named->history, 1, ERROR_NONE);
	if (named->sam == NULL)
		add_text(arena, &entry, "objectClass", "foreignSecurityPrincipal");
	add_groups(arena, &entry, named->member_of);
	return entry;
}

/* SIDs that were found were also asked for. */
static inline void add_names(
	struct arena *arena, struct directory_visit *visit, const struct copy *copy)
{
	visit->names_gap = (struct gap){ .cause = copy->names_gap, .text = "not to be read" };
	visit->principal = arena_alloc(arena, MAX_PRINCIPALS * sizeof *visit->principal);
	visit->sids_asked = arena_alloc(arena, 2 * MAX_PRINCIPALS * sizeof *visit->sids_asked);
	for (size_t i = 0; i < MAX_PRINCIPALS; i++) {
		if (copy->sid_asked[i] != NULL)
			visit->sids_asked[visit->sids_asked_count++] = copy->sid_asked[i];
		if (copy->named[i].sid == NULL)
			continue;
		visit->sids_asked[visit->sids_asked_count++] = copy->named[i].sid;
		visit->principal[visit->principal_count++] = named_of(arena, &copy->named[i]);
	}
}

/* The container of the accounts, which can be read, and usually listed too. */
static inline struct directory_part parents_of(struct arena *arena, bool hides)
{
	const uint32_t mask = RIGHT_READ_PROPERTY | (hides ? 0 : RIGHT_LIST_CONTENTS);
	const struct object container = { .cn = "Computers",
		.ace = { { ACE_ALLOW, 0, mask, "S-1-5-11", NULL } } };
	struct entry *entry = arena_alloc(arena, sizeof *entry);
	*entry = entry_of(arena, &container);
	return (struct directory_part){
		.kind = part_kind_name(PART_PARENTS), .entry = entry, .count = 1
	};
}

static inline void add_everybody(
	struct arena *arena, struct directory_visit *visit, const struct copy *copy)
{
	if (copy->everybody[0] == NULL && copy->everybody_gap == ERROR_NONE)
		return;
	struct directory_part *part = &visit->part[visit->part_count++];
	*part = (struct directory_part){ .kind = part_kind_name(PART_EVERYBODY),
		.gap = { copy->everybody_gap, "groups not to be read" },
		.entry = arena_alloc(arena, MAX_GROUPS * sizeof *part->entry) };
	for (size_t i = 0; i < MAX_GROUPS && copy->everybody[i] != NULL; i++)
		part->entry[part->count++] =
			named_of(arena, &(struct named){ .sid = copy->everybody[i] });
}

static inline struct directory_visit visit_of(struct arena *arena, const struct copy *copy)
{
	struct directory_visit visit = { .server = copy->server,
		.found_by = "plan",
		.gap = { copy->gap, "not to be read" },
		.root.dn = "" };
	visit.root.attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *visit.root.attribute);
	add_text(arena, &visit.root, "defaultNamingContext", copy->held);
	add_text(arena, &visit.root, "domainFunctionality", copy->level);
	static const char *const labels[] = { "EXCMS01", "DRCLU1", "DRNODE1" };
	visit.asked = arena_alloc(arena, COUNT_OF(labels) * sizeof *visit.asked);
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		if (copy->unasked == NULL || strcmp(copy->unasked, labels[i]) != 0)
			visit.asked[visit.asked_count++] = labels[i];
	}
	visit.entry = arena_alloc(arena, MAX_OBJECTS * sizeof *visit.entry);
	for (size_t i = 0; i < MAX_OBJECTS; i++) {
		const struct object *object = &copy->object[i];
		if (object->cn != NULL || object->sam != NULL)
			visit.entry[visit.entry_count++] = entry_of(arena, object);
	}
	if (!copy->older) {
		visit.directory_service = service_of(arena, copy);
		add_names(arena, &visit, copy);
		visit.part = arena_alloc(arena, 2 * sizeof *visit.part);
		visit.part[visit.part_count++] = parents_of(arena, copy->hides);
		add_everybody(arena, &visit, copy);
	}
	return visit;
}

static inline void directory_case_check(const struct directory_case *row)
{
	struct arena *arena = arena_new();
	struct directory_visit visit[MAX_COPIES];
	struct recovery recovery = {
		.cms = { "EXCMS01", "excms01.corp.example.com" },
		.standby_cluster = { "DRCLU1", "drclu1.corp.example.com" },
	};
	struct name node = { "DRNODE1", "drnode1.corp.example.com" };
	recovery.standby_nodes = &node;
	recovery.standby_node_count = row->no_nodes ? 0 : 1;
	struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	plan.policy.accept = row->accept;
	plan.directory.domain = "corp.example.com";
	const char *servers[MAX_COPIES];
	plan.directory.servers = servers;
	struct evidence evidence = { .directory.visit = visit, .run.ended = ENDED };
	evidence.directory.gap =
		(struct gap){ .cause = row->source_gap, .text = "not to be found" };
	for (size_t i = 0; i < MAX_COPIES; i++) {
		if (row->plan_server[i] != NULL)
			servers[plan.directory.server_count++] = row->plan_server[i];
		if (row->copy[i].server != NULL)
			visit[evidence.directory.count++] = visit_of(arena, &row->copy[i]);
	}
	examine(arena, row->check, &plan, &evidence, &row->expected, row->because);
	arena_free(arena);
}
