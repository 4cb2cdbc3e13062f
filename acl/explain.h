/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of `cmsready acl` for people: the DACL as a table, the walk, the result. */
#pragma once

#include "acl/inquiry.h"

/* Adds a page about one question. */
void explain_inquiry(struct text *to, const struct inquiry *inquiry);

/* Adds why there is no page about the question of that id (JSON text). */
void explain_error(struct text *to, struct bytes id, const struct error *error);
