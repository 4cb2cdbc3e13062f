/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of search filters (RFC 4515). */
#pragma once

#include "base/text.h"

/* Matches nested group memberships, too; Windows Server 2003 SP2 and later. */
#define MATCHING_RULE_IN_CHAIN "1.2.840.113556.1.4.1941"

/* Adds bytes of any value, each as "\xx" (RFC 4515 3). */
void filter_add_escaped(struct text *filter, const char *data, size_t length);
