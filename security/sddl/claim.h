/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resource attributes: the bytes after the SID of a resource attribute ACE
 * (CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1, MS-DTYP 2.4.10.1) and its text, "(\"name\",TS,0x0,\"x\")"
 * (MS-DTYP 2.5.1.1, attribute-data).
 */
#pragma once

#include "base/text.h"
#include "security/sddl/reader.h"

/* As condition_read. */
bool claim_read(struct sddl_reader *reader, struct bytes *claim);

/* As condition_write. */
bool claim_write(
	struct text *text, struct bytes claim, const struct sid *domain, struct error *error);
