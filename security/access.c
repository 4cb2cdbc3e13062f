/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/access.h"

enum { CREATOR_AUTHORITY = 3, NT_AUTHORITY = 5 }; /* S-1-3, S-1-5 */
enum { BUILTIN_SUB_COUNT = 2 };                   /* S-1-5-32-544 */
enum { OWNER_RIGHTS_RID = 4, PRINCIPAL_SELF_RID = 10, NETWORK_RID = 2, BUILTIN_RID = 32 };

static const uint32_t guard_mask = RIGHT_DELETE | RIGHT_DELETE_TREE;

static enum answer smaller(enum answer a, enum answer b)
{
	return a < b ? a : b;
}

/* Three-valued "answer and not exception". */
static enum answer unless(enum answer answer, enum answer exception)
{
	return smaller(answer, (enum answer)(ANSWER_YES - exception));
}

static bool raw_sid_is_single(const struct raw_sid *sid, uint64_t authority, uint32_t number)
{
	return sid->count == 1 && u32le_at(sid->sub[0]) == number &&
	       raw_sid_authority(sid) == authority;
}

/*
 * Bloom filter on the low six bits of each RID (last sub-authority): rejects most ACEs without
 * comparing SIDs. Set: the SIDs of the token and those that may apply without being in it.
 */
struct bloom_filter {
	uint64_t bits;
	uint8_t unlisted_count; /* SIDs with this many sub-authorities may be in the token unlisted;
				 * 0: none */
};

static uint64_t rid_bit(uint32_t rid)
{
	return UINT64_C(1) << (rid & 63);
}

static struct bloom_filter token_filter(const struct token *token)
{
	struct bloom_filter filter = { .bits = rid_bit(OWNER_RIGHTS_RID) |
					       rid_bit(PRINCIPAL_SELF_RID) | rid_bit(NETWORK_RID) };
	if (token->extent == TOKEN_PARTIAL)
		filter.bits = UINT64_MAX;
	if (token->extent == TOKEN_LISTED)
		filter.unlisted_count = BUILTIN_SUB_COUNT;
	for (size_t i = 0; i < token->count; i++) {
		const struct sid *sid = &token->sid[i];
		if (sid->count > 0)
			filter.bits |= rid_bit(sid->sub[sid->count - 1]);
	}
	return filter;
}

/*
 * Whether the ACE may be applicable: it is effective on the object itself and its trustee passes
 * the filter. Called for every ACE, so without branches on the ACE's content.
 */
static bool may_apply(struct bloom_filter filter, const struct ace *ace)
{
	const struct raw_sid *sid = ace->trustee;
	const bool effective = (ace->flags & ACE_INHERIT_ONLY) == 0;
	if (!ace->known || sid->count == 0)
		return effective;
	return effective & ((sid->count == filter.unlisted_count) |
				   ((rid_bit(sid->sub[sid->count - 1][0]) & filter.bits) != 0));
}

static enum answer answer_if_not_listed(const struct token *token)
{
	return token->extent == TOKEN_PARTIAL ? ANSWER_MAYBE : ANSWER_NO;
}

static enum answer token_holds(const struct token *token, const struct sid *sid)
{
	for (size_t i = 0; i < token->count; i++) {
		if (sid_equal(&token->sid[i], sid))
			return ANSWER_YES;
	}
	return answer_if_not_listed(token);
}

static enum answer token_holds_raw(const struct token *token, const struct raw_sid *sid)
{
	for (size_t i = 0; i < token->count; i++) {
		if (raw_sid_is(sid, &token->sid[i]))
			return ANSWER_YES;
	}
	return answer_if_not_listed(token);
}

/*
 * A token can hold NETWORK and the built-in groups that contain Authenticated Users or Everyone
 * although tokenGroups does not list them. A deny for one of them is in doubt; an allow does not
 * count.
 */
static bool may_be_unlisted(const struct token *token, const struct raw_sid *sid)
{
	if (token->extent == TOKEN_EXACT)
		return false;
	return raw_sid_is_single(sid, NT_AUTHORITY, NETWORK_RID) ||
	       (sid->count == BUILTIN_SUB_COUNT && u32le_at(sid->sub[0]) == BUILTIN_RID &&
		       raw_sid_authority(sid) == NT_AUTHORITY);
}

/*
 * Whether the trustee is the requester. Some SIDs are replaced by another one and are in no token
 * themselves. They have a single sub-authority, which few other trustees have.
 */
