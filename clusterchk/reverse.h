/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name under which the PTR record of an address is found (RFC 1035 3.5, RFC 3596 2.5). Pure. */
#pragma once

#include "base/arena.h"

/* "10.2.0.192.in-addr.arpa" for "192.0.2.10"; IPv6 likewise below ip6.arpa. NULL: no address. */
const char *reverse_name(struct arena *arena, const char *address);

/* How many addresses are looked up: of one name, and of all names asked of one server. */
enum { REVERSE_PER_NAME = 8, REVERSE_PER_SERVER = 8192 };
