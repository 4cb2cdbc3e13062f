/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan proposed from the answers of a directory server. Known values go into the plan, unknown
 * ones become questions, and servers without a proposed recovery become remarks. Pure; texts point
 * into the arena or the evidence.
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
 * Fills a proposal that has remarks at most. `visit` is one of discovery_collect(); `organisation`
 * was read from it.
 */
void proposal_make(struct arena *arena, const char *domain, const struct organisation *organisation,
	const struct directory_visit *visit, struct proposal *proposal);

void proposal_remark(struct arena *arena, struct proposal *proposal, const char *remark);

/*
 * The plan as text to be edited by hand: keys in reading order, short values on one line. It is
 * JSON in ASCII without control characters, with any names in the directory. If it has a recovery,
 * it is a valid plan as soon as the questions are answered.
 */
struct bytes proposal_write(struct arena *arena, const struct plan_directory *directory,
	const struct proposal *proposal);
