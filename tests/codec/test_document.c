/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "codec/document.h"
#include "tests/model/fixture.h"

static struct arena *arena;
static struct document document;

static void setup(void)
{
	arena = arena_new();
	document = (struct document){ 0 };
}

static void teardown(void)
{
	document_close(&document);
	arena_free(arena);
}

static bool parse(struct bytes text, struct error *error)
{
	return document_parse(&document, arena, "file.json", text, error);
}

static struct node root_of(const char *text)
{
	struct error error = { 0 };
	ck_assert_msg(parse(exact_text(arena, text), &error), "%s", error.text);
	return document_root(&document);
}

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
	const char *text;
	size_t length;
	unsigned line;
	const char *pointer, *because;
} refused_rows[] = {
	{ TEXT(""), 1, "", "nothing" },
	{ TEXT(" \n\n "), 3, "", "white space alone" },
	{ TEXT("\0"), 1, "", "a zero byte" },
	{ TEXT("{"), 1, "", "cut" },
	{ TEXT("{\"a\":1,\n\"b\":[1,\n2"), 3, "/b/1", "cut in an array" },
	{ TEXT("{\"a\":1,\n\"a\":2}"), 2, "/a", "a key twice" },
	{ TEXT("{\"a\":{\"b\":1,\n\n\"c\":3,\"b\":2}}"), 3, "/a/b", "a key twice, deeper" },
	{ TEXT("{\"a\":1,\"\\u0061\":2}"), 1, "/a", "the same key in other letters" },
	{ TEXT("[{\"x\":1},\n{\"x\":\"\\u0000\"}]"), 2, "/1/x", "NUL in a string" },
	{ TEXT("{\"a\\u0000\":1}"), 1, "/a\\u0000", "NUL in a key" },
	{ TEXT("{\"a\":\n\"\xff\"}"), 2, "/a", "no UTF-8" },
	{ TEXT("{\"a\":\"\xc0\x80\"}"), 1, "/a", "an overlong zero" },
	{ TEXT("{\"a\":\"\xed\xa0\x80\"}"), 1, "/a", "a surrogate in UTF-8" },
	{ TEXT("{\"a\":\"\\ud800\"}"), 1, "/a", "half a surrogate pair" },
	{ TEXT("{\"a\":\"x\ny\"}"), 1, "/a", "a line break in a string" },
	{ TEXT("{\"a\":\"\\q\"}"), 1, "/a", "an escape that is none" },
	{ TEXT("{\"a\":99999999999999999999}"), 1, "/a", "beyond 64 bits" },
	{ TEXT("{\"a\":-9223372036854775809}"), 1, "/a", "beyond 64 bits, downwards" },
	{ TEXT("{\"a\":1e999}"), 1, "/a", "beyond a double" },
	{ TEXT("{\"a\":012}"), 1, "/a", "a leading zero" },
	{ TEXT("{\"a\":NaN}"), 1, "/a", "no number" },
	{ TEXT("{\"a\":True}"), 1, "/a", "capital letter" },
	{ TEXT("{'a':1}"), 1, "", "other quotes" },
	{ TEXT("{\"a\":1}\n{}"), 2, "", "two documents" },
	{ TEXT("{\"a\":1}\0"), 1, "", "a zero byte behind it" },
	{ TEXT("// no\n{}"), 1, "", "a comment" },
};

START_TEST(no_json_is_refused)
{
	struct error error = { 0 };
	struct bytes text = exact_bytes(arena, refused_rows[_i].text, refused_rows[_i].length);
	ck_assert_msg(!parse(text, &error), "%s", refused_rows[_i].because);
	ck_assert_msg(document.root == NULL, "%s", refused_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "file.json", refused_rows[_i].line, refused_rows[_i].pointer,
		refused_rows[_i].because);
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
	enum { DEPTH = 1 << 20 };
	static const char opening[] = { '[', '{' };
	for (size_t i = 0; i < COUNT(opening); i++) {
		char *deep = arena_alloc(arena, DEPTH);
		memset(deep, opening[i], DEPTH);
		struct error error = { 0 };
		ck_assert(!parse(bytes_of(deep, DEPTH), &error));
		ck_assert_int_eq(error.kind, ERROR_MALFORMED);
		ck_assert_uint_lt(strlen(error.text), 400);
	}
}
END_TEST

