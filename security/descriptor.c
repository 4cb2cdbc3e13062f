/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/descriptor.h"

#include <inttypes.h>

enum {
	DESCRIPTOR_REVISION = 1,
	DESCRIPTOR_HEADER_BYTES = 20,
	ACL_HEADER_BYTES = 8,
	ACE_HEADER_BYTES = 4,
	OBJECT_FLAGS_AT = 8, /* after the mask */
	ACE_BYTES_MIN = 16,  /* with a SID without sub-authorities */
};

const char *ace_type_name(uint8_t type)
{
	static const char *const names[] = {
		[ACE_ALLOW] = "allow",
		[ACE_DENY] = "deny",
		[ACE_AUDIT] = "audit",
		[ACE_ALARM] = "alarm",
		[ACE_OBJECT_ALLOW] = "object-allow",
		[ACE_OBJECT_DENY] = "object-deny",
		[ACE_OBJECT_AUDIT] = "object-audit",
		[ACE_OBJECT_ALARM] = "object-alarm",
		[ACE_CALLBACK_ALLOW] = "callback-allow",
		[ACE_CALLBACK_DENY] = "callback-deny",
		[ACE_CALLBACK_OBJECT_ALLOW] = "callback-object-allow",
		[ACE_CALLBACK_OBJECT_DENY] = "callback-object-deny",
		[ACE_CALLBACK_AUDIT] = "callback-audit",
		[ACE_CALLBACK_ALARM] = "callback-alarm",
		[ACE_CALLBACK_OBJECT_AUDIT] = "callback-object-audit",
		[ACE_CALLBACK_OBJECT_ALARM] = "callback-object-alarm",
		[ACE_LABEL] = "label",
		[ACE_RESOURCE_ATTRIBUTE] = "resource-attribute",
		[ACE_SCOPED_POLICY] = "scoped-policy",
		[ACE_TRUST_LABEL] = "trust-label",
		[ACE_ACCESS_FILTER] = "access-filter",
	};
	return ace_type_is(type, ace_types_known) ? names[type] : "unknown";
}

/*
 * The fields of an ACE of a known type. An absent GUID takes no bytes. Without branches on the
 * type: they would be mispredicted.
 */
static bool ace_fields_read(struct ace *ace)
{
	if (ace->raw.length < ACE_BYTES_MIN)
		return false;
	const uint8_t *data = ace->raw.data;
	const uint32_t object = ace_type_has_object(ace->type);
	ace->mask = u32le_at(data + ACE_HEADER_BYTES);
	ace->object_flags = u32le_at(data + OBJECT_FLAGS_AT) & -object;
	const bool typed = (ace->object_flags & OBJECT_TYPE_PRESENT) != 0;
	const bool heirs = (ace->object_flags & INHERITED_TYPE_PRESENT) != 0;
	const size_t type_at = OBJECT_FLAGS_AT + object * sizeof ace->object_flags;
	const size_t heirs_at = type_at + typed * sizeof(struct guid);
	const size_t trustee_at = heirs_at + heirs * sizeof(struct guid);
	if (trustee_at > ace->raw.length)
		return false;
	ace->object_type = typed ? (const void *)(data + type_at) : NULL;
	ace->inherited_type = heirs ? (const void *)(data + heirs_at) : NULL;
	ace->trustee = raw_sid_at(data + trustee_at, ace->raw.length - trustee_at);
	if (ace->trustee == NULL)
		return false;
	const size_t rest_at = trustee_at + raw_sid_size(ace->trustee);
	ace->rest.data = data + rest_at;
	ace->rest.length = ace->raw.length - rest_at;
	return true;
}

/* Takes one ACE from the front of the ACL; `name` is "DACL" or "SACL". */
static bool ace_read(struct bytes *from, const char *name, struct ace *ace, struct error *error)
{
	struct bytes header = *from;
	ace->type = bytes_u8(&header);
	ace->flags = bytes_u8(&header);
	size_t size = bytes_u16le(&header);
	if (header.failed)
		return error_set(error, ERROR_MALFORMED,
			"ACE %zu begins %zu bytes before the end of the %s", ace->index,
			from->length, name);
	if (size < ACE_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"ACE %zu of the %s has a size of %zu bytes, less than its header",
			ace->index, name, size);
	if (size > from->length)
		return error_set(error, ERROR_MALFORMED, "ACE %zu reaches %zu bytes past the %s",
			ace->index, size - from->length, name);
	ace->raw.data = from->data;
	ace->raw.length = size;
	from->data += size;
	from->length -= size;
	ace->known = ace_type_is(ace->type, ace_types_known);
	if (!ace->known || ace_fields_read(ace))
		return true;
	return error_set(error, ERROR_MALFORMED,
		"ACE %zu of the %s, of type %u, has no valid SID in its %zu bytes", ace->index,
		name, ace->type, size);
}

