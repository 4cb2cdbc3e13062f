/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/servers_group.h"

#include <string.h>
#include <strings.h>

#include "ldapchk/dn.h"
#include "ldapchk/known_object.h"
#include "model/loss.h"
#include "security/access.h"
#include "security/ace_describe.h"
#include "security/unlisted_sid.h"

enum { FILE_GENERIC_READ = 0x120089, MAX_DOUBTS = 10 };

static void take_groups(
	struct arena *arena, const struct directory_part *part, struct servers_group *servers)
{
	bool has_own = false;
	servers->sid = arena_alloc(arena, (part->count + 1) * sizeof *servers->sid);
	servers->count = 1;
	for (size_t i = 0; i < part->count; i++) {
		const struct attribute *id = entry_attribute(&part->entry[i], "objectSid");
		const bool is_own = strcasecmp(part->entry[i].dn, servers->dn) == 0;
		struct sid sid;
		if (id == NULL || id->count != 1 || !sid_read_whole(id->value[0], &sid))
			continue;
		servers->sid[is_own ? 0 : servers->count++] = sid;
		has_own |= is_own;
	}
	if (!has_own)
		servers->count = 0;
}

static const void *visit_servers(struct arena *arena, const void *of)
{
	const struct directory_visit *visit = of;
	const struct directory_part *part = directory_part(visit, PART_GROUPS);
	struct servers_group *servers = arena_alloc(arena, sizeof *servers);
	const char *dn = exchange_servers_dn(arena, visit);
	*servers = (struct servers_group){ .dn = dn };
	if (dn != NULL && dn_is_deleted(dn))
		servers->deleted_dn = dn;
	else if (part != NULL && dn != NULL)
		take_groups(arena, part, servers);
	return servers;
}

struct servers_group servers_group_find(const struct examination *examination)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct servers_group found = { .count = 0 };
	const char *deleted_dn = NULL;
	for (size_t i = 0; i < directory->count; i++) {
		const struct servers_group *servers = memo_of(
			examination->memo, examination->arena, visit_servers, &directory->visit[i]);
		if (deleted_dn == NULL)
			deleted_dn = servers->deleted_dn;
		if (found.count == 0 && servers->count > 0)
			found = *servers;
	}
	found.deleted_dn = deleted_dn;
	return found;
}

/* Adds the gaps because of which the group is not known. */
void servers_group_causes(const struct examination *examination, struct causes *causes)
{
	static const enum part_kind kinds[] = { PART_EXCHANGE, PART_GROUPS };
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct arena *arena = examination->arena;
	if (directory->count == 0)
		loss_causes(arena, examination->evidence, &directory->gap, causes);
	for (size_t i = 0; i < directory->count; i++) {
		const struct gap *gap = &directory->visit[i].gap;
		for (size_t k = 0; k < 2 && !gap_is(gap); k++) {
			const struct directory_part *part =
				directory_part(&directory->visit[i], kinds[k]);
			gap = part == NULL ? gap : &part->gap;
		}
		causes_add(arena, causes, gap);
	}
}

/* SIDs that every server has when it logs on over the network. */
static const struct sid logged_on[] = { { 1, 1, { 0 } } /* Everyone */,
	{ 5, 1, { 2 } } /* Network */, { 5, 1, { 11 } } /* Authenticated Users */,
	{ 5, 1, { 15 } } /* This Organization */ };
enum { LOGGED_ON = sizeof logged_on / sizeof *logged_on };

static bool is_among(const struct sid *sids, size_t count, const struct sid *sid)
{
	for (size_t i = 0; i < count; i++) {
		if (sid_equal(&sids[i], sid))
			return true;
	}
	return false;
}

/*
 * Whether the trustee may be a group with Exchange servers as members that cannot be read: a local
 * group of the file server (its Users contain Authenticated Users by default, its Administrators no
 * servers), a group of another domain or machine, or the computers of the domain. Or it is a SID
 * that the file server may add to a token by itself.
 */
