/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a plan that nothing is judged by: remarks, labels, facts that discover found. */
#pragma once

#include <stddef.h>

#include "codec/document.h"

/* What the directory said about a CMS when the plan was written, to detect later changes. */
struct plan_storage_group {
	const char *name;
	const char **target; /* the machines it is replicated to by SCR */
	size_t target_count;
};

struct plan_discovered {
	const char *kind;    /* "ccr" or "scc" */
	const char *version; /* "8.1.393", or NULL */
	const char *site;    /* or NULL */
	struct plan_storage_group *group;
	size_t group_count;
};

/* Whether the remarks, texts for people, are a list of strings; there may be none. */
bool plan_remarks_ok(const struct node *root, struct error *error);

/* Reads "environment", a label for tickets and alerts; not changed where there is none. */
bool plan_environment_read(const struct node *root, const char **environment, struct error *error);

/* Reads "discovered" of a recovery; `*discovered` is not changed where there is none. */
bool plan_discovered_read(const struct node *recovery, const struct plan_discovered **discovered,
	struct error *error);
