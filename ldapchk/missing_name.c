/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/missing_name.h"

#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "base/text.h"
#include "ldapchk/absence.h"
#include "ldapchk/account.h"
#include "ldapchk/generation.h"
#include "ldapchk/known_names.h"
#include "model/dns_answers.h"

enum { SUGGESTIONS = 3 };

/* What a member of a plan can mean, and what it cannot. */
struct member {
	const char *key; /* in the plan */
	unsigned may_be, is_not;
};

static const struct member member_cms = { "cms", KNOWN_CMS | KNOWN_SERVER, 0 };
static const struct member member_cluster = { "standby_cluster", KNOWN_CLUSTER | KNOWN_MACHINE,
	KNOWN_CMS | KNOWN_SERVER | KNOWN_NODE | KNOWN_TARGET };
static const struct member member_standby = { "standby_nodes",
	KNOWN_TARGET | KNOWN_NODE | KNOWN_MACHINE, KNOWN_CMS | KNOWN_CLUSTER };
static const struct member member_source = { "source_nodes",
	KNOWN_NODE | KNOWN_TARGET | KNOWN_MACHINE, KNOWN_CMS | KNOWN_CLUSTER };

/* A name of the recovery, and what is missing of it; NULL: nothing. */
struct of_name {
	const struct name *name;
	const struct member *member;
	const struct missing_name *account, *address;
};

/* First the CMS, then the standby cluster, then the nodes. */
struct of_recovery {
	struct of_name *name;
	size_t count;
	const struct missing_name *server, *misused;
};

static void names_add(struct arena *arena, struct of_recovery *all, const struct name *names,
	size_t count, const struct member *member)
{
	for (size_t i = 0; i < count; i++) {
		all->name = arena_more(arena, all->name, all->count, sizeof *all->name);
		all->name[all->count++] = (struct of_name){ &names[i], member, NULL, NULL };
	}
}

static struct of_recovery names_of(struct arena *arena, const struct recovery *recovery)
{
	struct of_recovery all = { 0 };
	names_add(arena, &all, &recovery->cms, 1, &member_cms);
	names_add(arena, &all, &recovery->standby_cluster, 1, &member_cluster);
	names_add(arena, &all, recovery->standby_nodes, recovery->standby_node_count,
		&member_standby);
	names_add(arena, &all, recovery->source_nodes, recovery->source_node_count, &member_source);
	return all;
}

static bool is_in_recovery(const struct of_recovery *all, const char *label)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strcasecmp(all->name[i].name->label, label) == 0)
			return true;
	}
	return false;
}

/* "EXCMS01 or EXCMS02"; NULL: no name is near. Those that the recovery has already are not meant.
 */
static const char *meant_instead(struct arena *arena, const struct known_names *names,
	const struct of_recovery *all, const struct of_name *of)
{
	const char **label = arena_alloc(arena, (names->count + 1) * sizeof *label);
	size_t count = 0;
	for (size_t i = 0; i < names->count; i++) {
		const struct known_name *known = &names->name[i];
		if ((known->role & of->member->may_be) != 0 && !is_in_recovery(all, known->label))
			label[count++] = known->label;
	}
	const char *found[SUGGESTIONS];
	const size_t near = nearest_words(
		of->name->label, label, count, names_within(of->name->label), found, SUGGESTIONS);
	struct text text = text_new(arena);
	size_t kept = 0;
	for (size_t i = 0; i < near; i++) {
		if (known_name_find(names, found[i], of->member->is_not) == NULL)
			found[kept++] = found[i];
	}
	for (size_t i = 0; i < kept; i++)
		text_add(&text, "%s%s", i == 0 ? "" : i + 1 < kept ? ", " : " or ", found[i]);
	return kept == 0 ? NULL : text.data;
}

static const struct missing_name *missing(struct arena *arena, enum cause_kind kind,
	const char *subject, const char *text, const char *meant, const struct member *member)
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

