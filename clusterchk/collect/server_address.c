/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/server_address.h"

#include <netdb.h>
#include <string.h>

#include "base/lookup.h"

static bool take(struct arena *arena, const struct addrinfo *found, const struct endpoint *server,
	struct server_address *address)
{
	char text[NI_MAXHOST];
	if (found->ai_addrlen > sizeof address->socket ||
		getnameinfo(found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0,
			NI_NUMERICHOST) != 0)
		return false;
	memcpy(&address->socket, found->ai_addr, found->ai_addrlen);
	address->length = found->ai_addrlen;
	address->text = arena_format(arena, found->ai_family == AF_INET6 ? "[%s]:%u" : "%s:%u",
		text, (unsigned)server->port);
	return true;
}

bool server_addresses(struct arena *arena, const struct endpoint *server,
	struct server_address addresses[MAX_SERVER_ADDRESSES], size_t *count, bool *may_not_exist,
	struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo numeric_hints = hints, *found = NULL;
	const char *port = arena_format(arena, "%u", (unsigned)server->port);
	numeric_hints.ai_flags = AI_NUMERICHOST;
	int code = getaddrinfo(server->host, port, &numeric_hints, &found);
	if (code != 0) {
		lookup_without_search_list();
		code = getaddrinfo(server->host, port, &hints, &found);
	}
	*count = 0;
	*may_not_exist = code == EAI_NONAME || code == EAI_NODATA;
	if (code != 0)
		return lookup_fail(code, error);
	for (const struct addrinfo *at = found; at != NULL && *count < MAX_SERVER_ADDRESSES;
		at = at->ai_next)
		*count += take(arena, at, server, &addresses[*count]);
	freeaddrinfo(found);
	return *count > 0 ||
	       error_set(error, ERROR_MALFORMED, "its address cannot be shown as text");
}
