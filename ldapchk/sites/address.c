/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { NO_PREFIX = 129 }; /* longer than that of any subnet */

/*
 * Ranges of special meaning, RFC 6890. An address of a tunnel or of loopback is known by a subnet
 * only if that was made for a part of the range: one that contains the whole range, such as ::/0,
 * says nothing.
 */
static const struct range {
	uint8_t byte[16];
	size_t length;
	unsigned prefix;
	enum address_kind kind;
} ranges[] = {
	{ { 0 }, 4, 32, ADDRESS_LOCAL },
	{ { 127, 0, 0, 1 }, 4, 32, ADDRESS_LOCAL },
	{ { 127 }, 4, 8, ADDRESS_LOOPBACK },
	{ { 169, 254 }, 4, 16, ADDRESS_LOCAL },
	{ { 0 }, 16, 127, ADDRESS_LOCAL }, /* :: and ::1 */
	{ { 0xfe, 0x80 }, 16, 10, ADDRESS_LOCAL },
	{ { 0x20, 0x02 }, 16, 16, ADDRESS_TUNNEL },
	{ { 0x20, 0x01, 0, 0 }, 16, 32, ADDRESS_TUNNEL },
};

static bool same_bits(const uint8_t *one, const uint8_t *other, unsigned count)
{
	const size_t whole = count / 8;
	const unsigned rest = count % 8;
	return memcmp(one, other, whole) == 0 &&
	       (rest == 0 || (one[whole] ^ other[whole]) >> (8 - rest) == 0);
}

/* RFC 5214 6.1: the interface is 0000:5EFE or 0200:5EFE and the IPv4 address. */
static bool is_isatap(const struct address *address)
{
	static const uint8_t mark[2][4] = { { 0, 0, 0x5e, 0xfe }, { 2, 0, 0x5e, 0xfe } };
	return address->length == 16 && (memcmp(address->byte + 8, mark[0], 4) == 0 ||
						memcmp(address->byte + 8, mark[1], 4) == 0);
}

static void classify(struct address *address)
{
	enum { ISATAP_PREFIX = 96 };
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		const struct range *range = &ranges[i];
		if (range->length != address->length ||
			!same_bits(range->byte, address->byte, range->prefix))
			continue;
		address->kind = range->kind;
		address->least_prefix =
			range->kind == ADDRESS_LOCAL ? NO_PREFIX : range->prefix + 1;
		return;
	}
	if (is_isatap(address)) {
		address->kind = ADDRESS_TUNNEL;
		address->least_prefix = ISATAP_PREFIX + 1;
	}
}

bool address_read(const char *text, size_t length, struct address *address)
{
	char copy[INET6_ADDRSTRLEN];
	*address = (struct address){ 0 };
	if (length >= sizeof copy)
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET, copy, address->byte) == 1)
		address->length = 4;
	else if (inet_pton(AF_INET6, copy, address->byte) == 1)
		address->length = 16;
	else
		return false;
	classify(address);
	return true;
}

bool address_read_with_port(const char *text, struct address *address)
{
	if (*text == '[')
		return address_read(text + 1, strcspn(text + 1, "]"), address);
	const char *colon = strchr(text, ':');
	const bool has_port = colon != NULL && strchr(colon + 1, ':') == NULL;
	return address_read(text, has_port ? (size_t)(colon - text) : strlen(text), address);
}

enum address_kind address_kind_of(const char *text)
{
	struct address address;
	return address_read(text, strlen(text), &address) ? address.kind : ADDRESS_ORDINARY;
}
