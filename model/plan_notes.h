/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `cmsready discover` notes in a plan beside what is to be checked. */
#pragma once

#include <stddef.h>

#include "codec/document.h"

/* Something that discovery could not know: a person has to answer it in the plan. */
struct plan_question {
	const char *at; /* JSON pointer to where the answer belongs */
	const char *ask;
};

struct plan_questions {
	struct plan_question *question;
	size_t count;
};

/* What the directory said of a CMS when the plan was written: to find out whether it still does. */
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

/*
 * False when questions of the plan are open: then they stand in `questions`, and the error is
 * ERROR_CONFIG. False, too, where the list is none. Looks at nothing else, and is asked first:
 * whatever else is wrong may be what a question is about.
 */
bool plan_questions_answered(
	const struct node *root, struct plan_questions *questions, struct error *error);

/* Texts for people. */
bool plan_remarks_ok(const struct node *root, struct error *error);

/* What the directory said of the CMS; NULL where the recovery does not say. */
bool plan_discovered_read(const struct node *recovery, const struct plan_discovered **discovered,
	struct error *error);