static bool may_contain_servers(const struct ace *ace, const struct servers_group *servers)
{
	static const uint32_t administrators = 544, computers = 515;
	const struct sid sid = ace_trustee(ace);
	if (is_among(servers->sid, servers->count, &sid) || is_among(logged_on, LOGGED_ON, &sid))
		return false;
	if (sid.authority == 5 && sid.count == 2 && sid.sub[0] == 32)
		return sid.sub[1] != administrators;
	if (sid_is_of_account(&sid))
		return !sid_is_of_domain(&sid, &servers->sid[0]) || sid.sub[4] == computers;
	if (ace->trustee == NULL)
		return false;
	const enum unlisted held = unlisted_sid_of(ace->trustee).held;
	return held == UNLISTED_MAYBE || (held == UNLISTED_UNUSUAL && ace_denies(ace));
}

/*
 * The DACL in the best or the worst case. Best: everything allowed to such groups applies to the
 * servers, nothing denied does. Worst: the reverse.
 */
static struct descriptor assume(struct arena *arena, const struct descriptor *descriptor,
	const struct servers_group *servers, bool best)
{
	struct descriptor assumed = *descriptor;
	assumed.dacl.ace = arena_alloc(arena, descriptor->dacl.count * sizeof *assumed.dacl.ace);
	assumed.dacl.count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		struct ace ace = descriptor->dacl.ace[i];
		if (may_contain_servers(&ace, servers)) {
			if (ace_allows(&ace) != best)
				continue;
			ace.trustee = raw_sid_write(arena, &logged_on[0]);
		}
		assumed.dacl.ace[assumed.dacl.count++] = ace;
	}
	return assumed;
}

/* Checks access for a server that logs on over the network as a member of that group only. */
static void ask(struct arena *arena, const struct descriptor *descriptor,
	const struct servers_group *servers, struct access *access)
{
	struct sid *sids = arena_alloc(arena, (servers->count + LOGGED_ON) * sizeof *sids);
	memcpy(sids, servers->sid, servers->count * sizeof *sids);
	memcpy(sids + servers->count, logged_on, sizeof logged_on);
	const struct requester requester = {
		.token = { sids, servers->count + LOGGED_ON, TOKEN_EXACT },
		.kind = OBJECT_FILE,
	};
	struct access_evaluation evaluation;
	access_evaluation_open(arena, descriptor, &requester, &evaluation);
	const struct question question = { .mask = FILE_GENERIC_READ };
	access_evaluation_ask(&evaluation, &question, access);
}

/* Adds the ACEs of trustees whose members are not known. */
static void add_doubts(struct arena *arena, struct text *proof, const struct servers_group *servers,
	const struct descriptor *descriptor)
{
	size_t count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		const struct ace *ace = &descriptor->dacl.ace[i];
		const struct sid trustee = ace_trustee(ace);
		if (!may_contain_servers(ace, servers) || count++ >= MAX_DOUBTS)
			continue;
		text_add(proof, "\n- %s: not known whether servers are members",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
	if (count > MAX_DOUBTS)
		text_add(proof, "\nand %zu more of that kind", count - MAX_DOUBTS);
}

static void add_deciders(struct arena *arena, struct text *proof, const struct access *access)
{
	uint32_t effect;
	for (const struct ace *ace = NULL; (ace = access_decider(access, ace, &effect)) != NULL;) {
		const struct sid trustee = ace_trustee(ace);
		text_add(proof, "\n- %s",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
}

enum outcome servers_group_may_read(struct arena *arena, const struct servers_group *servers,
	const struct descriptor *descriptor, struct text *proof)
{
	const struct descriptor best = assume(arena, descriptor, servers, true);
	const struct descriptor worst = assume(arena, descriptor, servers, false);
	struct access access, most, least;
	ask(arena, descriptor, servers, &access);
	ask(arena, &best, servers, &most);
	ask(arena, &worst, servers, &least);
	text_add(proof, "granted %s.", mask_write(arena, access.certain, OBJECT_FILE));
	add_deciders(arena, proof, &access);
	add_doubts(arena, proof, servers, descriptor);
	return access_allows(&least, FILE_GENERIC_READ)     ? OUTCOME_PASS
	       : access_may_allow(&most, FILE_GENERIC_READ) ? OUTCOME_UNKNOWN
							    : OUTCOME_FAIL;
}