START_TEST(first_error_wins)
{
	struct error error = { 0 };
	error_set(&error, ERROR_DENIED, "before");
	ck_assert(!parse(exact_text(arena, "{"), &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_str_eq(error.text, "before");
}
END_TEST

static const struct {
	const char *text;
	size_t line, reported;
	const char *pointer, *because;
} line_rows[] = {
	{ "{\"a\":1,}", 1, 1, "/a", "the first line of a file" },
	{ "{\"a\":1,}", 7, 7, "/a", "another" },
	{ "{\"a\":[1,2", 4000000000, 4000000000, "/a/1", "many lines on" },
	{ "{\"a\":1,\n\"a\":2}", 7, 8, "/a", "lines inside it count on" },
	{ "", 7, 7, "", "nothing" },
};

START_TEST(a_line_knows_its_number)
{
	struct error error = { 0 };
	const char *because = line_rows[_i].because;
	ck_assert_msg(!document_parse_line(&document, arena, "file", line_rows[_i].line,
			      exact_text(arena, line_rows[_i].text), &error),
		"%s", because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	place_is(&error, "file", (unsigned)line_rows[_i].reported, line_rows[_i].pointer, because);
}
END_TEST

START_TEST(values_in_a_line_know_its_number)
{
	struct error parsing = { 0 }, first = { 0 }, second = { 0 };
	struct node node;
	ck_assert(document_parse_line(&document, arena, "file", 41,
		exact_text(arena, "{\"a\": 1,\n \"b\": 2}"), &parsing));
	const struct node root = document_root(&document);
	ck_assert(node_member(&root, "a", &node));
	ck_assert(!node_fail(&node, &first, "because"));
	place_is(&first, "file", 41, "/a", "on the line itself");
	ck_assert(node_member(&root, "b", &node));
	ck_assert(!node_fail(&node, &second, "because"));
	place_is(&second, "file", 42, "/b", "one further");
}
END_TEST

static const struct {
	const char *json;
	bool object, array, string, integer, boolean;
	const char *because;
} type_rows[] = {
	{ "{}", .object = true, .because = "object" },
	{ "[]", .array = true, .because = "array" },
	{ "\"7\"", .string = true, .because = "string" },
	{ "7", .integer = true, .because = "whole number" },
	{ "-0", .integer = true, .because = "zero below" },
	{ "7.0", .because = "a fraction, even of nothing" },
	{ "1E6", .because = "an exponent makes a real" },
	{ "true", .boolean = true, .because = "true" },
	{ "false", .boolean = true, .because = "false" },
	{ "null", .because = "null is nothing" },
};

static void reads(bool got, bool wanted, const struct error *error, const char *because)
{
	ck_assert_msg(got == wanted, "%s", because);
	if (got)
		ck_assert_int_eq(error->kind, ERROR_NONE);
	else
		place_is(error, "file.json", 2, "/a", because);
}

START_TEST(types)
{
	struct node root = root_of(arena_format(arena, "{\n\"a\": %s}", type_rows[_i].json));
	const char *because = type_rows[_i].because, *string;
	int64_t integer;
	bool boolean;
	struct node node;
	ck_assert(node_member(&root, "a", &node));
	struct error object_error = { 0 }, array_error = { 0 }, string_error = { 0 };
	struct error integer_error = { 0 }, boolean_error = { 0 };
	reads(node_is_object(&node, NULL, 0, &object_error), type_rows[_i].object, &object_error,
		because);
	reads(node_is_array(&node, &array_error), type_rows[_i].array, &array_error, because);
	reads(node_string(&node, &string, &string_error), type_rows[_i].string, &string_error,
		because);
	reads(node_integer(&node, -10, 10, &integer, &integer_error), type_rows[_i].integer,
		&integer_error, because);
	reads(node_boolean(&node, &boolean, &boolean_error), type_rows[_i].boolean, &boolean_error,
		because);
}
END_TEST

static const struct {
	const char *json;
	int64_t least, greatest;
	bool good;
	int64_t value;
	const char *because;
} integer_rows[] = {
	{ "0", 0, 9, true, 0, "the least" },
	{ "9", 0, 9, true, 9, "the greatest" },
	{ "-1", 0, 9, false, 0, "below" },
	{ "10", 0, 9, false, 0, "above" },
	{ "9223372036854775807", 0, INT64_MAX, true, INT64_MAX, "64 bits" },
	{ "-9223372036854775808", INT64_MIN, 0, true, INT64_MIN, "64 bits, downwards" },
	{ "4294967296", 0, UINT32_MAX, false, 0, "33 bits are not cut to none" },
	{ "1E0", 0, 9, false, 0, "an exponent" },
};

START_TEST(integers)
{
	struct node root = root_of(integer_rows[_i].json);
	struct error error = { 0 };
	int64_t value = -77;
	bool good = node_integer(
		&root, integer_rows[_i].least, integer_rows[_i].greatest, &value, &error);
	ck_assert_msg(good == integer_rows[_i].good, "%s", integer_rows[_i].because);
	ck_assert_msg(
		value == (good ? integer_rows[_i].value : -77), "%s", integer_rows[_i].because);
	ck_assert_int_eq(error.kind, good ? ERROR_NONE : ERROR_MALFORMED);
}
END_TEST

static const struct {
	const char *text;
	bool good;
	unsigned line;
	const char *pointer;
	const char *near; /* the key that is named, or NULL: none may be */
	const char *because;
} key_rows[] = {
	{ "{}", true, 0, "", NULL, "none of them" },
	{ "{\"alpha\":1,\"beta\":2}", true, 0, "", NULL, "all of them" },
	{ "{\"alpha\":1,\n\"beat\":2}", false, 2, "/beat", "beta", "two letters changed places" },
	{ "{\n\"Alpha\":1}", false, 2, "/Alpha", "alpha", "keys have a case" },
	{ "{\n\n\"omicron\":1}", false, 3, "/omicron", NULL, "nothing like it" },
	{ "{\"a/b~\":\n1}", false, 2, "/a~1b~0", NULL, "escaped in the pointer" },
	{ "{\"\":\n1}", false, 2, "/", NULL, "an empty key" },
	{ "{\"alpha\":1,\n\"b\\u0065t\":2}", false, 2, "/bet", "beta", "written with an escape" },
};

START_TEST(keys)
{
	static const char *const known[] = { "alpha", "beta" };
	struct node root = root_of(key_rows[_i].text);
	struct error error = { 0 };
	bool good = node_is_object(&root, known, COUNT(known), &error);
	ck_assert_msg(good == key_rows[_i].good, "%s", key_rows[_i].because);
	if (good)
		return;
	place_is(
		&error, "file.json", key_rows[_i].line, key_rows[_i].pointer, key_rows[_i].because);
	for (size_t i = 0; i < COUNT(known); i++) {
		bool named = strstr(error.text, arena_format(arena, "\"%s\"", known[i])) != NULL;
		bool wanted = key_rows[_i].near != NULL && strcmp(key_rows[_i].near, known[i]) == 0;
		ck_assert_msg(named == wanted, "%s: %s", key_rows[_i].because, error.text);
	}
}
END_TEST

START_TEST(missing_member_is_reported_at_its_parent)
{
	struct node root = root_of("{\"a\":\n{\"b\":1}}"), a, member;
	struct error error = { 0 };
	ck_assert(node_required(&root, "a", &a, &error));
	ck_assert(node_required(&a, "b", &member, &error));
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert(!node_member(&a, "c", &member));
	ck_assert(!node_required(&a, "c", &member, &error));
	place_is(&error, "file.json", 2, "/a", "the object that lacks it");
}
END_TEST

START_TEST(items_know_their_place)
{
	struct node root = root_of("{\"a\":[[],\n[1,\n{\"b\":2}]]}"), a, b;
	struct error error = { 0 };
	ck_assert(node_member(&root, "a", &a));
	ck_assert_uint_eq(node_count(&a), 2);
	struct node row = node_item(&a, 1), cell = node_item(&row, 1);
	ck_assert(node_member(&cell, "b", &b));
	ck_assert(!node_fail(&b, &error, "a reason"));
	place_is(&error, "file.json", 3, "/a/1/1/b", "the value");
}
END_TEST

static const struct {
	const char *text;
	bool good;
	unsigned line;
	const char *pointer, *because;
} version_rows[] = {
	{ "{\"schema_version\":\"1.0\"}", true, 0, "", "this one" },
	{ "{\"schema_version\":\"1.17\"}", true, 0, "", "a later minor" },
	{ "{\n\"schema_version\":\"2.0\"}", false, 2, "/schema_version", "another major" },
	{ "{\n\"schema_version\":\"10.0\"}", false, 2, "/schema_version", "begins with a 1" },
	{ "{\n\"schema_version\":\"1\"}", false, 2, "/schema_version", "no minor" },
	{ "{\n\"schema_version\":\"1.\"}", false, 2, "/schema_version", "an empty minor" },
	{ "{\n\"schema_version\":\"1.0.0\"}", false, 2, "/schema_version", "three parts" },
	{ "{\n\"schema_version\":\"1.0 \"}", false, 2, "/schema_version", "a space" },
	{ "{\n\"schema_version\":\"\"}", false, 2, "/schema_version", "empty" },
	{ "{\n\"schema_version\":1.0}", false, 2, "/schema_version", "a number" },
	{ "\n{}", false, 2, "", "missing" },
	{ "[]", false, 1, "", "no object" },
};

START_TEST(versions)
{
	struct node root = root_of(version_rows[_i].text);
	struct error error = { 0 };
	bool good = document_version_ok(&root, &error);
	ck_assert_msg(good == version_rows[_i].good, "%s", version_rows[_i].because);
	if (!good)
		place_is(&error, "file.json", version_rows[_i].line, version_rows[_i].pointer,
			version_rows[_i].because);
}
END_TEST

static const struct {
	const char *text, *json, *because;
} text_rows[] = {
	{ "plain", "\"plain\"\n", "as it is" },
	{ "", "\"\"\n", "empty" },
	{ "caf\xc3\xa9", "\"caf\xc3\xa9\"\n", "UTF-8 stays" },
	{ "a\"\\\n\x01", "\"a\\\"\\\\\\n\\u0001\"\n", "what JSON escapes" },
	{ "caf\xe9", "\"caf\\\\xe9\"\n", "Latin-1 is shown" },
	{ "\xc3\xa9\xff", "\"\\\\xc3\\\\xa9\\\\xff\"\n", "then all beyond ASCII" },
	{ "\xc0\x80", "\"\\\\xc0\\\\x80\"\n", "an overlong zero" },
	{ NULL, "null\n", "nothing" },
};

START_TEST(texts_are_written)
{
	json_t *value = json_of_text(text_rows[_i].text);
	struct bytes text = json_write(arena, value);
	json_decref(value);
	ck_assert_msg(strcmp((const char *)text.data, text_rows[_i].json) == 0, "%s: %s",
		text_rows[_i].because, (const char *)text.data);
	ck_assert_uint_eq(text.length, strlen(text_rows[_i].json));
}
END_TEST

START_TEST(keys_are_written_sorted)
{
	struct node root = root_of("{\"b\":[1,true],\"B\":{},\"a\":{\"z\":null,\"y\":\"\"}}");
	struct bytes text = json_write(arena, root.value);
	ck_assert_str_eq((const char *)text.data,
		"{\n  \"B\": {},\n  \"a\": {\n    \"y\": \"\",\n    \"z\": null\n  },\n"
		"  \"b\": [\n    1,\n    true\n  ]\n}\n");
}
END_TEST

START_TEST(long_reasons_are_cut_to_whole_characters)
{
	struct node root = root_of("{}");
	char *reason = arena_alloc(arena, 4001);
	for (size_t i = 0; i < 4000; i += 2)
		memcpy(reason + i, "\xc3\xa9", 2);
	for (int shift = 0; shift < 2; shift++) {
		struct error error = { 0 };
		node_fail(&root, &error, "%s%s", shift == 0 ? "" : "x", reason);
		json_t *value = json_string(error.text);
		ck_assert_msg(value != NULL, "is UTF-8 still");
		json_decref(value);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("document");
	TCase *tcase = tcase_create("document");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, no_json_is_refused, 0, COUNT(refused_rows));
	tcase_add_test(tcase, deep_nesting_is_refused);
	tcase_add_test(tcase, first_error_wins);
	tcase_add_loop_test(tcase, a_line_knows_its_number, 0, COUNT(line_rows));
	tcase_add_test(tcase, values_in_a_line_know_its_number);
	tcase_add_loop_test(tcase, types, 0, COUNT(type_rows));
	tcase_add_loop_test(tcase, integers, 0, COUNT(integer_rows));
	tcase_add_loop_test(tcase, keys, 0, COUNT(key_rows));
	tcase_add_test(tcase, missing_member_is_reported_at_its_parent);
	tcase_add_test(tcase, items_know_their_place);
	tcase_add_loop_test(tcase, versions, 0, COUNT(version_rows));
	tcase_add_loop_test(tcase, texts_are_written, 0, COUNT(text_rows));
	tcase_add_test(tcase, keys_are_written_sorted);
	tcase_add_test(tcase, long_reasons_are_cut_to_whole_characters);
	suite_add_tcase(suite, tcase);
	return suite;
}
