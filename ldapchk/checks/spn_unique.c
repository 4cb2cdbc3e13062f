/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether another account in the forest has a service principal name of the CMS. */
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/spn.h"
#include "ldapchk/spn_alias.h"
#include "model/check.h"
#include "model/loss.h"

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
static bool is_cms(const struct accounts *cms, const char *label, const struct account *holder)
{
	if (cms->found && cms->own.has_sid && holder->has_sid)
		return sid_equal(&cms->own.sid, &holder->sid);
	return cms->found ? strcasecmp(cms->own.entry->dn, holder->entry->dn) == 0
			  : entry_is_account(holder->entry, label);
}

/* The same by the name of the host alone, "excms01" in "cifs/excms01". */
static const void *hosts_index(struct arena *arena, const void *of)
{
	const struct directory_part *part = of;
	struct name_index *index = arena_alloc(arena, sizeof *index);
	for (size_t i = 0; i < part->count; i++) {
		const struct attribute *names =
			entry_attribute(&part->entry[i], "servicePrincipalName");
		for (size_t k = 0; names != NULL && k < names->count; k++) {
			struct bytes service, host;
			if (spn_split(names->value[k], &service, &host))
				name_index_add(arena, index, host, i);
		}
	}
	name_index_sort(index);
	return index;
}

struct duplicates {
	const struct examination *examination;
	const struct accounts *cms; /* by the server whose copies are examined */
	struct text proof;
	struct fixes fixes;
	size_t asked, aliases_asked;  /* global catalogs */
	size_t count, enabled, names; /* `names`: of those, names that the CMS itself should have */
};

static void note_duplicate(struct duplicates *found, const struct directory_visit *visit,
	const struct entry *holder, const char *spn, const char *stands_for)
{
	struct arena *arena = found->examination->arena;
	const struct account account = account_read(arena, holder);
	if (is_cms(found->cms, found->examination->recovery->cms.label, &account))
		return;
	const bool disabled = account.has_control && account_disabled(&account);
	found->count++;
	found->enabled += !disabled;
	found->names += stands_for == NULL;
	fixes_add(arena, &found->fixes,
		(struct fix){ .action = FIX_REMOVE_SPN,
			.object = holder->dn,
			.account = account.sam,
			.value = spn });
	if (found->count > LIMIT_LINES)
		return;
	text_add(&found->proof, "%sBy %s: %s is %son %s%s%s%s.",
		found->proof.length == 0 ? "" : "\n", visit->server, spn,
		stands_for == NULL ? "also " : "", holder->dn, disabled ? " (disabled)" : "",
		stands_for == NULL ? "" : "; otherwise it would stand for ",
		stands_for == NULL ? "" : stands_for);
}

static void find_duplicates(struct duplicates *found, const struct directory_visit *visit,
	const struct directory_part *part)
{
	const struct examination *examination = found->examination;
	struct arena *arena = examination->arena;
	const struct name_index *index = memo_of(examination->memo, arena, holders_index, part);
	struct spn expected[SPN_NAMES];
	spn_expected(arena, &examination->recovery->cms, expected);
	found->asked++;
	for (size_t i = 0; i < SPN_NAMES; i++) {
		size_t count;
		const struct named_place *place = name_index_find(index, expected[i].text, &count);
		for (size_t k = 0; k < count; k++)
			note_duplicate(
				found, visit, &part->entry[place[k].at], expected[i].text, NULL);
	}
}

/* All names of the holder with that host and a service that stands for HOST. */
static void find_alias(struct duplicates *found, const struct directory_visit *visit,
	const struct entry *holder, const char *host, const struct spn_aliases *aliases)
{
	struct arena *arena = found->examination->arena;
	const struct attribute *names = entry_attribute(holder, "servicePrincipalName");
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		struct bytes service, of;
		const char *text = value_text(arena, names->value[i]);
		if (text == NULL || !spn_split(names->value[i], &service, &of) ||
			!spn_is_alias(aliases, service) ||
			strcasecmp(text + service.length + 1, host) != 0)
			continue;
		note_duplicate(found, visit, holder, text, arena_format(arena, "HOST/%s", host));
	}
}

static void find_aliases(struct duplicates *found, const struct directory_visit *visit,
	const struct directory_part *part)
{
	const struct examination *examination = found->examination;
	struct arena *arena = examination->arena;
	const struct name_index *index = memo_of(examination->memo, arena, hosts_index, part);
	const struct name *cms = &examination->recovery->cms;
	const char *hosts[] = { cms->label, cms->fqdn };
	found->aliases_asked++;
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts && part->count > 0; i++) {
		const struct spn_aliases aliases =
			spn_aliases_read(arena, visit->directory_service);
		size_t count;
		const struct named_place *place = name_index_find(index, hosts[i], &count);
		for (size_t k = 0; k < count; k++) {
			if (k == 0 || place[k].at != place[k - 1].at)
				find_alias(found, visit, &part->entry[place[k].at], hosts[i],
					&aliases);
		}
	}
}

