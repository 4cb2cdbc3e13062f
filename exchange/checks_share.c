/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about the share of the address book that only the directory can answer: for whom is it
 * there, and what should be in it. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/checks.h"
#include "exchange/oab.h"
#include "exchange/view.h"
#include "ldapchk/access.h"
#include "ldapchk/ace_describe.h"
#include "ldapchk/file_descriptor.h"
#include "model/oab_share.h"

enum { FILE_GENERIC_READ = 0x120089, MAX_MISSING = 10 };

static struct finding *add(const struct examination *examination, enum outcome outcome)
{
	const struct name *cms = &examination->recovery->cms;
	return finding_add(examination, outcome, cms->fqdn, cms->fqdn);
}

static void add_unknown(const struct examination *examination, const char *summary,
	const char *proof, const char *remedy)
{
	struct finding *finding = add(examination, OUTCOME_UNKNOWN);
	finding->summary = summary;
	finding->proof = proof;
	finding->remedy = remedy;
}

/* The group of all Exchange servers as a directory server showed it. */
static bool find_group(const struct examination *examination, struct sid *sid, const char **dn)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_part *part = directory_part(&directory->visit[i], "groups");
		if (part == NULL || part->count != 1)
			continue;
		const struct attribute *id = entry_attribute(&part->entry[0], "objectSid");
		*dn = part->entry[0].dn;
		if (id != NULL && id->count == 1 && sid_read_whole(id->value[0], sid))
			return true;
	}
	return false;
}

static const struct sid everyone = { 1, 1, { 0 } };

/* A SID of a domain or a machine: S-1-5-21, three numbers and one of its own. */
static bool is_of_domain(const struct sid *sid)
{
	return sid->authority == 5 && sid->count == 5 && sid->sub[0] == 21;
}

static bool is_same_domain(const struct sid *a, const struct sid *b)
{
	return is_of_domain(a) && is_of_domain(b) &&
	       memcmp(&a->sub[1], &b->sub[1], 3 * sizeof a->sub[1]) == 0;
}

/*
 * Whether a server may be among these and nobody here can tell: a group that the file server keeps
 * itself (its Users hold Authenticated Users by default, its Administrators no servers), one of
 * another domain or machine, and the computers of the domain.
 */
static bool may_hold_servers(const struct sid *sid, const struct sid *group)
{
	static const uint32_t administrators = 544, computers = 515;
	if (sid->authority == 5 && sid->count == 2 && sid->sub[0] == 32)
		return sid->sub[1] != administrators;
	return is_of_domain(sid) && (!is_same_domain(sid, group) || sid->sub[4] == computers);
}

/*
 * The list as it is in the best or in the worst case: all that is allowed to such groups holds for
 * the servers and nothing that is denied to them, or the reverse.
 */
static struct descriptor supposed(struct arena *arena, const struct descriptor *descriptor,
	const struct sid *group, bool best)
{
	struct descriptor made = *descriptor;
	made.dacl.ace = arena_alloc(arena, descriptor->dacl.count * sizeof *made.dacl.ace);
	made.dacl.count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		struct ace ace = descriptor->dacl.ace[i];
		const struct sid trustee = ace_trustee(&ace);
		if (may_hold_servers(&trustee, group)) {
			if (ace_allows(&ace) != best)
				continue;
			ace.trustee = raw_sid_write(arena, &everyone);
		}
		made.dacl.ace[made.dacl.count++] = ace;
	}
	return made;
}

/* A server that comes over the network as a member of that group, and of no other. */
static void ask(struct arena *arena, const struct descriptor *descriptor, const struct sid *group,
	struct access *access)
{
	static const struct sid network = { 5, 1, { 2 } }, authenticated = { 5, 1, { 11 } },
				organization = { 5, 1, { 15 } };
	const struct sid sids[] = { *group, everyone, network, authenticated, organization };
	const struct asker asker = {
		.token = { sids, sizeof sids / sizeof *sids, TOKEN_EXACT },
		.kind = OBJECT_FILE,
	};
	struct hearing hearing;
	hearing_open(arena, descriptor, &asker, &hearing);
	const struct question question = { .mask = FILE_GENERIC_READ };
	hearing_ask(&hearing, &question, access);
}

