/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The access check over an object's DACL: MS-DTYP 2.5.3.2 and MS-ADTS 5.1.3.3, for questions whose
 * object-type tree is a chain (one child per level). Pure. What cannot be decided is not guessed:
 * the answer has a lower bound (`certain`) and an upper bound (`possible`), which are equal when
 * nothing is in doubt.
 *
 * An access evaluation is opened once per descriptor and requester. It can then answer any number
 * of questions; each question reads the applicable ACEs only.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "security/descriptor.h"
#include "security/mask.h"

/* In rising order: if several conditions must hold, the smallest is the answer. */
enum answer { ANSWER_NO, ANSWER_MAYBE, ANSWER_YES };

enum token_extent {
	TOKEN_PARTIAL, /* it may hold groups that could not be listed */
	TOKEN_LISTED,  /* everything that a domain controller lists; NETWORK and built-in groups
			* are not listed, but the token may hold them */
	TOKEN_EXACT,   /* these SIDs and no others */
};

struct token {
	const struct sid *sid;
	size_t count;
	enum token_extent extent;
};

/* The account whose access is checked. */
struct requester {
	struct token token;
	/*
	 * The object's own SID, which replaces PRINCIPAL SELF (S-1-5-10). NULL: the object has none
	 * (TOKEN_EXACT), or it is not known.
	 */
	const struct sid *self;
	enum object_kind kind;
	/* Does BlockOwnerImplicitRights deny this owner WRITE_DAC (MS-ADTS 6.1.1.2.4.1.2)? */
	enum answer owner_blocked;
};

struct question {
	uint32_t mask; /* the rights asked for */
	/* The object types from the class down to the attribute, right or set; count 0: none. */
	const struct guid *chain;
	size_t chain_count;
	/*
	 * Ignore a deny without object type for nothing but DELETE and DELETE_TREE: the guard
	 * against accidental deletion. Its trustee does not matter.
	 */
	bool ignore_deletion_guard;
};

struct access {
	uint32_t certain;  /* granted even if all doubt counts against the requester */
	uint32_t possible; /* granted if all doubt counts for the requester */
	uint32_t by_owner; /* bits granted by ownership alone: READ_CONTROL, WRITE_DAC */
	/*
	 * The bits that an ACE allowed or denied in the walk for `certain`. Not included: bits that
	 * no ACE decided (not granted) and bits granted by ownership or a NULL DACL.
	 */
	uint32_t decided;
	const struct ace *decider[32]; /* set for the bits in `decided` only */
	bool null_dacl;                /* everything is granted to everybody */
	bool guard_ignored; /* a guard against accidental deletion was applicable and ignored */
	bool in_doubt;      /* a conditional or unknown ACE or an unlisted group could matter */
};

/* One ACE that may allow or deny the requester something on this object. */
struct applicable_ace {
	const struct ace *ace;
	uint32_t mask; /* after generic mapping; all bits if the ACE is of unknown type */
	enum answer answer;
};

struct access_evaluation {
	const struct descriptor *descriptor;
	enum object_kind kind;
	struct applicable_ace *applicable; /* in stored order */
	size_t count;
	enum answer owner_reads, owner_writes; /* does ownership grant READ_CONTROL, WRITE_DAC? */
};

/*
 * An absent DACL counts as a NULL DACL (MS-DTYP 2.5.3.2). A caller that is not sure that the server
 * returned the DACL must check that first.
 */
void access_evaluation_open(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct access_evaluation *evaluation);

/*
 * Rules:
 * - ACEs are read in stored order. For each bit the first applicable ACE decides.
 * - Not applicable: inherit-only ACEs, ACEs for SIDs that are not in the token, SACL ACEs.
 * - An ACE with an ObjectType applies only if that type is on the chain. InheritedObjectType does
 *   not matter.
 * - Generic bits are mapped. Directory: GR 0x20094, GW 0x20028, GX 0x20004, GA 0xF01FF; file:
 *   GR 0x120089, GW 0x120116, GX 0x1200A0, GA 0x1F01FF.
 * - The owner gets READ_CONTROL and WRITE_DAC first, unless an effective ACE names OWNER RIGHTS
 *   (S-1-3-4). That SID matches the owner.
 * - A conditional ACE and one of unknown type (mask: all rights) are in doubt: they never allow and
 *   always deny in `certain`, the reverse in `possible`. The same holds for an ACE whose SID is not
 *   in a partial token, and for any ACE for PRINCIPAL SELF while `self` is not known.
 * - A deny for NETWORK or a built-in group that is not in a listed token denies in `certain` only.
 * - An ObjectType of all zeros is on no chain: its allow does not count; its deny is in doubt if
 *   the question has a chain.
 * - CREATOR OWNER and CREATOR GROUP match nobody.
 */
void access_evaluation_ask(const struct access_evaluation *evaluation,
	const struct question *question, struct access *access);

/* The ACE that decided bit number `bit`; NULL if no ACE did. */
const struct ace *access_decided_by(const struct access *access, unsigned bit);

/*
 * Iterates over the ACEs that decided a bit, in stored order: returns the one after `after` (NULL:
 * the first), and in `effect` the bits that it decided. NULL at the end.
 */
const struct ace *access_decider(
	const struct access *access, const struct ace *after, uint32_t *effect);

bool access_allows(const struct access *access, uint32_t mask);
bool access_may_allow(const struct access *access, uint32_t mask);
