/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/endpoint.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "model/name.h"

enum { DNS_PORT = 53, MAX_PORT = 65535 };

static bool is_address(int family, const char *text)
{
	unsigned char address[sizeof(struct in6_addr)];
	return inet_pton(family, text, address) == 1;
}

static bool port_read(const char *text, uint16_t *port)
{
	if (*text == '\0' || strlen(text) > 5 || text[strspn(text, "0123456789")] != '\0')
		return false;
	unsigned long number = strtoul(text, NULL, 10);
	*port = (uint16_t)number;
	return number >= 1 && number <= MAX_PORT;
}

struct endpoint endpoint_of_host(const char *host)
{
	return (struct endpoint){ host, host, DNS_PORT };
}

bool endpoint_read(struct arena *arena, const char *text, struct endpoint *endpoint)
{
	*endpoint = (struct endpoint){ arena_string(arena, text), NULL, DNS_PORT };
	if (is_address(AF_INET6, text)) {
		endpoint->host = endpoint->given;
		return true;
	}
	if (*text == '[') {
		const char *end = strchr(text, ']');
		if (end == NULL || (end[1] != '\0' && end[1] != ':'))
			return false;
		endpoint->host = arena_format(arena, "%.*s", (int)(end - text - 1), text + 1);
		return is_address(AF_INET6, endpoint->host) &&
		       (end[1] == '\0' || port_read(end + 2, &endpoint->port));
	}
	size_t host = strcspn(text, ":");
	endpoint->host = arena_format(arena, "%.*s", (int)host, text);
	if (text[host] == ':' && !port_read(text + host + 1, &endpoint->port))
		return false;
	bool numeric = endpoint->host[strspn(endpoint->host, "0123456789.")] == '\0';
	return numeric ? is_address(AF_INET, endpoint->host) : name_is_dns(endpoint->host);
}
