/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "base/utc.h"
#include "exchange/oab.h"
#include "model/check.h"
#include "shares/checks/oab_share.h"
#include "shares/manifest.h"

enum { OLD_DAYS = 2, SECONDS_PER_DAY = 86400, MAX_LINES = 20 };

/* The problem of one folder; NULL: none. */
static const char *problem_of(const struct examination *examination,
	const struct share_folder *folder, enum outcome *outcome)
{
	struct arena *arena = examination->arena;
	struct error error = { 0 };
	*outcome = OUTCOME_WARN;
	if (gap_is(&folder->gap) && folder->gap.cause == ERROR_ABSENT)
		return "it has no oab.xml";
	*outcome = OUTCOME_UNKNOWN;
	if (gap_is(&folder->gap))
		return folder->gap.text;
	if (folder->manifest == NULL)
		return "its oab.xml was not read";
	*outcome = OUTCOME_FAIL;
	if (!manifest_check(folder->manifest, &error))
		return arena_format(arena, "its oab.xml cannot be parsed: %s", error.text);
	time_t modified, now;
	*outcome = OUTCOME_UNKNOWN;
	if (!utc_read(folder->modified, &modified) ||
		!utc_read(examination->evidence->run.ended, &now))
		return "the age of its oab.xml is not known";
	*outcome = OUTCOME_WARN;
	if (now - modified > OLD_DAYS * SECONDS_PER_DAY)
		return arena_format(arena, "its oab.xml is %lld days old",
			(long long)((now - modified) / SECONDS_PER_DAY));
	*outcome = OUTCOME_PASS;
	return NULL;
}

static void conclude(const struct examination *examination, const struct share_opening *opening,
	struct finding *finding)
{
	struct arena *arena = examination->arena;
	const char *label = examination->recovery->cms.label;
	if (finding->outcome == OUTCOME_PASS) {
		finding->summary = arena_format(arena,
			"%zu address book%s of %s: readable and up to date.", opening->folder_count,
			opening->folder_count == 1 ? "" : "s", label);
		return;
	}
	finding->summary =
		finding->outcome == OUTCOME_UNKNOWN
			? arena_format(arena,
				  "It is not known whether all address "
				  "books of %s are valid and up to date.",
				  label)
		: opening->folder_count == 0
			? arena_format(arena, "%s contains no address book.", opening->share)
			: arena_format(arena, "An address book in %s is missing, broken or old.",
				  opening->share);
	finding->remedy = arena_format(arena,
		"Generate the address books again (by default they are generated daily at 5 "
		"in the morning), and look for events 9334, 9395 and 9396 on the node:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		label);
}

static void run_oab_content(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	const struct share_opening *opening = share.opening;
	struct text proof = text_new(arena);
	text_add_string(&proof, oab_share_line(arena, &share));
	const char *doubt = share_folders_doubt(opening);
	enum outcome worst = doubt != NULL                ? OUTCOME_UNKNOWN
			     : opening->folder_count == 0 ? OUTCOME_WARN
							  : OUTCOME_PASS;
	struct causes causes = { .more = true };
	if (doubt != NULL) {
		text_add(&proof, "\n%s", doubt);
		causes_add(arena, &causes, &opening->folders_gap);
	}
	for (size_t i = 0; i < opening->folder_count; i++) {
		const struct share_folder *folder = &opening->folder[i];
		enum outcome outcome;
		const char *wrong = problem_of(examination, folder, &outcome);
		worst = outcome_worse(worst, outcome);
		if (outcome == OUTCOME_UNKNOWN)
			causes_add(arena, &causes, &folder->gap);
		if (i < MAX_LINES)
			text_add(&proof, "\n- %s: %s", folder->name,
				wrong != NULL ? wrong
					      : arena_format(arena, "oab.xml of %s, %lld bytes",
							folder->modified, (long long)folder->size));
	}
	struct finding *finding = finding_add(examination, worst, cms->fqdn, cms->fqdn);
	finding->proof = proof.data;
	finding->causes = causes;
	conclude(examination, opening, finding);
}

const struct check check_share_oab_content = {
	.id = "share.oab-content",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Are the offline address books in the share valid and up to date?",
	.rule = "Each address book in the share has an oab.xml that is well-formed (fail) and "
		"at most two days old (warn).",
	.why = "Client Access servers read oab.xml in the folder of each address book to know "
	       "which files to copy. If it is missing, broken or days old, "
	       "clients keep an old address book. It also shows that generating the address book "
	       "has failed for a while.",
	.evidence = "The folders of the share whose names are GUIDs, and oab.xml in each: "
		    "whether it is XML, and its age when it was read. Older than two days: "
		    "warn, since the default is to generate it daily.",
	.right = "Read on the share and on the files.",
	.remedy = "Generate the address book again:\n"
		  "    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_content,
	.relief = &oab_relief,
};
