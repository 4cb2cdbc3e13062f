/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GUIDs in Windows' layout: u32, u16, u16 little-endian, then eight bytes in order. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"

struct guid {
	uint8_t byte[16]; /* in wire order */
};

/* Takes 16 bytes from the front and returns a pointer to them; NULL if there are fewer. */
static inline const struct guid *guid_take(struct bytes *from)
{
	return (const void *)bytes_take(from, sizeof(struct guid)).data;
}

/* "f3a64788-5306-11d1-a9c5-0000f80367c1" */
char *guid_write(struct arena *arena, const struct guid *guid);

/* Parses such a text; false unless all of it is one GUID. */
bool guid_parse(const char *text, struct guid *guid);

static inline bool guid_equal(const struct guid *a, const struct guid *b)
{
	return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}
