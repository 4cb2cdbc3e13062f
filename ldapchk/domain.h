/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An Active Directory domain by its two names. */
#pragma once

#include "base/arena.h"

/* The DN of the domain: one DC component per label of its DNS name (RFC 2247). */
char *domain_dn(struct arena *arena, const char *domain);
