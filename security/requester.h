/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account whose access is checked: its token, and whom an ACE's trustee stands for. Pure. */
#pragma once

#include "security/descriptor.h"
#include "security/mask.h"
#include "security/unlisted_sid.h"

/* In rising order: if several conditions must hold, the smallest is the answer. */
enum answer { ANSWER_NO, ANSWER_MAYBE, ANSWER_YES };

enum token_extent {
	TOKEN_PARTIAL, /* it may hold groups that could not be listed */
	TOKEN_LISTED,  /* everything that a domain controller lists; it may hold SIDs that a
			* domain controller adds by itself (security/unlisted_sid.h) */
	TOKEN_EXACT,   /* these SIDs and no others */
};

struct token {
	const struct sid *sid;
	size_t count;
	enum token_extent extent;
};

struct requester {
	struct token token;
	/* Groups that a domain controller may or may not count as held, besides those. */
	const struct sid *perhaps;
	size_t perhaps_count;
	/*
	 * The object's own SID, which replaces PRINCIPAL SELF (S-1-5-10). NULL: the object has none
	 * (TOKEN_EXACT), or it is not known.
	 */
	const struct sid *self;
	enum object_kind kind;
	/* Does BlockOwnerImplicitRights deny this owner WRITE_DAC (MS-ADTS 6.1.1.2.4.1.2)? */
	enum answer owner_blocked;
};

/* Three-valued "a and b", and "answer and not exception". */
static inline enum answer answer_smaller(enum answer a, enum answer b)
{
	return a < b ? a : b;
}

static inline enum answer answer_unless(enum answer answer, enum answer exception)
{
	return answer_smaller(answer, (enum answer)(ANSWER_YES - exception));
}

/*
 * Bloom filter on the low six bits of each RID (last sub-authority): rejects most ACEs without
 * comparing SIDs. Set: the SIDs of the token and those that may apply without being in it.
 */
struct requester_filter {
	uint64_t bits;
	bool unlisted; /* well-known SIDs may be in the token unlisted */
};

struct requester_filter requester_filter_of(const struct requester *requester);

/*
 * Whether the ACE may be applicable: it is effective on the object itself and its trustee passes
 * the filter. Inline and almost without branches on the ACE's content: called for every ACE.
 */
static inline bool requester_filter_passes(struct requester_filter filter, const struct ace *ace)
{
	const struct raw_sid *sid = ace->trustee;
	const bool effective = (ace->flags & ACE_INHERIT_ONLY) == 0;
	if (!ace->known || sid->count == 0)
		return effective;
	const bool fits = (filter.bits >> (sid->sub[sid->count - 1][0] & 63) & 1) != 0;
	return effective & (fits | (filter.unlisted && !raw_sid_is_of_domain(sid)));
}

bool raw_sid_is_owner_rights(const struct raw_sid *sid);

/* Whether it owns an object of that owner (NULL: not given). */
enum answer requester_owns(const struct requester *requester, const struct raw_sid *owner);

/*
 * Whether the requester is the trustee of the ACE, which passed the filter. A deny may be in doubt
 * where an allow does not count (UNLISTED_UNUSUAL).
 */
enum answer requester_is_trustee(
	const struct requester *requester, enum answer is_owner, const struct ace *ace);
