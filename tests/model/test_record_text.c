/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence.h"

#include <string.h>

#include "model/document.h"
#include "model/record.h"
#include "tests/test.h"

/* Odd in one way each, beside what is plain: jansson's word is what counts. */
static const struct {
	const char *value;
	const char *because;
} value_rows[] = {
	{ "plain", "as nearly all are" },
	{ "", "an empty string" },
	{ "with \"quotes\" and \\", "an escape" },
	{ "gr\xc3\xbc\xc3\x9f dich", "UTF-8" },
	{ "\xff\xfe", "no UTF-8" },
	{ "line\nfeed", "a control character" },
	{ "\x7f", "the last of ASCII" },
	{ "/a/b", "a slash is not escaped" },
};

static struct directory_visit visit_with(
	struct arena *arena, struct attribute *attribute, size_t count)
{
	struct directory_visit visit = { .server = "dc1", .found_by = "plan", .root.dn = "" };
	visit.entry = arena_alloc(arena, 2 * sizeof *visit.entry);
	visit.entry_count = 2;
	visit.entry[0] = (struct entry){ "CN=A", attribute, count };
	visit.entry[1] = (struct entry){ "CN=B", NULL, 0 };
	visit.operations = 19;
	return visit;
}

/* Written, it is what jansson writes of what it reads there; read, it is what was written. */
static void assert_round(struct arena *arena, const struct directory_visit *visit)
{
	struct error error = { 0 };
	const struct bytes text = directory_visit_write(arena, visit);
	struct document document;
	ck_assert(document_parse(&document, arena, "visit", text, &error));
	const struct bytes expected = json_write(arena, document.root);
	document_close(&document);
	ck_assert_uint_eq(text.length, expected.length);
	ck_assert_mem_eq(text.data, expected.data, expected.length);

	struct directory_visit back;
	ck_assert(directory_visit_read(arena, "visit", text, &back, &error));
	ck_assert_int_eq(back.operations, visit->operations);
	ck_assert_uint_eq(back.entry_count, visit->entry_count);
	ck_assert_uint_eq(back.entry[0].count, visit->entry[0].count);
	for (size_t i = 0; i < visit->entry[0].count; i++) {
		const struct attribute *wrote = &visit->entry[0].attribute[i];
		const struct attribute *read = entry_attribute(&back.entry[0], wrote->name);
		ck_assert_ptr_nonnull(read);
		ck_assert_int_eq(read->gap.cause, wrote->gap.cause);
		ck_assert_uint_eq(read->count, wrote->count);
		for (size_t k = 0; k < wrote->count; k++) {
			ck_assert_uint_eq(read->value[k].length, wrote->value[k].length);
			if (wrote->value[k].length > 0)
				ck_assert_mem_eq(read->value[k].data, wrote->value[k].data,
					wrote->value[k].length);
		}
	}
}

START_TEST(a_value_comes_back)
{
	struct arena *arena = arena_new();
	const char *text = value_rows[_i].value;
	struct bytes value[] = { bytes_of("a", 1), bytes_of(text, strlen(text)),
		bytes_of("\0\1", 2), bytes_of("b", 1), bytes_of("c", 1) };
	struct attribute attribute[] = {
		{ .name = "zebra", .value = value, .count = 5 },
		{ .name = "ape", .value = value, .count = 1 },
		{ .name = "none" },
	};
	const struct directory_visit visit = visit_with(arena, attribute, 3);
	assert_round(arena, &visit);
	arena_free(arena);
}
END_TEST

START_TEST(a_gap_among_attributes_comes_back)
{
	struct arena *arena = arena_new();
	struct bytes value = bytes_of("x", 1);
	struct attribute attribute[] = {
		{ .name = "here", .value = &value, .count = 1 },
		{ .name = "hidden", .gap = { ERROR_DENIED, "not shown" } },
	};
	const struct directory_visit visit = visit_with(arena, attribute, 2);
	assert_round(arena, &visit);
	arena_free(arena);
}
END_TEST

/* What is not right is refused, however near it comes to what is read in pieces. */
static const struct {
	const char *attributes;
	bool good;
	const char *because;
} text_rows[] = {
	{ "{\"a\": [\"b\"]}", true, "right" },
	{ "{ \"a\" :[ \"b\" , {\"base64\":\"AAA=\"} ] }", true, "white space is free" },
	{ "{\"a\": [\"\\u0041\"]}", true, "an escape" },
	{ "{\"a\": [], \"a\": []}", false, "a name twice" },
	{ "{\"a\": [\"b\",]}", false, "a comma too many" },
	{ "{\"a\": [\"b\"],}", false, "a comma too many" },
	{ "{\"a\": \"b\"}", false, "no array" },
	{ "{\"a\": [1]}", false, "a number" },
	{ "{\"a\": [{\"base64\": \"A\"}]}", false, "no base64" },
	{ "{\"a\": [{\"base64\": \"AAAA\", \"more\": 1}]}", false, "an unknown key" },
	{ "{\"a\": [{}]}", false, "no key" },
	{ "{\"a\": [\"b\"]", false, "no end" },
	{ "{\"a\": [\"\x01\"]}", false, "a raw control character" },
	{ "{\"a\": [\"\xff\"]}", false, "no UTF-8" },
};

START_TEST(attributes_are_read_strictly)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	struct directory_visit visit;
	const char *text = arena_format(arena,
		"{\"server\": \"dc1\", \"found_by\": \"plan\", \"asked\": [], \"entries\": [],\n"
		"\"operations\": 7, \"root\": {\"dn\": \"\", \"attributes\": %s}}\n",
		text_rows[_i].attributes);
	const bool good =
		directory_visit_read(arena, "visit", bytes_of(text, strlen(text)), &visit, &error);
	ck_assert_int_eq(good, text_rows[_i].good);
	ck_assert_int_eq(good, error.kind == ERROR_NONE);
	if (good) {
		ck_assert_int_eq(visit.operations, 7);
		ck_assert_uint_eq(visit.root.count, 1);
		ck_assert_uint_ge(visit.root.attribute[0].count, 1);
		ck_assert_uint_eq(visit.root.attribute[0].value[0].length, 1);
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("record_text");
	TCase *tests = tcase_create("record_text");
	tcase_add_loop_test(tests, a_value_comes_back, 0, sizeof value_rows / sizeof *value_rows);
	tcase_add_test(tests, a_gap_among_attributes_comes_back);
	tcase_add_loop_test(
		tests, attributes_are_read_strictly, 0, sizeof text_rows / sizeof *text_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
