/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/requester.h"

enum { CREATOR_AUTHORITY = 3, NT_AUTHORITY = 5 }; /* S-1-3, S-1-5 */
enum { OWNER_RIGHTS_RID = 4, PRINCIPAL_SELF_RID = 10 };

static uint64_t rid_bit(uint32_t rid)
{
	return UINT64_C(1) << (rid & 63);
}

static uint64_t rid_bits(const struct sid *sids, size_t count)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < count; i++)
		bits |= sids[i].count > 0 ? rid_bit(sids[i].sub[sids[i].count - 1]) : 0;
	return bits;
}

struct requester_filter requester_filter_of(const struct requester *requester)
{
	const struct token *token = &requester->token;
	struct requester_filter filter = { .bits = rid_bit(OWNER_RIGHTS_RID) |
						   rid_bit(PRINCIPAL_SELF_RID) };
	filter.bits |= rid_bits(token->sid, token->count);
	filter.bits |= rid_bits(requester->perhaps, requester->perhaps_count);
	if (token->extent == TOKEN_PARTIAL)
		filter.bits = UINT64_MAX;
	filter.unlisted = token->extent == TOKEN_LISTED;
	return filter;
}

static bool is_single(const struct raw_sid *sid, uint64_t authority, uint32_t number)
{
	return sid->count == 1 && u32le_at(sid->sub[0]) == number &&
	       raw_sid_authority(sid) == authority;
}

bool raw_sid_is_owner_rights(const struct raw_sid *sid)
{
	return is_single(sid, CREATOR_AUTHORITY, OWNER_RIGHTS_RID);
}

/* A SID that the token does not list. */
static enum answer holds_unlisted(
	const struct requester *requester, const struct raw_sid *sid, bool denied)
{
	const enum token_extent extent = requester->token.extent;
	for (size_t i = 0; i < requester->perhaps_count; i++) {
		if (raw_sid_is(sid, &requester->perhaps[i]))
			return ANSWER_MAYBE;
	}
	if (extent == TOKEN_EXACT)
		return ANSWER_NO;
	switch (unlisted_sid_of(sid).held) {
	case UNLISTED_NEVER:
		return ANSWER_NO;
	case UNLISTED_NO:
		return extent == TOKEN_PARTIAL ? ANSWER_MAYBE : ANSWER_NO;
	case UNLISTED_UNUSUAL:
		return denied || extent == TOKEN_PARTIAL ? ANSWER_MAYBE : ANSWER_NO;
	case UNLISTED_MAYBE:
		break;
	}
	return ANSWER_MAYBE;
}

static enum answer holds(const struct requester *requester, const struct raw_sid *sid, bool denied)
{
	for (size_t i = 0; i < requester->token.count; i++) {
		if (raw_sid_is(sid, &requester->token.sid[i]))
			return ANSWER_YES;
	}
	return holds_unlisted(requester, sid, denied);
}

enum answer requester_owns(const struct requester *requester, const struct raw_sid *owner)
{
	return owner == NULL ? ANSWER_NO : holds(requester, owner, false);
}

/* PRINCIPAL SELF stands for the object's own account. */
static enum answer is_self(const struct requester *requester, const struct ace *ace)
{
	const struct token *token = &requester->token;
	if (requester->self == NULL)
		return token->extent == TOKEN_EXACT ? holds(requester, ace->trustee, false)
						    : ANSWER_MAYBE;
	for (size_t i = 0; i < token->count; i++) {
		if (sid_equal(&token->sid[i], requester->self))
			return ANSWER_YES;
	}
	return token->extent == TOKEN_PARTIAL ? ANSWER_MAYBE : ANSWER_NO;
}

/*
 * Some SIDs are replaced by another one and are in no token themselves. They have a single
 * sub-authority, which few other trustees have.
 */
enum answer requester_is_trustee(
	const struct requester *requester, enum answer is_owner, const struct ace *ace)
{
	const struct raw_sid *trustee = ace->trustee;
	const bool denied = ace_denies(ace);
	if (trustee->count != 1)
		return holds(requester, trustee, denied);
	if (raw_sid_is_owner_rights(trustee))
		return is_owner;
	/* CREATOR OWNER, CREATOR GROUP and their server forms matter for child objects only. */
	if (raw_sid_authority(trustee) == CREATOR_AUTHORITY &&
		u32le_at(trustee->sub[0]) < OWNER_RIGHTS_RID)
		return ANSWER_NO;
	if (is_single(trustee, NT_AUTHORITY, PRINCIPAL_SELF_RID))
		return is_self(requester, ace);
	return holds(requester, trustee, denied);
}
