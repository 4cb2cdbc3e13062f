/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a server, cluster or CMS: short or fully qualified, as the plan gave it. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

struct name {
	const char *label; /* the first label, upper case: the account is label + "$" */
	const char *fqdn;  /* lower case, no dot at its end */
};

/* Reads a name; a short one gets the domain. ERROR_CONFIG when no host can be called so (RFC 1123,
 * and "_"). */
bool name_read(struct arena *arena, const char *text, const char *domain, struct name *name,
	struct error *error);

/* Whether the text can be a DNS name of one label or more. */
bool name_is_dns(const char *text);

/* Why it cannot, behind the name in a sentence; NULL when it can. */
const char *name_fault(const char *text);

bool name_equal(const struct name *a, const struct name *b);
