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
#include "security/requester.h"

struct question {
	uint32_t mask; /* the rights asked for */
	/* The object types from the class down to the attribute, right or set; count 0: none.
	 * Extended rights and validated writes are those of the last one. */
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
	uint32_t unsure;               /* of these, the bits whose ACE is in doubt */
	const struct ace *decider[32]; /* set for the bits in `decided` only */
	bool null_dacl;                /* everything is granted to everybody */
	bool guard_ignored; /* a guard against accidental deletion was applicable and ignored */
	bool in_doubt;      /* an ACE could matter or not, see access_evaluation_doubts() */
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
 * - Extended rights and validated writes: an ACE whose ObjectType is above the last one of the
 *   chain, the class or a property set, is in doubt for these bits. MS-ADTS (5.1.3.2.2, 5.1.3.3.3,
 *   5.1.3.3.4) and Samba do not know a tree above a right; descriptions of Windows do.
 * - Generic bits are mapped. Directory: GR 0x20094, GW 0x20028, GX 0x20004, GA 0xF01FF; file:
 *   GR 0x120089, GW 0x120116, GX 0x1200A0, GA 0x1F01FF.
 * - The owner gets READ_CONTROL and WRITE_DAC first, unless an effective ACE names OWNER RIGHTS
 *   (S-1-3-4). That SID matches the owner.
 * - An ACE in doubt never allows and always denies in `certain`, the reverse in `possible`. In
 *   doubt are also a conditional ACE and one of unknown type (mask: all rights), an ACE whose SID
 *   is not in a partial token, one for a SID that a domain controller may add to a listed token by
 *   itself (security/unlisted_sid.h), and any for PRINCIPAL SELF while `self` is not known.
 * - An ObjectType of all zeros is on no chain: its allow does not count; its deny is in doubt if
 *   the question has a chain.
 * - CREATOR OWNER and CREATOR GROUP match nobody.
 */
void access_evaluation_ask(const struct access_evaluation *evaluation,
	const struct question *question, struct access *access);

/* Why an ACE is in doubt. */
enum doubt {
	DOUBT_ACE_TYPE,    /* of an unknown type */
	DOUBT_CONDITION,   /* conditional */
	DOUBT_TRUSTEE,     /* the token may hold the trustee or not */
	DOUBT_OBJECT_TYPE, /* the class or a property set, above an extended right or validated
			    * write; or all zeros */
};

struct doubtful_ace {
	const struct ace *ace;
	enum doubt doubt;
};

/*
 * The ACEs in doubt that stand before the answer of the question is certain, in stored order; at
 * most `most` of them. Returns how many there are.
 */
size_t access_evaluation_doubts(const struct access_evaluation *evaluation,
	const struct question *question, struct doubtful_ace *doubtful, size_t most);

/* The reason for people: "its condition is not evaluated". */
const char *doubt_reason(enum doubt doubt);

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
