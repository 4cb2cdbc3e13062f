/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back from an address to a name (RFC 1035 3.5, RFC 3596 2.5). Pure. */
#pragma once

#include "base/arena.h"

/* "10.2.0.192.in-addr.arpa" of "192.0.2.10", and below ip6.arpa likewise; NULL: no address. */
const char *reverse_name(struct arena *arena, const char *address);

/* More addresses of one name than this are not followed, and of all names of one server: */
enum { REVERSE_PER_NAME = 8, REVERSE_PER_SERVER = 8192 };
