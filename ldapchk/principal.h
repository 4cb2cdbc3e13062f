/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Principals: the names of the accounts and groups that have a SID, as one directory server showed
 * them. Orphaned SIDs are distinguished from SIDs whose name is only unknown. Pure; names are for
 * texts and decide nothing.
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "model/evidence.h"
#include "security/sid.h"

/* A SID and the object that has it, or had it before it moved from another domain. */
struct principal_sid {
	struct sid sid;
	bool by_history;
	size_t order; /* in which it was found; the first object of a SID is used */
	const struct entry *entry;
};

/* Indexes over the principals of one visit. */
struct principals {
	struct arena *arena;
	const struct directory_visit *visit;
	const struct sid *domain; /* a SID of the CMS's domain, or NULL */
	struct principal_sid *by_sid;
	size_t sid_count;
	struct sid *asked;
	size_t asked_count;
	const struct entry **by_dn; /* without regard to case */
	size_t count;
};

enum principal_kind {
	PRINCIPAL_NAMED,
	PRINCIPAL_ORPHANED, /* in the CMS's domain, asked for, and not found */
	PRINCIPAL_FOREIGN,  /* of another domain */
	PRINCIPAL_UNKNOWN,  /* not asked for, or not all names could be read */
};

struct principal {
	enum principal_kind kind;
	const char *name;          /* "Exchange Servers", "DRCLU01$"; NULL where it has none */
	const struct entry *entry; /* its object, or NULL */
	bool by_history; /* the SID is in the object's sIDHistory; its objectSid is another one */
};

void principals_open(struct arena *arena, const struct directory_visit *visit,
	const struct sid *domain, struct principals *principals);

struct principal principal_find(const struct principals *principals, const struct sid *sid);

/* The index in by_dn of the object with that DN; principals->count if it was not found. */
size_t principal_place(const struct principals *principals, struct bytes dn);

/* The name of an object of the directory: its sAMAccountName, or else its DN. */
const char *principal_name(struct arena *arena, const struct entry *entry);

/* "DRCLU01$ (S-1-5-21-...)", "S-1-5-21-... (orphaned: ...)", "S-1-5-21-..." */
char *principal_write(const struct principals *principals, const struct sid *sid);