static enum answer trustee_matches(
	const struct requester *requester, enum answer is_owner, const struct raw_sid *trustee)
{
	const struct token *token = &requester->token;
	if (trustee->count != 1)
		return token_holds_raw(token, trustee);
	if (raw_sid_is_single(trustee, CREATOR_AUTHORITY, OWNER_RIGHTS_RID))
		return is_owner;
	/* CREATOR OWNER, CREATOR GROUP and their server forms matter for child objects only. */
	if (raw_sid_authority(trustee) == CREATOR_AUTHORITY &&
		u32le_at(trustee->sub[0]) < OWNER_RIGHTS_RID)
		return ANSWER_NO;
	if (!raw_sid_is_single(trustee, NT_AUTHORITY, PRINCIPAL_SELF_RID))
		return token_holds_raw(token, trustee);
	if (requester->self != NULL)
		return token_holds(token, requester->self);
	return token->extent == TOKEN_EXACT ? token_holds_raw(token, trustee) : ANSWER_MAYBE;
}

/* Whether the ACE, which passed may_apply(), applies to the requester for some question. */
static enum answer ace_applies(
	const struct requester *requester, enum answer is_owner, const struct ace *ace)
{
	if (!ace->known)
		return ANSWER_MAYBE;
	if (ace_type_is_audit(ace->type))
		return ANSWER_NO;
	enum answer answer = trustee_matches(requester, is_owner, ace->trustee);
	if (answer == ANSWER_NO && ace_denies(ace) &&
		may_be_unlisted(&requester->token, ace->trustee))
		answer = ANSWER_MAYBE;
	return ace_is_conditional(ace) ? smaller(answer, ANSWER_MAYBE) : answer;
}

static enum answer names_owner_rights(const struct ace *ace)
{
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		return ANSWER_NO;
	if (!ace->known)
		return ANSWER_MAYBE;
	if (!raw_sid_is_single(ace->trustee, CREATOR_AUTHORITY, OWNER_RIGHTS_RID))
		return ANSWER_NO;
	return ace_is_conditional(ace) ? ANSWER_MAYBE : ANSWER_YES;
}

/* Whether ownership grants its implicit rights: an ACE for OWNER RIGHTS replaces them. */
static enum answer owner_implied(const struct acl *dacl, enum answer is_owner)
{
	enum answer answer = is_owner;
	for (size_t i = 0; i < dacl->count && answer != ANSWER_NO; i++)
		answer = unless(answer, names_owner_rights(&dacl->ace[i]));
	return answer;
}

void access_evaluation_open(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct access_evaluation *evaluation)
{
	const struct acl *dacl = &descriptor->dacl;
	*evaluation =
		(struct access_evaluation){ .descriptor = descriptor, .kind = requester->kind };
	enum answer is_owner = ANSWER_NO;
	if (descriptor->owner != NULL)
		is_owner = token_holds_raw(&requester->token, descriptor->owner);
	evaluation->owner_reads = owner_implied(dacl, is_owner);
	evaluation->owner_writes = unless(evaluation->owner_reads, requester->owner_blocked);

	evaluation->applicable = arena_alloc(arena, dacl->count * sizeof *evaluation->applicable);
	const struct bloom_filter filter = token_filter(&requester->token);
	size_t candidates = 0;
	for (size_t i = 0; i < dacl->count; i++) {
		evaluation->applicable[candidates].ace = &dacl->ace[i];
		candidates += may_apply(filter, &dacl->ace[i]);
	}
	for (size_t i = 0; i < candidates; i++) {
		const struct ace *ace = evaluation->applicable[i].ace;
		enum answer answer = ace_applies(requester, is_owner, ace);
		if (answer == ANSWER_NO)
			continue;
		evaluation->applicable[evaluation->count++] = (struct applicable_ace){
			.ace = ace,
			.mask = ace->known ? mask_map_generic(ace->mask, requester->kind)
					   : UINT32_MAX,
			.answer = answer,
		};
	}
}

/* Whether the ACE's object type is on the chain. The inherited type matters at inheritance only. */
static enum answer type_matches(const struct question *question, const struct ace *ace)
{
	static const struct guid zero = { 0 };
	if (ace->object_type == NULL)
		return ANSWER_YES;
	if (question->chain_count == 0)
		return ANSWER_NO;
	if (guid_equal(ace->object_type, &zero))
		return ace_denies(ace) ? ANSWER_MAYBE : ANSWER_NO;
	for (size_t i = 0; i < question->chain_count; i++) {
		if (guid_equal(ace->object_type, &question->chain[i]))
			return ANSWER_YES;
	}
	return ANSWER_NO;
}

