/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/server_address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/lookup.h"

static const char *address_write(
	struct arena *arena, const struct addrinfo *address, const struct endpoint *server)
{
	char text[NI_MAXHOST];
	if (getnameinfo(address->ai_addr, address->ai_addrlen, text, sizeof text, NULL, 0,
		    NI_NUMERICHOST) != 0)
		return NULL;
	return arena_format(arena, address->ai_family == AF_INET6 ? "[%s]:%u" : "%s:%u", text,
		(unsigned)server->port);
}

bool server_addresses(struct arena *arena, const struct endpoint *server,
	const char *addresses[MAX_SERVER_ADDRESSES], size_t *count, struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo numeric_hints = hints, *found = NULL;
	numeric_hints.ai_flags = AI_NUMERICHOST;
	int code = getaddrinfo(server->host, NULL, &numeric_hints, &found);
	if (code != 0) {
		lookup_without_search_list();
		code = getaddrinfo(server->host, NULL, &hints, &found);
	}
	*count = 0;
	if (code != 0)
		return error_set(error, ERROR_UNREACHABLE, "its address cannot be found: %s",
			gai_strerror(code));
	for (const struct addrinfo *at = found; at != NULL && *count < MAX_SERVER_ADDRESSES;
		at = at->ai_next) {
		addresses[*count] = address_write(arena, at, server);
		*count += addresses[*count] != NULL;
	}
	freeaddrinfo(found);
	return *count > 0 ||
	       error_set(error, ERROR_MALFORMED, "its address cannot be shown as text");
}
