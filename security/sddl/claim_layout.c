/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/sddl/claim_layout.h"

#include <stddef.h>

static const struct {
	uint16_t type;
	char letter; /* after the "T" */
} types[] = {
	{ CLAIM_INT64, 'I' },
	{ CLAIM_UINT64, 'U' },
	{ CLAIM_STRING, 'S' },
	{ CLAIM_SID, 'D' },
	{ CLAIM_BOOLEAN, 'B' },
	{ CLAIM_OCTETS, 'X' },
};

enum { TYPES = sizeof types / sizeof types[0] };

char claim_type_letter(uint16_t type)
{
	for (size_t i = 0; i < TYPES; i++) {
		if (types[i].type == type)
			return types[i].letter;
	}
	return '\0';
}

uint16_t claim_type_lettered(char letter)
{
	for (size_t i = 0; i < TYPES; i++) {
		if (types[i].letter == letter)
			return types[i].type;
	}
	return 0;
}
