/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that somebody else owns, and the bounded reader over them: reading takes from the front.
 * Reading past the end sets `failed`, which sticks; from then on every read gives zeros. All
 * integers are unsigned. A part that carries its own size becomes a reader of its own.
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

/* The next length bytes as a reader of their own; empty and failed where there are fewer. */
struct bytes bytes_take(struct bytes *from, size_t length);

/* What stands from offset to the end, without taking it; empty and failed past the end. */
struct bytes bytes_from(const struct bytes *from, size_t offset);

uint8_t bytes_u8(struct bytes *from);
uint16_t bytes_u16le(struct bytes *from);
uint32_t bytes_u32le(struct bytes *from);
uint32_t bytes_u32be(struct bytes *from);

bool bytes_equal(struct bytes a, struct bytes b);
