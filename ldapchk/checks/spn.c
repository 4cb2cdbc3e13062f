/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of the CMS's service principal names: all exist, and no other account has one. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/spn.h"
#include "model/check.h"

static struct dc_result complete_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, label);
	if (!accounts.found)
		return dc_result_without_account(arena, label);
	struct spn expected[SPN_NAMES];
	spn_expected(arena, &examination->recovery->cms, expected);
	struct text proof = text_new(arena), remedy = text_new(arena);
	size_t missing = 0;
	text_add(&remedy,
		"They are registered when the CMS comes online, if its node may write them. "
		"To add them now:");
	for (size_t i = 0; i < SPN_NAMES; i++) {
		if (spn_held(accounts.own.entry, expected[i].text))
			continue;
		text_add(&proof, "%s%s is missing%s.", proof.length == 0 ? "" : "\n",
			expected[i].text, expected[i].required ? "" : " (not required)");
		if (!expected[i].required)
			continue;
		missing++;
		text_add(&remedy, "\n    setspn -A %s %s", expected[i].text, label);
	}
	struct dc_result result = {
		.outcome = missing == 0 ? OUTCOME_PASS : OUTCOME_WARN,
		.subject_id = account_id(arena, &accounts.own, NULL),
		.proof = proof.length == 0 ? "All exist." : proof.data,
		.remedy = missing == 0 ? NULL : remedy.data,
	};
	result.summary =
		missing == 0 ? arena_format(arena, "%s has its service principal names.", label)
			     : arena_format(arena, "%s lacks %zu of its service principal names.",
				       label, missing);
	return result;
}

static void run_spn_complete(const struct examination *examination)
{
	dc_results_judge(examination, examination->recovery->cms.label, NULL, complete_copy);
}

const struct check check_ad_spn_complete = {
	.id = "ad.spn-complete",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS's account have its service principal names?",
	.rule = "The CMS's object has the service principal names exchangeMDB, exchangeRFR, "
		"SMTPSVC and HOST, each with the full and the short name; otherwise: warn.",
	.why = "Clients and servers ask for Kerberos tickets by these names: "
	       "exchangeMDB, exchangeRFR, SMTPSVC and HOST, "
	       "each with the full and the short name. "
	       "This check does not say who may write them after the recovery: "
	       "see ad.node-spn-write.",
	.evidence = "servicePrincipalName of the CMS's object, "
		    "on every directory server that was asked, ignoring case.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Add what is missing:\n"
		  "    setspn -A SERVICE/NAME CMS",
	.run = run_spn_complete,
};

/* The accounts with each name, from one global catalog: sorted once for all recoveries. */
static const void *holders_index(struct arena *arena, const void *of)
{
	const struct directory_part *part = of;
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < part->count; i++) {
		const struct attribute *names =
			entry_attribute(&part->entry[i], "servicePrincipalName");
		for (size_t k = 0; names != NULL && k < names->count; k++)
			name_index_add(arena, index, names->value[k], i);
	}
	name_index_sort(index);
	return index;
}

/* Whether the holder is the CMS itself: by SID, or by name if no SID is known. */
static bool is_cms(struct arena *arena, const struct entry *holder,
	const struct directory_visit *visit, const struct name *cms)
{
	const struct accounts accounts = accounts_named(arena, visit, cms->label);
	const struct account account = account_read(arena, holder);
	if (accounts.found && accounts.own.has_sid && account.has_sid)
		return sid_equal(&accounts.own.sid, &account.sid);
	return accounts.found ? strcasecmp(accounts.own.entry->dn, holder->dn) == 0
			      : entry_is_account(holder, cms->label);
}

struct duplicates {
	struct text proof;
	size_t asked, count, enabled;
};

