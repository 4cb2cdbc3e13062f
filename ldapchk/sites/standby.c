/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/sites/standby.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static int compare_names(const void *a, const void *b)
{
	const struct known_address *one = a, *other = b;
	return strcasecmp(one->name, other->name);
}

struct address_book address_book_read(struct arena *arena, const struct dns_evidence *dns)
{
	struct address_book book = { 0 };
	for (size_t i = 0; i < dns->count; i++) {
		for (size_t k = 0; k < dns->visit[i].count; k++) {
			const struct dns_answer *answer = &dns->visit[i].answer[k];
			for (size_t n = 0; n < answer->count; n++) {
				const struct dns_record *record = &answer->record[n];
				if (strcmp(record->type, "A") != 0 &&
					strcmp(record->type, "AAAA") != 0)
					continue;
				book.known = arena_more(
					arena, book.known, book.count, sizeof *book.known);
				book.known[book.count++] =
					(struct known_address){ answer->name, record->data };
			}
		}
	}
	if (book.count > 1)
		qsort(book.known, book.count, sizeof *book.known, compare_names);
	return book;
}

const struct known_address *address_book_find(
	const struct address_book *book, const char *name, size_t *count)
{
	size_t low = 0, high = book->count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (strcasecmp(book->known[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < book->count && strcasecmp(book->known[low + *count].name, name) == 0)
		++*count;
	return *count == 0 ? NULL : &book->known[low];
}

static struct standby unknown(const char *words)
{
	return (struct standby){ NULL, words };
}

static const char *list_sites(struct arena *arena, const struct topology *topology)
{
	enum { SHOWN = 20 };
	struct text list = text_new(arena);
	for (size_t i = 0; i < topology->site_count && i < SHOWN; i++)
		text_add(&list, "%s%s", i == 0 ? "" : ", ", topology->site[i]);
	if (topology->site_count > SHOWN)
		text_add(&list, " and %zu more", topology->site_count - SHOWN);
	return list.data;
}

static struct standby by_plan(
	struct arena *arena, const struct topology *topology, const char *named)
{
	for (size_t i = 0; i < topology->site_count; i++) {
		if (site_is(topology->site[i], named))
			return (struct standby){ topology->site[i],
				arena_format(
					arena, "The plan names the site %s.", topology->site[i]) };
	}
	return unknown(arena_format(arena,
		"The plan names the site %s, and the forest has none of that name. Its sites: %s.",
		named, list_sites(arena, topology)));
}

/* One address in no subnet, or two in two sites, and nobody knows where the nodes are. */
static struct standby by_addresses(struct arena *arena, const struct topology *topology,
	const struct recovery *recovery, const struct address_book *book)
{
	const char *site = NULL;
	struct text words = text_new(arena);
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		size_t count;
		const struct known_address *known = address_book_find(book, node->fqdn, &count);
		if (count == 0)
			return unknown(arena_format(arena,
				"No DNS server told an address of the standby node %s.",
				node->fqdn));
		for (size_t k = 0; k < count; k++) {
			const char *its = topology_site_of_address(topology, known[k].address);
			if (its == NULL)
				return unknown(arena_format(arena,
					"The standby node %s has the address %s, which lies in no "
					"subnet of a site.",
					node->label, known[k].address));
			if (site != NULL && !site_is(site, its))
				return unknown(arena_format(arena,
					"The standby nodes lie in two sites: %s in %s, another "
					"address in %s.",
					node->label, its, site));
			site = its;
		}
		text_add(&words, "%s%s (%s)", i == 0 ? "" : ", ", node->label, known[0].address);
	}
	if (site == NULL)
		return unknown("The plan names neither a site nor nodes of the standby cluster.");
	return (struct standby){ site,
		arena_format(arena, "%s: in subnets of the site %s.", words.data, site) };
}

struct standby *standbys_find(struct arena *arena, const struct topology *topology,
	const struct plan *plan, const struct dns_evidence *dns)
{
	struct standby *standby = arena_alloc(arena, plan->recovery_count * sizeof *standby);
	const struct address_book book = address_book_read(arena, dns);
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		if (topology->unread != NULL)
			standby[i] = unknown(topology->unread);
		else if (recovery->standby_site != NULL)
			standby[i] = by_plan(arena, topology, recovery->standby_site);
		else if (topology->site_count == 1)
			standby[i] = (struct standby){ topology->site[0],
				arena_format(arena, "The forest has one site alone, %s.",
					topology->site[0]) };
		else
			standby[i] = by_addresses(arena, topology, recovery, &book);
	}
	return standby;
}
