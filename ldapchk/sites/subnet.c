/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/subnet.h"

#include <stdlib.h>
#include <string.h>

#include "ldapchk/sites/address.h"

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
	struct address address;
	if (!address_read(text, (size_t)(slash - text), &address))
		return false;
	memcpy(subnet->address, address.byte, sizeof subnet->address);
	subnet->bytes = address.length;
	subnet->prefix = (unsigned)strtoul(digits, NULL, 10);
	return subnet->prefix <= 8 * subnet->bytes;
}

static bool holds(const struct subnet *subnet, const struct address *address)
{
	if (subnet->bytes != address->length || subnet->prefix < address->least_prefix)
		return false;
	const size_t whole = subnet->prefix / 8;
	const unsigned bits = subnet->prefix % 8;
	if (memcmp(subnet->address, address->byte, whole) != 0)
		return false;
	return bits == 0 || (subnet->address[whole] ^ address->byte[whole]) >> (8 - bits) == 0;
}

const struct subnet *subnet_around(const struct subnet *subnets, size_t count, const char *text)
{
	struct address address;
	const struct subnet *best = NULL;
	if (!address_read_with_port(text, &address))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (holds(&subnets[i], &address) &&
			(best == NULL || subnets[i].prefix > best->prefix))
			best = &subnets[i];
	}
	return best;
}
