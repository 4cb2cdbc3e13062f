/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The access check over an object's DACL: MS-DTYP 2.5.3.2 and MS-ADTS 5.1.3.3, for questions whose
 * object-type tree is a chain (one child per level). Pure. What cannot be decided is not guessed:
 * the answer has a lower bound (`certain`) and an upper bound (`possible`), which are equal when
 * nothing was in doubt.
 *
 * An evaluation is opened once per descriptor and requester; any number of questions may then be
 * asked, and each looks only at the ACEs that may speak.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "security/descriptor.h"
#include "security/mask.h"

/* In rising order, so that of several conditions the smallest is the answer. */
enum answer { ANSWER_NO, ANSWER_MAYBE, ANSWER_YES };

enum token_extent {
	TOKEN_PARTIAL, /* it may hold groups that nobody could list */
	TOKEN_LISTED,  /* all that a domain controller lists; it may still hold NETWORK and
			* built-in groups, which come in unlisted */
	TOKEN_EXACT,   /* these SIDs and no other */
};

/* Who asks. */
struct token {
	const struct sid *sid;
	size_t count;
	enum token_extent extent;
};

struct requester {
	struct token token;
	/*
	 * The object's own SID, which PRINCIPAL SELF (S-1-5-10) stands for. NULL: it has none
	 * (TOKEN_EXACT), or it is not known.
	 */
	const struct sid *self;
	enum object_kind kind;
	/* Whether BlockOwnerImplicitRights takes WRITE_DAC from this owner (MS-ADTS 6.1.1.2.4.1.2).
	 */
	enum answer owner_blocked;
};

struct question {
	uint32_t mask; /* the rights asked for */
	/* The object types from the class down to the attribute, right or set; count 0: none. */
	const struct guid *chain;
	size_t chain_count;
	/*
	 * Leave out of account a deny without object type that names nothing but DELETE and
	 * DELETE_TREE: the guard against accidental deletion, whatever its trustee.
	 */
	bool ignore_deletion_guard;
};

struct access {
	uint32_t certain;  /* granted whatever the doubtful ACEs and groups turn out to be */
	uint32_t possible; /* granted at best */
	uint32_t by_owner; /* bits that only ownership gives: READ_CONTROL, WRITE_DAC */
	/*
	 * The bits that an ACE decided in the walk for `certain`: not those that none spoke about
	 * (not granted), and not those granted by ownership or a NULL DACL.
	 */
	uint32_t decided;
	const struct ace *decider[32]; /* of these bits, and of no other */
	bool null_dacl;                /* everything is granted to everybody */
	bool guard_ignored; /* an accidental-deletion guard stood in the way and was left out */
	bool in_doubt;      /* a conditional or unknown ACE or an unlisted group could matter */
};

/* One ACE that may speak for or against the requester. */
struct applicable_ace {
	const struct ace *ace;
	uint32_t mask; /* after generic mapping; every bit where the ACE is of unknown type */
	enum answer answer;
};

struct access_evaluation {
	const struct descriptor *descriptor;
	enum object_kind kind;
	struct applicable_ace *applicable; /* in stored order */
	size_t count;
	enum answer owner_reads, owner_writes; /* what ownership gives: READ_CONTROL, WRITE_DAC */
};

/*
 * A DACL that is absent counts as a NULL one (MS-DTYP 2.5.3.2): whoever is not sure that it was
 * delivered must look before asking.
 */
void access_evaluation_open(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct access_evaluation *evaluation);

/*
 * Rules: stored order; per bit the first ACE that speaks decides; inherit-only ACEs, those of SIDs
 * that are not in the token and those that belong in a SACL are passed over; an ACE with an
 * ObjectType speaks only when that type is on the chain; InheritedObjectType plays no part; generic
 * bits are mapped (directory: GR 0x20094, GW 0x20028, GX 0x20004, GA 0xF01FF; file: GR 0x120089,
 * GW 0x120116, GX 0x1200A0, GA 0x1F01FF); the owner gets READ_CONTROL and WRITE_DAC first unless an
 * effective ACE names OWNER RIGHTS (S-1-3-4), which then matches the owner; a conditional ACE or
 * one of unknown type never allows and always denies in `certain`, the reverse in `possible` (one
 * of unknown type: all rights); so does, with a partial token, an ACE whose SID is not in it; a
 * deny for NETWORK or a built-in group that is not in a listed token denies in `certain` alone. An
 * ObjectType of all zeros is on no chain: its allow does not count, its deny is in doubt for a
 * question with a chain. So is any ACE for PRINCIPAL SELF while `self` is not known. CREATOR OWNER
 * and GROUP match nobody.
 */
void access_evaluation_ask(const struct access_evaluation *evaluation,
	const struct question *question, struct access *access);

/* The ACE that decided the bit of that number; NULL: none. */
const struct ace *access_decided_by(const struct access *access, unsigned bit);

/*
 * The ACEs that decided something, in stored order: the next one behind `after` (NULL: the first)
 * and the bits that it decided. NULL when there is no more.
 */
const struct ace *access_decider(
	const struct access *access, const struct ace *after, uint32_t *effect);

bool access_allows(const struct access *access, uint32_t mask);
bool access_may_allow(const struct access *access, uint32_t mask);
