/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One question asked of every storage group of the CMS in one directory server's copy. The worst
 * answer is the CMS's; the summary names the groups that gave it, the proof has a line for each.
 */
#pragma once

#include "exchange/view.h"

struct group_question {
	const struct examination *examination;
	const struct directory_visit *visit;
	const struct organisation *organisation;
	const struct exchange_server *server;
	const struct storage_group *group;
};

struct group_answer {
	enum outcome outcome;
	const char *words;   /* for the proof */
	const char *command; /* for the remedy, where it is the worst; or NULL */
};

typedef struct group_answer group_function(const struct group_question *question);

/* What is said of the CMS; the remedy stands before the groups' commands. */
struct group_wording {
	const char *pass, *warn, *unknown, *fail, *remedy;
};

struct dc_result groups_judge(const struct examination *examination,
	const struct directory_visit *visit, group_function *answer,
	const struct group_wording *wording);

/* Whether it is never replicated, and need not be. */
bool group_is_recovery(const struct storage_group *group);

/* Its targets as the directory has them, each behind "; ". */
const char *group_targets_write(struct arena *arena, const struct storage_group *group);
