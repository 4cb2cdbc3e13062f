/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that the directory shows besides those of the plan, and what they are names of: to say
 * which one a mistyped name may mean. They are only suggestions; no outcome depends on them. Pure.
 */
#pragma once

#include "model/check.h"

/* Bits: a name may be of several kinds. */
enum known_role {
	KNOWN_CMS = 1,      /* an Exchange server with nodes */
	KNOWN_SERVER = 2,   /* another Exchange server */
	KNOWN_NODE = 4,     /* a node of a CMS (msExchServerRedundantMachines) */
	KNOWN_TARGET = 8,   /* an SCR target (msExchStandbyCopyMachines) */
	KNOWN_CLUSTER = 16, /* a cluster's own name, by its service principal names */
	KNOWN_MACHINE = 32, /* any other computer account */
};

struct known_name {
	const char *label; /* of the account, as in struct name */
	enum known_role role;
	const char *of; /* the Exchange server of a node or an SCR target; or NULL */
};

struct known_names {
	struct known_name *name;
	size_t count;
};

/*
 * Those of the first directory server that shows an Exchange organisation, and of the accounts that
 * were read because a name of the plan has none. Read once for all checks and recoveries.
 */
const struct known_names *known_names(const struct examination *examination);

/* The first of that name with one of the roles (bits), or NULL. */
const struct known_name *known_name_find(
	const struct known_names *names, const char *label, unsigned roles);

/* How many letters of a mistyped name may be wrong: a third of them. */
size_t names_within(const char *name);

/* Whether its service principal names are those of a cluster's own name. */
bool entry_is_cluster_name(const struct entry *entry);
