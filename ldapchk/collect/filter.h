/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of search filters (RFC 4515). */
#pragma once

#include "base/text.h"

/* Adds bytes of any value, each as "\xx" (RFC 4515 3). */
void filter_add_escaped(struct text *filter, const char *data, size_t length);
