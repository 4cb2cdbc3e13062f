/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `cmsready discover` writes into a plan besides the recoveries: questions, remarks, facts. */
#pragma once

#include <stddef.h>

#include "codec/document.h"

/* Something that discovery could not find out: a person has to answer it in the plan. */
struct plan_question {
	const char *at; /* JSON pointer to where the answer belongs */
	const char *ask;
};

struct plan_questions {
	struct plan_question *question;
	size_t count;
};

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

/*
 * False when questions of the plan are open: then `questions` has them, and the error is
 * ERROR_CONFIG. Also false when "questions" is no valid list. Checks nothing else. Call it first:
 * other errors of the plan may be due to a question that is not answered yet.
 */
bool plan_questions_answered(
	const struct node *root, struct plan_questions *questions, struct error *error);

/* Whether the remarks, texts for people, are a list of strings; there may be none. */
bool plan_remarks_ok(const struct node *root, struct error *error);

/* Reads "discovered" of a recovery; `*discovered` is not changed where there is none. */
bool plan_discovered_read(const struct node *recovery, const struct plan_discovered **discovered,
	struct error *error);
