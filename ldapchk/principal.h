/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Principals: what people call the accounts and groups behind SIDs, as one directory server showed
 * them. A SID without a name is told from one that nobody has any more. Pure; names decide nothing.
 */
#pragma once

#include <stddef.h>

#include "base/arena.h"
#include "model/evidence.h"
#include "security/sid.h"

/* A SID and the object that has it, or had it before it moved. */
struct principal_sid {
	struct sid sid;
	bool by_history;
	size_t order; /* of finding; the first object of a SID is taken */
	const struct entry *entry;
};

/* The principals of one visit, to be looked up. */
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
	PRINCIPAL_ORPHANED, /* of the CMS's domain, asked for, and not there */
	PRINCIPAL_FOREIGN,  /* of another domain */
	PRINCIPAL_UNKNOWN,  /* not asked for, or not all could be read */
};

struct principal {
	enum principal_kind kind;
	const char *name;          /* "Exchange Servers", "DRCLU01$"; NULL where it has none */
	const struct entry *entry; /* its object, or NULL */
	bool by_history; /* the object has another SID now: this one is of its sIDHistory */
};

void principals_open(struct arena *arena, const struct directory_visit *visit,
	const struct sid *domain, struct principals *principals);

struct principal principal_find(const struct principals *principals, const struct sid *sid);

/* Where the object of that DN stands in by_dn; principals->count: it was not found. */
size_t principal_place(const struct principals *principals, struct bytes dn);

/* What an object of the directory is called: its sAMAccountName, or its DN. */
const char *principal_name(struct arena *arena, const struct entry *entry);

/* "DRCLU01$ (S-1-5-21-...)", "S-1-5-21-... (orphaned: ...)", "S-1-5-21-..." */
char *principal_write(const struct principals *principals, const struct sid *sid);
