/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence.h"

#include <string.h>

#include "base/text.h"
#include "codec/document.h"
#include "codec/record.h"
#include "tests/model/fixture.h"
#include "tests/test.h"

/* Possible values. */
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

/* A value of no bytes may have a NULL pointer; every writer writes an empty string. */
START_TEST(nothing_is_written_as_nothing)
{
	struct arena *arena = arena_new();
	struct bytes nothing = bytes_of(NULL, 0), odd = bytes_of("\xc3\xbc", 2);
	struct attribute attribute[] = {
		{ .name = "empty", .value = &nothing, .count = 1 },
		{ .name = "odd", .value = &odd, .count = 1 },
	};
	for (size_t count = 1; count <= 2; count++) {
		const struct directory_visit visit = visit_with(arena, attribute, count);
		const struct bytes text = directory_visit_write(arena, &visit);
		const char *written = arena_format(arena, "%.*s", (int)text.length, text.data);
		ck_assert_ptr_null(strstr(written, "base64"));
		assert_round(arena, &visit);
	}
	arena_free(arena);
}
END_TEST

/* Attributes of names and values that are the same, in the same order. */
static void assert_same_attributes(const struct entry *one, const struct entry *other)
{
	ck_assert_uint_eq(one->count, other->count);
	for (size_t i = 0; i < one->count; i++) {
		const struct attribute *a = &one->attribute[i], *b = &other->attribute[i];
		ck_assert_str_eq(a->name, b->name);
		ck_assert_int_eq(a->gap.cause, b->gap.cause);
		ck_assert_uint_eq(a->count, b->count);
		for (size_t k = 0; k < a->count; k++)
			ck_assert(bytes_equal(a->value[k], b->value[k]));
	}
}

/*
 * Reads the text, and the same with an escape in its first key, of which a tree is made: the same
 * comes of it.
 */
static bool reads_both_ways(
	struct arena *arena, const char *text, size_t length, struct directory_visit *visit)
{
	static const char key[] = "{\"server\"", escaped[] = "{\"serve\\u0072\"";
	struct error error = { 0 }, other_error = { 0 };
	struct directory_visit other;
	struct text other_text = text_new(arena);
	ck_assert_uint_ge(length, strlen(key));
	ck_assert_mem_eq(text, key, strlen(key));
	text_add(&other_text, "%s", escaped);
	text_add_bytes(&other_text, text + strlen(key), length - strlen(key));

	const bool good = directory_visit_read(
		arena, "visit", exact_bytes(arena, text, length), visit, &error);
	ck_assert_int_eq(good, error.kind == ERROR_NONE);
	ck_assert_int_eq(good, directory_visit_read(arena, "visit",
				       exact_bytes(arena, other_text.data, other_text.length),
				       &other, &other_error));
	ck_assert_int_eq(error.kind, other_error.kind);
	if (good) {
		ck_assert_str_eq(visit->server, other.server);
		ck_assert_int_eq(visit->operations, other.operations);
		assert_same_attributes(&visit->root, &other.root);
	}
	return good;
}

