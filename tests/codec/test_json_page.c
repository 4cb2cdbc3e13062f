/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON for people: order, lines and their content. */
#include "tests/test.h"

#include "codec/document.h"
#include "tests/model/fixture.h"

#define TEN    "0123456789"
#define EIGHTY TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
	const char *json, *page, *because;
} rows[] = {
	{ "{}", "{}\n", "nothing" },
	{ "[]", "[]\n", "an empty list" },
	{ "{\"b\":1,\"a\":[]}", "{\n  \"b\": 1,\n  \"a\": []\n}\n",
		"the order is kept; the whole is never on one line" },
	{ "{\"a\":{\"c\":true,\"b\":[1,\"x\",null]}}",
		"{\n  \"a\": { \"c\": true, \"b\": [1, \"x\", null] }\n}\n",
		"what fits is on one" },
	{ "{\"a\":[\"" EIGHTY "\",\"" TEN "\"]}",
		"{\n  \"a\": [\n    \"" EIGHTY "\",\n    \"" TEN "\"\n  ]\n}\n", "what does not" },
	{ "{\"a\":[{\"b\":\"" EIGHTY TEN "\",\"c\":[]},{}]}",
		"{\n  \"a\": [\n    {\n      \"b\": \"" EIGHTY TEN
		"\",\n      \"c\": []\n    },\n    {}\n  ]\n}\n",
		"deeper" },
	{ "{\"a\":\"" EIGHTY EIGHTY "\"}", "{\n  \"a\": \"" EIGHTY EIGHTY "\"\n}\n",
		"a text cannot be broken" },
	{ "{\"\\u001b\":\"\\u007f\\u202e\\u0085\\u00fc\\ud83d\\ude00\\\"\\\\\"}",
		"{\n  \"\\u001B\": \"\\u007f\\u202E\\u0085\\u00FC\\uD83D\\uDE00\\\"\\\\\"\n}\n",
		"printable ASCII alone" },
};

START_TEST(pages)
{
	struct arena *arena = arena_new();
	json_t *value = json_loads(rows[_i].json, JSON_DECODE_ANY, NULL);
	struct bytes page = json_write_page(arena, value);
	ck_assert_msg(page.length == strlen(rows[_i].page) &&
			      memcmp(page.data, rows[_i].page, page.length) == 0,
		"%s: %.*s", rows[_i].because, (int)page.length, (const char *)page.data);
	json_t *again = json_loadb((const char *)page.data, page.length, JSON_DECODE_ANY, NULL);
	ck_assert_msg(json_equal(value, again), "%s: has the same value", rows[_i].because);
	json_decref(value);
	json_decref(again);
	arena_free(arena);
}
END_TEST

/* A line has at most 100 columns; one more breaks it. */
START_TEST(columns)
{
	for (int length = 60; length < 110; length++) {
		struct arena *arena = arena_new();
		const char *text = arena_format(arena, "%0*d", length, 0);
		json_t *value = json_pack("{s:[s]}", "a", text);
		struct bytes page = json_write_page(arena, value);
		const bool broken = memchr(page.data + 4, '[', page.length - 4) != NULL &&
				    strstr((const char *)page.data, "[\n") != NULL;
		/* Two spaces, "a": , the brackets, the quotes; a comma may have to follow. */
		ck_assert_int_eq(broken, 2 + 5 + 2 + 2 + length >= 100);
		json_decref(value);
		arena_free(arena);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("json_page");
	TCase *tcase = tcase_create("json_page");
	tcase_add_loop_test(tcase, pages, 0, COUNT(rows));
	tcase_add_test(tcase, columns);
	suite_add_tcase(suite, tcase);
	return suite;
}
