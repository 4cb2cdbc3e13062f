/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The computer accounts that discovery looks up: those with service principal names of clusters,
 * and those that the Exchange organisation names. What a service principal name says about an
 * account is known from practice only: it is shown, but decides nothing. Pure.
 */
#pragma once

#include <stdbool.h>

#include "base/name_index.h"
#include "model/evidence.h"
#include "model/name.h"

struct machine {
	const char *label;    /* upper case; the account is label + "$" */
	const char *fqdn;     /* lower case; NULL: not shown */
	const char *system;   /* operatingSystem, or NULL */
	bool is_cluster_name; /* looks like the account of a cluster itself */
	bool is_cluster_node; /* looks like a node of some cluster */
};

struct machines {
	struct machine *machine; /* sorted by label, each once */
	size_t count;
	struct name_index by_label;
	struct gap clusters_gap, accounts_gap; /* why there may be more */
};

void machines_read(
	struct arena *arena, const struct directory_visit *visit, struct machines *machines);

const struct machine *machines_find(const struct machines *machines, const char *label);

/*
 * The name of a machine from `text`: a short name gets the FQDN of its account, or else the domain.
 * False: no valid host name.
 */
bool machine_name_read(struct arena *arena, const struct machines *machines, const char *domain,
	const char *text, struct name *name);

/* The account of that name; NULL: none is shown, or only one with another FQDN. */
const struct machine *machine_of(const struct machines *machines, const struct name *name);

/* The name as written in a plan: "NODE1", or the FQDN if it is not in the domain. */
const char *machine_name_write(struct arena *arena, const struct name *name, const char *domain);
