/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/node_sites.h"

#include <string.h>

#include "base/memo.h"
#include "base/name_index.h"
#include "ldapchk/sites/address.h"
#include "model/dns_answers.h"

static void add_site(struct node_sites *nodes, const char *site)
{
	for (size_t i = 0; i < nodes->site_count; i++) {
		if (site_is(nodes->site[i], site))
			return;
	}
	nodes->site = arena_more(
		nodes->examination->arena, nodes->site, nodes->site_count, sizeof *nodes->site);
	nodes->site[nodes->site_count++] = site;
}

const char *node_sites_subnet(const struct node_sites *nodes, const char *address)
{
	const struct subnet *subnet = subnet_around(
		nodes->topology->sites.subnet, nodes->topology->sites.subnet_count, address);
	return subnet == NULL ? NULL : subnet->site;
}

/* The addresses of one node. */
struct node_addresses {
	struct node_sites *nodes;
	const char *unplaced; /* an address in no subnet of a site, or NULL */
	bool is_placed;       /* another one is in a subnet of a site */
};

static void add_address(void *context, const struct name *node, const char *address)
{
	struct node_addresses *addresses = context;
	const char *site = node_sites_subnet(addresses->nodes, address);
	(void)node;
	if (site == NULL)
		addresses->unplaced = address;
	else
		add_site(addresses->nodes, site);
	addresses->is_placed = addresses->is_placed || site != NULL;
}

/* Source nodes and standby nodes. */
static void for_each_node(const struct recovery *recovery,
	void (*each)(void *context, const struct name *node), void *context)
{
	for (size_t i = 0; i < recovery->source_node_count; i++)
		each(context, &recovery->source_nodes[i]);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		each(context, &recovery->standby_nodes[i]);
}

static void note_unknown_node(struct node_sites *nodes, const struct name *node)
{
	const struct examination *examination = nodes->examination;
	nodes->gap = arena_format(
		examination->arena, "no DNS server returned an address of %s", node->label);
	dns_causes(examination->arena, &examination->evidence->dns, node->fqdn, &nodes->causes);
}

/* An address in no subnet does not count beside one in a subnet. */
static void add_node_sites(void *context, const struct name *node)
{
	struct node_sites *nodes = context;
	struct node_addresses addresses = { .nodes = nodes };
	const struct dns_evidence *dns = &nodes->examination->evidence->dns;
	const size_t count = dns_each_address(dns, node, DNS_ANY, add_address, &addresses);
	if (nodes->gap != NULL || addresses.is_placed)
		return;
	if (count == 0)
		note_unknown_node(nodes, node);
	else
		nodes->gap = arena_format(nodes->examination->arena,
			"%s of %s is in no subnet of a site", addresses.unplaced, node->label);
}

struct node_sites node_sites_of(const struct examination *examination)
{
	const struct recovery *recovery = examination->recovery;
	struct node_sites nodes = { .examination = examination,
		.topology = topology_of(examination) };
	nodes.gap = nodes.topology->sites.unread;
	if (nodes.gap != NULL)
		nodes.causes = nodes.topology->sites.unread_causes;
	else if (recovery->source_node_count == 0 || recovery->standby_node_count == 0)
		nodes.gap = "the plan does not name the nodes of both clusters";
	for_each_node(recovery, add_node_sites, &nodes);
	return nodes;
}

/* A search for the node with an address for which `matches` is true. */
struct node_search {
	const struct dns_evidence *dns;
	const char *address;
	bool (*matches)(const char *wanted, const char *address);
	const struct name *node;
};

static void match_node(void *context, const struct name *node, const char *address)
{
	struct node_search *search = context;
	if (search->matches(search->address, address))
		search->node = node;
}

static void search_node(void *context, const struct name *node)
{
	struct node_search *search = context;
	dns_each_address(search->dns, node, DNS_ANY, match_node, search);
}

static bool is_in_network(const char *wanted, const char *address)
{
	enum { NETWORK_BYTES = 8 };
	struct address one, other;
	return address_read(wanted, strlen(wanted), &one) && one.length == 16 &&
	       one.kind == ADDRESS_ORDINARY && address_read(address, strlen(address), &other) &&
	       other.length == 16 && memcmp(one.byte, other.byte, NETWORK_BYTES) == 0;
}

/* The nodes of a recovery and their addresses. */
struct node_index {
	struct arena *arena;
	const struct name **node;
	struct name_index addresses;
};

static void index_address(void *context, const struct name *node, const char *address)
{
	struct node_index *index = context;
	const size_t at = index->addresses.count;
	index->node = arena_more(index->arena, index->node, at, sizeof *index->node);
	index->node[at] = node;
	name_index_add(index->arena, &index->addresses, bytes_of(address, strlen(address)), at);
}

struct node_gathering {
	const struct dns_evidence *dns;
	struct node_index *index;
};

static void index_node(void *context, const struct name *node)
{
	const struct node_gathering *gathering = context;
	dns_each_address(gathering->dns, node, DNS_ANY, index_address, gathering->index);
}

static const void *nodes_indexed(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	struct node_index *index = arena_alloc(arena, sizeof *index);
	index->arena = arena;
	struct node_gathering gathering = { &examination->evidence->dns, index };
	for_each_node(examination->recovery, index_node, &gathering);
	name_index_sort(&index->addresses);
	return index;
}

const struct name *node_with_address(const struct examination *examination, const char *address)
{
	const struct node_index *index =
		memo_of(examination->recovery_memo, examination->arena, nodes_indexed, examination);
	size_t count;
	const struct named_place *place = name_index_find(&index->addresses, address, &count);
	return place == NULL ? NULL : index->node[place[count - 1].at];
}

const struct name *node_in_network(const struct examination *examination, const char *address)
{
	struct node_search search = { &examination->evidence->dns, address, is_in_network, NULL };
	for_each_node(examination->recovery, search_node, &search);
	return search.node;
}

bool node_sites_hold(const struct node_sites *nodes, const char *site)
{
	for (size_t i = 0; i < nodes->site_count; i++) {
		if (site_is(nodes->site[i], site))
			return true;
	}
	return false;
}
