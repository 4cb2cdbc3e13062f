/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/descriptor.h"

#include <string.h>

#include "base/binary.h"

enum { DESCRIPTOR_REVISION = 1, ACL_BYTES_MAX = UINT16_MAX };

/* The control bits that SDDL has letters for, MS-DTYP 2.5.1.1; written with a present ACL only. */
static const uint16_t dacl_control_in_sddl = CONTROL_DACL_PRESENT | CONTROL_DACL_INHERIT_REQUIRED |
					     CONTROL_DACL_INHERITED | CONTROL_DACL_PROTECTED;
static const uint16_t sacl_control_in_sddl = CONTROL_SACL_PRESENT | CONTROL_SACL_INHERIT_REQUIRED |
					     CONTROL_SACL_INHERITED | CONTROL_SACL_PROTECTED;

enum slack { SLACK_KEPT, SLACK_LEFT_OUT };

static void header_add(struct text *text, const struct descriptor *descriptor, uint16_t control,
	const struct layout *layout)
{
	binary_add_u8(text, DESCRIPTOR_REVISION);
	binary_add_u8(text, descriptor->resource_manager);
	binary_add_u16le(text, control);
	binary_add_u32le(text, layout->owner);
	binary_add_u32le(text, layout->group);
	binary_add_u32le(text, layout->sacl);
	binary_add_u32le(text, layout->dacl);
}

static void raw_sid_add(struct text *text, const struct raw_sid *sid)
{
	binary_add(text, bytes_of(sid, raw_sid_size(sid)));
}

/* Whether the bytes after the SID are content, not slack. */
static bool rest_is_content(const struct ace *ace)
{
	return ace_is_conditional(ace) || ace->type == ACE_RESOURCE_ATTRIBUTE;
}

static void ace_body_add(struct text *text, const struct ace *ace, enum slack slack)
{
	binary_add_u32le(text, ace->mask);
	if (ace_type_has_object(ace->type)) {
		binary_add_u32le(text, ace->object_flags);
		if (ace->object_type != NULL)
			binary_add(text, bytes_of(ace->object_type, sizeof *ace->object_type));
		if (ace->inherited_type != NULL)
			binary_add(
				text, bytes_of(ace->inherited_type, sizeof *ace->inherited_type));
	}
	raw_sid_add(text, ace->trustee);
	if (slack == SLACK_KEPT || rest_is_content(ace))
		binary_add(text, ace->rest);
}

/* Fills in a size field that was reserved before the size was known. */
static void size_put(struct text *text, size_t at, size_t size)
{
	text->data[at] = (char)(size & 0xff);
	text->data[at + 1] = (char)(size >> 8 & 0xff);
}

static void ace_add(struct text *text, const struct ace *ace, enum slack slack)
{
	if (!ace->known) {
		binary_add(text, ace->raw);
		return;
	}
	const size_t begin = text->length;
	binary_add_u8(text, ace->type);
	binary_add_u8(text, ace->flags);
	binary_add_u16le(text, 0);
	ace_body_add(text, ace, slack);
	size_put(text, begin + 2, text->length - begin);
}

/* Returns the ACL's length. More than ACL_BYTES_MAX does not fit into its size field. */
static size_t acl_add(struct text *text, const struct acl *acl, enum slack slack)
{
	const size_t begin = text->length;
	const bool plain = slack == SLACK_LEFT_OUT;
	binary_add_u8(text, acl->revision);
	binary_add_u8(text, plain ? 0 : acl->sbz1);
	binary_add_u16le(text, 0);
	binary_add_u16le(text, (uint16_t)acl->count);
	binary_add_u16le(text, plain ? 0 : acl->sbz2);
	for (size_t i = 0; i < acl->count && text->length - begin <= ACL_BYTES_MAX; i++)
		ace_add(text, &acl->ace[i], slack);
	if (!plain)
		binary_add(text, acl->slack);
	const size_t length = text->length - begin;
	size_put(text, begin + 2, length);
	return length;
}

/* Writes a part over the bytes that it was read from. The length is the same. */
static void part_put(struct text *whole, uint32_t offset, const struct text *part)
{
	memcpy(whole->data + offset, part->data, part->length);
}

struct bytes descriptor_write(struct arena *arena, const struct descriptor *descriptor)
{
	const struct layout *layout = &descriptor->layout;
	struct text whole = text_new(arena);
	/* The parts are overwritten below; the bytes between and after them stay. */
	binary_add(&whole, layout->whole);
	struct text part = text_new(arena);
	header_add(&part, descriptor, descriptor->control, layout);
	part_put(&whole, 0, &part);
	part.length = 0;
	if (descriptor->owner != NULL) {
		raw_sid_add(&part, descriptor->owner);
		part_put(&whole, layout->owner, &part);
	}
	part.length = 0;
	if (descriptor->group != NULL) {
		raw_sid_add(&part, descriptor->group);
		part_put(&whole, layout->group, &part);
	}
	part.length = 0;
	if (descriptor->sacl.state == ACL_PRESENT) {
		acl_add(&part, &descriptor->sacl, SLACK_KEPT);
		part_put(&whole, layout->sacl, &part);
	}
	part.length = 0;
	if (descriptor->dacl.state == ACL_PRESENT) {
		acl_add(&part, &descriptor->dacl, SLACK_KEPT);
		part_put(&whole, layout->dacl, &part);
	}
	return binary_bytes(&whole);
}

static bool acl_add_plain(struct text *text, const struct acl *acl, const char *name,
	uint32_t *offset, struct error *error)
{
	if (acl->state != ACL_PRESENT)
		return true;
	*offset = (uint32_t)text->length;
	if (acl_add(text, acl, SLACK_LEFT_OUT) <= ACL_BYTES_MAX)
		return true;
	return error_set(
		error, ERROR_MALFORMED, "the %s takes more than %d bytes", name, ACL_BYTES_MAX);
}

static uint16_t control_plain(const struct descriptor *descriptor)
{
	uint16_t kept = CONTROL_SELF_RELATIVE;
	if (descriptor->dacl.state != ACL_ABSENT)
		kept |= dacl_control_in_sddl;
	if (descriptor->sacl.state != ACL_ABSENT)
		kept |= sacl_control_in_sddl;
	return descriptor->control & kept;
}

bool descriptor_write_plain(struct arena *arena, const struct descriptor *descriptor,
	struct bytes *bytes, struct error *error)
{
	const uint16_t control = control_plain(descriptor);
	struct descriptor plain = { .control = control };
	struct layout layout = { 0 };
	struct text text = text_new(arena);
	header_add(&text, &plain, control, &layout); /* reserved: the offsets are not known yet */
	if (descriptor->owner != NULL) {
		layout.owner = (uint32_t)text.length;
		raw_sid_add(&text, descriptor->owner);
	}
	if (descriptor->group != NULL) {
		layout.group = (uint32_t)text.length;
		raw_sid_add(&text, descriptor->group);
	}
	if (!acl_add_plain(&text, &descriptor->sacl, "SACL", &layout.sacl, error) ||
		!acl_add_plain(&text, &descriptor->dacl, "DACL", &layout.dacl, error))
		return false;
	struct text header = text_new(arena);
	header_add(&header, &plain, control, &layout);
	part_put(&text, 0, &header);
	*bytes = binary_bytes(&text);
	return true;
}
