/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/server_address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/lookup.h"

bool server_address(struct arena *arena, const struct endpoint *server, const char **address,
	struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo numeric_hints = hints, *found = NULL;
	numeric_hints.ai_flags = AI_NUMERICHOST;
	int code = getaddrinfo(server->host, NULL, &numeric_hints, &found);
	if (code != 0) {
		lookup_names_as_they_stand();
		code = getaddrinfo(server->host, NULL, &hints, &found);
	}
	if (code != 0)
		return error_set(error, ERROR_UNREACHABLE,
			"the address of the DNS server %s cannot be found: %s", server->given,
			gai_strerror(code));
	char text[NI_MAXHOST];
	code = getnameinfo(
		found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST);
	const bool bracketed = found->ai_family == AF_INET6;
	freeaddrinfo(found);
	if (code != 0)
		return error_set(error, ERROR_MALFORMED, "the address of %s cannot be written",
			server->given);
	*address =
		arena_format(arena, bracketed ? "[%s]:%u" : "%s:%u", text, (unsigned)server->port);
	return true;
}
