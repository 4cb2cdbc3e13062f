/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "shares/checks.h"

enum { MAX_ADDRESSES = 64 };

/* The addresses that DNS servers have told for some names. */
struct addresses {
	const char *address[MAX_ADDRESSES], *name[MAX_ADDRESSES];
	size_t count;
	bool told; /* of each name at least one server said something */
};

static bool holds(const struct addresses *addresses, const char *address)
{
	for (size_t i = 0; i < addresses->count; i++) {
		if (strcmp(addresses->address[i], address) == 0)
			return true;
	}
	return false;
}

static void take(struct addresses *addresses, const char *name, const struct dns_answer *answer)
{
	for (size_t i = 0; i < answer->count; i++) {
		const struct dns_record *record = &answer->record[i];
		if (strcmp(record->type, answer->type) != 0 || holds(addresses, record->data))
			continue;
		if (addresses->count == MAX_ADDRESSES) {
			addresses->told = false;
			return;
		}
		addresses->name[addresses->count] = name;
		addresses->address[addresses->count++] = record->data;
	}
}

static void add_name(
	const struct examination *examination, const char *name, struct addresses *addresses)
{
	static const char *const types[] = { "A", "AAAA" };
	const struct dns_evidence *dns = &examination->evidence->dns;
	bool told = false;
	for (size_t i = 0; i < 2 * dns->count; i++) {
		const struct dns_answer *answer =
			dns_answer(&dns->visit[i / 2], name, types[i % 2]);
		if (answer == NULL || gap_is(&answer->gap))
			continue;
		take(addresses, name, answer);
		told = true;
	}
	addresses->told = addresses->told && told;
}

/* The name under which the standby cluster has an address of the CMS; NULL. */
static const char *same_address(
	const struct addresses *cms, const struct addresses *standby, const char **address)
{
	for (size_t i = 0; i < standby->count; i++) {
		*address = standby->address[i];
		if (holds(cms, *address))
			return standby->name[i];
	}
	return NULL;
}

static void finish_taken(const struct examination *examination, struct finding *finding)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_FAIL;
	finding->summary = arena_format(examination->arena,
		"%s already leads to the standby cluster.", recovery->cms.label);
	finding->remedy = arena_format(examination->arena,
		"If %s was recovered there already, or moved by a drill, there is nothing to be "
		"recovered. If not, take what is left of it off the standby cluster, and mend the "
		"record in DNS:\n"
		"    cluster.exe /cluster:%s res",
		recovery->cms.label, recovery->standby_cluster.label);
}

static void run_standby_clean(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct recovery *recovery = examination->recovery;
	struct addresses cms = { .told = true }, standby = { .told = true };
	const char *address = NULL;
	add_name(examination, recovery->cms.fqdn, &cms);
	add_name(examination, recovery->standby_cluster.fqdn, &standby);
	for (size_t i = 0; i < recovery->standby_node_count; i++)
		add_name(examination, recovery->standby_nodes[i].fqdn, &standby);
	const char *name = same_address(&cms, &standby, &address);
	struct finding *finding =
		finding_add(examination, OUTCOME_PASS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = arena_format(arena,
		"Addresses that DNS servers told: %zu of %s, %zu of %s and its nodes.", cms.count,
		recovery->cms.fqdn, standby.count, recovery->standby_cluster.fqdn);
	if (name != NULL) {
		finding->proof = arena_format(arena, "%s and %s have the same address, %s.",
			recovery->cms.fqdn, name, address);
		finish_taken(examination, finding);
	} else if (!cms.told || !standby.told) {
		finding->outcome = OUTCOME_UNKNOWN;
		finding->summary = "Not all addresses of the CMS and of the standby cluster are "
				   "known.";
		finding->remedy = "See the findings on DNS (dns.record).";
	} else {
		finding->summary = arena_format(arena, "%s does not answer to the name of %s.",
			recovery->standby_cluster.label, recovery->cms.label);
	}
}

const struct check check_share_standby_clean = {
	.id = "share.standby-clean",
	.weight = WEIGHT_BLOCKING,
	.question = "Is the CMS's name free of the standby cluster?",
	.why = "/RecoverCMS brings the CMS's name and address online in the standby cluster. Where "
	       "they already are there, left over from a drill or from a recovery that was never "
	       "taken back, Setup stops, or two clusters answer to one name.",
	.evidence = "The addresses of the CMS, of the standby cluster and of its nodes, as all DNS "
		    "servers tell them: none may be the same.",
	.right = "None: UDP and TCP port 53 of the servers.",
	.remedy = "Take what is left of the CMS off the standby cluster, and mend its record.",
	.run = run_standby_clean,
};
