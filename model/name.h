/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a server, cluster or CMS: short or fully qualified, as the plan gave it. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

struct name {
	const char *label; /* the first label, upper case: the account is label + "$" */
	const char *fqdn;  /* lower case, without a final dot */
};

/* Reads a name; a short one gets the domain. ERROR_CONFIG when it is no valid host name (RFC 1123;
 * "_" is allowed too). */
bool name_read(struct arena *arena, const char *text, const char *domain, struct name *name,
	struct error *error);

/* Whether the text can be a DNS name of one label or more. */
bool name_is_dns(const char *text);

/* Why it cannot, to be written behind the name; NULL when it can. */
const char *name_fault(const char *text);

bool name_equal(const struct name *a, const struct name *b);
