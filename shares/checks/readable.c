/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether Exchange servers may read the share of the address book; their group is in the directory.
 */
#include "exchange/oab.h"
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/known_object.h"
#include "model/check.h"
#include "security/access.h"
#include "security/ace_describe.h"
#include "security/file_descriptor.h"
#include "shares/checks/oab_share.h"

enum { FILE_GENERIC_READ = 0x120089, MAX_DOUBTS = 10 };

static struct finding *add(const struct examination *examination, enum outcome outcome)
{
	const struct name *cms = &examination->recovery->cms;
	return finding_add(examination, outcome, cms->fqdn, cms->fqdn);
}

static struct finding *add_unknown(const struct examination *examination, const char *summary,
	const char *proof, const char *remedy)
{
	struct finding *finding = add(examination, OUTCOME_UNKNOWN);
	finding->summary = summary;
	finding->proof = proof;
	finding->remedy = remedy;
	return finding;
}

/*
 * The group of all Exchange servers from one directory server, and the groups that it is a member
 * of.
 */
struct servers {
	const char *dn;
	struct sid *sid; /* the first is the group's own */
	size_t count;
};

static void take_groups(
	struct arena *arena, const struct directory_part *part, struct servers *servers)
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
	struct servers *servers = arena_alloc(arena, sizeof *servers);
	servers->dn = exchange_servers_dn(arena, visit);
	if (part != NULL && servers->dn != NULL)
		take_groups(arena, part, servers);
	return servers;
}

static bool find_servers(const struct examination *examination, struct servers *servers)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	*servers = (struct servers){ .count = 0 };
	for (size_t i = 0; i < directory->count && servers->count == 0; i++)
		*servers = *(const struct servers *)memo_of(
			examination->memo, examination->arena, visit_servers, &directory->visit[i]);
	return servers->count > 0;
}

/* Adds the gaps because of which the group is not known. */
static void add_causes(const struct examination *examination, struct causes *causes)
{
	static const enum part_kind kinds[] = { PART_EXCHANGE, PART_GROUPS };
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct arena *arena = examination->arena;
	if (directory->count == 0)
		causes_add(arena, causes, &directory->gap);
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

static bool is_in(const struct servers *servers, const struct sid *sid)
{
	for (size_t i = 0; i < servers->count; i++) {
		if (sid_equal(&servers->sid[i], sid))
			return true;
	}
	return false;
}

static const struct sid everyone = { 1, 1, { 0 } };

/*
 * Whether the trustee may be a group with Exchange servers as members that cannot be read: a local
 * group of the file server (its Users contain Authenticated Users by default, its Administrators no
 * servers), a group of another domain or machine, or the computers of the domain.
 */
static bool may_contain_servers(const struct sid *sid, const struct servers *servers)
{
	static const uint32_t administrators = 544, computers = 515;
	if (is_in(servers, sid))
		return false;
	if (sid->authority == 5 && sid->count == 2 && sid->sub[0] == 32)
		return sid->sub[1] != administrators;
	return sid_is_of_account(sid) &&
	       (!sid_is_of_domain(sid, &servers->sid[0]) || sid->sub[4] == computers);
}

/*
 * The DACL in the best or the worst case. Best: everything allowed to such groups applies to the
 * servers, nothing denied does. Worst: the reverse.
 */
static struct descriptor assume(struct arena *arena, const struct descriptor *descriptor,
	const struct servers *servers, bool best)
{
	struct descriptor assumed = *descriptor;
	assumed.dacl.ace = arena_alloc(arena, descriptor->dacl.count * sizeof *assumed.dacl.ace);
	assumed.dacl.count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		struct ace ace = descriptor->dacl.ace[i];
		const struct sid trustee = ace_trustee(&ace);
		if (may_contain_servers(&trustee, servers)) {
			if (ace_allows(&ace) != best)
				continue;
			ace.trustee = raw_sid_write(arena, &everyone);
		}
		assumed.dacl.ace[assumed.dacl.count++] = ace;
	}
	return assumed;
}

/* Checks access for a server that logs on over the network as a member of that group only. */
static void ask(struct arena *arena, const struct descriptor *descriptor,
	const struct servers *servers, struct access *access)
{
	const struct sid all[] = { everyone, { 5, 1, { 2 } } /* Network */,
		{ 5, 1, { 11 } } /* Authenticated Users */,
		{ 5, 1, { 15 } } /* This Organization */ };
	const size_t all_count = sizeof all / sizeof *all;
	struct sid *sids = arena_alloc(arena, (servers->count + all_count) * sizeof *sids);
	memcpy(sids, servers->sid, servers->count * sizeof *sids);
	memcpy(sids + servers->count, all, sizeof all);
	const struct requester requester = {
		.token = { sids, servers->count + all_count, TOKEN_EXACT },
		.kind = OBJECT_FILE,
	};
	struct access_evaluation evaluation;
	access_evaluation_open(arena, descriptor, &requester, &evaluation);
	const struct question question = { .mask = FILE_GENERIC_READ };
	access_evaluation_ask(&evaluation, &question, access);
}

