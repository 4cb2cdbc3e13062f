/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `cmsready discover` notes in a plan beside what is to be checked; used in plan.c. */
#pragma once

#include "codec/document.h"
#include "model/plan.h"

/*
 * False when questions of the plan are open: then they stand in the plan, and the error is
 * ERROR_CONFIG. False, too, where the list is none. Looks at nothing else, and is asked first:
 * whatever else is wrong may be what a question is about.
 */
bool plan_questions_answered(const struct node *root, struct plan *plan, struct error *error);

/* Texts for people. */
bool plan_remarks_ok(const struct node *root, struct error *error);

/* What the directory said of the CMS; NULL where the recovery does not say. */
bool plan_discovered_read(const struct node *recovery, const struct plan_discovered **discovered,
	struct error *error);