static bool aces_read(struct bytes from, const char *name, struct arena *arena, struct acl *acl,
	struct error *error)
{
	if (acl->count > from.length / ACE_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"the %s has %zu bytes for %zu ACEs, too few for their headers", name,
			from.length, acl->count);
	acl->ace = arena_alloc(arena, acl->count * sizeof *acl->ace);
	for (size_t i = 0; i < acl->count; i++) {
		acl->ace[i].index = i;
		if (!ace_read(&from, name, &acl->ace[i], error))
			return false;
	}
	acl->slack = from; /* Windows leaves room for more ACEs */
	return true;
}

static bool acl_read(struct bytes from, const char *name, struct arena *arena, struct acl *acl,
	struct error *error)
{
	acl->state = ACL_PRESENT;
	acl->revision = bytes_u8(&from);
	acl->sbz1 = bytes_u8(&from);
	size_t size = bytes_u16le(&from);
	acl->count = bytes_u16le(&from);
	acl->sbz2 = bytes_u16le(&from);
	if (from.failed)
		return error_set(error, ERROR_MALFORMED, "the %s's header is truncated", name);
	if (acl->revision < ACL_REVISION || acl->revision > ACL_REVISION_DS)
		return error_set(error, ERROR_MALFORMED, "the %s has revision %u, not %d to %d",
			name, acl->revision, ACL_REVISION, ACL_REVISION_DS);
	if (size < ACL_HEADER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"the %s has a size of %zu bytes, less than its header", name, size);
	if (size - ACL_HEADER_BYTES > from.length)
		return error_set(error, ERROR_MALFORMED,
			"the %s reaches %zu bytes past the descriptor", name,
			size - ACL_HEADER_BYTES - from.length);
	return aces_read(bytes_take(&from, size - ACL_HEADER_BYTES), name, arena, acl, error);
}

/* The bytes from the part's offset on. The part must be after the header. */
static bool part_at(const struct bytes *whole, uint32_t offset, const char *name,
	struct bytes *part, struct error *error)
{
	if (offset < DESCRIPTOR_HEADER_BYTES || offset > whole->length)
		return error_set(error, ERROR_MALFORMED,
			"the %s has the invalid offset %" PRIu32 " in %zu bytes", name, offset,
			whole->length);
	*part = bytes_from(whole, offset);
	return true;
}

static bool principal_read(const struct bytes *whole, uint32_t offset, const char *name,
	const struct raw_sid **sid, struct error *error)
{
	struct bytes part = { 0 };
	if (offset == 0)
		return true;
	if (!part_at(whole, offset, name, &part, error))
		return false;
	*sid = raw_sid_at(part.data, part.length);
	return *sid != NULL ||
	       error_set(error, ERROR_MALFORMED, "the %s at byte %" PRIu32 " is not a valid SID",
		       name, offset);
}

static bool acl_at(const struct bytes *whole, bool present, uint32_t offset, const char *name,
	struct arena *arena, struct acl *acl, struct error *error)
{
	struct bytes part;
	if (!present)
		return true;
	if (offset == 0) {
		acl->state = ACL_NULL;
		return true;
	}
	return part_at(whole, offset, name, &part, error) &&
	       acl_read(part, name, arena, acl, error);
}

static bool parts_read(
	struct bytes from, struct arena *arena, struct descriptor *descriptor, struct error *error)
{
	struct layout *layout = &descriptor->layout;
	layout->whole = from;
	uint8_t revision = bytes_u8(&from);
	descriptor->resource_manager = bytes_u8(&from);
	const uint16_t control = descriptor->control = bytes_u16le(&from);
	layout->owner = bytes_u32le(&from);
	layout->group = bytes_u32le(&from);
	layout->sacl = bytes_u32le(&from);
	layout->dacl = bytes_u32le(&from);
	const struct bytes *whole = &layout->whole;
	if (from.failed)
		return error_set(error, ERROR_MALFORMED,
			"the descriptor is too short for its header: %zu bytes", whole->length);
	if (revision != DESCRIPTOR_REVISION)
		return error_set(error, ERROR_MALFORMED, "the descriptor has revision %u, not %d",
			revision, DESCRIPTOR_REVISION);
	if ((control & CONTROL_SELF_RELATIVE) == 0)
		return error_set(error, ERROR_MALFORMED, "the descriptor is not self-relative");
	return principal_read(whole, layout->owner, "owner", &descriptor->owner, error) &&
	       principal_read(whole, layout->group, "group", &descriptor->group, error) &&
	       acl_at(whole, (control & CONTROL_SACL_PRESENT) != 0, layout->sacl, "SACL", arena,
		       &descriptor->sacl, error) &&
	       acl_at(whole, (control & CONTROL_DACL_PRESENT) != 0, layout->dacl, "DACL", arena,
		       &descriptor->dacl, error);
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
