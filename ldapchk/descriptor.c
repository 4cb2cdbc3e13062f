/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/descriptor.h"

#include <inttypes.h>

#include "base/text.h"
#include "ldapchk/mask.h"

enum {
	DESCRIPTOR_REVISION = 1,
	DESCRIPTOR_HEADER_BYTES = 20,
	ACL_HEADER_BYTES = 8,
	ACL_REVISION_MIN = 2,
	ACL_REVISION_MAX = 4, /* with object ACEs */
	ACE_HEADER_BYTES = 4,
};

enum object_flag { /* MS-DTYP 2.4.4.3 */
	OBJECT_TYPE_PRESENT = 0x1,
	INHERITED_TYPE_PRESENT = 0x2,
};

static const struct ace_kind {
	bool known, denies, has_types, conditional;
} ace_kinds[] = {
	[ACE_ALLOW] = { .known = true },
	[ACE_DENY] = { .known = true, .denies = true },
	[ACE_OBJECT_ALLOW] = { .known = true, .has_types = true },
	[ACE_OBJECT_DENY] = { .known = true, .denies = true, .has_types = true },
	[ACE_CALLBACK_ALLOW] = { .known = true, .conditional = true },
	[ACE_CALLBACK_DENY] = { .known = true, .denies = true, .conditional = true },
	[ACE_CALLBACK_OBJECT_ALLOW] = { .known = true, .has_types = true, .conditional = true },
	[ACE_CALLBACK_OBJECT_DENY] = { .known = true,
		.denies = true,
		.has_types = true,
		.conditional = true },
};

static struct ace_kind kind_of(uint8_t type)
{
	if (type >= sizeof ace_kinds / sizeof ace_kinds[0])
		return (struct ace_kind){ 0 };
	return ace_kinds[type];
}

bool ace_denies(const struct ace *ace)
{
	return kind_of(ace->type).denies;
}

bool ace_is_conditional(const struct ace *ace)
{
	return kind_of(ace->type).conditional;
}

/* What follows the header of an ACE of a known type. A GUID that is not there takes no room. */
static bool ace_body_read(struct bytes from, struct ace *ace)
{
	ace->mask = bytes_u32le(&from);
	if (kind_of(ace->type).has_types) {
		uint32_t present = bytes_u32le(&from);
		ace->has_object_type = (present & OBJECT_TYPE_PRESENT) != 0;
		ace->has_inherited_type = (present & INHERITED_TYPE_PRESENT) != 0;
		if (ace->has_object_type && !guid_read(&from, &ace->object_type))
			return false;
		if (ace->has_inherited_type && !guid_read(&from, &ace->inherited_type))
			return false;
	}
	if (!sid_read(&from, &ace->trustee))
		return false;
	ace->rest = from;
	return true;
}

/* Takes one ACE from the front of the DACL. */
static bool ace_read(struct bytes *from, struct ace *ace, struct error *error)
{
	struct bytes header = *from;
	ace->type = bytes_u8(&header);
	ace->flags = bytes_u8(&header);
	size_t size = bytes_u16le(&header);
	if (header.failed)
		return error_set(error, ERROR_MALFORMED,
			"ACE %zu begins %zu bytes before the end of the DACL", ace->index,
			from->length);
	if (size < ACE_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"ACE %zu gives its size as %zu bytes, less than its header", ace->index,
			size);
	if (size > from->length)
		return error_set(error, ERROR_MALFORMED, "ACE %zu reaches %zu bytes past the DACL",
			ace->index, size - from->length);
	ace->raw = bytes_take(from, size);
	ace->known = kind_of(ace->type).known;
	if (!ace->known)
		return true;
	if (!ace_body_read(bytes_from(&ace->raw, ACE_HEADER_BYTES), ace))
		return error_set(error, ERROR_MALFORMED,
			"ACE %zu of type %u has no room for its SID in %zu bytes, or none that is "
			"one",
			ace->index, ace->type, size);
	return true;
}

static bool aces_read(struct bytes from, struct arena *arena, struct acl *acl, struct error *error)
{
	if (acl->count > from.length / ACE_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"the DACL has %zu bytes for %zu ACEs, too few for their headers",
			from.length, acl->count);
	acl->ace = arena_alloc(arena, acl->count * sizeof *acl->ace);
	for (size_t i = 0; i < acl->count; i++) {
		acl->ace[i].index = i;
		if (!ace_read(&from, &acl->ace[i], error))
			return false;
	}
	return true; /* what is left is slack: Windows leaves room for ACEs to come */
}

