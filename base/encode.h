/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as text: base64 (RFC 4648) and SHA-256 in hexadecimal. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"

char *base64_write(struct arena *arena, struct bytes from);

/*
 * False unless all of the text is base64 with padding. White space and unused bits that are not
 * zero are refused.
 */
bool base64_read(struct arena *arena, struct bytes text, struct bytes *bytes);

/* 64 hexadecimal digits, lower case. */
char *sha256_write(struct arena *arena, struct bytes from);
