/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinguished names as text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* The DN without its first RDN; "" if there is only one. An escaped comma does not end an RDN (RFC
 * 4514 2.4). */
const char *dn_parent(const char *dn);

/*
 * The value of the first RDN as plain text: "Main, north" of "CN=Main\\, north,CN=Sites". NULL if
 * the text is no DN.
 */
const char *dn_name(struct arena *arena, const char *dn);

/*
 * A text without the escapes of RFC 4514 2.4: "\\," is a comma, "\\2C" is one, too. A line feed and
 * its like, which "\\0A" stands for, are escaped (base/escape.h).
 */
const char *dn_unescape(struct arena *arena, const char *text, size_t length);

/* The DN of the domain: one DC component per label of its DNS name (RFC 2247). */
char *domain_dn(struct arena *arena, const char *domain);

/*
 * Whether it names a deleted object: "CN=NAME\0ADEL:GUID,CN=Deleted Objects,DC=..." (MS-ADTS
 * 3.1.1.5.5).
 */
bool dn_is_deleted(const char *dn);
