/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of `cmsready acl` for people: the DACL as a table, the evaluation, the result. */
#pragma once

#include "acl/inquiry.h"

/* Adds the page that answers a question. */
void explain_inquiry(struct text *to, const struct inquiry *inquiry);

/* Adds why the question of that id (JSON text) has no answer. */
void explain_error(struct text *to, struct bytes id, const struct error *error);
