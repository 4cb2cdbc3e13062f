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

bool base64_read(struct arena *arena, const char *text, struct bytes *bytes)
{
	*bytes = bytes_of(NULL, 0);
	size_t length = strlen(text);
	if (length % 4 != 0 || strpbrk(text, " \t\r\n\v\f") != NULL)
		return false;

	uint8_t *data = arena_alloc(arena, BASE64_DECODE_LENGTH(length) + 1);
	size_t decoded = BASE64_DECODE_LENGTH(length);
	struct base64_decode_ctx decoder;
	base64_decode_init(&decoder);
	if (base64_decode_update(&decoder, &decoded, data, length, text) != 1 ||
		base64_decode_final(&decoder) != 1)
		return false;
	*bytes = bytes_of(data, decoded);
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
