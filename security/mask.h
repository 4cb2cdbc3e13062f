/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Access masks: the rights of directory objects and of files, and their names. */
#pragma once

#include <stdint.h>

#include "base/arena.h"

enum access_right { /* directory rights, MS-ADTS 5.1.3.2 */
	RIGHT_CREATE_CHILD = 0x00000001,
	RIGHT_DELETE_CHILD = 0x00000002,
	RIGHT_LIST_CONTENTS = 0x00000004,
	RIGHT_SELF_WRITE = 0x00000008, /* validated write */
	RIGHT_READ_PROPERTY = 0x00000010,
	RIGHT_WRITE_PROPERTY = 0x00000020,
	RIGHT_DELETE_TREE = 0x00000040,
	RIGHT_LIST_OBJECT = 0x00000080,
	RIGHT_CONTROL_ACCESS = 0x00000100, /* extended right */
	RIGHT_DELETE = 0x00010000,
	RIGHT_READ_CONTROL = 0x00020000,
	RIGHT_WRITE_DAC = 0x00040000,
	RIGHT_WRITE_OWNER = 0x00080000,
	RIGHT_FULL_CONTROL = 0x000f01ff,
	RIGHT_FILE_ALL =
		0x001f01ff, /* Full Control of a file, MS-DTYP 2.4.3 and MS-SMB2 2.2.13.1 */
};

/* The kind of the descriptor's object. Bits and generic rights depend on it. */
enum object_kind { OBJECT_DIRECTORY, OBJECT_FILE };

/* All rights on such an object: 0x000f01ff, 0x001f01ff. */
uint32_t mask_full(enum object_kind kind);

/* "Full Control", or the names of the bits, comma separated: "Write DACL, Write Owner". */
char *mask_write(struct arena *arena, uint32_t mask, enum object_kind kind);

/* The name of one bit, "Write DACL"; NULL if it has none. */
const char *mask_bit_name(uint32_t bit, enum object_kind kind);

/* Maps generic bits to specific rights of such objects; other bits are unchanged. */
uint32_t mask_map_generic(uint32_t mask, enum object_kind kind);
