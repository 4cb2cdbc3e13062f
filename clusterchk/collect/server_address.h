/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The addresses of a DNS server. Asks the resolver of this machine. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/endpoint.h"

enum { MAX_SERVER_ADDRESSES = 4 };

/*
 * Its first addresses, in the order in which this machine would use them, with the port, as
 * "[2001:db8::53]:53" or "192.0.2.53:53". The search list of this machine and HOSTALIASES are not
 * applied to the name. ERROR_UNREACHABLE: no address was found.
 */
bool server_addresses(struct arena *arena, const struct endpoint *server,
	const char *addresses[MAX_SERVER_ADDRESSES], size_t *count, struct error *error);
