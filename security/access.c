/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "security/access.h"

static const uint32_t guard_mask = RIGHT_DELETE | RIGHT_DELETE_TREE;

/* Whether the ACE, which passed the filter, applies to the requester for some question. */
static enum answer ace_applies(
	const struct requester *requester, enum answer is_owner, const struct ace *ace)
{
	if (!ace->known)
		return ANSWER_MAYBE;
	if (ace_type_is_audit(ace->type))
		return ANSWER_NO;
	const enum answer answer = requester_is_trustee(requester, is_owner, ace);
	return ace_is_conditional(ace) ? answer_smaller(answer, ANSWER_MAYBE) : answer;
}

static enum answer names_owner_rights(const struct ace *ace)
{
	if ((ace->flags & ACE_INHERIT_ONLY) != 0)
		return ANSWER_NO;
	if (!ace->known)
		return ANSWER_MAYBE;
	if (!raw_sid_is_owner_rights(ace->trustee))
		return ANSWER_NO;
	return ace_is_conditional(ace) ? ANSWER_MAYBE : ANSWER_YES;
}

/* Whether ownership grants its implicit rights: an ACE for OWNER RIGHTS replaces them. */
static enum answer owner_implied(const struct acl *dacl, enum answer is_owner)
{
	enum answer answer = is_owner;
	for (size_t i = 0; i < dacl->count && answer != ANSWER_NO; i++)
		answer = answer_unless(answer, names_owner_rights(&dacl->ace[i]));
	return answer;
}

