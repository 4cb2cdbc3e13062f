/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IPv4 and IPv6 subnets, read from text. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct subnet {
	uint8_t address[16];
	size_t bytes; /* of an address: 4 or 16 */
	unsigned prefix;
	const char *site; /* NULL: it is assigned to none */
};

/* The name of a subnet object, "192.0.2.0/24" or "2001:db8::/32"; false for anything else. */
bool subnet_read(const char *text, struct subnet *subnet);

/*
 * The smallest of the subnets that contain the address and say where it is (address.h); the text
 * may have a port. NULL if none does, or if it is no address.
 */
const struct subnet *subnet_around(const struct subnet *subnets, size_t count, const char *text);
