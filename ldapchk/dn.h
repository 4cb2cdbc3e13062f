/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinguished names as text. */
#pragma once

#include "base/arena.h"

/* What stands behind the first RDN; a comma that is escaped in it does not end it (RFC 4514 2.4).
 * "" at the top. */
const char *dn_parent(const char *dn);

/* The DN of the domain: one DC component per label of its DNS name (RFC 2247). */
char *domain_dn(struct arena *arena, const char *domain);
