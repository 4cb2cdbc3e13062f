/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"

#include <string.h>

struct bytes bytes_take(struct bytes *from, size_t length)
{
	if (from->failed || length > from->length) {
		from->failed = true;
		from->length = 0;
		return (struct bytes){ .failed = true };
	}
	struct bytes taken = bytes_of(from->data, length);
	if (length > 0) /* nothing may be NULL, which must not be added to */
		from->data += length;
	from->length -= length;
	return taken;
}

struct bytes bytes_from(const struct bytes *from, size_t offset)
{
	if (from->failed || offset > from->length)
		return (struct bytes){ .failed = true };
	return offset == 0 ? *from : bytes_of(from->data + offset, from->length - offset);
}

uint8_t bytes_u8(struct bytes *from)
{
	struct bytes one = bytes_take(from, 1);
	return one.failed ? 0 : one.data[0];
}

uint16_t bytes_u16le(struct bytes *from)
{
	struct bytes two = bytes_take(from, 2);
	if (two.failed)
		return 0;
	return (uint16_t)(two.data[0] | two.data[1] << 8);
}

uint32_t bytes_u32le(struct bytes *from)
{
	struct bytes four = bytes_take(from, 4);
	if (four.failed)
		return 0;
	return (uint32_t)four.data[0] | (uint32_t)four.data[1] << 8 | (uint32_t)four.data[2] << 16 |
	       (uint32_t)four.data[3] << 24;
}

uint32_t bytes_u32be(struct bytes *from)
{
	struct bytes four = bytes_take(from, 4);
	if (four.failed)
		return 0;
	return (uint32_t)four.data[0] << 24 | (uint32_t)four.data[1] << 16 |
	       (uint32_t)four.data[2] << 8 | (uint32_t)four.data[3];
}

bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}
