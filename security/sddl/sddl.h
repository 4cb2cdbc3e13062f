/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The security descriptor definition language, MS-DTYP 2.5.1: text <-> descriptor, for the rights
 * of directory objects, files and registry keys. What Windows refuses is refused.
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
 * Reads a text (not terminated). `domain` is what aliases like DA are relative to; NULL when it is
 * not known, and then they are refused. The kind decides the revision of the ACLs: those of
 * directory objects are of revision 4. False with ERROR_MALFORMED and the column.
 */
bool sddl_read(struct arena *arena, struct bytes text, const struct sid *domain,
	enum object_kind kind, struct descriptor *descriptor, struct error *error);

/*
 * The text of a descriptor. Reading it gives the bytes of descriptor_write_plain (with the ACL
 * revision of the kind). NULL with ERROR_MALFORMED when SDDL has no form for a part of it: a SID,
 * or an ACE of a type, with flags or with a condition that no text stands for.
 */
char *sddl_write(struct arena *arena, const struct descriptor *descriptor, const struct sid *domain,
	struct error *error);

/*
 * A SID as in such a text: "DA", "WD", or "S-1-5-...". False, and nothing added, for one without
 * sub-authorities: no text stands for it.
 */
bool sddl_sid_write(struct text *text, const struct sid *sid, const struct sid *domain);
