/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1, MS-DTYP 2.4.10.1. Of all the layouts that its offsets allow
 * Windows makes one: header, offsets of the values, name, values in their order, nothing between
 * them and nothing aligned; zeros up to a multiple of four. It alone has a text. SIDs are binary in
 * it, though the specification speaks of strings.
 */
#pragma once

#include <stdint.h>

enum {
	CLAIM_HEADER_BYTES = 16,
	CLAIM_OFFSET_BYTES = 4,
	CLAIM_ALIGNMENT = 4,
	CLAIM_RESERVED_FLAGS = 0xffc0, /* of the low half six are defined */
};

enum claim_type {
	CLAIM_INT64 = 0x01,
	CLAIM_UINT64 = 0x02,
	CLAIM_STRING = 0x03,
	CLAIM_SID = 0x05,
	CLAIM_BOOLEAN = 0x06,
	CLAIM_OCTETS = 0x10,
};

/* The letter behind "T" that a type has in SDDL, '\0' for others; and the other way, 0 for none. */
char claim_type_letter(uint16_t type);
uint16_t claim_type_lettered(char letter);
