/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "exchange/oab.h"
#include "model/check.h"
#include "model/remedy.h"
#include "shares/checks/expected_books.h"
#include "shares/checks/oab_share.h"
#include "shares/manifest.h"

enum { SECONDS_PER_DAY = 86400, MAX_LINES = 20, MAX_MISSING = 3 };

/* What is wrong with its oab.xml; NULL: nothing. */
static const char *problem_of_text(
	struct arena *arena, const struct share_folder *folder, size_t *lists, size_t *files)
{
	struct manifest manifest;
	struct error error = { 0 };
	*lists = (size_t)folder->lists;
	*files = (size_t)folder->files;
	if (folder->broken == NULL && folder->manifest == NULL)
		return NULL;
	if (folder->broken != NULL)
		return folder->broken;
	if (!manifest_read(
		    arena, bytes_of(folder->manifest, strlen(folder->manifest)), &manifest, &error))
		return arena_string(arena, error.text);
	*lists = manifest.lists;
	*files = manifest.file_count;
	return NULL;
}

static const char *missing_files(struct arena *arena, const struct share_folder *folder)
{
	struct text text = text_new(arena);
	text_add(&text,
		"of %lld files that its oab.xml names, %zu %s missing:", (long long)folder->files,
		folder->missing_count, folder->missing_count == 1 ? "is" : "are");
	for (size_t i = 0; i < folder->missing_count && i < MAX_MISSING; i++)
		text_add(&text, "%s %s", i == 0 ? "" : ",", folder->missing[i]);
	if (folder->missing_count > MAX_MISSING)
		text_add(&text, " and %zu more", folder->missing_count - MAX_MISSING);
	return text.data;
}

/* The problem of the files that it names; NULL: none. */
static const char *problem_of_files(struct arena *arena, const struct share_folder *folder,
	size_t lists, size_t files, enum outcome *outcome)
{
	*outcome = OUTCOME_WARN;
	if (lists == 0)
		return "its oab.xml has no address list (OAL)";
	if (folder->missing_count > 0)
		return missing_files(arena, folder);
	*outcome = OUTCOME_UNKNOWN;
	if (gap_is(&folder->files_gap))
		return folder->files_gap.text;
	if (files != (size_t)folder->files)
		return "the files that its oab.xml names were not looked for";
	return NULL;
}

/* The problem of one folder; NULL: none. */
static const char *problem_of(const struct examination *examination,
	const struct share_folder *folder, enum outcome *outcome)
{
	struct arena *arena = examination->arena;
	*outcome = OUTCOME_WARN;
	if (gap_is(&folder->gap) && folder->gap.cause == ERROR_ABSENT)
		return "it has no oab.xml";
	*outcome = OUTCOME_UNKNOWN;
	if (gap_is(&folder->gap))
		return folder->gap.text;
	if (folder->manifest == NULL && folder->broken == NULL && folder->lists == 0)
		return "its oab.xml was not read";
	*outcome = OUTCOME_FAIL;
	size_t lists, files;
	const char *broken = problem_of_text(arena, folder, &lists, &files);
	if (broken != NULL)
		return arena_format(arena, "its oab.xml cannot be parsed: %s", broken);
	const char *problem = problem_of_files(arena, folder, lists, files, outcome);
	if (problem != NULL)
		return problem;
	time_t modified, now;
	*outcome = OUTCOME_UNKNOWN;
	if (!utc_read(folder->modified, &modified) ||
		!utc_read(examination->evidence->run.ended, &now))
		return "the age of its oab.xml is not known";
	*outcome = OUTCOME_WARN;
	if (now - modified > examination->plan->policy.max_oab_days * SECONDS_PER_DAY)
		return arena_format(arena, "its oab.xml is %lld days old; the plan allows %lld",
			(long long)((now - modified) / SECONDS_PER_DAY),
			(long long)examination->plan->policy.max_oab_days);
	*outcome = OUTCOME_PASS;
	return NULL;
}

/* The folders of a share, judged. */
struct survey {
	struct text proof;
	struct causes causes;
	enum outcome worst;
	size_t count, lines; /* folders of books that the CMS generates */
};

static void add_line(struct survey *survey, const char *folder, const char *state)
{
	if (survey->lines++ < MAX_LINES)
		text_add(&survey->proof, "\n- %s: %s", folder, state);
}