/* Adds the ACEs of trustees whose members are not known. */
static void add_doubts(struct arena *arena, struct text *proof, const struct servers *servers,
	const struct descriptor *descriptor)
{
	size_t count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		const struct ace *ace = &descriptor->dacl.ace[i];
		const struct sid trustee = ace_trustee(ace);
		if (!may_contain_servers(&trustee, servers) || count++ >= MAX_DOUBTS)
			continue;
		text_add(proof, "\n- %s: not known whether servers are members",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
	if (count > MAX_DOUBTS)
		text_add(proof, "\nand %zu more of that kind", count - MAX_DOUBTS);
}

static const char *proof_of(struct arena *arena, const struct oab_share *share,
	const struct servers *servers, const struct descriptor *descriptor,
	const struct access *access)
{
	struct text proof = text_new(arena);
	text_add(&proof, "\\\\%s\\%s, folder of the share, for %s: granted %s.", share->server,
		share->opening->share, servers->dn,
		mask_write(arena, access->certain, OBJECT_FILE));
	uint32_t effect;
	for (const struct ace *ace = NULL; (ace = access_decider(access, ace, &effect)) != NULL;) {
		const struct sid trustee = ace_trustee(ace);
		text_add(&proof, "\n- %s",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
	add_doubts(arena, &proof, servers, descriptor);
	text_add(&proof, "\nThe permissions of the share itself cannot be read from here.");
	return proof.data;
}

static void judge_readable(const struct examination *examination, const struct oab_share *share,
	const struct descriptor *descriptor, const struct servers *servers)
{
	struct arena *arena = examination->arena;
	const struct descriptor best = assume(arena, descriptor, servers, true);
	const struct descriptor worst = assume(arena, descriptor, servers, false);
	struct access access, most, least;
	ask(arena, descriptor, servers, &access);
	ask(arena, &best, servers, &most);
	ask(arena, &worst, servers, &least);
	const bool may = access_allows(&least, FILE_GENERIC_READ);
	const bool perhaps = access_may_allow(&most, FILE_GENERIC_READ);
	struct finding *finding = add(examination, may       ? OUTCOME_PASS
						   : perhaps ? OUTCOME_UNKNOWN
							     : OUTCOME_FAIL);
	finding->proof = proof_of(arena, share, servers, descriptor, &access);
	const char *name = examination->recovery->oab_share;
	if (may) {
		finding->summary = "Exchange servers may read the shared folder.";
		return;
	}
	finding->summary = perhaps ? arena_format(arena,
					     "It is not known whether Exchange servers "
					     "may read the folder of %s.",
					     name)
				   : arena_format(arena,
					     "Exchange servers may not read the folder of %s: "
					     "no Client Access server can copy the address book.",
					     name);
	finding->remedy =
		arena_format(arena, "Grant it on the shared folder, on the node that has it:\n"
				    "    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R\n"
				    "The share needs the same: Read for Exchange Servers.");
}

static void run_oab_readable(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	struct servers servers;
	if (share.opening->descriptor == NULL) {
		struct finding *finding = add_unknown(examination,
			"The permissions of the shared folder are not known.",
			gap_is(&share.opening->descriptor_gap) ? share.opening->descriptor_gap.text
							       : "They were not read.",
			"Give the account that runs this check Read Permissions on the folder. "
			"Or look at its Security tab: Exchange Servers need Read.");
		causes_add(arena, &finding->causes, &share.opening->descriptor_gap);
		return;
	}
	if (!find_servers(examination, &servers)) {
		struct finding *finding = add_unknown(examination,
			"The group of the Exchange servers is not known.",
			"No directory server returned the group that otherWellKnownObjects "
			"of the Exchange container names.",
			"Give the account that runs this check Read Property in the configuration "
			"partition and on the group Exchange Servers.");
		add_causes(examination, &finding->causes);
		return;
	}
	struct descriptor descriptor;
	struct error error = { 0 };
	if (!file_descriptor_read(arena, share.opening->descriptor, &descriptor, &error)) {
		add_unknown(examination, "The permissions of the shared folder cannot be parsed.",
			arena_string(arena, error.text),
			"Look at the folder's Security tab: Exchange Servers need Read.");
		return;
	}
	judge_readable(examination, &share, &descriptor, &servers);
}

const struct check check_share_oab_readable = {
	.id = "share.oab-readable",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "May Exchange servers read the folder of the offline address book?",
	.rule = "The group Exchange Servers, found by its well-known GUID, may read the folder "
		"of the share of the offline address book. The permissions of the folder are "
		"checked, not those of the share itself.",
	.why = "Client Access servers copy the address book as members "
	       "of the group Exchange Servers, which needs Read on the share and on the folder. "
	       "Without it clients get no updates of the address book, "
	       "and new clients get none at all.",
	.evidence = "The permissions of the shared folder, under the CMS's name or a node's. "
		    "The group is found by its well-known GUID, even if it was renamed, "
		    "together with the groups that it is a member of. "
		    "The permissions of the share itself are not checked.",
	.right = "Read and Read Permissions on the folder.",
	.remedy = "Grant it on the folder, and on the share:\n"
		  "    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R",
	.run = run_oab_readable,
	.relief = &oab_relief,
};
