/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judges every storage group of the CMS in one directory server's copy. The worst outcome is the
 * CMS's. The summary names the groups with that outcome; the proof has a line for each group.
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

/* What mends one storage group. */
struct group_mend {
	const char *command; /* for the remedy */
	struct fix fix;
	bool is_fix; /* otherwise the command shows something */
};

struct group_answer {
	enum outcome outcome;
	const char *proof;             /* a line */
	const struct group_mend *mend; /* used if the outcome is the worst; or NULL */
	const struct cause *cause;     /* from which it follows; or NULL */
};

typedef struct group_answer group_function(const struct group_question *question);

/* Texts about the CMS: a summary for each outcome, and the remedy before the groups' commands. */
struct group_wording {
	const char *pass, *warn, *unknown, *fail, *remedy;
};

struct dc_result groups_judge(const struct examination *examination,
	const struct directory_visit *visit, group_function *answer,
	const struct group_wording *wording);

/* Whether it is a recovery storage group, which is never replicated. */
bool group_is_recovery(const struct storage_group *group);

/* Its targets as raw values: "\"NODE1;x\", \"NODE2;x\"". */
const char *group_targets_write(struct arena *arena, const struct storage_group *group);
