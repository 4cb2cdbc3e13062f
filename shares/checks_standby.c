/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/share_sight.h"
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

/* Who of the standby nodes has the share already, and whether all of them told. */
struct leftover {
	const struct name *node; /* NULL: none that told */
	bool told;
};

static struct leftover look_at_nodes(const struct examination *examination, struct text *proof)
{
	const struct recovery *recovery = examination->recovery;
	struct leftover leftover = { .told = true };
	for (size_t i = 0; i < recovery->standby_node_count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		const struct share_sight sight = share_sight(
			&examination->evidence->shares, node->fqdn, recovery->oab_share);
		text_add(proof, "\n\\\\%s\\%s: %s", node->fqdn, recovery->oab_share, sight.words);
		if (sight.presence == PRESENT && leftover.node == NULL)
			leftover.node = node;
		leftover.told = leftover.told && sight.presence != UNTOLD;
	}
	return leftover;
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

static void finish_leftover(
	const struct examination *examination, struct finding *finding, const struct name *node)
{
	const struct recovery *recovery = examination->recovery;
	finding->outcome = OUTCOME_WARN;
	finding->summary = arena_format(examination->arena,
		"The standby node %s already shares %s.", node->label, recovery->oab_share);
	finding->remedy = arena_format(examination->arena,
		"It is left over, from a drill most likely, and stands in the way when the address "
		"book is generated there. See what lies in it, then take the share away on %s:\n"
		"    net share %s /delete",
		node->label, recovery->oab_share);
}

static void finish_unseen(struct finding *finding, bool addresses_told)
{
	finding->outcome = OUTCOME_UNKNOWN;
	finding->summary = addresses_told
				   ? "Not every standby node showed its shares."
				   : "Not all addresses of the CMS and of the standby cluster are "
				     "known.";
	finding->remedy = addresses_told ? "Mend what the proof names; then run the check again."
					 : "See the findings on DNS (dns.record).";
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
	const bool told = cms.told && standby.told;
	struct text proof = text_new(arena);
	if (name != NULL)
		text_add(&proof, "%s and %s have the same address, %s.", recovery->cms.fqdn, name,
			address);
	else
		text_add(&proof,
			"Addresses that DNS servers told: %zu of %s, %zu of %s and its nodes.",
			cms.count, recovery->cms.fqdn, standby.count,
			recovery->standby_cluster.fqdn);
	const struct leftover leftover = look_at_nodes(examination, &proof);

	struct finding *finding =
		finding_add(examination, OUTCOME_PASS, recovery->cms.fqdn, recovery->cms.fqdn);
	finding->proof = proof.data;
	if (name != NULL)
		finish_taken(examination, finding);
	else if (leftover.node != NULL)
		finish_leftover(examination, finding, leftover.node);
	else if (!told || !leftover.told)
		finish_unseen(finding, told);
	else
		finding->summary = arena_format(arena, "%s and its nodes do not answer for %s.",
			recovery->standby_cluster.label, recovery->cms.label);
}

const struct check check_share_standby_clean = {
	.id = "share.standby-clean",
	.weight = WEIGHT_ADVISORY,
	.question = "Is the CMS's name free of the standby cluster?",
	.why = "/RecoverCMS brings the CMS's name and address online in the standby cluster. Where "
	       "they already are there, left over from a drill or from a recovery that was never "
	       "taken back, Setup stops, or two clusters answer to one name.",
	.evidence = "The addresses of the CMS, of the standby cluster and of its nodes, as all DNS "
		    "servers tell them: none may be the same. The shares of the standby nodes: "
		    "that of the address book may not be among them.",
	.right = "None in DNS; on the standby nodes what share.oab-scope needs.",
	.remedy = "Take what is left of the CMS off the standby cluster, and mend its record.",
	.run = run_standby_clean,
};
