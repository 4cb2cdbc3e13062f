/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1, MS-DTYP 2.4.10.1. Its offsets allow many layouts, but
 * Windows writes one: header, offsets of the values, name, values in order, without gaps and
 * alignment; padded with zeros to a multiple of four. Only this layout has a text. SIDs are binary,
 * although the specification says strings.
 */
#pragma once

#include <stdint.h>

enum {
	CLAIM_HEADER_BYTES = 16,
	CLAIM_OFFSET_BYTES = 4,
	CLAIM_ALIGNMENT = 4,
	CLAIM_RESERVED_FLAGS = 0xffc0, /* six flags of the low half are defined */
};

enum claim_type {
	CLAIM_INT64 = 0x01,
	CLAIM_UINT64 = 0x02,
	CLAIM_STRING = 0x03,
	CLAIM_SID = 0x05,
	CLAIM_BOOLEAN = 0x06,
	CLAIM_OCTETS = 0x10,
};

/* The letter after "T" of a type in SDDL, '\0' if there is none; and the reverse, 0 if none. */
char claim_type_letter(uint16_t type);
uint16_t claim_type_lettered(char letter);
