/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a finding is about: a name of the plan, never one that was discovered. So the same plan has
 * the same findings, whatever could be read.
 */
#pragma once

#include "model/plan.h"

enum subject_kind { SUBJECT_CMS, SUBJECT_CLUSTER, SUBJECT_NODE, SUBJECT_DOMAIN };

/* What the directory identifies an account by, as text; NULL where it is not shown. */
struct identity {
	const char *sid, *guid; /* objectSid, objectGUID */
};

const char *subject_kind_name(enum subject_kind kind); /* "cms", "cluster", "node", "domain" */

/*
 * The subject's name in a key: the whole DNS name as the plan has it (recovery->planned), lower
 * case, without a final dot. `name` may be short, or the longer name that the directory shows.
 */
const char *subject_name(
	struct arena *arena, const struct recovery *recovery, const char *domain, const char *name);
