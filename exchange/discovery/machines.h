/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The computer accounts that discovery looks up: those with service principal names of clusters,
 * and those that the Exchange organisation names. What a service principal name says of an account
 * is known from practice only: it labels, and decides nothing. Pure.
 */
#pragma once

#include <stdbool.h>

#include "base/name_index.h"
#include "model/evidence.h"
#include "model/name.h"

struct machine {
	const char *label;    /* upper case; the account is label + "$" */
	const char *fqdn;     /* lower case; NULL where it is not shown */
	const char *system;   /* operatingSystem, or NULL */
	bool is_cluster_name; /* looks like the account of a cluster itself */
	bool is_cluster_node; /* looks like a node of some cluster */
};

struct machines {
	struct machine *machine; /* sorted by label, each once */
	size_t count;
	struct name_index by_label;
	struct gap clusters_gap, accounts_gap; /* there may be more than these */
};

void machines_read(
	struct arena *arena, const struct directory_visit *visit, struct machines *machines);

const struct machine *machines_find(const struct machines *machines, const char *label);

/*
 * Its name as a plan has it: what the directory calls it, short where it lies in the domain. False
 * when no host can be called so.
 */
bool machine_name_read(struct arena *arena, const struct machines *machines, const char *domain,
	const char *text, struct name *name);

/* The account of that name; NULL when none is shown, or only a namesake of another domain. */
const struct machine *machine_of(const struct machines *machines, const struct name *name);

/* "NODE1", or the full name where it lies in another domain. */
const char *machine_name_write(struct arena *arena, const struct name *name, const char *domain);