/* Why a part says nothing, for a line of proof. */
static void note_missing(const struct directory_visit *visit, const struct directory_part *part,
	const char *otherwise, struct causes *causes, struct text *missing)
{
	const struct gap *gap = part != NULL ? &part->gap : &visit->gap;
	causes_add(missing->arena, causes, gap);
	text_add(missing, "%s%s: %s", missing->length == 0 ? "" : "\n", visit->server,
		gap_is(gap) ? gap->text : otherwise);
}

static void conclude_unique(const struct duplicates *found, enum outcome outcome, const char *label,
	struct finding *finding)
{
	struct arena *arena = found->examination->arena;
	if (outcome == OUTCOME_PASS) {
		finding->summary =
			arena_format(arena, "Only %s has its service principal names.", label);
		return;
	}
	if (outcome == OUTCOME_UNKNOWN) {
		finding->summary =
			"No global catalog could be asked for duplicate service principal names.";
		finding->remedy = "Make port 3268 (3269 with TLS) of a global catalog reachable "
				  "from this machine.";
		return;
	}
	if (outcome == OUTCOME_WARN)
		finding->summary = arena_format(
			arena, "A disabled account also has service principal names of %s.", label);
	else
		finding->summary = arena_format(arena,
			found->names > 0
				? "Another account also has service principal names of %s: "
				  "Kerberos fails for them."
				: "Another account has names that would otherwise stand for HOST "
				  "of %s: Kerberos fails for them.",
			label);
	finding->fixes = found->fixes;
	finding->remedy = "Remove them from the account that should not have them:\n"
			  "    setspn -D SERVICE/NAME ACCOUNT";
}

static void run_spn_unique(const struct examination *examination)
{
	struct arena *arena = examination->arena;
	const struct directory_evidence *directory = &examination->evidence->directory;
	const char *label = examination->recovery->cms.label;
	struct duplicates found = { .examination = examination, .proof = text_new(arena) };
	struct text missing = text_new(arena);
	struct causes causes = { 0 };
	const char *id = NULL;
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		const struct directory_part *holders = directory_part(visit, PART_HOLDERS);
		const struct directory_part *aliases = directory_part(visit, PART_ALIASES);
		const struct accounts accounts = accounts_named(arena, visit, label);
		if (id == NULL && accounts.found)
			id = account_id(arena, &accounts.own, NULL);
		found.cms = &accounts;
		const bool has_holders = holders != NULL && !gap_is(&holders->gap);
		if (has_holders)
			find_duplicates(&found, visit, holders);
		else
			note_missing(
				visit, holders, "not asked as a global catalog", &causes, &missing);
		if (aliases != NULL && !gap_is(&aliases->gap))
			find_aliases(&found, visit, aliases);
		else if (has_holders)
			note_missing(visit, aliases, "not asked for names that stand for HOST",
				&causes, &missing);
	}
	if (found.count > LIMIT_LINES)
		text_add(&found.proof, "\nand %zu more", found.count - LIMIT_LINES);
	const bool asked = found.asked > 0 && found.aliases_asked > 0;
	const enum outcome outcome = found.enabled > 0 ? OUTCOME_FAIL
				     : !asked          ? OUTCOME_UNKNOWN
				     : found.count > 0 ? OUTCOME_WARN
						       : OUTCOME_PASS;
	struct finding *finding = finding_add(
		examination, outcome, SUBJECT_CMS, label, examination->recovery->cms.fqdn);
	finding->subject_sid = id;
	finding->proof = found.count > 0 ? found.proof.data
			 : !asked        ? missing.data
					 : arena_format(arena,
						   "%zu global catalog%s: no other account has "
							  "one of its names.",
						   found.asked, found.asked == 1 ? "" : "s");
	if (*finding->proof == '\0')
		finding->proof = "No directory server was asked.";
	if (directory->count == 0)
		loss_causes(arena, examination->evidence, &directory->gap, &causes);
	finding->causes = causes;
	conclude_unique(&found, outcome, label, finding);
}

const struct check check_ad_spn_unique = {
	.id = "ad.spn-unique",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Is the CMS the only account in the forest with its service principal names?",
	.rule = "No other account in the forest has one of these, or a name that stands for HOST "
		"(cifs, http and about fifty others), according to a global catalog; otherwise: "
		"fail, or warn if that account is disabled.",
	.why = "If two accounts have the same name, a domain controller cannot choose a key: "
	       "Kerberos fails for it, and clients without another method cannot connect. "
	       "cifs/NAME and others need not be registered: they stand for HOST/NAME. "
	       "If another account has one of them, clients get tickets with its key, "
	       "which the CMS cannot decrypt: its shares and services then refuse them.",
	.evidence =
		"The accounts that have a name of an Exchange service, HOST of the CMS, or a name "
		"that stands for it (sPNMappings of CN=Directory Service), "
		"as the global catalogs (port 3268 or 3269) of the directory servers return them.",
	.right = "Read Property on the accounts (Authenticated Users have it by default).",
	.remedy = "Remove the name from the account that should not have it:\n"
		  "    setspn -D SERVICE/NAME ACCOUNT",
	.run = run_spn_unique,
};
