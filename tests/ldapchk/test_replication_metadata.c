/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "base/binary.h"
#include "ldapchk/replication_metadata.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* 2026-11-21T08:20:20Z: 155,552 days after 1601-01-01, and 8 h 20 min 20 s. */
#define A_TIME UINT64_C(13439722820)

struct written {
	uint32_t attribute, version;
	uint64_t seconds;
};

static void add(struct text *blob, const struct written *written)
{
	binary_add_u32le(blob, written->attribute);
	binary_add_u32le(blob, written->version);
	binary_add_u64le(blob, written->seconds);
	for (int i = 0; i < 16; i++)
		binary_add_u8(blob, (uint8_t)(0xa0 + i)); /* of the domain controller that wrote */
	binary_add_u64le(blob, 4711);                     /* its USN then */
	binary_add_u64le(blob, 4712);                     /* the local one */
}

static struct bytes vector(struct arena *arena, uint32_t version, uint32_t count)
{
	static const struct written entries[] = {
		{ REPLICATED_SPN, 3, A_TIME },
		{ REPLICATED_DESCRIPTOR, 0xffffffff, UINT64_C(0xfedcba9876543210) },
		{ REPLICATED_ACCOUNT_CONTROL, 1, 0 },
	};
	struct text blob = text_new(arena);
	binary_add_u32le(&blob, version);
	binary_add_u32le(&blob, 0);
	binary_add_u32le(&blob, count);
	binary_add_u32le(&blob, 0);
	for (size_t i = 0; i < COUNT_OF(entries); i++)
		add(&blob, &entries[i]);
	return binary_bytes(&blob);
}

START_TEST(finds_each)
{
	struct arena *arena = arena_new();
	struct originating_write last;
	const struct bytes blob = vector(arena, 1, 3);
	ck_assert(replication_metadata_find(blob, REPLICATED_SPN, &last));
	ck_assert_uint_eq(last.version, 3);
	ck_assert_str_eq(originating_write_text(arena, &last), "version 3 of 2026-11-21T08:20:20Z");
	ck_assert(replication_metadata_find(blob, REPLICATED_DESCRIPTOR, &last));
	ck_assert_uint_eq(last.version, 0xffffffff);
	ck_assert(last.seconds == UINT64_C(0xfedcba9876543210));
	ck_assert_ptr_nonnull(strstr(originating_write_text(arena, &last), "since 1601"));
	ck_assert(replication_metadata_find(blob, REPLICATED_ACCOUNT_CONTROL, &last));
	ck_assert_uint_eq(last.version, 1);
	ck_assert(!replication_metadata_find(blob, REPLICATED_DNS_HOST_NAME, &last));
	ck_assert_uint_eq(last.version, 0);
	arena_free(arena);
}
END_TEST

static const struct {
	const char *because;
	uint32_t version, count;
} wrong[] = {
	{ "another version", 2, 3 },
	{ "no version", 0, 3 },
	{ "one entry more than there is", 1, 4 },
	{ "one entry less than there is", 1, 2 },
	{ "none", 1, 0 },
	{ "more than any object has", 1, 0xffffffff },
	/* 3 + 2^32 / 48 rounded: the size of so many would wrap around in 32 bits. */
	{ "a count whose size overflows", 1, 89478488 },
};

START_TEST(refuses)
{
	struct arena *arena = arena_new();
	struct originating_write last;
	ck_assert_msg(!replication_metadata_find(vector(arena, wrong[_i].version, wrong[_i].count),
			      REPLICATED_SPN, &last),
		"%s", wrong[_i].because);
	arena_free(arena);
}
END_TEST

/* Truncated data is rejected, and no flipped bit causes a read past the end. */
START_TEST(cut_and_flipped)
{
	struct arena *arena = arena_new();
	struct originating_write last;
	const struct bytes blob = vector(arena, 1, 3);
	for (size_t length = 0; length < blob.length; length++) {
		const struct bytes cut = bytes_of(arena_copy(arena, blob.data, length), length);
		ck_assert_msg(!replication_metadata_find(cut, REPLICATED_SPN, &last), "%zu bytes",
			length);
	}
	for (size_t bit = 0; bit < 8 * blob.length; bit++) {
		uint8_t *copy = arena_copy(arena, blob.data, blob.length);
		copy[bit / 8] ^= (uint8_t)(1U << bit % 8);
		if (replication_metadata_find(
			    bytes_of(copy, blob.length), REPLICATED_ACCOUNT_CONTROL, &last))
			ck_assert_uint_gt(
				strlen(originating_write_text(arena, &last)), strlen("version"));
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("replication metadata");
	TCase *tcase = tcase_create("replication metadata");
	tcase_add_test(tcase, finds_each);
	tcase_add_loop_test(tcase, refuses, 0, COUNT_OF(wrong));
	tcase_add_test(tcase, cut_and_flipped);
	suite_add_tcase(suite, tcase);
	return suite;
}
