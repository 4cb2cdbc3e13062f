/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinguished names as text. */
#pragma once

#include "base/arena.h"

/* The DN without its first RDN; "" if there is only one. An escaped comma does not end an RDN (RFC
 * 4514 2.4). */
const char *dn_parent(const char *dn);

/* The DN of the domain: one DC component per label of its DNS name (RFC 2247). */
char *domain_dn(struct arena *arena, const char *domain);
