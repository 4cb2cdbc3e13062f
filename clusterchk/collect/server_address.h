/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a DNS server that was named is to be asked. Asks the resolver of this machine. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/endpoint.h"

enum { MAX_SERVER_ADDRESSES = 4 };

/*
 * Its first addresses, in the order in which this machine would use them, with the port, as
 * "[2001:db8::53]:53" or "192.0.2.53:53". The name is taken as it stands: neither the search list
 * of this machine nor HOSTALIASES makes another one of it. ERROR_UNREACHABLE when there is none.
 */
bool server_addresses(struct arena *arena, const struct endpoint *server,
	const char *addresses[MAX_SERVER_ADDRESSES], size_t *count, struct error *error);
