/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "codec/json_place.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char document[] = "{\n"                                            /* 1 */
			       "  \"a\": 1,\n"                                  /* 2 */
			       "  \"b\":\n"                                     /* 3 */
			       "    [ true, [], {\n"                            /* 4 */
			       "      \"a\": \"b\",\n"                          /* 5 */
			       "      \"x/y\": null, \"m~n\":\n"                /* 6 */
			       "      -1.5e3 } ],\n"                            /* 7 */
			       "  \"c\": { \"a\": { \"a\": \"\\\"\\\\\" } },\n" /* 8 */
			       "  \"\": \"}]{[,:\",\n"                          /* 9 */
			       "  \"caf\\u00e9\": 1,\n"                         /* 10 */
			       "  \"q\\\"q\\/q\": [\n"                          /* 11 */
			       "  2 ] }\n";                                     /* 12 */

static const struct {
	const char *pointer;
	size_t line;
	const char *because;
} line_rows[] = {
	{ "", 1, "the whole document" },
	{ "/a", 2, "a member" },
	{ "/b", 4, "the value counts, not its key" },
	{ "/b/0", 4, "the first item" },
	{ "/b/1", 4, "an empty array" },
	{ "/b/1/0", 0, "which has no item" },
	{ "/b/2", 4, "an object in an array" },
	{ "/b/2/a", 5, "the same key deeper" },
	{ "/b/2/x~1y", 6, "a slash in a key" },
	{ "/b/2/m~0n", 7, "a tilde in a key" },
	{ "/b/3", 0, "behind the last item" },
	{ "/b/00", 0, "an index has no leading zero" },
	{ "/c/a/a", 8, "three deep" },
	{ "/c/a", 8, "its parent" },
	{ "/c/a/a/a", 0, "a string has no members" },
	{ "/", 9, "an empty key" },
	{ "/caf\xc3\xa9", 10, "a key written with an escape" },
	{ "/caf\\u00e9", 0, "which is not its name" },
	{ "/q\"q~1q", 11, "escaped quote and slash" },
	{ "/q\"q~1q/0", 12, "an item below it" },
	{ "/d", 0, "no such member" },
	{ "a", 0, "no pointer" },
	{ "a/a", 0, "nor is what begins in the middle" },
	{ "/b/2/", 0, "no empty key there" },
};

START_TEST(line_of_pointer)
{
	struct bytes text = exact_text(arena, document);
	size_t line =
		json_place_line(arena, (const char *)text.data, text.length, line_rows[_i].pointer);
	ck_assert_msg(line == line_rows[_i].line, "%s: %s: line %zu", line_rows[_i].pointer,
		line_rows[_i].because, line);
}
END_TEST

static const struct {
	const char *text; /* up to the offset */
	const char *rest;
	const char *pointer, *because;
} pointer_rows[] = {
	{ "", "{}", "", "nothing yet" },
	{ "{", "\"a\":1}", "", "before the first key" },
	{ "{\"a\"", ":1}", "/a", "behind a key" },
	{ "{\"a\":", "1}", "/a", "before its value" },
	{ "{\"a\":1", "}", "/a", "behind its value" },
	{ "{\"a\":1,\"b\":", "2}", "/b", "the next key" },
	{ "{\"a\":[", "1]}", "/a", "the array itself" },
	{ "{\"a\":[1", ",2]}", "/a/0", "the first item" },
	{ "{\"a\":[1,", "2]}", "/a/1", "the second item" },
	{ "{\"a\":[1,2]", "}", "/a", "behind the array" },
	{ "{\"a\":[{},{\"b\":", "x", "/a/1/b", "an object in an array" },
	{ "{\"a\":{\"b\":1}", "}", "/a", "behind an object" },
	{ "{\"a\":{\"b\":1},\"c\":", "}", "/c", "back in the outer one" },
	{ "{\"a\\nb\":", "1", "/a\nb", "an escape in a key" },
	{ "{\"a\\xb\":", "1", "/a\\xb", "an invalid escape stays unchanged" },
	{ "{\"x/y\":{\"m~n\":", "1}}", "/x~1y/m~0n", "escaped as RFC 6901 wants" },
	{ "\"", "a", "", "a string alone" },
	{ "]]]]{\"a\":", "", "/a", "more closed than opened" },
	{ "{\"a\":\"\\", "", "/a", "ends in an escape" },
	{ "nonsense", "", "", "no JSON at all" },
};

START_TEST(pointer_of_offset)
{
	const char *whole =
		arena_format(arena, "%s%s", pointer_rows[_i].text, pointer_rows[_i].rest);
	struct bytes text = exact_text(arena, whole);
	const char *pointer = json_place_pointer(
		arena, (const char *)text.data, text.length, strlen(pointer_rows[_i].text));
	ck_assert_msg(strcmp(pointer, pointer_rows[_i].pointer) == 0, "%s: \"%s\"",
		pointer_rows[_i].because, pointer);
}
END_TEST

START_TEST(offset_past_the_end_is_the_end)
{
	const char *pointer = json_place_pointer(arena, "{\"a\":1", 6, 1000);
	ck_assert_str_eq(pointer, "/a");
}
END_TEST

/* Every start of a text, and every byte of it replaced: it always ends, within the text. */
START_TEST(any_text_is_walked)
{
	static const char odd[] = { '{', '[', '}', ']', '"', '\\', ',', ':', ' ', '\0', '\x80' };
	const size_t length = sizeof document - 1;
	for (size_t cut = 0; cut <= length; cut++) {
		struct arena *own = arena_new();
		struct bytes text = exact_bytes(own, document, cut);
		const char *data = (const char *)text.data;
		json_place_line(own, data, cut, "/c/a/a/not/there");
		ck_assert_ptr_nonnull(json_place_pointer(own, data, cut, cut));
		arena_free(own);
	}
	for (size_t at = 0; at < length; at++) {
		struct arena *own = arena_new();
		char *data = arena_copy(own, document, length);
		for (size_t i = 0; i < sizeof odd; i++) {
			data[at] = odd[i];
			ck_assert_uint_le(json_place_line(own, data, length, "/c/a/a"), 13);
			ck_assert_ptr_nonnull(json_place_pointer(own, data, length, at + 1));
		}
		arena_free(own);
	}
}
END_TEST

START_TEST(deep_text_has_a_short_pointer)
{
	enum { DEPTH = 100000 };
	char *deep = arena_alloc(arena, DEPTH);
	memset(deep, '[', DEPTH);
	const char *pointer = json_place_pointer(arena, deep, DEPTH, DEPTH);
	ck_assert_msg(strncmp(pointer, "/0/0/0/0", 8) == 0, "begins like the true one");
	ck_assert_uint_lt(strlen(pointer), 100);
	ck_assert_uint_eq(json_place_line(arena, deep, DEPTH, "/0/0"), 1);
}
END_TEST

/* Comparing the whole key for each item would take minutes. */
START_TEST(a_long_key_is_compared_once)
{
	enum { KEY = 1 << 20, ITEMS = 1 << 17 };
	struct text text = text_new(arena), pointer = text_new(arena);
	char *key = arena_alloc(arena, KEY + 1);
	memset(key, 'k', KEY);
	text_add(&text, "{\"");
	text_add_bytes(&text, key, KEY);
	text_add(&text, "\":[");
	for (size_t i = 0; i < ITEMS; i++)
		text_add(&text, "1,");
	text_add(&text, "\n2]}");
	json_pointer_step(&pointer, key);
	text_add(&pointer, "/%d", ITEMS);
	ck_assert_uint_eq(json_place_line(arena, text.data, text.length, pointer.data), 2);
	const struct json_lines lines = json_lines_read(arena, text.data, text.length);
	ck_assert_uint_eq(json_lines_find(&lines, pointer.data), 0);
	ck_assert_uint_eq(json_lines_find(&lines, ""), 1);
}
END_TEST

START_TEST(all_lines_in_one_pass)
{
	static const char *const pointers[] = { "", "/directory", "/directory/servers/1",
		"/policy/max_workers", "/recoveries/0/source_nodes/1", "/recoveries/1",
		"/recoveries/1/cms", "/none", "/recoveries/2", "none" };
	const size_t length = strlen(rich_plan);
	const struct json_lines lines = json_lines_read(arena, rich_plan, length);
	for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
		const size_t line = json_place_line(arena, rich_plan, length, pointers[i]);
		ck_assert_msg(json_lines_find(&lines, pointers[i]) == line, "%s", pointers[i]);
		ck_assert_msg((line == 0) == (i >= 7), "%s", pointers[i]);
	}
	const struct json_lines none = json_lines_read(arena, "", 0);
	ck_assert_uint_eq(json_lines_find(&none, ""), 0);
}
END_TEST

