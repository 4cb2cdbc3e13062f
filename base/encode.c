/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/encode.h"

#include <string.h>

#include <nettle/base16.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

char *base64_write(struct arena *arena, struct bytes from)
{
	size_t length = BASE64_ENCODE_RAW_LENGTH(from.length);
	char *text = arena_alloc(arena, length + 1);
	base64_encode_raw(text, from.length, from.data);
	return text;
}

/* The digit of each base64 character plus 1; 0 for other characters. */
static const uint8_t digit_above[256] = {
	['A'] = 1,
	2,
	3,
	4,
	5,
	6,
	7,
	8,
	9,
	10,
	11,
	12,
	13,
	14,
	15,
	16,
	17,
	18,
	19,
	20,
	21,
	22,
	23,
	24,
	25,
	26,
	['a'] = 27,
	28,
	29,
	30,
	31,
	32,
	33,
	34,
	35,
	36,
	37,
	38,
	39,
	40,
	41,
	42,
	43,
	44,
	45,
	46,
	47,
	48,
	49,
	50,
	51,
	52,
	['0'] = 53,
	54,
	55,
	56,
	57,
	58,
	59,
	60,
	61,
	62,
	['+'] = 63,
	['/'] = 64,
};

/* Decodes four characters to three bytes. The caller replaces padding by A, the digit 0. */
static inline bool quad_read(const uint8_t *letter, uint8_t *data)
{
	const uint8_t a = (uint8_t)(digit_above[letter[0]] - 1);
	const uint8_t b = (uint8_t)(digit_above[letter[1]] - 1);
	const uint8_t c = (uint8_t)(digit_above[letter[2]] - 1);
	const uint8_t d = (uint8_t)(digit_above[letter[3]] - 1);
	data[0] = (uint8_t)(a << 2 | b >> 4);
	data[1] = (uint8_t)(b << 4 | c >> 2);
	data[2] = (uint8_t)(c << 6 | d);
	return ((a | b | c | d) & 0xc0) == 0;
}

/* Not with nettle, which makes a call for every character: there are thousands of descriptors. */
bool base64_read(struct arena *arena, struct bytes text, struct bytes *bytes)
{
	*bytes = bytes_of(NULL, 0);
	if (text.length % 4 != 0)
		return false;
	if (text.length == 0)
		return true;
	const size_t quads = text.length / 4;
	uint8_t *data = arena_alloc(arena, quads * 3), last[4];
	for (size_t i = 0; i + 1 < quads; i++) {
		if (!quad_read(text.data + 4 * i, data + 3 * i))
			return false;
	}
	memcpy(last, text.data + text.length - 4, sizeof last);
	const size_t padding = last[3] != '=' ? 0 : last[2] != '=' ? 1 : 2;
	for (size_t i = 0; i < padding; i++)
		last[3 - i] = 'A';
	uint8_t *end = data + 3 * (quads - 1);
	if (!quad_read(last, end))
		return false;
	for (size_t i = 0; i < padding; i++) {
		if (end[2 - i] != 0)
			return false;
	}
	*bytes = bytes_of(data, quads * 3 - padding);
	return true;
}

char *sha256_write(struct arena *arena, struct bytes from)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx hash;
	sha256_init(&hash);
	sha256_update(&hash, from.length, from.data);
	sha256_digest(&hash, sizeof digest, digest);

	char *text = arena_alloc(arena, BASE16_ENCODE_LENGTH(sizeof digest) + 1);
	base16_encode_update(text, sizeof digest, digest);
	return text;
}
