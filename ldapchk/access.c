/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/access.h"

enum { CREATOR_AUTHORITY = 3, NT_AUTHORITY = 5 }; /* S-1-3, S-1-5 */
enum { OWNER_RIGHTS_RID = 4, PRINCIPAL_SELF_RID = 10, NETWORK_RID = 2, BUILTIN_RID = 32 };

static const uint32_t owner_implicit = RIGHT_READ_CONTROL | RIGHT_WRITE_DAC;
static const uint32_t guard_mask = RIGHT_DELETE | RIGHT_DELETE_TREE;

/* What doubt is turned into: against the asker, or in their favour. */
enum bound { BOUND_CERTAIN, BOUND_POSSIBLE };

/* In rising order, so that of several conditions the smallest is the answer. */
enum answer { ANSWER_NO, ANSWER_MAYBE, ANSWER_YES };

struct walk {
	const struct descriptor *descriptor;
	const struct token *token;
	const struct sid *self;
	const struct question *question;
	enum answer is_owner;
};

static enum answer smaller(enum answer a, enum answer b)
{
	return a < b ? a : b;
}

static bool sid_is(const struct sid *sid, uint64_t authority, uint32_t rid)
{
	return sid->authority == authority && sid->count == 1 && sid->sub[0] == rid;
}

static enum answer token_holds(const struct token *token, const struct sid *sid)
{
	for (size_t i = 0; i < token->count; i++) {
		if (sid_equal(&token->sid[i], sid))
			return ANSWER_YES;
	}
	return token->complete ? ANSWER_NO : ANSWER_MAYBE;
}

/*
 * NETWORK, and the built-in groups that hold Authenticated Users or Everyone, come into a token
 * without being listed in tokenGroups. A deny for one of them is in doubt; nobody is granted
 * anything by them.
 */
static bool may_come_unlisted(const struct sid *sid)
{
	return sid_is(sid, NT_AUTHORITY, NETWORK_RID) ||
	       (sid->authority == NT_AUTHORITY && sid->count == 2 && sid->sub[0] == BUILTIN_RID);
}

/* Whether the trustee is the asker. Some SIDs stand for others and are themselves in no token. */
static enum answer trustee_matches(const struct walk *walk, const struct sid *trustee)
{
	if (sid_is(trustee, CREATOR_AUTHORITY, OWNER_RIGHTS_RID))
		return walk->is_owner;
	/* CREATOR OWNER, CREATOR GROUP and their server forms are for heirs only. */
	if (trustee->authority == CREATOR_AUTHORITY && trustee->count == 1 &&
		trustee->sub[0] < OWNER_RIGHTS_RID)
		return ANSWER_NO;
	if (!sid_is(trustee, NT_AUTHORITY, PRINCIPAL_SELF_RID))
		return token_holds(walk->token, trustee);
	return walk->self == NULL ? ANSWER_MAYBE : token_holds(walk->token, walk->self);
}

/* Whether the ACE is about the chain asked for. The inherited type was heeded at inheritance. */
static enum answer type_matches(const struct question *question, const struct ace *ace)
{
	static const struct guid zero = { 0 };
	if (!ace->has_object_type)
		return ANSWER_YES;
	if (guid_equal(&ace->object_type, &zero))
		return ace_denies(ace) ? ANSWER_MAYBE : ANSWER_NO;
	for (size_t i = 0; i < question->chain_count; i++) {
		if (guid_equal(&ace->object_type, &question->chain[i]))
			return ANSWER_YES;
	}
	return ANSWER_NO;
}

static enum answer ace_speaks(const struct walk *walk, const struct ace *ace)
{
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		return ANSWER_NO;
	if (!ace->known)
		return ANSWER_MAYBE;
	enum answer answer = ace_is_conditional(ace) ? ANSWER_MAYBE : ANSWER_YES;
	enum answer asker = trustee_matches(walk, &ace->trustee);
	if (asker == ANSWER_NO && ace_denies(ace) && may_come_unlisted(&ace->trustee))
		asker = ANSWER_MAYBE;
	answer = smaller(answer, asker);
	return smaller(answer, type_matches(walk->question, ace));
}

static enum answer names_owner_rights(const struct ace *ace)
{
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		return ANSWER_NO;
	if (!ace->known)
		return ANSWER_MAYBE;
	if (!sid_is(&ace->trustee, CREATOR_AUTHORITY, OWNER_RIGHTS_RID))
		return ANSWER_NO;
	return ace_is_conditional(ace) ? ANSWER_MAYBE : ANSWER_YES;
}

