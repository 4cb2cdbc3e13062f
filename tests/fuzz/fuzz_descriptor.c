/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a security descriptor: it is read, written out and asked two questions, and the
 * invariants of every answer are checked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "security/ace_describe.h"
#include "security/assessment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_descriptor.c:%d: does not hold: %s\n", line, what);
	abort();
}

static bool within(struct bytes part, const uint8_t *data, size_t size)
{
	return part.length == 0 || (part.data >= data && part.length <= size &&
					   part.data - data <= (ptrdiff_t)(size - part.length));
}

static void check_ace(struct arena *arena, const struct ace *ace, struct bytes whole)
{
	struct sid parsed;
	MUST(ace->raw.length >= 4 && within(ace->raw, whole.data, whole.length));
	MUST(within(ace->rest, ace->raw.data, ace->raw.length));
	MUST(strlen(ace_describe(arena, ace, OBJECT_DIRECTORY)) > 0);
	const struct sid trustee = ace_trustee(ace);
	MUST(sid_parse(sid_write(arena, &trustee), &parsed));
	MUST(sid_equal(&parsed, &trustee));
	MUST(!ace->known || raw_sid_is(ace->trustee, &parsed));
}

/* What is written back is what was read, even without the original layout. */
static void check_write(
	struct arena *arena, const struct descriptor *descriptor, struct bytes whole)
{
	MUST(bytes_equal(descriptor_write(arena, descriptor), whole));
	struct bytes plain, again;
	struct descriptor read;
	struct error error = { 0 };
	if (!descriptor_write_plain(arena, descriptor, &plain, &error)) {
		MUST(error.kind == ERROR_MALFORMED);
		return;
	}
	MUST(descriptor_read(plain, arena, &read, &error));
	MUST(descriptor_write_plain(arena, &read, &again, &error));
	MUST(bytes_equal(plain, again));
	MUST(read.dacl.count == descriptor->dacl.count &&
		read.sacl.count == descriptor->sacl.count);
}

struct setting {
	struct arena *arena;
	const struct descriptor *descriptor;
	struct requester requester;
};

static struct access evaluate(const struct setting *setting, const struct question *question)
{
	struct access_evaluation evaluation;
	struct access access;
	access_evaluation_open(
		setting->arena, setting->descriptor, &setting->requester, &evaluation);
	access_evaluation_ask(&evaluation, question, &access);
	return access;
}

static bool is_subset(uint32_t part, uint32_t of)
{
	return (part & ~of) == 0;
}

/* Each bit is decided on its own, so bit by bit the same must come out. */
static void check_bits(
	const struct setting *setting, const struct question *question, const struct access *access)
{
	for (uint32_t i = 0; i < 32; i++) {
		struct question one = *question;
		one.mask = question->mask & 1U << i;
		struct access alone = evaluate(setting, &one);
		MUST(alone.certain == (access->certain & one.mask));
		MUST(alone.possible == (access->possible & one.mask));
		MUST(access_decided_by(&alone, i) == access_decided_by(access, i));
		const struct ace *ace = access_decided_by(access, i);
		if ((access->by_owner & one.mask) != 0)
			MUST(ace == NULL);
		if (ace != NULL && (access->certain & one.mask) != 0)
			MUST(ace->known && !ace_denies(ace));
		else if (ace != NULL)
			MUST(!ace->known || ace_denies(ace));
	}
}

