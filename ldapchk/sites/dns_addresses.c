/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/dns_addresses.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sorted.h"

static int compare_names(const void *a, const void *b)
{
	const struct known_address *one = a, *other = b;
	return strcasecmp(one->name, other->name);
}

struct dns_addresses dns_addresses_read(struct arena *arena, const struct dns_evidence *dns)
{
	struct dns_addresses addresses = { 0 };
	for (size_t i = 0; i < dns->count; i++) {
		for (size_t k = 0; k < dns->visit[i].count; k++) {
			const struct dns_answer *answer = &dns->visit[i].answer[k];
			/* A wildcard's address is that of another machine. */
			for (size_t n = 0; n < answer->count && answer->wildcard == NULL; n++) {
				const struct dns_record *record = &answer->record[n];
				if (strcmp(record->type, "A") != 0 &&
					strcmp(record->type, "AAAA") != 0)
					continue;
				addresses.known = arena_more(arena, addresses.known,
					addresses.count, sizeof *addresses.known);
				addresses.known[addresses.count++] =
					(struct known_address){ answer->name, record->data };
			}
		}
	}
	if (addresses.count > 1)
		qsort(addresses.known, addresses.count, sizeof *addresses.known, compare_names);
	return addresses;
}

const struct known_address *dns_addresses_find(
	const struct dns_addresses *addresses, const char *name, size_t *count)
{
	const struct known_address key = { .name = name };
	const size_t first = sorted_first(
		&key, addresses->known, addresses->count, sizeof *addresses->known, compare_names);
	*count = 0;
	while (first + *count < addresses->count &&
		strcasecmp(addresses->known[first + *count].name, name) == 0)
		++*count;
	return *count == 0 ? NULL : &addresses->known[first];
}
