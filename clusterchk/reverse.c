/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/reverse.h"

#include <arpa/inet.h>

#include "base/text.h"

const char *reverse_name(struct arena *arena, const char *address)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	struct text name = text_new(arena);
	if (inet_pton(AF_INET, address, bytes) == 1)
		return arena_format(
			arena, "%u.%u.%u.%u.in-addr.arpa", bytes[3], bytes[2], bytes[1], bytes[0]);
	if (inet_pton(AF_INET6, address, bytes) != 1)
		return NULL;
	for (size_t i = sizeof bytes; i-- > 0;)
		text_add(&name, "%x.%x.", bytes[i] & 0xfU, (unsigned)bytes[i] >> 4);
	text_add(&name, "ip6.arpa");
	return name.data;
}