static void check_access(const struct setting *setting, const struct question *question)
{
	struct access access = evaluate(setting, question);
	MUST(is_subset(access.certain, access.possible));
	MUST(is_subset(access.possible, question->mask));
	MUST(access.in_doubt == (access.certain != access.possible));
	MUST(is_subset(access.by_owner, access.certain));
	MUST(is_subset(access.by_owner, RIGHT_READ_CONTROL | RIGHT_WRITE_DAC));
	MUST(!access.null_dacl || access.certain == question->mask);
	check_bits(setting, question, &access);

	/* A token that may hold more than is known can only widen the bounds. */
	struct setting wider = *setting;
	wider.requester.token.extent = TOKEN_PARTIAL;
	struct access incomplete = evaluate(&wider, question);
	MUST(is_subset(incomplete.certain, access.certain));
	MUST(is_subset(access.possible, incomplete.possible));

	/* Leaving the guard out can only add. */
	struct question lenient = *question;
	lenient.ignore_deletion_guard = true;
	struct access unguarded = evaluate(setting, &lenient);
	MUST(is_subset(access.certain, unguarded.certain));
	MUST(is_subset(access.possible, unguarded.possible));
	MUST(is_subset(unguarded.certain & ~access.certain, RIGHT_DELETE | RIGHT_DELETE_TREE));
	MUST(unguarded.guard_ignored || unguarded.certain == access.certain);
}

/* Full Control, and a property that the descriptor itself names, if it names one. */
static void ask(const struct setting *setting)
{
	const struct question full = { .mask = RIGHT_FULL_CONTROL };
	struct guid chain[2] = { { { 0x86, 0x7a, 0x96, 0xbf } } };
	const struct acl *dacl = &setting->descriptor->dacl;
	for (size_t i = 0; i < dacl->count; i++) {
		if (dacl->ace[i].object_type != NULL)
			chain[1] = *dacl->ace[i].object_type;
	}
	const struct question property = { 0x128, chain, 2, false };
	check_access(setting, &full);
	check_access(setting, &property);

	struct assessment assessment;
	assess(setting->arena, setting->descriptor, &setting->requester, &assessment);
	MUST(assessment.level <= assessment.possible);
	MUST(is_subset(assessment.whole.certain & RIGHT_FULL_CONTROL, assessment.guarded.certain));
	if (assessment.level == LEVEL_FULL_CONTROL)
		MUST(assessment.guarded.certain == RIGHT_FULL_CONTROL);
	for (size_t i = 0; i < CMS_RIGHT_COUNT; i++) {
		const struct right_access *right = &assessment.right[i];
		MUST(assessment.level != LEVEL_FULL_CONTROL || right->granted == ANSWER_YES);
		MUST((right->granted == ANSWER_MAYBE) == (right->doubted_by != NULL));
		MUST(right->decided_by == NULL || right->granted == ANSWER_MAYBE ||
			ace_allows(right->decided_by) == (right->granted == ANSWER_YES));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct descriptor descriptor;
	struct error error = { 0 };
	struct bytes whole = bytes_of(data, size);
	if (!descriptor_read(whole, arena, &descriptor, &error)) {
		MUST(error.kind == ERROR_MALFORMED && error.text[0] != '\0');
		arena_free(arena);
		return 0;
	}
	MUST(error.kind == ERROR_NONE);
	check_write(arena, &descriptor, whole);

	/* Everyone, and the trustees of the first and the last ACE: a random SID would match none.
	 */
	struct sid held[3] = { { .authority = 1, .count = 1 } };
	struct setting setting = { arena, &descriptor,
		{ .token = { held, 1, (enum token_extent)(1 + size % 2) } } };
	for (size_t i = 0; i < descriptor.dacl.count; i++) {
		const struct ace *ace = &descriptor.dacl.ace[i];
		check_ace(arena, ace, whole);
		if (!ace->known)
			continue;
		setting.requester.token.count = setting.requester.token.count == 1 ? 2 : 3;
		held[setting.requester.token.count - 1] = ace_trustee(ace);
	}
	for (size_t i = 0; i < descriptor.sacl.count; i++)
		check_ace(arena, &descriptor.sacl.ace[i], whole);
	struct sid group;
	if (descriptor.group != NULL) {
		group = raw_sid_read(descriptor.group);
		setting.requester.self = &group;
	}
	if (descriptor.dacl.state != ACL_ABSENT)
		ask(&setting);
	arena_free(arena);
	return 0;
}