/* The entries that leave it in doubt. */
static void add_doubts(struct arena *arena, struct text *proof, const struct sid *group,
	const struct descriptor *descriptor)
{
	size_t count = 0;
	for (size_t i = 0; i < descriptor->dacl.count; i++) {
		const struct ace *ace = &descriptor->dacl.ace[i];
		const struct sid trustee = ace_trustee(ace);
		if (!may_hold_servers(&trustee, group) || count++ >= MAX_MISSING)
			continue;
		text_add(proof, "\n- %s: whether servers are among these cannot be seen",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
	if (count > MAX_MISSING)
		text_add(proof, "\nand %zu more of that kind", count - MAX_MISSING);
}

static const char *proof_of(struct arena *arena, const struct oab_share *share, const char *dn,
	const struct sid *group, const struct descriptor *descriptor, const struct access *access)
{
	struct text proof = text_new(arena);
	text_add(&proof, "\\\\%s\\%s, folder of the share, for %s: granted %s.", share->server,
		share->opening->share, dn, mask_write(arena, access->certain, OBJECT_FILE));
	uint32_t effect;
	for (const struct ace *ace = NULL; (ace = access_decider(access, ace, &effect)) != NULL;) {
		const struct sid trustee = ace_trustee(ace);
		text_add(&proof, "\n- %s",
			ace_describe_as(arena, ace, OBJECT_FILE, sid_write(arena, &trustee)));
	}
	add_doubts(arena, &proof, group, descriptor);
	text_add(&proof, "\nWhat the share itself grants cannot be read from here.");
	return proof.data;
}

static void judge_readable(const struct examination *examination, const struct oab_share *share,
	const struct descriptor *descriptor, const struct sid *group, const char *dn)
{
	struct arena *arena = examination->arena;
	const struct descriptor best = supposed(arena, descriptor, group, true);
	const struct descriptor worst = supposed(arena, descriptor, group, false);
	struct access access, most, least;
	ask(arena, descriptor, group, &access);
	ask(arena, &best, group, &most);
	ask(arena, &worst, group, &least);
	const bool may = access_allows(&least, FILE_GENERIC_READ);
	const bool perhaps = access_may_allow(&most, FILE_GENERIC_READ);
	struct finding *finding = add(examination, may       ? OUTCOME_PASS
						   : perhaps ? OUTCOME_UNKNOWN
							     : OUTCOME_FAIL);
	finding->proof = proof_of(arena, share, dn, group, descriptor, &access);
	const char *name = examination->recovery->oab_share;
	if (may) {
		finding->summary =
			arena_format(arena, "Exchange servers may read the folder of %s.", name);
		return;
	}
	finding->summary = perhaps ? arena_format(arena,
					     "It cannot be decided whether Exchange servers may "
					     "read the folder of %s.",
					     name)
				   : arena_format(arena,
					     "Exchange servers may not read the folder of %s: no "
					     "Client Access server can copy the address book.",
					     name);
	finding->remedy = arena_format(arena,
		"Grant it on the folder that is shared, on the node that has it:\n"
		"    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R\n"
		"The share needs the same: Read for Exchange Servers.");
}

static void run_oab_readable(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	struct sid group;
	const char *dn = NULL;
	if (share.opening->descriptor == NULL) {
		add_unknown(examination, "The permissions of the shared folder are not known.",
			gap_is(&share.opening->descriptor_gap) ? share.opening->descriptor_gap.text
							       : "They were not asked for.",
			"Give the account that runs this check Read Permissions on the folder, or "
			"look at its Security tab: Exchange Servers need Read.");
		return;
	}
	if (!find_group(examination, &group, &dn)) {
		add_unknown(examination, "The group of the Exchange servers is not known.",
			"No directory server shows the group that otherWellKnownObjects of the "
			"Exchange container names.",
			"Give the account that runs this check Read Property in the configuration "
			"partition and on the group Exchange Servers.");
		return;
	}
	struct descriptor descriptor;
	struct error error = { 0 };
	if (!file_descriptor_read(arena, share.opening->descriptor, &descriptor, &error)) {
		add_unknown(examination, "The permissions of the shared folder are not understood.",
			arena_string(arena, error.text),
			"Look at the folder's Security tab: Exchange Servers need Read.");
		return;
	}
	judge_readable(examination, &share, &descriptor, &group, dn);
}

const struct check check_share_oab_readable = {
	.id = "share.oab-readable",
	.weight = WEIGHT_BLOCKING,
	.question = "May Exchange servers read the folder of the offline address book?",
	.why = "Client Access servers copy the address book as members of the group Exchange "
	       "Servers, which needs Read on the share and on the folder. Without it clients get "
	       "no new address book, and new ones get none at all.",
	.evidence = "The permissions of the shared folder, under the CMS's name or a node's; the "
		    "group is found by its well-known GUID, whatever it is called. What the share "
		    "itself grants is not looked at.",
	.right = "Read and Read Permissions on the folder.",
	.remedy = "Grant it on the folder, and on the share:\n"
		  "    icacls FOLDER /grant \"Exchange Servers\":(OI)(CI)R",
	.run = run_oab_readable,
};

static bool has_folder(const struct share_opening *opening, const char *guid)
{
	for (size_t i = 0; i < opening->folder_count; i++) {
		if (strcasecmp(opening->folder[i].name, guid) == 0)
			return true;
	}
	return false;
}

/* The books that this CMS generates, held against the folders. */
struct tally {
	struct text proof;
	size_t count, missing, nameless, serverless; /* the last may be the CMS's, or not */
};

static struct tally tally_of(struct arena *arena, const struct organisation *organisation,
	const struct exchange_server *server, const struct share_opening *opening)
{
	struct tally tally = { .proof = text_new(arena) };
	for (size_t i = 0; i < organisation->book_count; i++) {
		const struct address_book *book = &organisation->book[i];
		if (book->server_dn == NULL) {
			if (tally.serverless++ < MAX_MISSING)
				text_add(&tally.proof,
					"\n- \"%s\": its generation server is not shown",
					book->name);
			continue;
		}
		if (organisation_server_at(organisation, book->server_dn) != server)
			continue;
		tally.count++;
		tally.nameless += book->guid == NULL;
		const bool missing = book->guid != NULL && !has_folder(opening, book->guid);
		tally.missing += missing;
		if (tally.count <= MAX_MISSING)
			text_add(&tally.proof, "\n- \"%s\", folder %s: %s", book->name,
				book->guid == NULL ? "not known" : book->guid,
				book->guid == NULL ? "its objectGUID is not shown"
				: missing          ? "missing"
						   : "there");
	}
	return tally;
}

static void judge_complete(const struct examination *examination, const struct oab_share *share,
	const struct tally *tally)
{
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->cms.label;
	const char *cut = gap_is(&share->opening->folders_gap) ? share->opening->folders_gap.text
			  : share_looked_into(share->opening)  ? NULL
							       : "It was not looked into.";
	const bool is_open =
		tally->nameless > 0 || tally->serverless > 0 || (cut != NULL && tally->missing > 0);
	struct finding *finding = add(examination, is_open              ? OUTCOME_UNKNOWN
						   : tally->missing > 0 ? OUTCOME_FAIL
									: OUTCOME_PASS);
	finding->proof = arena_format(arena, "\\\\%s\\%s: %zu folder%s of address books.%s%s%s",
		share->server, share->opening->share, share->opening->folder_count,
		share->opening->folder_count == 1 ? "" : "s", tally->proof.data,
		cut != NULL ? "\n" : "", cut != NULL ? cut : "");
	if (finding->outcome == OUTCOME_PASS) {
		finding->summary = arena_format(
			arena, "Every address book that %s generates has its folder.", label);
		return;
	}
	finding->summary =
		finding->outcome == OUTCOME_FAIL
			? arena_format(arena,
				  "Of %zu offline address book%s that %s generates, "
				  "%zu has no folder.",
				  tally->count, tally->count == 1 ? "" : "s", label, tally->missing)
			: arena_format(arena,
				  "It is not known whether every address book of %s "
				  "has its folder.",
				  label);
	finding->remedy = arena_format(arena,
		"Generate it, and look for events 9334, 9395 and 9396 on the node:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		label);
}

static void run_oab_complete(const struct examination *examination)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	for (size_t i = 0; i < directory->count; i++) {
		const struct exchange_view *view;
		struct opinion opinion;
		const struct exchange_server *server =
			exchange_cms(examination, &directory->visit[i], &view, &opinion);
		if (server == NULL)
			continue;
		if (view->organisation.book_count == 0)
			continue; /* none, or none that is shown */
		const struct tally tally =
			tally_of(examination->arena, &view->organisation, server, share.opening);
		judge_complete(examination, &share, &tally);
		return;
	}
	add_unknown(examination, "It is not known which address books should be there.",
		"No directory server shows the organisation with the CMS and an address book in "
		"it.",
		"See the findings on the organisation (ex.oab-server).");
}

const struct check check_share_oab_complete = {
	.id = "share.oab-complete",
	.weight = WEIGHT_BLOCKING,
	.question = "Has every address book that the CMS generates its folder in the share?",
	.why = "The address book is published in a folder that is named by its objectGUID. One "
	       "that has none was never generated here, or somewhere else: clients of that "
	       "address book get nothing from this server.",
	.evidence = "The folders in the share, and the offline address books whose generation "
		    "server is the CMS, as the first directory server that shows them has them.",
	.right = "Read on the share, and Read Property in the configuration partition.",
	.remedy = "Generate the address book:\n"
		  "    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_complete,
};