void access_evaluation_open(struct arena *arena, const struct descriptor *descriptor,
	const struct requester *requester, struct access_evaluation *evaluation)
{
	const struct acl *dacl = &descriptor->dacl;
	*evaluation =
		(struct access_evaluation){ .descriptor = descriptor, .kind = requester->kind };
	const enum answer is_owner = requester_owns(requester, descriptor->owner);
	evaluation->owner_reads = owner_implied(dacl, is_owner);
	evaluation->owner_writes = answer_unless(evaluation->owner_reads, requester->owner_blocked);

	evaluation->applicable = arena_alloc(arena, dacl->count * sizeof *evaluation->applicable);
	const struct requester_filter filter = requester_filter_of(requester);
	size_t candidates = 0;
	for (size_t i = 0; i < dacl->count; i++) {
		evaluation->applicable[candidates].ace = &dacl->ace[i];
		candidates += requester_filter_passes(filter, &dacl->ace[i]);
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

/* A bit of these is a right of its own, with no object type above it (MS-ADTS 5.1.3.3.4). */
static const uint32_t untreed = RIGHT_SELF_WRITE | RIGHT_CONTROL_ACCESS;

/*
 * Whether the ACE's object type is on the chain; its inherited type matters at inheritance only.
 * `sure` loses the bits for which that does not mean for certain that the ACE applies.
 */
static enum answer type_matches(
	const struct question *question, const struct ace *ace, uint32_t *sure)
{
	static const struct guid zero = { 0 };
	if (ace->object_type == NULL)
		return ANSWER_YES;
	if (question->chain_count == 0)
		return ANSWER_NO;
	if (guid_equal(ace->object_type, &zero))
		return ace_denies(ace) ? ANSWER_MAYBE : ANSWER_NO;
	for (size_t i = question->chain_count; i-- > 0;) {
		if (!guid_equal(ace->object_type, &question->chain[i]))
			continue;
		*sure &= i + 1 < question->chain_count ? ~untreed : UINT32_MAX;
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

/* One walk over the ACEs: bits that no ACE has decided yet, and bits granted. */
struct walk {
	uint32_t open, granted;
};

static uint32_t walk_on(struct walk *walk, uint32_t mask, bool grants)
{
	const uint32_t bits = mask & walk->open;
	walk->open &= ~bits;
	if (grants)
		walk->granted |= bits;
	return bits;
}

/* An ACE as one question meets it. */
struct share {
	const struct ace *ace;
	uint32_t mask, sure; /* its bits, and those for which it applies for certain */
};

/* False if the ACE has nothing to do with the question. */
static bool share_of(const struct applicable_ace *applicable, const struct question *question,
	struct share *share)
{
	*share = (struct share){ applicable->ace, applicable->mask, applicable->mask };
	const enum answer answer = answer_smaller(
		applicable->answer, type_matches(question, applicable->ace, &share->sure));
	if (answer == ANSWER_MAYBE)
		share->sure = 0;
	return answer != ANSWER_NO;
}

/* Two walks: one in which doubt counts against the requester, one in which it counts in its favour.
 */
struct walks {
	struct walk certain, possible;
};

static void decide(struct access *access, uint32_t bits, const struct share *share)
{
	access->decided |= bits;
	access->unsure |= bits & ~share->sure;
	for (; bits != 0; bits &= bits - 1)
		access->decider[__builtin_ctz(bits)] = share->ace;
}

/* The bits that the ACE decided in the walk for `certain`. */
static uint32_t walks_on(struct walks *walks, const struct share *share)
{
	const bool may_deny = !share->ace->known || ace_denies(share->ace);
	const bool may_allow = !share->ace->known || ace_allows(share->ace);
	walk_on(&walks->possible, may_allow ? share->mask : share->sure, may_allow);
	return walk_on(&walks->certain, may_deny ? share->mask : share->sure, !may_deny);
}

static uint32_t walks_open(const struct walks *walks)
{
	return walks->certain.open | walks->possible.open;
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
	access->certain = access->possible = access->by_owner = 0;
	access->decided = access->unsure = 0;
	access->null_dacl = access->guard_ignored = access->in_doubt = false;
	const uint32_t asked = mask_map_generic(question->mask, evaluation->kind);
	if (evaluation->descriptor->dacl.state != ACL_PRESENT) {
		access->certain = access->possible = asked & mask_full(evaluation->kind);
		access->null_dacl = true;
		return;
	}
	struct walks walks = { { .open = asked }, { .open = asked } };
	for (size_t i = 0; i < evaluation->count && walks_open(&walks) != 0; i++) {
		const struct applicable_ace *applicable = &evaluation->applicable[i];
		struct share share;
		if ((applicable->mask & walks_open(&walks)) == 0 ||
			!share_of(applicable, question, &share))
			continue;
		if (question->ignore_deletion_guard && is_deletion_guard(applicable))
			access->guard_ignored = true;
		else
			decide(access, walks_on(&walks, &share), &share);
	}
	access->by_owner = owner_bits(evaluation, asked, ANSWER_YES) & ~walks.certain.granted;
	access->decided &= ~access->by_owner;
	access->unsure &= ~access->by_owner;
	access->certain = walks.certain.granted | access->by_owner;
	access->possible = walks.possible.granted | owner_bits(evaluation, asked, ANSWER_MAYBE);
	access->in_doubt = access->certain != access->possible;
}

static enum doubt doubt_of(const struct applicable_ace *applicable)
{
	if (!applicable->ace->known)
		return DOUBT_ACE_TYPE;
	if (ace_is_conditional(applicable->ace))
		return DOUBT_CONDITION;
	return applicable->answer == ANSWER_MAYBE ? DOUBT_TRUSTEE : DOUBT_OBJECT_TYPE;
}

size_t access_evaluation_doubts(const struct access_evaluation *evaluation,
	const struct question *question, struct doubtful_ace *doubtful, size_t most)
{
	const uint32_t asked = mask_map_generic(question->mask, evaluation->kind);
	struct walks walks = { { .open = asked }, { .open = asked } };
	size_t count = 0;
	for (size_t i = 0; i < evaluation->count; i++) {
		const struct applicable_ace *applicable = &evaluation->applicable[i];
		struct share share;
		if (!share_of(applicable, question, &share) ||
			(question->ignore_deletion_guard && is_deletion_guard(applicable)))
			continue;
		if ((share.mask & ~share.sure & walks_open(&walks)) != 0 && count++ < most)
			doubtful[count - 1] =
				(struct doubtful_ace){ share.ace, doubt_of(applicable) };
		walks_on(&walks, &share);
	}
	return count;
}

const char *doubt_reason(enum doubt doubt)
{
	static const char *const reason[] = {
		[DOUBT_ACE_TYPE] = "its type is not known",
		[DOUBT_CONDITION] = "its condition is not evaluated",
		[DOUBT_TRUSTEE] = "the token may hold its trustee or not",
		[DOUBT_OBJECT_TYPE] =
			"it names a class or property set, and the specification and the "
			"descriptions of Windows differ on whether that covers the right",
	};
	return reason[doubt];
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
