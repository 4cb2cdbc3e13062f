/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a server, cluster or CMS: short or fully qualified, as the plan gave it. Windows cuts
 * the name of the account to 15 letters (NetBIOS); the DNS name stays whole.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

enum { ACCOUNT_LETTERS = 15 };

struct name {
	const char *label; /* at most 15 letters, upper case: the account is label + "$" */
	const char *fqdn;  /* lower case, without a final dot */
};

/* Reads a name; a short one gets the domain. ERROR_CONFIG when it is no valid host name (RFC 1123;
 * "_" is allowed too, and a hyphen where a name is cut to 15 letters). */
bool name_read(struct arena *arena, const char *text, const char *domain, struct name *name,
	struct error *error);

/* Whether the text can be a DNS name of one label or more, the first one perhaps cut to 15 letters.
 */
bool name_is_dns(const char *text);

/* Why it cannot, to be written behind the name; NULL when it can. */
const char *name_fault(const char *text);

/*
 * Whether a name that a DNS server or a directory gave is one of a host, so that it may be looked
 * up and become part of a URI or of a Kerberos name: a DNS name whose last label is no number,
 * since "10.0.0.1" and "127.0x1" are read as addresses (RFC 1123 2.1).
 */
bool name_is_host(const char *text);

bool name_equal(const struct name *a, const struct name *b);

/* The first label of the DNS name, whole and in upper case: what a machine calls itself. */
const char *name_host(struct arena *arena, const struct name *name);

/* Whether the DNS name has a longer first label than the account. */
bool name_is_cut(const struct name *name);

/*
 * Whether that DNS name can be meant: it is the name's own or, if that has a first label of exactly
 * 15 letters, one that is cut to them.
 */
bool name_may_be(const struct name *name, const char *fqdn);

/*
 * The name as part of a key: lower case, without a final dot, a short one completed with the domain
 * (NULL: left short). The same for all ways of writing one name.
 */
const char *name_normal(struct arena *arena, const char *text, const char *domain);

/*
 * Whether two host names can be those of one machine: short ones by their first labels, fully
 * qualified ones by all. A first label of exactly 15 letters may be cut from a longer one.
 */
bool name_texts_match(const char *a, const char *b);
