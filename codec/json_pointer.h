/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value that a JSON pointer (RFC 6901) names. */
#pragma once

#include "codec/document.h"

/* NULL if there is none, or if it is no pointer. The empty pointer names the root. */
json_t *json_pointer_value(struct arena *arena, json_t *root, const char *pointer);
