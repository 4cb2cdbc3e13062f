/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * usage: bench_access FILE
 *
 * The full answer about each descriptor of FILE (made by make_descriptors.py) side by side with a
 * bare walk over the same bytes: the least that any access check must do, which is to step over the
 * ACEs within their bounds and compare each trustee with the token. Rounds of the two alternate.
 * Prints one "name nanoseconds" line each, medians per descriptor, then the granted masks.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "security/assessment.h"

enum { ROUNDS = 41, TOKEN_SIDS = 8, DESCRIPTORS_MAX = 100000, OFFSET_OF_DACL = 16 };

struct sids {
	struct bytes raw[TOKEN_SIDS];
	struct sid sid[TOKEN_SIDS];
	size_t count;
};

struct sample {
	struct bytes descriptor[DESCRIPTORS_MAX];
	size_t count;
	struct sids token;
};

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "bench_access: %s\n", what);
	exit(EXIT_FAILURE);
}

static struct bytes file_read(const char *name)
{
	FILE *file = fopen(name, "rb");
	if (file == NULL || fseek(file, 0, SEEK_END) != 0)
		give_up("cannot read the descriptors");
	long size = ftell(file);
	uint8_t *data = size > 0 ? malloc((size_t)size) : NULL;
	rewind(file);
	if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size)
		give_up("cannot read the descriptors");
	fclose(file);
	return bytes_of(data, (size_t)size);
}

static void token_read(struct bytes from, struct sids *token)
{
	while (from.length > 0 && token->count < TOKEN_SIDS) {
		struct bytes start = from;
		if (!sid_read(&from, &token->sid[token->count]))
			give_up("the token is malformed");
		token->raw[token->count++] = bytes_take(&start, start.length - from.length);
	}
}

static void sample_read(struct bytes file, struct sample *sample)
{
	token_read(bytes_take(&file, bytes_u32le(&file)), &sample->token);
	while (file.length > 0 && sample->count < DESCRIPTORS_MAX)
		sample->descriptor[sample->count++] = bytes_take(&file, bytes_u32le(&file));
	if (file.failed || sample->count == 0 || sample->token.count == 0)
		give_up("the descriptors are malformed");
}

static uint32_t u32_at(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static size_t u16_at(const uint8_t *at)
{
	return (size_t)at[0] | (size_t)at[1] << 8;
}

static bool is_object_type(uint8_t type)
{
	return (type >= 5 && type <= 8) || type == 11 || type == 12 || type == 15 || type == 16;
}

/* Whether the SID at the end of an ACE of that size is in the token. */
static bool ace_matches(const uint8_t *ace, size_t size, const struct sids *token)
{
	size_t at = 8;
	if (is_object_type(ace[0])) {
		if (size < 12)
			return false;
		uint32_t present = u32_at(ace + 8);
		at = 12 + 16 * (size_t)((present & 1) + (present >> 1 & 1));
	}
	if (size < at + 8)
		return false;
	const size_t length = 8 + 4 * (size_t)ace[at + 1];
	if (length > size - at)
		return false;
	for (size_t i = 0; i < token->count; i++) {
		if (token->raw[i].length == length &&
			memcmp(token->raw[i].data, ace + at, length) == 0)
			return true;
	}
	return false;
}

/* The bare walk: how many ACEs name a SID of the token. */
static size_t walk(struct bytes descriptor, const struct sids *token)
{
	const uint8_t *data = descriptor.data;
	if (descriptor.length < OFFSET_OF_DACL + 4)
		return 0;
	const size_t dacl = u32_at(data + OFFSET_OF_DACL);
	if (dacl == 0 || dacl > descriptor.length || descriptor.length - dacl < 8)
		return 0;
	size_t left = u16_at(data + dacl + 2);
	if (left < 8 || left > descriptor.length - dacl)
		return 0;
	left -= 8;
	const uint8_t *ace = data + dacl + 8;
	size_t matches = 0;
	for (size_t count = u16_at(data + dacl + 4); count > 0 && left >= 4; count--) {
		const size_t size = u16_at(ace + 2);
		if (size < 4 || size > left)
			break;
		matches += size >= 8 && ace_matches(ace, size, token);
		ace += size;
		left -= size;
	}
	return matches;
}

/* As the command does: one arena, given back after each answer. */
static uint32_t answer(
	struct arena *arena, struct bytes descriptor, const struct requester *requester)
{
	struct descriptor read;
	struct assessment assessment;
	struct error error = { 0 };
	if (!descriptor_read(descriptor, arena, &read, &error))
		give_up("a descriptor is malformed");
	assess(arena, &read, requester, &assessment);
	uint32_t granted = assessment.whole.certain;
	arena_reset(arena);
	return granted;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	const double *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

static double median(double *value, size_t count)
{
	qsort(value, count, sizeof *value, by_size);
	return value[count / 2];
}

int main(int count, char **word)
{
	static struct sample sample;
	static double walks[ROUNDS], answers[ROUNDS];
	static uint32_t granted[DESCRIPTORS_MAX];
	if (count != 2)
		give_up("usage: bench_access FILE");
	sample_read(file_read(word[1]), &sample);
	const struct requester requester = {
		.token = { sample.token.sid, sample.token.count, TOKEN_EXACT },
		.kind = OBJECT_DIRECTORY,
	};
	struct arena *arena = arena_new();
	volatile size_t matches = 0; /* so that the walks are not optimised away */
	for (size_t round = 0; round < ROUNDS; round++) {
		double start = now();
		for (size_t i = 0; i < sample.count; i++)
			matches += walk(sample.descriptor[i], &sample.token);
		double between = now();
		for (size_t i = 0; i < sample.count; i++)
			granted[i] = answer(arena, sample.descriptor[i], &requester);
		answers[round] = (now() - between) / (double)sample.count;
		walks[round] = (between - start) / (double)sample.count;
	}
	arena_free(arena);
	printf("walk %.1f\nanswer %.1f\nmatches %zu\n", median(walks, ROUNDS),
		median(answers, ROUNDS), matches / ROUNDS);
	for (size_t i = 0; i < sample.count; i++)
		printf("0x%08" PRIx32 "\n", granted[i]);
	return EXIT_SUCCESS;
}
