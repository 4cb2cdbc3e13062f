/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/subnet.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* Reads an IPv4 or IPv6 address. Returns the number of its bytes, or 0 if the text is none. */
static size_t address_read(const char *text, size_t length, uint8_t address[16])
{
	char copy[INET6_ADDRSTRLEN];
	if (length >= sizeof copy)
		return 0;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET, copy, address) == 1)
		return 4;
	return inet_pton(AF_INET6, copy, address) == 1 ? 16 : 0;
}

bool subnet_read(const char *text, struct subnet *subnet)
{
	*subnet = (struct subnet){ 0 };
	const char *slash = strchr(text, '/');
	if (slash == NULL)
		return false;
	const char *digits = slash + 1;
	const size_t count = strlen(digits);
	if (count == 0 || count > 3 || digits[strspn(digits, "0123456789")] != '\0')
		return false;
	subnet->bytes = address_read(text, (size_t)(slash - text), subnet->address);
	subnet->prefix = (unsigned)strtoul(digits, NULL, 10);
	return subnet->bytes > 0 && subnet->prefix <= 8 * subnet->bytes;
}

static bool holds(const struct subnet *subnet, const uint8_t address[16], size_t bytes)
{
	if (subnet->bytes != bytes)
		return false;
	const size_t whole = subnet->prefix / 8;
	const unsigned bits = subnet->prefix % 8;
	if (memcmp(subnet->address, address, whole) != 0)
		return false;
	return bits == 0 || (subnet->address[whole] ^ address[whole]) >> (8 - bits) == 0;
}

/* Skips an opening bracket; the length of the address without bracket and port. */
static size_t skip_bracket(const char **address)
{
	if (**address == '[') {
		++*address;
		return strcspn(*address, "]");
	}
	const char *colon = strchr(*address, ':');
	const bool has_port = colon != NULL && strchr(colon + 1, ':') == NULL;
	return has_port ? (size_t)(colon - *address) : strlen(*address);
}

const struct subnet *subnet_around(const struct subnet *subnets, size_t count, const char *address)
{
	uint8_t wanted[16] = { 0 };
	const size_t length = skip_bracket(&address);
	const size_t bytes = address_read(address, length, wanted);
	const struct subnet *best = NULL;
	for (size_t i = 0; i < count && bytes > 0; i++) {
		if (holds(&subnets[i], wanted, bytes) &&
			(best == NULL || subnets[i].prefix > best->prefix))
			best = &subnets[i];
	}
	return best;
}
