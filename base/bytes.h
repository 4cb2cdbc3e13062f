/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view of bytes owned elsewhere, and a bounded reader: reading takes from the front. Reading past
 * the end sets `failed`; from then on every read returns zeros. All integers are unsigned. A part
 * with its own size becomes its own reader. Inline, because reading a descriptor takes hundreds of
 * calls.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
	const uint8_t *data;
	size_t length;
	bool failed;
};

static inline struct bytes bytes_of(const void *data, size_t length)
{
	return (struct bytes){ .data = data, .length = length };
}

/* The next length bytes as their own reader; empty and failed if there are fewer. */
static inline struct bytes bytes_take(struct bytes *from, size_t length)
{
	if (from->failed || length > from->length) {
		from->failed = true;
		from->length = 0;
		return (struct bytes){ .failed = true };
	}
	struct bytes taken = bytes_of(from->data, length);
	if (length > 0) /* data may be NULL if empty: no arithmetic on it */
		from->data += length;
	from->length -= length;
	return taken;
}

/* The bytes from offset to the end, without taking them; empty and failed past the end. */
static inline struct bytes bytes_from(const struct bytes *from, size_t offset)
{
	if (from->failed || offset > from->length)
		return (struct bytes){ .failed = true };
	return offset == 0 ? *from : bytes_of(from->data + offset, from->length - offset);
}

static inline uint8_t bytes_u8(struct bytes *from)
{
	struct bytes one = bytes_take(from, 1);
	return one.failed ? 0 : one.data[0];
}

static inline uint16_t bytes_u16le(struct bytes *from)
{
	struct bytes two = bytes_take(from, 2);
	if (two.failed)
		return 0;
	return (uint16_t)(two.data[0] | two.data[1] << 8);
}

/* Precondition: four bytes. */
static inline uint32_t u32le_at(const uint8_t *data)
{
	return (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 |
	       (uint32_t)data[3] << 24;
}

static inline uint32_t bytes_u32le(struct bytes *from)
{
	struct bytes four = bytes_take(from, 4);
	return four.failed ? 0 : u32le_at(four.data);
}

static inline uint32_t bytes_u32be(struct bytes *from)
{
	struct bytes four = bytes_take(from, 4);
	if (four.failed)
		return 0;
	return (uint32_t)four.data[0] << 24 | (uint32_t)four.data[1] << 16 |
	       (uint32_t)four.data[2] << 8 | (uint32_t)four.data[3];
}

bool bytes_equal(struct bytes a, struct bytes b);
