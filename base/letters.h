/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether these bytes are UTF-8 and only letters, digits and the other characters of ASCII that are
 * listed. Beyond ASCII letters, marks and digits alone: programs of Windows that do not know a
 * character take one that looks alike, such as a quotation mark.
 */
bool has_only_letters(const char *text, size_t length, const char *others);