static void find_duplicates(const struct examination *examination,
	const struct directory_visit *visit, const struct directory_part *part,
	struct duplicates *found)
{
	struct arena *arena = examination->arena;
	const struct name *cms = &examination->recovery->cms;
	const struct name_index *index = memo_of(examination->memo, arena, holders_index, part);
	struct spn expected[SPN_NAMES];
	spn_expected(arena, cms, expected);
	found->asked++;
	for (size_t i = 0; i < SPN_NAMES; i++) {
		size_t count;
		const struct named_place *place = name_index_find(index, expected[i].text, &count);
		for (size_t k = 0; k < count; k++) {
			const struct entry *holder = &part->entry[place[k].at];
			if (is_cms(arena, holder, visit, cms))
				continue;
			const struct account account = account_read(arena, holder);
			const bool disabled = account.has_control && account_disabled(&account);
			found->count++;
			found->enabled += !disabled;
			text_add(&found->proof, "%sBy %s: %s is also on %s%s.",
				found->proof.length == 0 ? "" : "\n", visit->server,
				expected[i].text, holder->dn, disabled ? " (disabled)" : "");
		}
	}
}

static void run_spn_unique(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct directory_evidence *directory = &examination->evidence->directory;
	const char *label = examination->recovery->cms.label;
	struct duplicates found = { .proof = text_new(arena) };
	struct text missing = text_new(arena);
	struct causes causes = { 0 };
	const char *id = NULL;
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const struct directory_part *part = directory_part(visit, PART_HOLDERS);
		const struct accounts accounts = accounts_named(arena, visit, label);
		if (id == NULL && accounts.found)
			id = account_id(arena, &accounts.own, NULL);
		if (part != NULL && !gap_is(&part->gap)) {
			find_duplicates(examination, visit, part, &found);
			continue;
		}
		causes_add(arena, &causes, part != NULL ? &part->gap : &visit->gap);
		text_add(&missing, "%s%s: %s", missing.length == 0 ? "" : "\n", visit->server,
			part != NULL          ? part->gap.text
			: gap_is(&visit->gap) ? visit->gap.text
					      : "not asked as a global catalog");
	}
	const enum outcome outcome = found.asked == 0    ? OUTCOME_UNKNOWN
				     : found.enabled > 0 ? OUTCOME_FAIL
				     : found.count > 0   ? OUTCOME_WARN
							 : OUTCOME_PASS;
	struct finding *finding = finding_add(examination, outcome, label, id == NULL ? label : id);
	finding->proof = found.asked == 0  ? missing.data
			 : found.count > 0 ? found.proof.data
					   : arena_format(arena,
						     "%zu global catalog%s: "
						     "no other account has one of its names.",
						     found.asked, found.asked == 1 ? "" : "s");
	if (*finding->proof == '\0')
		finding->proof = "No directory server was asked.";
	if (directory->count == 0)
		causes_add(arena, &causes, &directory->gap);
	finding->causes = causes;
	if (outcome == OUTCOME_UNKNOWN) {
		finding->summary =
			"No global catalog could be asked for duplicate service principal names.";
		finding->remedy = "Make port 3268 (3269 with TLS) of a global catalog reachable "
				  "from this machine.";
	} else if (outcome == OUTCOME_PASS) {
		finding->summary =
			arena_format(arena, "Only %s has its service principal names.", label);
	} else {
		finding->summary = arena_format(arena,
			outcome == OUTCOME_FAIL
				? "Another account also has service principal names of %s: "
				  "Kerberos fails for them."
				: "A disabled account also has service principal names of %s.",
			label);
		finding->remedy = "Remove them from the account that should not have them:\n"
				  "    setspn -D SERVICE/NAME ACCOUNT";
	}
}

const struct check check_ad_spn_unique = {
	.id = "ad.spn-unique",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the CMS the only account in the forest with its service principal names?",
	.rule = "No other account in the forest has one of these, according to a global "
		"catalog; otherwise: fail, or warn if that account is disabled.",
	.why = "If two accounts have the same name, a domain controller cannot choose a key: "
	       "Kerberos fails for it, and clients without another method cannot connect.",
	.evidence =
		"The accounts that have a name of an Exchange service, or HOST of the CMS, "
		"as the global catalogs (port 3268 or 3269) of the directory servers return them.",
	.right = "Read Property on the accounts (Authenticated Users have it by default).",
	.remedy = "Remove the name from the account that should not have it:\n"
		  "    setspn -D SERVICE/NAME ACCOUNT",
	.run = run_spn_unique,
};
