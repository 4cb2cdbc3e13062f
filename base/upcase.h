/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capitals as NTFS compares names: character by character, without regard to any language, so the
 * same on every machine.
 */
#pragma once

#include "base/arena.h"

/* The UTF-8 text in capitals. Bytes that are not UTF-8 stay as they are. */
char *upcase(struct arena *arena, const char *text);
