/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing binary data: appends little-endian integers and bytes to a text (base/text.h). */
#pragma once

#include <stdint.h>

#include "base/bytes.h"
#include "base/text.h"

void binary_add_u8(struct text *text, uint8_t value);
void binary_add_u16le(struct text *text, uint16_t value);
void binary_add_u32le(struct text *text, uint32_t value);
void binary_add_u64le(struct text *text, uint64_t value);
void binary_add(struct text *text, struct bytes bytes);

/* Zeros up to the next multiple of `to`. */
void binary_pad(struct text *text, size_t to);

/* The bytes written so far; valid until something is added or the arena is freed. */
struct bytes binary_bytes(const struct text *text);
