/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Security descriptors in self-relative form, MS-DTYP 2.4.6, as in nTSecurityDescriptor. Everything
 * points into the bytes that were read and into the arena. An absent ACL, a NULL ACL and an empty
 * ACL are kept apart (MS-DTYP 2.5.3.2). descriptor_read and descriptor_write round-trip: the bytes
 * are the same.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "security/guid.h"
#include "security/sid.h"

enum ace_type { /* MS-DTYP 2.4.4.1 */
	ACE_ALLOW = 0x00,
	ACE_DENY = 0x01,
	ACE_AUDIT = 0x02,
	ACE_ALARM = 0x03,
	ACE_OBJECT_ALLOW = 0x05,
	ACE_OBJECT_DENY = 0x06,
	ACE_OBJECT_AUDIT = 0x07,
	ACE_OBJECT_ALARM = 0x08,
	ACE_CALLBACK_ALLOW = 0x09,
	ACE_CALLBACK_DENY = 0x0a,
	ACE_CALLBACK_OBJECT_ALLOW = 0x0b,
	ACE_CALLBACK_OBJECT_DENY = 0x0c,
	ACE_CALLBACK_AUDIT = 0x0d,
	ACE_CALLBACK_ALARM = 0x0e,
	ACE_CALLBACK_OBJECT_AUDIT = 0x0f,
	ACE_CALLBACK_OBJECT_ALARM = 0x10,
	ACE_LABEL = 0x11,
	ACE_RESOURCE_ATTRIBUTE = 0x12,
	ACE_SCOPED_POLICY = 0x13,
	ACE_TRUST_LABEL = 0x14,
	ACE_ACCESS_FILTER = 0x15,
};

enum ace_flag { /* MS-DTYP 2.4.4.1 */
	ACE_OBJECT_INHERIT = 0x01,
	ACE_CONTAINER_INHERIT = 0x02,
	ACE_NO_PROPAGATE = 0x04,
	ACE_INHERIT_ONLY = 0x08,
	ACE_INHERITED = 0x10,
	ACE_CRITICAL = 0x20,
	ACE_AUDIT_SUCCESS = 0x40,
	ACE_AUDIT_FAILURE = 0x80,
};

enum object_flag { /* MS-DTYP 2.4.4.3 */
	OBJECT_TYPE_PRESENT = 0x1,
	INHERITED_TYPE_PRESENT = 0x2,
};

enum descriptor_control { /* MS-DTYP 2.4.6 */
	CONTROL_DACL_PRESENT = 0x0004,
	CONTROL_SACL_PRESENT = 0x0010,
	CONTROL_DACL_INHERIT_REQUIRED = 0x0100,
	CONTROL_SACL_INHERIT_REQUIRED = 0x0200,
	CONTROL_DACL_INHERITED = 0x0400,
	CONTROL_SACL_INHERITED = 0x0800,
	CONTROL_DACL_PROTECTED = 0x1000,
	CONTROL_SACL_PROTECTED = 0x2000,
	CONTROL_SELF_RELATIVE = 0x8000,
};

enum { ACL_REVISION = 2, ACL_REVISION_DS = 4 }; /* 4: object ACEs are allowed */

struct ace {
	size_t index; /* position in its ACL, from 0 */
	uint8_t type, flags;
	bool known; /* has a type of enum ace_type: every member is set; otherwise only raw */
	uint32_t mask;
	uint32_t object_flags; /* object ACEs only */
	/* NULL if object_flags says that there is none. */
	const struct guid *object_type, *inherited_type;
	const struct raw_sid *trustee; /* not converted: most are only compared with a token */
	struct bytes rest; /* after the SID: a condition, a claim, application data, or slack */
	struct bytes raw;  /* the whole ACE as read, with header; empty if it was not read */
};

enum acl_state { ACL_ABSENT, ACL_NULL, ACL_PRESENT };

struct acl {
	enum acl_state state;
	uint8_t revision;
	uint8_t sbz1;
	uint16_t sbz2;
	struct ace *ace;
	size_t count;
	struct bytes slack; /* unused bytes after the last ACE */
};

struct descriptor {
	uint8_t resource_manager; /* Sbz1: control bits of a resource manager */
	uint16_t control;
	const struct raw_sid *owner, *group; /* NULL: none */
	struct acl sacl, dacl;
	struct layout {
		struct bytes whole; /* as read; empty if the descriptor was not read from bytes */
		uint32_t owner, group, sacl, dacl; /* offsets */
	} layout;
};

