/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/misplaced_name.h"

#include "ldapchk/account.h"
#include "ldapchk/planned_name.h"

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
static const struct missing_name *misused_of(
	const struct examination *examination, struct arena *arena, const struct planned_names *all)
{
	const struct planned_name *of = &all->name[PLANNED_CLUSTER];
	const char *label = of->name->label;
	const struct known_name *known =
		known_name_find(known_names(examination), label, of->member->is_not);
	if (known == NULL || is_cluster_name(examination, label))
		return NULL;
	return missing_name_new(arena, CAUSE_ROLE, label,
		arena_format(arena, "%s is in the plan as the standby cluster, but is %s", label,
			role_of(arena, known)),
		planned_name_meant(arena, known_names(examination), all, of), of->member);
}

static const struct missing_name *server_of(
	const struct examination *examination, struct arena *arena, const struct planned_names *all)
{
	const struct planned_name *of = &all->name[PLANNED_CMS];
	const struct missing_name *account = missing_account(examination, of->name->label);
	const char *label = of->name->label;
	const struct known_names *names = known_names(examination);
	const struct known_name *known = known_name_find(names, label, KNOWN_NODE | KNOWN_TARGET);
	const bool is_cluster = is_cluster_name(examination, label);
	if (account != NULL)
		return account;
	if (known != NULL || is_cluster)
		return missing_name_new(arena, CAUSE_ROLE, label,
			arena_format(arena, "%s is in the plan as the CMS, but is %s", label,
				known != NULL ? role_of(arena, known) : "a cluster's own name"),
			known != NULL ? known->of : planned_name_meant(arena, names, all, of),
			of->member);
	return missing_name_new(arena, CAUSE_ORGANISATION, label,
		arena_format(arena, "The Exchange organisation shows no server %s", label),
		planned_name_meant(arena, names, all, of), of->member);
}

/* The CMS is called like a cluster, and the cluster like something else. */
static const struct missing_name *swapped_of(const struct examination *examination,
	struct arena *arena, const char *cms, const struct missing_name *misused)
{
	if (misused == NULL || !is_cluster_name(examination, cms))
		return NULL;
	struct missing_name *made = arena_alloc(arena, sizeof *made);
	*made = (struct missing_name){
		.cause = { CAUSE_ROLE, cms,
			arena_format(arena,
				"%s is in the plan as the CMS, but is a cluster's own name; %s: "
				"the two look swapped",
				cms, misused->cause.text),
			"Exchange the two names in the plan (cms, standby_cluster)." },
		.hint = "",
		.suggest = "",
	};
	return made;
}

struct misplaced {
	const struct missing_name *server, *cluster;
};

static const void *misplaced_of_recovery(struct arena *arena, const void *of)
{
	const struct examination *examination = of;
	const struct planned_names all = planned_names_of(arena, examination->recovery);
	struct misplaced *misplaced = arena_alloc(arena, sizeof *misplaced);
	misplaced->cluster = misused_of(examination, arena, &all);
	misplaced->server = server_of(examination, arena, &all);
	const struct missing_name *swapped = swapped_of(
		examination, arena, examination->recovery->cms.label, misplaced->cluster);
	if (swapped != NULL)
		*misplaced = (struct misplaced){ swapped, swapped };
	return misplaced;
}

static const struct misplaced *misplaced_of(const struct examination *examination)
{
	return memo_of(
		examination->recovery_memo, examination->arena, misplaced_of_recovery, examination);
}

const struct missing_name *missing_server(const struct examination *examination)
{
	return misplaced_of(examination)->server;
}

const struct missing_name *misused_cluster_name(const struct examination *examination)
{
	return misplaced_of(examination)->cluster;
}
