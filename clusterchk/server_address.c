/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/server_address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <arpa/nameser.h>
#include <resolv.h>

/* The settings are those of this thread, and getaddrinfo goes by them. */
static void take_names_as_they_stand(void)
{
	if ((_res.options & RES_INIT) == 0 && res_init() != 0)
		return;
	_res.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
	_res.options |= RES_NOALIASES;
}

bool server_address(struct arena *arena, const struct endpoint *server, const char **address,
	struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo numeric_hints = hints, *found = NULL;
	numeric_hints.ai_flags = AI_NUMERICHOST;
	int code = getaddrinfo(server->host, NULL, &numeric_hints, &found);
	if (code != 0) {
		take_names_as_they_stand();
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