static const struct {
	const char *key, *step, *because;
} step_rows[] = {
	{ "cms", "/cms", "plain" },
	{ "", "/", "empty" },
	{ "~/", "/~0~1", "both that are escaped" },
	{ "~1", "/~01", "what looks escaped" },
	{ "\"\\ \n", "/\"\\ \n", "a pointer escapes nothing else" },
};

START_TEST(steps)
{
	struct text pointer = text_new(arena);
	text_add(&pointer, "/0");
	json_pointer_step(&pointer, step_rows[_i].key);
	ck_assert_msg(strncmp(pointer.data, "/0", 2) == 0, "%s", step_rows[_i].because);
	ck_assert_str_eq(pointer.data + 2, step_rows[_i].step);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("json_place");
	TCase *tcase = tcase_create("json_place");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, line_of_pointer, 0, COUNT(line_rows));
	tcase_add_loop_test(tcase, pointer_of_offset, 0, COUNT(pointer_rows));
	tcase_add_test(tcase, offset_past_the_end_is_the_end);
	tcase_add_test(tcase, any_text_is_walked);
	tcase_add_test(tcase, deep_text_has_a_short_pointer);
	tcase_add_test(tcase, a_long_key_is_compared_once);
	tcase_add_test(tcase, all_lines_in_one_pass);
	tcase_add_loop_test(tcase, steps, 0, COUNT(step_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