/* Invalid texts are refused, even if most of it is valid. */
static const struct {
	const char *attributes;
	bool good;
	const char *because;
} text_rows[] = {
	{ "{\"a\": [\"b\"]}", true, "right" },
	{ "{ \"a\" :[ \"b\" , {\"base64\":\"AAA=\"} ] }", true, "white space is free" },
	{ "{\t\"a\"\r\n:[\"b\"]}", true, "all four of it" },
	{ "{\"a\"\f:[\"b\"]}", false, "a form feed is none" },
	{ "{\"a\"\xc2\xa0:[\"b\"]}", false, "nor is what Unicode calls one" },
	{ "{\"a\": [\"\\u0041\"]}", true, "an escape" },
	{ "{\"a\": [\"\\u0000\"]}", false, "a zero" },
	{ "{\"a\": [\"\\ud800\"]}", false, "half of a pair" },
	{ "{\"a\": [\"\\udc00\\ud800\"]}", false, "a pair the wrong way round" },
	{ "{\"a\": [\"\\x41\"]}", false, "no escape of JSON" },
	{ "{\"a\": [\"\\\"]}", false, "the quote is escaped" },
	{ "{\"a\": [], \"a\": []}", false, "a name twice" },
	{ "{\"a\": [], \"\\u0061\": []}", false, "a name twice, once with an escape" },
	{ "{\"a\": [\"b\",]}", false, "a comma too many" },
	{ "{\"a\": [,\"b\"]}", false, "a comma too early" },
	{ "{\"a\": [\"b\" \"c\"]}", false, "a comma too few" },
	{ "{\"a\": [\"b\"],}", false, "a comma too many" },
	{ "{\"a\": [\"b\"] \"c\": []}", false, "a comma too few" },
	{ "{\"a\" [\"b\"]}", false, "no colon" },
	{ "{a: [\"b\"]}", false, "a name without quotes" },
	{ "{'a': ['b']}", false, "quotes of another language" },
	{ "{/**/\"a\": [\"b\"]}", false, "JSON has no comments" },
	{ "{\"a\": \"b\"}", false, "no array" },
	{ "{\"a\": [1]}", false, "a number" },
	{ "{\"a\": [null]}", false, "nothing" },
	{ "{\"a\": [[\"b\"]]}", false, "an array too many" },
	{ "{\"a\": [{\"base64\": \"A\"}]}", false, "no base64" },
	{ "{\"a\": [{\"base64\": \"AB==\"}]}", false, "bits behind the last byte" },
	{ "{\"a\": [{\"base64\": \"AA==\", \"base64\": \"AA==\"}]}", false, "a key twice" },
	{ "{\"a\": [{\"base64\": \"AAAA\", \"more\": 1}]}", false, "an unknown key" },
	{ "{\"a\": [{\"base46\": \"AAAA\"}]}", false, "another key" },
	{ "{\"a\": [{\"base64\": \"AAAA\"]}", false, "an object without its end" },
	{ "{\"a\": [{\"base64\": null}]}", false, "nothing in base64" },
	{ "{\"a\": [{}]}", false, "no key" },
	{ "{\"a\": [\"b\"]", false, "no end" },
	{ "{\"a\": [\"\x01\"]}", false, "a raw control character" },
	{ "{\"a\": [\"~\"]}", true, "the last of ASCII that is shown is none" },
	{ "{\"a\": [\"\xff\"]}", false, "no UTF-8" },
	{ "{\"a\": [\"\xed\xa0\x80\"]}", false, "half of a pair as UTF-8" },
	{ "{\"a\": [\"\xc1\x81\"]}", false, "UTF-8 longer than it need be" },
	{ "{\"\xff\": [\"b\"]}", false, "no UTF-8 in a name" },
};

START_TEST(attributes_are_read_strictly)
{
	struct arena *arena = arena_new();
	struct directory_visit visit;
	const char *text = arena_format(arena,
		"{\"server\": \"dc1\", \"found_by\": \"plan\", \"asked\": [], \"entries\": [],\n"
		"\"operations\": 7, \"root\": {\"dn\": \"\", \"attributes\": %s}}\n",
		text_rows[_i].attributes);
	const bool good = reads_both_ways(arena, text, strlen(text), &visit);
	ck_assert_msg(good == text_rows[_i].good, "%s", text_rows[_i].because);
	if (good) {
		ck_assert_int_eq(visit.operations, 7);
		ck_assert_uint_eq(visit.root.count, 1);
		ck_assert_uint_ge(visit.root.attribute[0].count, 1);
		ck_assert_uint_eq(visit.root.attribute[0].value[0].length, 1);
	}
	arena_free(arena);
}
END_TEST

