/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IPv4 and IPv6 addresses, read from text, and what they can say of a place. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum address_kind {
	ADDRESS_ORDINARY,
	ADDRESS_LOCAL,    /* link-local, a machine's own loopback, or unspecified */
	ADDRESS_LOOPBACK, /* any other of 127.0.0.0/8 */
	ADDRESS_TUNNEL,   /* 6to4, Teredo or ISATAP: made from an IPv4 address */
};

struct address {
	uint8_t byte[16];
	size_t length; /* 4 or 16 */
	enum address_kind kind;
	/* Only a subnet with a prefix of at least this length says where the address is: 0 for an
	 * ordinary one; more than any prefix for a local one, which exists in every place. */
	unsigned least_prefix;
};

/* Reads exactly `length` characters. False: they are no address. */
bool address_read(const char *text, size_t length, struct address *address);

/* The same with or without a port: "192.0.2.1", "192.0.2.1:53", "2001:db8::1", "[2001:db8::1]:53".
 */
bool address_read_with_port(const char *text, struct address *address);

/* The kind of an address in a DNS record; ADDRESS_ORDINARY also for a text that is none. */
enum address_kind address_kind_of(const char *text);
