/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What should be in the share of the address book, which only the directory can tell. */
#include "exchange/oab.h"
#include <strings.h>

#include "base/text.h"
#include "exchange/view.h"
#include "model/check.h"
#include "shares/checks/oab_share.h"

enum { MAX_BOOKS = 10 };

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
			if (tally.serverless++ < MAX_BOOKS)
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
		if (tally.count <= MAX_BOOKS)
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
	const char *cut = share_folders_doubt(share->opening);
	const bool is_open =
		tally->nameless > 0 || tally->serverless > 0 || (cut != NULL && tally->missing > 0);
	const char *cms = examination->recovery->cms.fqdn;
	struct finding *finding = finding_add(examination,
		is_open              ? OUTCOME_UNKNOWN
		: tally->missing > 0 ? OUTCOME_FAIL
				     : OUTCOME_PASS,
		cms, cms);
	finding->proof = arena_format(arena, "%s%s%s%s", oab_share_line(arena, share),
		tally->proof.data, cut != NULL ? "\n" : "", cut != NULL ? cut : "");
	causes_add(arena, &finding->causes, cut != NULL ? &share->opening->folders_gap : NULL);
	finding->causes.more = true;
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
				  "It is not known whether every address book of %s has its "
				  "folder.",
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
	struct causes causes = { 0 };
	if (!oab_share_open(examination, &share))
		return;
	if (directory->count == 0)
		causes_add(examination->arena, &causes, &directory->gap);
	for (size_t i = 0; i < directory->count; i++) {
		const struct exchange_view *view;
		struct dc_result result;
		const struct exchange_server *server =
			exchange_cms(examination, &directory->visit[i], &view, &result);
		const struct gap *gap = &directory->visit[i].gap;
		if (gap_is(gap))
			causes_add(examination->arena, &causes, gap);
		else if (server == NULL)
			causes_join(examination->arena, &causes, &result.causes);
		if (server == NULL)
			continue;
		causes.more = true;
		if (view->organisation.book_count == 0)
			continue; /* none, or none that is shown */
		const struct tally tally =
			tally_of(examination->arena, &view->organisation, server, share.opening);
		judge_complete(examination, &share, &tally);
		return;
	}
	const char *cms = examination->recovery->cms.fqdn;
	struct finding *finding = finding_add(examination, OUTCOME_UNKNOWN, cms, cms);
	finding->summary = "It is not known which address books should be there.";
	finding->proof = "No directory server shows the organisation with the CMS and an address "
			 "book in it.";
	finding->remedy = "See the findings on the organisation (ex.oab-server).";
	finding->causes = causes;
}

const struct check check_share_oab_complete = {
	.id = "share.oab-complete",
	.weight = WEIGHT_BLOCKING,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Has every address book that the CMS generates its folder in the share?",
	.why = "The address book is published in a folder that is named by its objectGUID. "
	       "One that has none was never generated here, or somewhere else: "
	       "clients of that address book get nothing from this server.",
	.evidence = "The folders in the share, and the offline address books whose generation "
		    "server is the CMS, as the first directory server that shows them has them.",
	.right = "Read on the share, and Read Property in the configuration partition.",
	.remedy = "Generate the address book:\n"
		  "    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_complete,
	.relief = &oab_relief,
};
