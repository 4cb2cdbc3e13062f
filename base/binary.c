/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/binary.h"

static void add_little_endian(struct text *text, uint64_t value, size_t size)
{
	char byte[sizeof value];
	for (size_t i = 0; i < size; i++)
		byte[i] = (char)(value >> 8 * i & 0xff);
	text_add_bytes(text, byte, size);
}

void binary_add_u8(struct text *text, uint8_t value)
{
	add_little_endian(text, value, sizeof value);
}

void binary_add_u16le(struct text *text, uint16_t value)
{
	add_little_endian(text, value, sizeof value);
}

void binary_add_u32le(struct text *text, uint32_t value)
{
	add_little_endian(text, value, sizeof value);
}

void binary_add_u64le(struct text *text, uint64_t value)
{
	add_little_endian(text, value, sizeof value);
}

void binary_add(struct text *text, struct bytes bytes)
{
	text_add_bytes(text, (const char *)bytes.data, bytes.length);
}

void binary_pad(struct text *text, size_t to)
{
	while (text->length % to != 0)
		binary_add_u8(text, 0);
}

struct bytes binary_bytes(const struct text *text)
{
	return bytes_of(text->data, text->length);
}
