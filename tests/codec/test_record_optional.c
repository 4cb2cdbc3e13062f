/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "codec/document.h"
#include "codec/gap.h"
#include "codec/record.h"
#include "tests/test.h"

/* As a source of evidence is: it may be all zeros, and what comes first in it is no text. */
struct part {
	struct gap gap;
	int64_t number;
};

struct whole {
	const char *name;
	const struct part *part;
};

static const struct field part_fields[] = {
	{ .key = "gap", .kind = FIELD_GAP, .optional = true, .offset = offsetof(struct part, gap) },
	{ .key = "number", .kind = FIELD_NUMBER, .offset = offsetof(struct part, number) },
};
static const struct shape part_shape = {
	.size = sizeof(struct part), .field_count = 2, .field = part_fields
};

static const struct field whole_fields[] = {
	{ .key = "name", .kind = FIELD_TEXT, .offset = offsetof(struct whole, name) },
	{ .key = "part",
		.kind = FIELD_RECORD_AT,
		.optional = true,
		.offset = offsetof(struct whole, part),
		.shape = &part_shape },
};
static const struct shape whole_shape = {
	.size = sizeof(struct whole), .field_count = 2, .field = whole_fields
};
/* As it was before there was such a part. */
static const struct shape older_shape = {
	.size = sizeof(struct whole), .field_count = 1, .field = whole_fields
};

/* In both ways, which give the same. */
static bool reads(
	struct arena *arena, struct bytes text, const struct shape *shape, struct whole *whole)
{
	struct error error = { 0 };
	struct document document;
	struct whole other;
	ck_assert(document_parse(&document, arena, "text", text, &error));
	const struct node root = document_root(&document);
	const bool good = record_read(&root, shape, whole, &error);
	document_close(&document);
	ck_assert_int_eq(good, record_read_text(arena, "text", text, shape, &other));
	ck_assert_int_eq(good, error.kind == ERROR_NONE);
	if (good) {
		ck_assert_str_eq(whole->name, other.name);
		ck_assert_int_eq(whole->part == NULL, other.part == NULL);
	}
	return good;
}

static const struct {
	struct part part;
	const char *because;
} part_rows[] = {
	{ { { 0 }, 0 }, "all zeros" },
	{ { { 0 }, 7 }, "a gap that is none comes first" },
	{ { { .cause = ERROR_DENIED, .text = "no" }, 0 }, "it failed" },
	{ { { .cause = ERROR_TIMEOUT, .text = "late" }, 7 }, "it failed half way" },
};

START_TEST(a_part_that_is_there_comes_back)
{
	struct arena *arena = arena_new();
	const struct part *part = &part_rows[_i].part;
	const struct whole whole = { "a", part };
	struct whole back;
	const struct bytes text = record_write_text(arena, &whole_shape, &whole);
	ck_assert(reads(arena, text, &whole_shape, &back));
	ck_assert_msg(back.part != NULL, "%s", part_rows[_i].because);
	ck_assert_int_eq(back.part->number, part->number);
	ck_assert_int_eq(back.part->gap.cause, part->gap.cause);
	ck_assert_int_eq(back.part->gap.text == NULL, part->gap.text == NULL);
	if (part->gap.text != NULL)
		ck_assert_str_eq(back.part->gap.text, part->gap.text);
	ck_assert(bytes_equal(text, record_write_text(arena, &whole_shape, &back)));

	size_t gaps;
	const struct record_gap *gap = record_gaps(arena, &whole_shape, &back, &gaps);
	ck_assert_uint_eq(gaps, gap_is(&part->gap));
	if (gaps > 0)
		ck_assert_ptr_eq(gap[0].gap, &back.part->gap);
	arena_free(arena);
}
END_TEST

START_TEST(a_part_that_is_not_there_is_left_out)
{
	struct arena *arena = arena_new();
	const struct whole whole = { .name = "a" };
	struct whole back;
	const struct bytes text = record_write_text(arena, &whole_shape, &whole);
	ck_assert(bytes_equal(text, record_write_text(arena, &older_shape, &whole)));
	ck_assert(reads(arena, text, &whole_shape, &back));
	ck_assert_ptr_null(back.part);

	size_t gaps;
	record_gaps(arena, &whole_shape, &back, &gaps);
	ck_assert_uint_eq(gaps, 0);
	arena_free(arena);
}
END_TEST

/* The older program refuses the unknown key; it does not judge without it. */
START_TEST(an_unknown_part_is_refused)
{
	struct arena *arena = arena_new();
	const struct whole whole = { "a", &part_rows[0].part };
	struct whole back;
	const struct bytes text = record_write_text(arena, &whole_shape, &whole);
	ck_assert(!reads(arena, text, &older_shape, &back));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("record_optional");
	TCase *tests = tcase_create("record_optional");
	tcase_add_loop_test(
		tests, a_part_that_is_there_comes_back, 0, sizeof part_rows / sizeof *part_rows);
	tcase_add_test(tests, a_part_that_is_not_there_is_left_out);
	tcase_add_test(tests, an_unknown_part_is_refused);
	suite_add_tcase(suite, tests);
	return suite;
}