/*
 * The recommended guard against accidental deletion: only DELETE and DELETE_TREE. A deny of any
 * further right has another purpose.
 */
static bool is_deletion_guard(const struct applicable_ace *applicable)
{
	return applicable->ace->known && ace_denies(applicable->ace) &&
	       applicable->ace->object_type == NULL && (applicable->mask & ~guard_mask) == 0;
}

static void decide(struct access *access, uint32_t bits, const struct ace *ace)
{
	access->decided |= bits;
	for (; bits != 0; bits &= bits - 1)
		access->decider[__builtin_ctz(bits)] = ace;
}

/* One walk over the ACEs: bits that no ACE has decided yet, and bits granted. */
struct walk {
	uint32_t open, granted;
};

static uint32_t walk_on(struct walk *walk, uint32_t mask, bool decides, bool grants)
{
	const uint32_t bits = decides ? mask & walk->open : 0;
	walk->open &= ~bits;
	if (grants)
		walk->granted |= bits;
	return bits;
}

/* Doubt counts against the requester in `certain`, and in its favour in `possible`. */
static void applicable_ace_add(const struct applicable_ace *applicable, enum answer answer,
	struct walk *certain, struct walk *possible, struct access *access)
{
	const struct ace *ace = applicable->ace;
	const bool sure = answer == ANSWER_YES;
	const bool may_deny = !ace->known || ace_denies(ace);
	const bool may_allow = !ace->known || ace_allows(ace);
	decide(access, walk_on(certain, applicable->mask, sure || may_deny, !may_deny), ace);
	walk_on(possible, applicable->mask, sure || may_allow, may_allow);
}

static uint32_t owner_bits(
	const struct access_evaluation *evaluation, uint32_t asked, enum answer at_least)
{
	uint32_t bits = evaluation->owner_reads >= at_least ? RIGHT_READ_CONTROL : 0;
	bits |= evaluation->owner_writes >= at_least ? RIGHT_WRITE_DAC : 0;
	return bits & asked;
}

void access_evaluation_ask(const struct access_evaluation *evaluation,
	const struct question *question, struct access *access)
{
	access->certain = access->possible = access->by_owner = access->decided = 0;
	access->null_dacl = access->guard_ignored = access->in_doubt = false;
	const uint32_t asked = mask_map_generic(question->mask, evaluation->kind);
	if (evaluation->descriptor->dacl.state != ACL_PRESENT) {
		access->certain = access->possible = asked & mask_full(evaluation->kind);
		access->null_dacl = true;
		return;
	}
	struct walk certain = { .open = asked }, possible = { .open = asked };
	for (size_t i = 0; i < evaluation->count && (certain.open | possible.open) != 0; i++) {
		const struct applicable_ace *applicable = &evaluation->applicable[i];
		if ((applicable->mask & (certain.open | possible.open)) == 0)
			continue;
		enum answer answer =
			smaller(applicable->answer, type_matches(question, applicable->ace));
		if (answer == ANSWER_NO)
			continue;
		if (question->ignore_deletion_guard && is_deletion_guard(applicable))
			access->guard_ignored = true;
		else
			applicable_ace_add(applicable, answer, &certain, &possible, access);
	}
	access->by_owner = owner_bits(evaluation, asked, ANSWER_YES) & ~certain.granted;
	access->decided &= ~access->by_owner;
	access->certain = certain.granted | access->by_owner;
	access->possible = possible.granted | owner_bits(evaluation, asked, ANSWER_MAYBE);
	access->in_doubt = access->certain != access->possible;
}

const struct ace *access_decided_by(const struct access *access, unsigned bit)
{
	return (access->decided >> bit & 1) != 0 ? access->decider[bit] : NULL;
}

const struct ace *access_decider(
	const struct access *access, const struct ace *after, uint32_t *effect)
{
	const struct ace *next = NULL;
	*effect = 0;
	for (uint32_t left = access->decided; left != 0; left &= left - 1) {
		const struct ace *ace = access->decider[__builtin_ctz(left)];
		if (after != NULL && ace->index <= after->index)
			continue;
		if (next == NULL || ace->index < next->index) {
			next = ace;
			*effect = 0;
		}
		if (ace == next)
			*effect |= left & -left;
	}
	return next;
}

bool access_allows(const struct access *access, uint32_t mask)
{
	return (access->certain & mask) == mask;
}

bool access_may_allow(const struct access *access, uint32_t mask)
{
	return (access->possible & mask) == mask;
}
