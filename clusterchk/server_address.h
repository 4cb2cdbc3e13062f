/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a DNS server that was named is to be asked. Asks the resolver of this machine. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/endpoint.h"

/*
 * Its first address and port, as "[2001:db8::53]:53" or "192.0.2.53:53". The name is taken as it
 * stands: neither the search list of this machine nor HOSTALIASES makes another one of it.
 * ERROR_UNREACHABLE when there is none.
 */
bool server_address(struct arena *arena, const struct endpoint *server, const char **address,
	struct error *error);