static void survey_folder(const struct examination *examination, struct survey *survey,
	const struct share_folder *folder)
{
	struct arena *arena = examination->arena;
	enum outcome outcome;
	const char *wrong = problem_of(examination, folder, &outcome);
	survey->count++;
	survey->worst = outcome_worse(survey->worst, outcome);
	if (outcome == OUTCOME_UNKNOWN) {
		causes_add(arena, &survey->causes, &folder->gap);
		causes_add(arena, &survey->causes, &folder->files_gap);
	}
	add_line(survey, folder->name,
		wrong != NULL ? wrong
			      : arena_format(arena, "oab.xml of %s, %lld bytes", folder->modified,
					(long long)folder->size));
}

/* A share without a folder is in order if no book of the CMS needs one. */
static bool needs_none(const struct expected_books *expected)
{
	if (expected->index == NULL || expected->index->serverless != NULL)
		return false;
	for (const struct oab_book *book = expected->own; book != NULL; book = book->next) {
		if (expected_distribution(expected, book->object) != DISTRIBUTION_PUBLIC)
			return false;
	}
	return true;
}

static void conclude(const struct examination *examination, const struct share_opening *opening,
	const struct survey *survey)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	struct finding *finding =
		finding_add(examination, survey->worst, SUBJECT_CMS, cms->fqdn, cms->fqdn);
	finding->proof = survey->proof.data;
	finding->causes = survey->causes;
	if (finding->outcome == OUTCOME_PASS) {
		finding->summary =
			arena_format(arena, "%zu address book%s of %s: readable and up to date.",
				survey->count, survey->count == 1 ? "" : "s", cms->label);
		return;
	}
	finding->summary =
		finding->outcome == OUTCOME_UNKNOWN
			? arena_format(arena,
				  "It is not known whether all address "
				  "books of %s are valid and up to date.",
				  cms->label)
		: survey->count == 0
			? arena_format(arena, "%s contains no address book.", opening->share)
			: arena_format(arena, "An address book in %s is missing, broken or old.",
				  opening->share);
	fixes_add(arena, &finding->fixes,
		(struct fix){ .action = FIX_GENERATE_BOOKS,
			.object = opening->share,
			.account = cms->label,
			.server = cms->fqdn });
	finding->remedy = remedy_format(arena,
		"Generate the address books again (by default they are generated daily at 5 "
		"in the morning), and look for events 9334, 9395 and 9396 on the node:\n"
		"    Get-OfflineAddressBook -Server %s | Update-OfflineAddressBook",
		cms->label);
}

static void run_oab_content(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	struct oab_share share;
	if (!oab_share_open(examination, &share))
		return;
	const struct share_opening *opening = share.opening;
	const struct expected_books expected = expected_books_find(examination);
	struct survey survey = { .proof = text_new(arena), .causes.more = true };
	text_add_string(&survey.proof, oab_share_line(arena, &share));
	const char *doubt = share_folders_doubt(opening);
	if (doubt != NULL) {
		survey.worst = OUTCOME_UNKNOWN;
		text_add(&survey.proof, "\n%s", doubt);
		causes_add(arena, &survey.causes, &opening->folders_gap);
	}
	for (size_t i = 0; i < opening->folder_count; i++) {
		if (expected_needs(&expected, opening->folder[i].name))
			survey_folder(examination, &survey, &opening->folder[i]);
		else
			add_line(&survey, opening->folder[i].name,
				"of no address book that needs it; not checked");
	}
	if (survey.count == 0 && !needs_none(&expected))
		survey.worst = outcome_worse(survey.worst, OUTCOME_WARN);
	conclude(examination, opening, &survey);
}

const struct check check_share_oab_content = {
	.id = "share.oab-content",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_SHARES,
	.question = "Are the offline address books in the share valid and up to date?",
	.rule = "Each address book in the share has an oab.xml that is well-formed (fail) and "
		"at most max_oab_days old (two by default; warn). It has an address list, and the files that it names "
		"are in its folder (warn).",
	.why = "Client Access servers read oab.xml in the folder of each address book to know "
	       "which files to copy. If it is missing, broken or days old, "
	       "clients keep an old address book. It also shows that generating the address book "
	       "has failed for a while.",
	.evidence = "The folders of the address books that the CMS generates, and oab.xml in each: "
		    "whether it is XML, its address lists (OAL), whether the files that it names "
		    "exist, and its age when it was read. "
		    "By default it is generated daily. "
		    "Folders of no such book are left over, and are not checked. "
		    "An oab.xml of up to 4 MiB is read; the evidence keeps the text of those up "
		    "to 64 KiB.",
	.right = "Read on the share and on the files.",
	.remedy = "Generate the address book again:\n"
		  "    Get-OfflineAddressBook -Server CMS | Update-OfflineAddressBook",
	.run = run_oab_content,
	.relief = &oab_relief,
};
