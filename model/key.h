/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a key for tickets (docs/report.md), separated by "/". All but a-z, 0-9, ".", "_" and
 * "-" is percent-encoded (RFC 3986 2.1): different parts never make the same key.
 */
#pragma once

#include "base/text.h"

void key_add(struct text *key, const char *part);
