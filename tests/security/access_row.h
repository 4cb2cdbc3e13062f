/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to the access check as rows: some ACEs, the requester, the rights, and the expected
 * answer. The object is a clustered mailbox server, the requester the standby cluster's account.
 */
#pragma once

#include <check.h>
#include <string.h>

#include "security/access.h"

enum { CASE_MAX_ACES = 4, CASE_MAX_CHAIN = 3, CASE_SID_BYTES = 28, FULL = RIGHT_FULL_CONTROL };

enum who {
	NOBODY,
	CNO,
	GROUP, /* of which the requester is a member */
	EVERYONE,
	ADMINS, /* of which it is none */
	CMS,    /* the object itself */
	SELF,
	OWNER_RIGHTS,
	CREATOR_OWNER,
	CREATOR_GROUP,
	CREATOR_OWNER_SERVER,
	CREATOR_GROUP_SERVER,
	NETWORK,
	PRE_2000, /* BUILTIN\Pre-Windows 2000 Compatible Access */
	BUILTIN_ADMINS,
	SYSTEM,
	ASSERTED,     /* Authentication Authority Asserted Identity */
	CLAIMS_VALID, /* S-1-5-21-0-0-0-497 */
	WHO_COUNT
};

static const struct sid sid_of[WHO_COUNT] = {
	[CNO] = { .authority = 5, .count = 5, .sub = { 21, 1111, 2222, 3333, 1104 } },
	[GROUP] = { .authority = 5, .count = 5, .sub = { 21, 1111, 2222, 3333, 1200 } },
	[EVERYONE] = { .authority = 1, .count = 1, .sub = { 0 } },
	[ADMINS] = { .authority = 5, .count = 5, .sub = { 21, 1111, 2222, 3333, 512 } },
	[CMS] = { .authority = 5, .count = 5, .sub = { 21, 1111, 2222, 3333, 1300 } },
	[SELF] = { .authority = 5, .count = 1, .sub = { 10 } },
	[OWNER_RIGHTS] = { .authority = 3, .count = 1, .sub = { 4 } },
	[CREATOR_OWNER] = { .authority = 3, .count = 1, .sub = { 0 } },
	[CREATOR_GROUP] = { .authority = 3, .count = 1, .sub = { 1 } },
	[CREATOR_OWNER_SERVER] = { .authority = 3, .count = 1, .sub = { 2 } },
	[CREATOR_GROUP_SERVER] = { .authority = 3, .count = 1, .sub = { 3 } },
	[NETWORK] = { .authority = 5, .count = 1, .sub = { 2 } },
	[PRE_2000] = { .authority = 5, .count = 2, .sub = { 32, 554 } },
	[BUILTIN_ADMINS] = { .authority = 5, .count = 2, .sub = { 32, 544 } },
	[SYSTEM] = { .authority = 5, .count = 1, .sub = { 18 } },
	[ASSERTED] = { .authority = 18, .count = 1, .sub = { 1 } },
	[CLAIMS_VALID] = { .authority = 5, .count = 5, .sub = { 21, 0, 0, 0, 497 } },
};

enum { /* who, as sets */
	WITH_CNO = 1 << CNO,
	WITH_GROUP = 1 << GROUP,
	WITH_EVERYONE = 1 << EVERYONE,
	WITH_CMS = 1 << CMS,
	WITH_ADMINS = 1 << ADMINS,
	WITH_PLACEHOLDERS = 1 << SELF | 1 << OWNER_RIGHTS | 1 << CREATOR_OWNER | 1 << CREATOR_GROUP,
};

enum what { NO_TYPE, COMPUTER, PUBLIC_INFORMATION, SPN, RESET_PASSWORD, ZERO, WHAT_COUNT };

static const char *const text_of[WHAT_COUNT] = {
	[COMPUTER] = "bf967a86-0de6-11d0-a285-00aa003049e2",
	[PUBLIC_INFORMATION] = "e48d0154-bcf8-11d1-8702-00c04fb96050",
	[SPN] = "f3a64788-5306-11d1-a9c5-0000f80367c1",
	[RESET_PASSWORD] = "00299570-246d-11d0-a768-00aa006e0529",
	[ZERO] = "00000000-0000-0000-0000-000000000000",
};

struct case_ace {
	uint8_t type, flags;
	uint32_t mask;
	enum who who; /* NOBODY ends the list, unless the type is unknown */
	enum what object_type, inherited_type;
};

#define ACE(type, flags, mask, who) TYPED(type, flags, mask, who, NO_TYPE, NO_TYPE)
#define TYPED(type, flags, mask, who, object_type, inherited_type)                                 \
	{                                                                                          \
		(type), (flags), (mask), (who), (object_type), (inherited_type)                    \
	}

struct access_row {
	const char *because;
	struct case_ace ace[CASE_MAX_ACES];
	bool null_dacl;
	enum who owner;         /* NOBODY: ADMINS own it */
	unsigned token;         /* 0: CNO, GROUP, EVERYONE */
	bool incomplete, exact; /* the token */
	unsigned perhaps;       /* groups that some domain controllers count as held */
	bool self_unknown;
	enum object_kind kind;
	enum answer owner_blocked;
	enum what chain[CASE_MAX_CHAIN];
	bool ignore_guard;
	uint32_t asked; /* 0: Full Control */
	uint32_t certain, possible;
	uint32_t by_owner;
	bool guard_ignored;
};