static const struct missing_name *account_of(const struct examination *examination,
	struct arena *arena, const struct of_recovery *all, const struct of_name *of)
{
	const char *label = of->name->label;
	const enum found found = find(examination, of->name);
	if (found == FOUND)
		return NULL;
	if (found == NOT_ASKED)
		return not_asked(arena, of->name);
	return missing(arena, CAUSE_ACCOUNT, label,
		arena_format(arena,
			found == ABSENT ? "%s is in the plan and not in the directory"
					: "%s is in the plan, and the directory does not show it",
			label),
		meant_instead(arena, known_names(examination), all, of), of->member);
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

static const struct missing_name *address_of(
	const struct examination *examination, struct arena *arena, const struct of_name *of)
{
	const char *fqdn = of->name->fqdn;
	const enum found found = find_address(examination, fqdn);
	if (found == FOUND)
		return NULL;
	if (found == NOT_ASKED)
		return not_asked(arena, of->name);
	if (of->account != NULL)
		return of->account;
	return missing(arena, CAUSE_ADDRESS, fqdn,
		arena_format(arena, "DNS has no address of %s", fqdn), NULL, of->member);
}

static bool is_cluster_name(const struct examination *examination, const char *label)
{
	const struct directory_evidence *directory = &examination->evidence->directory;
	for (size_t i = 0; i < directory->count; i++) {
		const struct accounts accounts =
			accounts_named(examination->arena, &directory->visit[i], label);
		if (accounts.found)
			return entry_is_cluster_name(accounts.own.entry);
	}
	return false;
}

/* "a node of EXCMS01"; NULL: the name is none of these. */
static const char *role_of(struct arena *arena, const struct known_name *known)
{
	if (known == NULL)
		return NULL;
	switch (known->role) {
	case KNOWN_CMS:
		return "a clustered mailbox server";
	case KNOWN_SERVER:
		return "an Exchange server";
	case KNOWN_NODE:
		return arena_format(arena, "a node of %s", known->of);
	case KNOWN_TARGET:
		return arena_format(arena, "an SCR target of %s", known->of);
	case KNOWN_CLUSTER:
	case KNOWN_MACHINE:
		break;
	}
	return NULL;
}

/* The standby cluster is known as something else, and not as a cluster. */
static const struct missing_name *misused_of(const struct examination *examination,
	struct arena *arena, const struct of_recovery *all, const struct of_name *of)
{
	const char *label = of->name->label;
	const struct known_name *known =
		known_name_find(known_names(examination), label, of->member->is_not);
	if (known == NULL || is_cluster_name(examination, label))
		return NULL;
	return missing(arena, CAUSE_ROLE, label,
		arena_format(arena, "%s is in the plan as the standby cluster, but is %s", label,
			role_of(arena, known)),
		meant_instead(arena, known_names(examination), all, of), of->member);
}

static const struct missing_name *server_of(const struct examination *examination,
	struct arena *arena, const struct of_recovery *all, const struct of_name *of)
{
	const char *label = of->name->label;
	const struct known_names *names = known_names(examination);
	const struct known_name *known = known_name_find(names, label, KNOWN_NODE | KNOWN_TARGET);
	const bool is_cluster = is_cluster_name(examination, label);
	if (of->account != NULL)
		return of->account;
	if (known != NULL || is_cluster)
		return missing(arena, CAUSE_ROLE, label,
			arena_format(arena, "%s is in the plan as the CMS, but is %s", label,
				known != NULL ? role_of(arena, known) : "a cluster's own name"),
			known != NULL ? known->of : meant_instead(arena, names, all, of),
			of->member);
	return missing(arena, CAUSE_ORGANISATION, label,
		arena_format(arena, "The Exchange organisation shows no server %s", label),
		meant_instead(arena, names, all, of), of->member);
}

/* The CMS is called like a cluster, and the cluster like something else. */
static const struct missing_name *swapped_of(
	const struct examination *examination, struct arena *arena, const struct of_recovery *all)
{
	const char *cms = all->name[0].name->label;
	if (all->misused == NULL || !is_cluster_name(examination, cms))
		return NULL;
	struct missing_name *made = arena_alloc(arena, sizeof *made);
	*made = (struct missing_name){
		.cause = { CAUSE_ROLE, cms,
			arena_format(arena,
				"%s is in the plan as the CMS, but is a cluster's own name; %s: "
				"the two look swapped",
				cms, all->misused->cause.text),
			"Exchange the two names in the plan (cms, standby_cluster)." },
		.hint = "",
		.suggest = "",
	};
	return made;
}

static const void *missing_of_recovery(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	struct of_recovery *all = arena_alloc(arena, sizeof *all);
	*all = names_of(arena, examination->recovery);
	for (size_t i = 0; i < all->count; i++) {
		all->name[i].account = account_of(examination, arena, all, &all->name[i]);
		all->name[i].address = address_of(examination, arena, &all->name[i]);
	}
	all->misused = misused_of(examination, arena, all, &all->name[1]);
	all->server = server_of(examination, arena, all, &all->name[0]);
	const struct missing_name *swapped = swapped_of(examination, arena, all);
	if (swapped != NULL)
		all->server = all->misused = swapped;
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
	for (size_t i = 0; i < all->count; i++) {
		if (strcasecmp(all->name[i].name->label, label) == 0)
			return all->name[i].account;
	}
	return NULL;
}

const struct missing_name *missing_address(const struct examination *examination, const char *fqdn)
{
	const struct of_recovery *all = of_recovery(examination);
	for (size_t i = 0; i < all->count; i++) {
		if (strcasecmp(all->name[i].name->fqdn, fqdn) == 0)
			return all->name[i].address;
	}
	return NULL;
}

const struct missing_name *missing_server(const struct examination *examination)
{
	return of_recovery(examination)->server;
}

const struct missing_name *misused_cluster_name(const struct examination *examination)
{
	return of_recovery(examination)->misused;
}

const struct cause *unasked_name(const struct examination *examination, const char *name)
{
	const struct of_recovery all = names_of(examination->arena, examination->recovery);
	for (size_t i = 0; i < all.count; i++) {
		const struct name *of = all.name[i].name;
		if (strcasecmp(of->fqdn, name) == 0 || strcasecmp(of->label, name) == 0)
			return &not_asked(examination->arena, of)->cause;
	}
	return NULL;
}
