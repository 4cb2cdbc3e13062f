/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A DNS server as people write it: an address or a name, with or without a port. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct endpoint {
	const char *given; /* "192.0.2.53:5353", as it was written */
	const char *host;  /* without brackets */
	uint16_t port;     /* 53 where none is given */
};

/* Port 53 of a host whose name was checked by name_is_host(). */
struct endpoint endpoint_of_host(const char *host);

/* "192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:53", "ns1.example.com:53". */
bool endpoint_read(struct arena *arena, const char *text, struct endpoint *endpoint);
