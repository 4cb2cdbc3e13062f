/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixes of access lists. */
#include <string.h>

#include "fix/apply.h"
#include "fix/copy.h"
#include "security/descriptor.h"
#include "security/rights.h"

enum { CREATE_CHILD = 0x1, WRITE_PROPERTY = 0x20 };

static const char descriptor_attribute[] = "nTSecurityDescriptor";
static const char class_dns_node[] = "e0fa1e8c-9b45-11d0-afdd-00c04fd930c9";
static const char attribute_spn[] = "f3a64788-5306-11d1-a9c5-0000f80367c1";

/* Changes the descriptor; false: leave it. */
typedef bool change_function(struct arena *arena, struct descriptor *descriptor, const void *of);

static void change(struct arena *arena, struct entry *entry, change_function *how, const void *of)
{
	const struct attribute *old = entry_attribute(entry, descriptor_attribute);
	struct descriptor descriptor;
	struct error error = { 0 };
	struct bytes *value = arena_alloc(arena, sizeof *value);
	if (old == NULL || old->count != 1 ||
		!descriptor_read(old->value[0], arena, &descriptor, &error) ||
		descriptor.dacl.state != ACL_PRESENT || !how(arena, &descriptor, of) ||
		!descriptor_write_plain(arena, &descriptor, value, &error))
		return;
	entry_set(arena, entry, descriptor_attribute, value, 1);
}

static void change_everywhere(struct arena *arena, struct evidence *evidence, const char *dn,
	change_function *how, const void *of)
{
	for (size_t i = 0; i < evidence->directory.count; i++) {
		struct entry *entry = entry_of_dn(&evidence->directory.visit[i], dn);
		if (entry != NULL)
			change(arena, entry, how, of);
	}
}

/* The order that the tools of Windows write: aceorder. */
static int class_of(const struct ace *ace)
{
	const bool is_inherited = (ace->flags & ACE_INHERITED) != 0;
	return (is_inherited ? 2 : 0) + (ace_denies(ace) ? 0 : 1);
}

static bool insert_ace(struct arena *arena, struct descriptor *descriptor, const void *of)
{
	const struct ace *added = of;
	struct acl *dacl = &descriptor->dacl;
	struct ace *ace = arena_alloc(arena, (dacl->count + 1) * sizeof *ace);
	size_t at = 0;
	while (at < dacl->count && class_of(&dacl->ace[at]) == 0)
		at++;
	if (at > 0)
		memcpy(ace, dacl->ace, at * sizeof *ace);
	ace[at] = *added;
	if (at < dacl->count)
		memcpy(&ace[at + 1], &dacl->ace[at], (dacl->count - at) * sizeof *ace);
	dacl->ace = ace;
	dacl->count++;
	if (ace_type_has_object(added->type))
		dacl->revision = ACL_REVISION_DS;
	return true;
}

static bool ace_of(
	struct arena *arena, const struct fix *fix, const struct sid *sid, struct ace *ace)
{
	struct guid *type = arena_alloc(arena, sizeof *type);
	*ace = (struct ace){
		.type = ACE_ALLOW,
		.known = true,
		.mask = RIGHT_FULL_CONTROL,
		.trustee = raw_sid_write(arena, sid),
	};
	if (fix->action == FIX_GRANT_FULL_CONTROL)
		return true;
	const bool is_create = fix->action == FIX_GRANT_CREATE_RECORD;
	ace->type = ACE_OBJECT_ALLOW;
	ace->mask = is_create ? CREATE_CHILD : WRITE_PROPERTY;
	ace->object_flags = OBJECT_TYPE_PRESENT;
	ace->object_type = type;
	return guid_parse(is_create ? class_dns_node : attribute_spn, type);
}

/* Accounts stand as "DRCLU01$@corp.example.com". */
static bool sid_of(
	struct arena *arena, struct evidence *evidence, const char *account, struct sid *sid)
{
	const char *name = arena_text(arena, account, strcspn(account, "@"));
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct entry *entry =
			entry_of_account(arena, &evidence->directory.visit[i], name);
		const struct attribute *id =
			entry == NULL ? NULL : entry_attribute(entry, "objectSid");
		if (id != NULL && id->count == 1 && sid_read_whole(id->value[0], sid))
			return true;
	}
	return false;
}

void apply_grant(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	struct sid sid;
	struct ace ace;
	if (fix->object != NULL && fix->account != NULL &&
		sid_of(arena, evidence, fix->account, &sid) && ace_of(arena, fix, &sid, &ace))
		change_everywhere(arena, evidence, fix->object, insert_ace, &ace);
}

static bool remove_denies(struct arena *arena, struct descriptor *descriptor, const void *of)
{
	const struct sid *trustee = of;
	struct acl *dacl = &descriptor->dacl;
	struct ace *ace = arena_alloc(arena, (dacl->count + 1) * sizeof *ace);
	size_t count = 0;
	for (size_t i = 0; i < dacl->count; i++) {
		const struct sid sid = ace_trustee(&dacl->ace[i]);
		if (!dacl->ace[i].known || !ace_denies(&dacl->ace[i]) || !sid_equal(&sid, trustee))
			ace[count++] = dacl->ace[i];
	}
	dacl->ace = ace;
	dacl->count = count;
	return true;
}

void apply_remove_deny(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	struct sid sid;
	if (fix->object != NULL && fix->value != NULL && sid_parse(fix->value, &sid))
		change_everywhere(arena, evidence, fix->object, remove_denies, &sid);
}

static bool reorder(struct arena *arena, struct descriptor *descriptor, const void *of)
{
	struct acl *dacl = &descriptor->dacl;
	struct ace *ace = arena_alloc(arena, (dacl->count + 1) * sizeof *ace);
	size_t count = 0;
	(void)of;
	for (int class = 0; class < 4; class ++) {
		for (size_t i = 0; i < dacl->count; i++) {
			if (class_of(&dacl->ace[i]) == class)
				ace[count++] = dacl->ace[i];
		}
	}
	dacl->ace = ace;
	return true;
}

void apply_reorder(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->object != NULL)
		change_everywhere(arena, evidence, fix->object, reorder, NULL);
}
