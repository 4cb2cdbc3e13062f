/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The addresses of a DNS server. Asks the resolver of this machine. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/endpoint.h"

enum { MAX_SERVER_ADDRESSES = 32 };

struct server_address {
	struct sockaddr_storage socket; /* with the port */
	socklen_t length;
	const char *text; /* "[2001:db8::53]:53" or "192.0.2.53:53" */
};

/*
 * All addresses of the server (IPv4 and IPv6, at most MAX_SERVER_ADDRESSES), in the order in which
 * this machine would use them. The search list of this machine and HOSTALIASES are not applied to
 * the name. ERROR_UNREACHABLE: no address was found. `may_not_exist` says whether that is an answer
 * (there is no such name, or it has no address) and not a failure.
 */
bool server_addresses(struct arena *arena, const struct endpoint *server,
	struct server_address addresses[MAX_SERVER_ADDRESSES], size_t *count, bool *may_not_exist,
	struct error *error);
