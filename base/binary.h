/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes that grow: integers, little-endian, put at the end of a text (base/text.h). */
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

/* What was put there; as long as the arena lives and nothing is added. */
struct bytes binary_bytes(const struct text *text);
