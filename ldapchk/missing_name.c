/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/missing_name.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ldapchk/absence.h"
#include "ldapchk/account.h"
#include "ldapchk/generation.h"
#include "ldapchk/planned_name.h"
#include "model/dns_answers.h"

/* What is missing of one name; NULL: nothing. */
struct of_name {
	const struct missing_name *account, *address;
};

struct of_recovery {
	struct planned_names names;
	struct of_name *missing; /* of each of them */
};

const struct missing_name *missing_name_new(struct arena *arena, enum cause_kind kind,
	const char *subject, const char *text, const char *meant, const struct plan_member *member)
{
	struct missing_name *made = arena_alloc(arena, sizeof *made);
	*made = (struct missing_name){
		.cause = { kind, subject,
			meant == NULL ? text
				      : arena_format(arena, "%s; did you mean %s?", text, meant),
			meant == NULL ? arena_format(arena, "Check the name in the plan (%s).",
						member->key)
				      : arena_format(arena,
						"If %s is meant, correct the name in the plan "
						"(%s).",
						meant, member->key) },
		.hint = meant == NULL ? "" : arena_format(arena, " Did you mean %s?", meant),
	};
	made->suggest = meant == NULL ? "" : arena_format(arena, "%s\n", made->cause.remedy);
	return made;
}

static bool has_account(const struct directory_visit *visit, const char *label)
{
	const struct directory_candidates candidates = directory_candidates(visit, label);
	for (size_t i = 0; i < candidates.count; i++) {
		const struct entry *entry = directory_candidate(&candidates, i);
		if (entry != NULL && entry_is_account(entry, label))
			return true;
	}
	return false;
}

enum found {
	FOUND,     /* or no copy was read */
	NOT_ASKED, /* by no server that was read */
	HIDDEN,    /* in no copy, but it may be hidden */
	ABSENT,
};

static enum found find(const struct examination *examination, const struct name *name)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	size_t asked = 0, unasked = 0;
	bool proven = true;
	for (size_t i = 0; i < directory->count; i++) {
		const struct directory_visit *visit = &directory->visit[i];
		struct dc_result ignored = { 0 };
		if (gap_is(&visit->gap))
			continue;
		if (!directory_was_asked(visit, name->label)) {
			unasked++;
			continue;
		}
		if (has_account(visit, name->label) ||
			(name == &examination->recovery->standby_cluster &&
				standby_has_no_cno(examination, visit, &ignored)))
			return FOUND;
		asked++;
		proven = proven && absence_proven(examination, visit, name, &ignored);
	}
	if (asked == 0)
		return unasked > 0 ? NOT_ASKED : FOUND;
	return proven ? ABSENT : HIDDEN;
}

/* The evidence is that of another plan. */
static const struct missing_name *not_asked(struct arena *arena, const struct name *name)
{
	struct missing_name *made = arena_alloc(arena, sizeof *made);
	*made = (struct missing_name){
		.cause = { CAUSE_NOT_ASKED, name->label,
			arena_format(arena, "The evidence was collected without %s", name->label),
			"Collect evidence again with this plan." },
		.hint = "",
		.suggest = "",
	};
	return made;
}

/* Whether servers said with authority that there is no address, and none returned one. */
static enum found find_address(const struct examination *examination, const char *fqdn)
{
	static const char *const types[] = { "A", "AAAA" };
	const struct dns_evidence *dns = &examination->evidence->dns;
	size_t without = 0, asked = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		size_t none = 0;
		asked += dns_was_asked(visit, fqdn);
		for (size_t k = 0; k < 2 && !gap_is(&visit->gap); k++) {
			const struct dns_answer *answer = dns_answer(visit, fqdn, types[k]);
			if (answer != NULL && answer->count > 0)
				return FOUND;
			none += dns_answer_doubt(examination->arena, answer, types[k]) == NULL;
		}
		without += none == 2;
	}
	if (asked == 0 && dns->count > 0 && examination->evidence->loss == NULL)
		return NOT_ASKED;
	return without > 0 ? ABSENT : FOUND;
}

static void ignore_address(void *context, const struct name *name, const char *address)
{
	(void)context, (void)name, (void)address;
}

/* Exchange or DNS has the name: it is not mistyped, its account is hidden or was deleted. */
static bool is_used(const struct examination *examination, const struct known_names *known,
	const struct name *name)
{
	const struct dns_evidence *dns = &examination->evidence->dns;
	return known_name_find(known, name->label, ~0U) != NULL ||
	       dns_each_address(dns, name, DNS_ANY, ignore_address, NULL) > 0;
}

static const struct missing_name *account_of(const struct examination *examination,
	struct arena *arena, const struct planned_names *all, const struct planned_name *of)
{
	const char *label = of->name->label;
	const struct known_names *known = known_names(examination);
	const enum found found = find(examination, of->name);
	if (found == FOUND)
		return NULL;
	if (found == NOT_ASKED)
		return not_asked(arena, of->name);
	return missing_name_new(arena, CAUSE_ACCOUNT, label,
		arena_format(arena,
			found == ABSENT ? "%s is in the plan and not in the directory"
					: "%s is in the plan, and the directory does not show it",
			label),
		is_used(examination, known, of->name) ? NULL
						      : planned_name_meant(arena, known, all, of),
		of->member);
}

static const struct missing_name *address_of(const struct examination *examination,
	struct arena *arena, const struct planned_name *of, const struct missing_name *account)
{
	const char *fqdn = of->name->fqdn;
	const enum found found = find_address(examination, fqdn);
	if (found == FOUND)
		return NULL;
	if (found == NOT_ASKED)
		return not_asked(arena, of->name);
	if (account != NULL)
		return account;
	return missing_name_new(arena, CAUSE_ADDRESS, fqdn,
		arena_format(arena, "DNS has no address of %s", fqdn), NULL, of->member);
}

static const void *missing_of_recovery(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	struct of_recovery *all = arena_alloc(arena, sizeof *all);
	all->names = planned_names_of(arena, examination->recovery);
	all->missing = arena_alloc(arena, all->names.count * sizeof *all->missing);
	for (size_t i = 0; i < all->names.count; i++) {
		const struct planned_name *name = &all->names.name[i];
		struct of_name *missing = &all->missing[i];
		missing->account = account_of(examination, arena, &all->names, name);
		missing->address = address_of(examination, arena, name, missing->account);
	}
	return all;
}

static const struct of_recovery *of_recovery(const struct examination *examination)
{
	return memo_of(
		examination->recovery_memo, examination->arena, missing_of_recovery, examination);
}

const struct missing_name *missing_account(const struct examination *examination, const char *label)
{
	const struct of_recovery *all = of_recovery(examination);
	for (size_t i = 0; i < all->names.count; i++) {
		if (strcasecmp(all->names.name[i].name->label, label) == 0)
			return all->missing[i].account;
	}
	return NULL;
}

const struct missing_name *missing_address(const struct examination *examination, const char *fqdn)
{
	const struct of_recovery *all = of_recovery(examination);
	for (size_t i = 0; i < all->names.count; i++) {
		if (strcasecmp(all->names.name[i].name->fqdn, fqdn) == 0)
			return all->missing[i].address;
	}
	return NULL;
}

const struct cause *unasked_name(const struct examination *examination, const char *name)
{
	const struct planned_names all =
		planned_names_of(examination->arena, examination->recovery);
	for (size_t i = 0; i < all.count; i++) {
		const struct name *of = all.name[i].name;
		if (strcasecmp(of->fqdn, name) == 0 || strcasecmp(of->label, name) == 0)
			return &not_asked(examination->arena, of)->cause;
	}
	return NULL;
}
