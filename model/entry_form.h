/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What entries of a directory can look like: the syntaxes of the attributes that are asked for. */
#pragma once

#include "codec/attribute.h"

/*
 * Why an entry cannot be one of a directory; NULL: it can. An attribute occurs twice (options such
 * as ";range=0-1499" make no other attribute), has several values where the schema allows one
 * (MS-ADA1 to 3, isSingleValued), or a value of another syntax (MS-ADTS 3.1.1.2.2.2).
 */
const char *entry_fault(struct arena *arena, const struct entry *entry);
