/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the CMS's account has the service principal names that it should have. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/spn.h"
#include "ldapchk/spn_alias.h"
#include "model/check.h"
#include "model/remedy.h"

/* Names of the address book service belong to global catalogs alone. */
static size_t find_address_book(const struct account *cms, const char *label, struct text *proof,
	struct text *remedy, struct fixes *fixes)
{
	static const char service_wanted[] = "exchangeAB";
	const struct attribute *names = entry_attribute(cms->entry, "servicePrincipalName");
	size_t found = 0;
	for (size_t i = 0; names != NULL && i < names->count; i++) {
		struct bytes service, host;
		if (!spn_split(names->value[i], &service, &host) ||
			service.length != sizeof service_wanted - 1 ||
			strncasecmp((const char *)service.data, service_wanted, service.length) !=
				0)
			continue;
		const char *name = value_text(proof->arena, names->value[i]);
		text_add(proof, "%s%s belongs to a global catalog.", proof->length == 0 ? "" : "\n",
			name == NULL ? service_wanted : name);
		if (found++ == 0)
			text_add(remedy, "Outlook asks for the address book by that name and then "
					 "cannot log on. Remove it:");
		remedy_add(remedy, "\n    setspn -D %s %s", name == NULL ? service_wanted : name,
			label);
		fixes_add(proof->arena, fixes,
			(struct fix){ .action = FIX_REMOVE_SPN,
				.object = cms->entry->dn,
				.account = label,
				.value = name });
	}
	return found;
}

static size_t find_missing(struct arena *arena, const struct account *account,
	const struct name *cms, struct text *proof, struct text *remedy, struct fixes *fixes)
{
	struct spn expected[SPN_NAMES];
	spn_expected(arena, cms, expected);
	size_t missing = 0;
	for (size_t i = 0; i < SPN_NAMES; i++) {
		if (spn_held(account->entry, expected[i].text))
			continue;
		text_add(proof, "%s%s is missing%s.", proof->length == 0 ? "" : "\n",
			expected[i].text, expected[i].required ? "" : " (not required)");
		if (!expected[i].required)
			continue;
		if (missing++ == 0)
			text_add(remedy,
				"They are registered when the CMS comes online, if its node may "
				"write them. To add them now:");
		remedy_add(remedy, "\n    setspn -A %s %s", expected[i].text, cms->label);
		fixes_add(arena, fixes,
			(struct fix){ .action = FIX_ADD_SPN,
				.object = account->entry->dn,
				.account = cms->label,
				.value = expected[i].text });
	}
	return missing;
}

static struct dc_result complete_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct accounts accounts = accounts_named(arena, visit, label);
	if (!accounts.found)
		return dc_result_without_account(examination, label);
	struct text proof = text_new(arena), remedy = text_new(arena);
	struct fixes fixes = { 0 };
	const size_t missing = find_missing(
		arena, &accounts.own, &examination->recovery->cms, &proof, &remedy, &fixes);
	if (missing > 0)
		text_add(&remedy, "\n");
	const size_t others = find_address_book(&accounts.own, label, &proof, &remedy, &fixes);
	const bool fine = missing == 0 && others == 0;
	return (struct dc_result){
		.outcome = fine ? OUTCOME_PASS : OUTCOME_WARN,
		.subject_id = account_id(arena, &accounts.own, NULL),
		.object = accounts.own.entry,
		.attribute = replica_attribute(REPLICATED_SPN),
		.proof = proof.length == 0 ? "All exist." : proof.data,
		.remedy = fine ? NULL : remedy.data,
		.fixes = fixes,
		.summary = fine ? arena_format(arena, "%s has its service principal names.", label)
			   : missing > 0 ? arena_format(arena,
						   "%s lacks %zu of its service principal names.",
						   label, missing)
					 : arena_format(arena,
						   "%s has a service principal name of a global "
						   "catalog.",
						   label),
	};
}

static void run_spn_complete(const struct examination *examination)
{
	dc_results_judge(
		examination, SUBJECT_CMS, &examination->recovery->cms, NULL, complete_copy);
}

const struct check check_ad_spn_complete = {
	.id = "ad.spn-complete",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Does the CMS's account have its service principal names?",
	.rule = "The CMS's object has the service principal names exchangeMDB, exchangeRFR, "
		"SMTPSVC and HOST, each with the full and the short name, and none of exchangeAB; "
		"otherwise: warn.",
	.why = "Clients and servers ask for Kerberos tickets by these names: "
	       "exchangeMDB, exchangeRFR, SMTPSVC and HOST, "
	       "each with the full and the short name. "
	       "exchangeAB belongs to global catalogs: on a CMS it makes Outlook ask for passwords. "
	       "This check does not say who may write them after the recovery: "
	       "see ad.node-spn-write.",
	.evidence = "servicePrincipalName of the CMS's object, "
		    "on every directory server that was asked, ignoring case.",
	.right = "Read Property on the object (Authenticated Users have it by default).",
	.remedy = "Add what is missing, and remove exchangeAB:\n"
		  "    setspn -A SERVICE/NAME CMS\n"
		  "    setspn -D exchangeAB/NAME CMS",
	.run = run_spn_complete,
};