/* The parts of a case, kept while its answer is checked: decided_by points into it. */
struct case_room {
	struct ace ace[CASE_MAX_ACES];
	uint8_t trustee[CASE_MAX_ACES][CASE_SID_BYTES];
	struct guid object_type[CASE_MAX_ACES], inherited_type[CASE_MAX_ACES];
	struct sid token[WHO_COUNT], perhaps[WHO_COUNT];
	struct guid chain[CASE_MAX_CHAIN];
};

/* As bytes, MS-DTYP 2.4.2.2. */
static inline const struct raw_sid *raw_of(enum who who, uint8_t room[CASE_SID_BYTES])
{
	const struct sid *sid = &sid_of[who];
	memset(room, 0, CASE_SID_BYTES);
	room[0] = 1;
	room[1] = sid->count;
	room[7] = (uint8_t)sid->authority;
	for (size_t i = 0; i < 4U * sid->count; i++)
		room[8 + i] = (uint8_t)(sid->sub[i / 4] >> 8 * (i % 4));
	return (const void *)room;
}

static inline struct guid guid_of(enum what what)
{
	struct guid guid = { 0 };
	if (what != NO_TYPE)
		ck_assert(guid_parse(text_of[what], &guid));
	return guid;
}

static inline bool type_is_known(uint8_t type)
{
	return type <= 0x15 && type != 0x04; /* compound ACEs are reserved */
}

static inline size_t case_aces(const struct access_row *row, struct case_room *room)
{
	size_t count = 0;
	for (size_t i = 0; i < CASE_MAX_ACES; i++) {
		const struct case_ace *from = &row->ace[i];
		if (type_is_known(from->type) && from->who == NOBODY)
			break;
		room->object_type[i] = guid_of(from->object_type);
		room->inherited_type[i] = guid_of(from->inherited_type);
		room->ace[count++] = (struct ace){
			.index = i,
			.type = from->type,
			.flags = from->flags,
			.known = type_is_known(from->type),
			.mask = from->mask,
			.object_type = from->object_type != NO_TYPE ? &room->object_type[i] : NULL,
			.inherited_type =
				from->inherited_type != NO_TYPE ? &room->inherited_type[i] : NULL,
			.trustee = raw_of(from->who, room->trustee[i]),
		};
	}
	return count;
}

static inline size_t case_sids(unsigned held, struct sid *sids)
{
	size_t count = 0;
	for (size_t who = 0; who < WHO_COUNT; who++) {
		if ((held >> who & 1) != 0)
			sids[count++] = sid_of[who];
	}
	return count;
}

static inline size_t case_token(const struct access_row *row, struct sid *token)
{
	const unsigned usual = WITH_CNO | WITH_GROUP | WITH_EVERYONE;
	return case_sids(row->token != 0 ? row->token : usual, token);
}

static inline struct access case_evaluate(const struct access_row *row, struct case_room *room)
{
	uint8_t owner[CASE_SID_BYTES];
	struct descriptor descriptor = {
		.owner = raw_of(row->owner != NOBODY ? row->owner : ADMINS, owner),
		.dacl = { .state = row->null_dacl ? ACL_NULL : ACL_PRESENT, .ace = room->ace },
	};
	descriptor.dacl.count = case_aces(row, room);
	const struct requester requester = {
		.token = { room->token, case_token(row, room->token),
			row->incomplete ? TOKEN_PARTIAL
			: row->exact    ? TOKEN_EXACT
					: TOKEN_LISTED },
		.perhaps = room->perhaps,
		.perhaps_count = case_sids(row->perhaps, room->perhaps),
		.self = row->self_unknown ? NULL : &sid_of[CMS],
		.kind = row->kind,
		.owner_blocked = row->owner_blocked,
	};
	struct question question = {
		.mask = row->asked != 0 ? row->asked : FULL,
		.chain = room->chain,
		.ignore_deletion_guard = row->ignore_guard,
	};
	while (question.chain_count < CASE_MAX_CHAIN && row->chain[question.chain_count]) {
		room->chain[question.chain_count] = guid_of(row->chain[question.chain_count]);
		question.chain_count++;
	}
	struct arena *arena = arena_new();
	struct access_evaluation evaluation;
	struct access access;
	access_evaluation_open(arena, &descriptor, &requester, &evaluation);
	access_evaluation_ask(&evaluation, &question, &access);
	arena_free(arena);
	return access;
}

/* Checks all expectations of a row; the caller names the bounds. */
static inline struct access case_check(
	const struct access_row *row, struct case_room *room, uint32_t possible)
{
	struct access access = case_evaluate(row, room);
	ck_assert_msg(
		access.certain == row->certain, "certain %x: %s", access.certain, row->because);
	ck_assert_msg(
		access.possible == possible, "possible %x: %s", access.possible, row->because);
	ck_assert_msg(access.in_doubt == (row->certain != possible), "doubt: %s", row->because);
	ck_assert_msg(
		access.by_owner == row->by_owner, "by owner %x: %s", access.by_owner, row->because);
	ck_assert_msg(access.guard_ignored == row->guard_ignored, "guard: %s", row->because);
	ck_assert_msg(access.null_dacl == row->null_dacl, "NULL DACL: %s", row->because);
	return access;
}
