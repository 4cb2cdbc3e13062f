/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan proposed from what a directory server showed. What it says goes into the plan, what it
 * does not say becomes a question, and servers for which no recovery can be proposed become
 * remarks. Pure; texts point into the arena or the evidence.
 */
#pragma once

#include "base/bytes.h"
#include "exchange/organisation.h"
#include "model/plan.h"

struct proposed_recovery {
	const struct exchange_server *server;
	const char *cms;
	const char *standby_cluster; /* "": not known */
	const char **source_node, **standby_node;
	size_t source_node_count, standby_node_count;
};

struct proposal {
	struct proposed_recovery *recovery;
	size_t recovery_count;
	struct plan_question *question;
	size_t question_count;
	const char **remark;
	size_t remark_count;
};

/*
 * Adds to a proposal that is empty but for remarks. `visit` is one of discovery_collect(); the
 * organisation was read from it.
 */
void proposal_make(struct arena *arena, const char *domain, const struct organisation *organisation,
	const struct directory_visit *visit, struct proposal *proposal);

void proposal_remark(struct arena *arena, struct proposal *proposal, const char *remark);

/*
 * The plan as text to be edited by hand: keys in the order in which they are read by people, what
 * fits in one line. Whatever names the directory holds, it is JSON in ASCII without control
 * characters, and a plan that loads as soon as the questions are answered, if there is a recovery.
 */
struct bytes proposal_write(struct arena *arena, const struct plan_directory *directory,
	const struct proposal *proposal);