/* Whether ownership gives its implicit rights: no ACE for OWNER RIGHTS stands in their place. */
static enum answer owner_implied(const struct walk *walk)
{
	const struct acl *dacl = &walk->descriptor->dacl;
	enum answer answer = walk->is_owner;
	for (size_t i = 0; i < dacl->count && answer != ANSWER_NO; i++) {
		enum answer replaced = names_owner_rights(&dacl->ace[i]);
		if (replaced == ANSWER_YES)
			answer = ANSWER_NO;
		else if (replaced == ANSWER_MAYBE)
			answer = ANSWER_MAYBE;
	}
	return answer;
}

/*
 * The recommended guard against accidental deletion. Only DELETE and DELETE_TREE: a deny that names
 * a right more than these was made for another purpose.
 */
static bool is_deletion_guard(const struct ace *ace, uint32_t mask)
{
	return ace->known && ace_denies(ace) && !ace_is_conditional(ace) && !ace->has_object_type &&
	       (mask & ~guard_mask) == 0;
}

/* Whether an answer in doubt counts: what denies does in one bound, what allows in the other. */
static bool counts(enum answer answer, bool denies, enum bound bound)
{
	if (answer == ANSWER_MAYBE)
		return denies == (bound == BOUND_CERTAIN);
	return answer == ANSWER_YES;
}

static void decided(struct access *access, uint32_t bits, const struct ace *ace)
{
	for (size_t i = 0; i < sizeof access->decided_by / sizeof access->decided_by[0]; i++) {
		if ((bits >> i & 1) != 0)
			access->decided_by[i] = ace;
	}
}

/* What the ACEs grant: per bit, the first that speaks. The walk for `certain` leaves its notes. */
static uint32_t aces_evaluate(
	const struct walk *walk, enum bound bound, uint32_t asked, struct access *access)
{
	const struct acl *dacl = &walk->descriptor->dacl;
	uint32_t open = asked, granted = 0;
	for (size_t i = 0; i < dacl->count && open != 0; i++) {
		const struct ace *ace = &dacl->ace[i];
		bool denies = ace->known ? ace_denies(ace) : bound == BOUND_CERTAIN;
		uint32_t mask = ace->known ? mask_map_generic(ace->mask) : UINT32_MAX;
		uint32_t bits = mask & open;
		if (bits == 0 || !counts(ace_speaks(walk, ace), denies, bound))
			continue;
		if (walk->question->ignore_deletion_guard && is_deletion_guard(ace, mask)) {
			access->guard_ignored = true;
			continue;
		}
		open &= ~bits;
		if (!denies)
			granted |= bits;
		if (bound == BOUND_CERTAIN)
			decided(access, bits, ace);
	}
	return granted;
}

static uint32_t bound_evaluate(
	const struct walk *walk, enum bound bound, uint32_t asked, struct access *access)
{
	uint32_t granted = aces_evaluate(walk, bound, asked, access);
	uint32_t by_owner = 0;
	if (counts(owner_implied(walk), false, bound))
		by_owner = owner_implicit & asked & ~granted;
	if (bound == BOUND_CERTAIN) {
		access->by_owner = by_owner;
		decided(access, by_owner, NULL);
	}
	return granted | by_owner;
}

void access_evaluate(const struct descriptor *descriptor, const struct token *token,
	const struct sid *self, const struct question *question, struct access *access)
{
	*access = (struct access){ 0 };
	uint32_t asked = mask_map_generic(question->mask);
	if (descriptor->dacl.state == ACL_NULL) {
		access->certain = access->possible = asked;
		access->null_dacl = true;
		return;
	}
	struct walk walk = { descriptor, token, self, question, ANSWER_NO };
	if (descriptor->has_owner)
		walk.is_owner = token_holds(token, &descriptor->owner);
	access->certain = bound_evaluate(&walk, BOUND_CERTAIN, asked, access);
	access->possible = bound_evaluate(&walk, BOUND_POSSIBLE, asked, access);
	access->in_doubt = access->certain != access->possible;
}

bool access_allows(const struct access *access, uint32_t mask)
{
	mask = mask_map_generic(mask);
	return (access->certain & mask) == mask;
}

bool access_may_allow(const struct access *access, uint32_t mask)
{
	mask = mask_map_generic(mask);
	return (access->possible & mask) == mask;
}
