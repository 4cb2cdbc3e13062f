/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Characters one by one: SDDL text is UTF-8 here, the binary form is UTF-16, little-endian. Both
 * are read strictly: a character that cannot be converted is refused, not replaced.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/text.h"

/* Takes one character (RFC 3629); false, and nothing taken, if it is not well-formed. */
bool utf8_take(const char **at, const char *end, uint32_t *character);
void utf8_add(struct text *text, uint32_t character);

/* False at the end, at an odd byte and at half of a surrogate pair. */
bool utf16_take(struct bytes *from, uint32_t *character);
void utf16_add(struct text *bytes, uint32_t character);