static bool acl_read(struct bytes from, struct arena *arena, struct acl *acl, struct error *error)
{
	acl->state = ACL_PRESENT;
	acl->revision = bytes_u8(&from);
	(void)bytes_u8(&from);
	size_t size = bytes_u16le(&from);
	acl->count = bytes_u16le(&from);
	(void)bytes_u16le(&from);
	if (from.failed)
		return error_set(error, ERROR_MALFORMED, "the DACL's header is cut");
	if (acl->revision < ACL_REVISION_MIN || acl->revision > ACL_REVISION_MAX)
		return error_set(error, ERROR_MALFORMED, "the DACL is of revision %u, not %d to %d",
			acl->revision, ACL_REVISION_MIN, ACL_REVISION_MAX);
	if (size < ACL_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"the DACL gives its size as %zu bytes, less than its header", size);
	if (size - ACL_HEADER_BYTES > from.length)
		return error_set(error, ERROR_MALFORMED,
			"the DACL reaches %zu bytes past the descriptor",
			size - ACL_HEADER_BYTES - from.length);
	return aces_read(bytes_take(&from, size - ACL_HEADER_BYTES), arena, acl, error);
}

/* The part of that name, which must lie behind the header. */
static bool part_at(const struct bytes *whole, uint32_t offset, const char *name,
	struct bytes *part, struct error *error)
{
	if (offset < DESCRIPTOR_HEADER_BYTES || offset > whole->length)
		return error_set(error, ERROR_MALFORMED,
			"the %s is said to stand at byte %" PRIu32 " of %zu", name, offset,
			whole->length);
	*part = bytes_from(whole, offset);
	return true;
}

static bool principal_read(const struct bytes *whole, uint32_t offset, const char *name,
	bool *present, struct sid *sid, struct error *error)
{
	struct bytes part;
	*present = offset != 0;
	if (!*present)
		return true;
	if (!part_at(whole, offset, name, &part, error))
		return false;
	if (!sid_read(&part, sid))
		return error_set(error, ERROR_MALFORMED,
			"the %s at byte %" PRIu32 " is cut or no SID", name, offset);
	return true;
}

static bool dacl_read(const struct bytes *whole, uint32_t offset, struct arena *arena,
	struct descriptor *descriptor, struct error *error)
{
	struct bytes part;
	if ((descriptor->control & CONTROL_DACL_PRESENT) == 0)
		return true;
	if (offset == 0) {
		descriptor->dacl.state = ACL_NULL;
		return true;
	}
	return part_at(whole, offset, "DACL", &part, error) &&
	       acl_read(part, arena, &descriptor->dacl, error);
}

static bool parts_read(
	struct bytes from, struct arena *arena, struct descriptor *descriptor, struct error *error)
{
	const struct bytes whole = from;
	uint8_t revision = bytes_u8(&from);
	(void)bytes_u8(&from);
	descriptor->control = bytes_u16le(&from);
	uint32_t owner = bytes_u32le(&from);
	uint32_t group = bytes_u32le(&from);
	(void)bytes_u32le(&from);
	uint32_t dacl = bytes_u32le(&from);
	if (from.failed)
		return error_set(error, ERROR_MALFORMED,
			"%zu bytes are less than a descriptor's header", whole.length);
	if (revision != DESCRIPTOR_REVISION)
		return error_set(error, ERROR_MALFORMED, "the descriptor is of revision %u, not %d",
			revision, DESCRIPTOR_REVISION);
	if ((descriptor->control & CONTROL_SELF_RELATIVE) == 0)
		return error_set(error, ERROR_MALFORMED, "the descriptor is not self-relative");
	return principal_read(
		       &whole, owner, "owner", &descriptor->has_owner, &descriptor->owner, error) &&
	       principal_read(
		       &whole, group, "group", &descriptor->has_group, &descriptor->group, error) &&
	       dacl_read(&whole, dacl, arena, descriptor, error);
}

bool descriptor_read(
	struct bytes from, struct arena *arena, struct descriptor *descriptor, struct error *error)
{
	*descriptor = (struct descriptor){ 0 };
	if (parts_read(from, arena, descriptor, error))
		return true;
	*descriptor = (struct descriptor){ 0 };
	return false;
}

char *ace_write(struct arena *arena, const struct ace *ace)
{
	struct text text = text_new(arena);
	text_add(&text, "ACE %zu: ", ace->index);
	if (ace->known) {
		text_add(&text, "%s, %s%s, %s", ace_denies(ace) ? "deny" : "allow",
			ace_is_conditional(ace) ? "conditional, " : "",
			mask_write(arena, ace->mask), sid_write(arena, &ace->trustee));
	} else {
		text_add(&text, "of unknown type %u, %zu bytes", ace->type, ace->raw.length);
	}
	if (ace->has_object_type)
		text_add(&text, ", object type %s", guid_write(arena, &ace->object_type));
	if (ace->has_inherited_type)
		text_add(&text, ", inherited type %s", guid_write(arena, &ace->inherited_type));
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		text_add(&text, ", inherit only");
	if ((ace->flags & ACE_INHERITED) != 0)
		text_add(&text, ", inherited");
	return text.data;
}
