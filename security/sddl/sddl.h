/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The security descriptor definition language, MS-DTYP 2.5.1: text <-> descriptor, for the rights
 * of directory objects, files and registry keys. Refuses texts that Windows refuses.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/text.h"
#include "security/descriptor.h"
#include "security/mask.h"

/*
 * Reads a text (not terminated). Aliases like DA are relative to `domain`; if it is NULL (not
 * known) they are refused. The kind decides the revision of the ACLs: those of directory objects
 * have revision 4. False with ERROR_MALFORMED and the column.
 */
bool sddl_read(struct arena *arena, struct bytes text, const struct sid *domain,
	enum object_kind kind, struct descriptor *descriptor, struct error *error);

/*
 * The text of a descriptor. Reading it gives the bytes of descriptor_write_plain (with the ACL
 * revision of the kind). NULL with ERROR_MALFORMED if SDDL cannot express a part of it: a SID, or
 * the type, the flags or the condition of an ACE.
 */
char *sddl_write(struct arena *arena, const struct descriptor *descriptor, const struct sid *domain,
	struct error *error);

/*
 * Adds a SID as in such a text: "DA", "WD", or "S-1-5-...". False, and nothing added, for a SID
 * without sub-authorities: SDDL cannot express it.
 */
bool sddl_sid_write(struct text *text, const struct sid *sid, const struct sid *domain);