START_TEST(attributes_keep_their_order)
{
	static const char *const odd[] = { "", ", \"x\": [\"\xc3\xbc\"]" };
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct directory_visit visit;
		const char *text = arena_format(arena,
			"{\"server\": \"dc1\", \"found_by\": \"plan\", \"asked\": [], \"entries\": "
			"[], \"root\": {\"dn\": \"\", \"attributes\": {\"CN\": [\"1\"], \"b\": [], "
			"\"c\": [\"2\"], \"a\": [\"3\", \"4\", \"5\", \"6\", \"7\"]%s}}}",
			odd[i]);
		ck_assert(reads_both_ways(arena, text, strlen(text), &visit));
		ck_assert_str_eq(entry_text(arena, &visit.root, "cn"), "1");
		ck_assert_uint_eq(visit.root.attribute[3].count, 5);
		ck_assert_mem_eq(visit.root.attribute[3].value[4].data, "7", 1);
	}
	arena_free(arena);
}
END_TEST

#define BYTES(text) text, sizeof(text) - 1

/* Around the attributes: the JSON of the number, and the text after the object. */
static const struct {
	const char *number;
	const char *rest;
	size_t rest_length;
	int64_t operations; /* -1: it is refused */
	const char *because;
} number_rows[] = {
	{ "7", BYTES(""), 7, "a number" },
	{ "7 ", BYTES(" \n\t\r"), 7, "white space behind both" },
	{ "-0", BYTES(""), 0, "nothing, below it" },
	{ "4294967295", BYTES(""), 4294967295, "the greatest" },
	{ "4294967296", BYTES(""), -1, "one more" },
	{ "99999999999999999999", BYTES(""), -1, "more than 64 bits" },
	{ "-1", BYTES(""), -1, "below nothing" },
	{ "007", BYTES(""), -1, "zeros in front" },
	{ "+7", BYTES(""), -1, "a sign that JSON does not have" },
	{ "7.0", BYTES(""), -1, "a fraction" },
	{ "7e0", BYTES(""), -1, "an exponent" },
	{ "7.", BYTES(""), -1, "half a fraction" },
	{ "0x7", BYTES(""), -1, "another base" },
	{ "7 7", BYTES(""), -1, "two numbers" },
	{ "7true", BYTES(""), -1, "a number and a word" },
	{ "true", BYTES(""), -1, "no number" },
	{ "\"7\"", BYTES(""), -1, "a string" },
	{ "null", BYTES(""), -1, "nothing" },
	{ "7, \"operations\": 7", BYTES(""), -1, "twice" },
	{ "7, \"operation\\u0073\": 7", BYTES(""), -1, "twice, once with an escape" },
	{ "7, \"lost\": true", BYTES(""), -1, "an unknown key" },
	{ "7, \"sids_asked\" []", BYTES(""), -1, "no colon" },
	{ "7 \"sids_asked\": []", BYTES(""), -1, "no comma" },
	{ "7,", BYTES(""), -1, "a comma too many" },
	{ "7}", BYTES(""), -1, "two ends" },
	{ "7", BYTES("x"), -1, "something behind it" },
	{ "7", BYTES("{}"), -1, "a second object" },
	{ "7", BYTES("\0"), -1, "a zero behind it" },
	{ "7", BYTES("\xff"), -1, "no UTF-8 behind it" },
};

START_TEST(numbers_and_ends_are_read_strictly)
{
	struct arena *arena = arena_new();
	struct directory_visit visit;
	struct text text = text_new(arena);
	text_add(&text,
		"{\"server\":\"dc1\",\"found_by\":\"plan\",\"asked\":[],\"entries\":[],\"root\":"
		"{\"dn\":\"\",\"attributes\":{}},\"operations\":%s}",
		number_rows[_i].number);
	text_add_bytes(&text, number_rows[_i].rest, number_rows[_i].rest_length);
	const bool good = reads_both_ways(arena, text.data, text.length, &visit);
	ck_assert_msg(good == (number_rows[_i].operations >= 0), "%s", number_rows[_i].because);
	if (good)
		ck_assert_int_eq(visit.operations, number_rows[_i].operations);
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
	tcase_add_test(tests, attributes_keep_their_order);
	tcase_add_test(tests, nothing_is_written_as_nothing);
	tcase_add_loop_test(tests, numbers_and_ends_are_read_strictly, 0,
		sizeof number_rows / sizeof *number_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
