/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether these bytes are UTF-8 and only letters, digits and the other characters of ASCII that are
 * listed. Beyond ASCII letters and digits alone: programs of Windows whose code page does not have
 * a character take one that looks alike. That of U+02BA (a letter that modifies) and of U+030E (a
 * mark) is the quotation mark.
 */
bool has_only_letters(const char *text, size_t length, const char *others);
