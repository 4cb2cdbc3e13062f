/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Security descriptors in self-relative form, MS-DTYP 2.4.6, as nTSecurityDescriptor carries them.
 * Everything points into the bytes that were read and into the arena. An absent DACL, a NULL DACL
 * and an empty one are three different things (MS-DTYP 2.5.3.2) and stay so.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "ldapchk/guid.h"
#include "ldapchk/sid.h"

enum ace_type { /* MS-DTYP 2.4.4.1 */
	ACE_ALLOW = 0x00,
	ACE_DENY = 0x01,
	ACE_OBJECT_ALLOW = 0x05,
	ACE_OBJECT_DENY = 0x06,
	ACE_CALLBACK_ALLOW = 0x09,
	ACE_CALLBACK_DENY = 0x0a,
	ACE_CALLBACK_OBJECT_ALLOW = 0x0b,
	ACE_CALLBACK_OBJECT_DENY = 0x0c,
};

enum ace_flag {
	ACE_OBJECT_INHERIT = 0x01,
	ACE_CONTAINER_INHERIT = 0x02,
	ACE_NO_PROPAGATE = 0x04,
	ACE_INHERIT_ONLY = 0x08,
	ACE_INHERITED = 0x10,
};

enum descriptor_control { /* MS-DTYP 2.4.6 */
	CONTROL_DACL_PRESENT = 0x0004,
	CONTROL_SACL_PRESENT = 0x0010,
	CONTROL_DACL_PROTECTED = 0x1000,
	CONTROL_SELF_RELATIVE = 0x8000,
};

struct ace {
	size_t index; /* position in its ACL, from 0 */
	uint8_t type, flags;
	bool known; /* of a type above: all below is set. Otherwise only raw is. */
	uint32_t mask;
	bool has_object_type, has_inherited_type;
	struct guid object_type, inherited_type;
	struct sid trustee;
	struct bytes rest; /* after the SID: a condition, application data, or slack */
	struct bytes raw;  /* the whole ACE, header included */
};

enum acl_state { ACL_ABSENT, ACL_NULL, ACL_PRESENT };

struct acl {
	enum acl_state state;
	uint8_t revision;
	struct ace *ace;
	size_t count;
};

struct descriptor {
	uint16_t control;
	bool has_owner, has_group;
	struct sid owner, group;
	struct acl dacl;
};

/*
 * Reads a descriptor. False with ERROR_MALFORMED and the place ("ACE 4 reaches 12 bytes past the
 * DACL") when offsets, sizes or SIDs do not fit. The SACL is not looked at. Bytes between and
 * behind the parts, and slack at the end of an ACL, are allowed: Windows writes them.
 */
bool descriptor_read(
	struct bytes from, struct arena *arena, struct descriptor *descriptor, struct error *error);

/* Whether the ACE denies (plain, object or callback). */
bool ace_denies(const struct ace *ace);

/* Whether the ACE carries a condition (callback), which is not evaluated here. */
bool ace_is_conditional(const struct ace *ace);

/*
 * One line for people: "ACE 3: allow, Full Control, S-1-5-21-..., inherited". Masks are put into
 * the words of the Security tab where they have some (mask_write).
 */
char *ace_write(struct arena *arena, const struct ace *ace);