/*
 * Reads a descriptor. False with ERROR_MALFORMED and the place ("ACE 4 reaches 12 bytes past the
 * DACL") if offsets, sizes or SIDs are invalid. Bytes between and after the parts, and slack at the
 * end of an ACL or an ACE, are allowed: Windows writes them.
 */
bool descriptor_read(
	struct bytes from, struct arena *arena, struct descriptor *descriptor, struct error *error);

/*
 * Writes the descriptor from its fields in its original layout: the bytes are those that were read.
 * Precondition: it was read by descriptor_read.
 */
struct bytes descriptor_write(struct arena *arena, const struct descriptor *descriptor);

/*
 * The bytes of the descriptor's SDDL text: owner, group, SACL and DACL one after the other, without
 * slack and without the control bits that SDDL has no letters for. Descriptors with the same
 * content give the same bytes. ERROR_MALFORMED if an ACL would be too large (64 KiB).
 */
bool descriptor_write_plain(struct arena *arena, const struct descriptor *descriptor,
	struct bytes *bytes, struct error *error);

/* Sets of ACE types, one bit per type. Inline: an access check tests them for every ACE. */
#define ACE_BIT(type) (UINT32_C(1) << (type))

static const uint32_t ace_types_allow = ACE_BIT(ACE_ALLOW) | ACE_BIT(ACE_OBJECT_ALLOW) |
					ACE_BIT(ACE_CALLBACK_ALLOW) |
					ACE_BIT(ACE_CALLBACK_OBJECT_ALLOW);
static const uint32_t ace_types_deny = ACE_BIT(ACE_DENY) | ACE_BIT(ACE_OBJECT_DENY) |
				       ACE_BIT(ACE_CALLBACK_DENY) |
				       ACE_BIT(ACE_CALLBACK_OBJECT_DENY);
static const uint32_t ace_types_object =
	ACE_BIT(ACE_OBJECT_ALLOW) | ACE_BIT(ACE_OBJECT_DENY) | ACE_BIT(ACE_OBJECT_AUDIT) |
	ACE_BIT(ACE_OBJECT_ALARM) | ACE_BIT(ACE_CALLBACK_OBJECT_ALLOW) |
	ACE_BIT(ACE_CALLBACK_OBJECT_DENY) | ACE_BIT(ACE_CALLBACK_OBJECT_AUDIT) |
	ACE_BIT(ACE_CALLBACK_OBJECT_ALARM);
static const uint32_t ace_types_conditional =
	ACE_BIT(ACE_CALLBACK_ALLOW) | ACE_BIT(ACE_CALLBACK_DENY) |
	ACE_BIT(ACE_CALLBACK_OBJECT_ALLOW) | ACE_BIT(ACE_CALLBACK_OBJECT_DENY) |
	ACE_BIT(ACE_CALLBACK_AUDIT) | ACE_BIT(ACE_CALLBACK_ALARM) |
	ACE_BIT(ACE_CALLBACK_OBJECT_AUDIT) | ACE_BIT(ACE_CALLBACK_OBJECT_ALARM) |
	ACE_BIT(ACE_ACCESS_FILTER);
static const uint32_t ace_types_known = (ACE_BIT(ACE_ACCESS_FILTER + 1) - 1) & ~ACE_BIT(0x04);

static inline bool ace_type_is(uint8_t type, uint32_t of)
{
	return type < 32 && (of >> type & 1) != 0;
}

static inline bool ace_allows(const struct ace *ace) /* plain, object or callback */
{
	return ace_type_is(ace->type, ace_types_allow);
}

static inline bool ace_denies(const struct ace *ace) /* likewise; neither: a SACL ACE */
{
	return ace_type_is(ace->type, ace_types_deny);
}

/* Whether the ACE has a condition (callback). Conditions are not evaluated here. */
static inline bool ace_is_conditional(const struct ace *ace)
{
	return ace_type_is(ace->type, ace_types_conditional);
}

/* Whether an ACE of that type has object flags and GUIDs. */
static inline bool ace_type_has_object(uint8_t type)
{
	return ace_type_is(type, ace_types_object);
}

/* Whether an ACE of that type belongs in a SACL. */
static inline bool ace_type_is_audit(uint8_t type)
{
	return ace_type_is(type, ace_types_known & ~ace_types_allow & ~ace_types_deny);
}

/* All zeros for an unknown type. */
static inline struct sid ace_trustee(const struct ace *ace)
{
	return ace->trustee == NULL ? (struct sid){ 0 } : raw_sid_read(ace->trustee);
}

/* "allow", "object-deny", "callback-allow", "audit", "label", ...; "unknown" for other types. */
const char *ace_type_name(uint8_t type);
