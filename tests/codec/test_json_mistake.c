/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mistakes of people who write JSON by hand: each has its place, and what to write instead. */
#include "tests/test.h"

#include <jansson.h>

#include "codec/json_mistake.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

/* The mistake is where the mark @ is, which is not part of the text. */
static const struct {
	const char *text;
	const char *names; /* what the message must say: the mistake, or what to write */
	const char *because;
} rows[] = {
	{ "[1, 2@,]", "trailing comma", "behind the last item" },
	{ "[1, 2@,\n ]", "trailing comma", "the bracket is in another line" },
	{ "{\"a\": 1@, }", "trailing comma", "behind the last member" },
	{ "[1,@, 2]", "two commas", "an item is missing" },
	{ "[@, 1]", "comma before", "before the first item" },
	{ "{@, \"a\": 1}", "comma before", "before the first member" },
	{ "{}@,", "comma behind", "behind the document" },
	{ "@// a\n{}", "comment", "in a line of its own" },
	{ "{ @# a\n}", "comment", "as scripts have it" },
	{ "{\"a\": 1 @/* b */}", "comment", "where a comma may be" },
	{ "{\"a\": @/* b */ 1}", "comment", "where a value is wanted" },
	{ "{\"a\" @// b\n: 1}", "comment", "where a colon is wanted" },
	{ "{} @// b", "comment", "behind the end" },
	{ "@<!-- a -->", "comment", "as HTML has it" },
	{ "{@'a': 1}", "single quotation mark", "a key" },
	{ "[@'a']", "single quotation mark", "a value" },
	{ "[@`a`]", "single quotation mark", "a backtick" },
	{ "[@\xe2\x80\x9c"
	  "a\xe2\x80\x9d]",
		"typographic", "curly ones" },
	{ "[@\xe2\x80\x9e"
	  "a\xe2\x80\x9c]",
		"typographic", "low and high, as in German" },
	{ "[@\xc2\xab"
	  "a\xc2\xbb]",
		"typographic", "guillemets" },
	{ "[@\xef\xbc\x82"
	  "a\xef\xbc\x82]",
		"typographic", "full width" },
	{ "{@\xe2\x80\x98"
	  "a\xe2\x80\x99: 1}",
		"typographic", "curly single ones" },
	{ "[@\"a\xe2\x80\x9d,\n 1]", "typographic", "at the end alone" },
	{ "{\"a\": @1", "} is missing", "an object that is not closed" },
	{ "{\"a\": [1, @2", "] is missing", "a list that is not closed" },
	{ "{\"a\": [1, @2\n\n", "] is missing", "empty lines behind it" },
	{ "{\"a\": [1@}", "] is missing", "the other bracket" },
	{ "[{\"a\": 1@]", "} is missing", "the other bracket, the other way" },
	{ "{\"a\": [\"b\", \"c\"@: 1}", "] is missing", "a key in a list" },
	{ "{}@}", "one } too many", "closed twice" },
	{ "[]@]", "one ] too many", "closed twice" },
	{ "{\"a\": @1 \"b\": 2}", "before \"b\"", "no comma between members" },
	{ "{\"a\": @\"x\"\n\"b\": 2}", "before \"b\"", "the place is that of the line before" },
	{ "[{@} {}]", "before {", "no comma between objects" },
	{ "[{\"a\": 1@}\n{}]", "before {", "no comma behind a closing bracket" },
	{ "[@1 2]", "before 2", "no comma between numbers" },
	{ "[1@; 2]", "comma", "a semicolon" },
	{ "{@a: 1}", "write \"a\"", "a key without quotation marks" },
	{ "{@a = 1}", "write \"a\"", "as programs assign" },
	{ "{@a-b: 1}", "write \"a-b\"", "a key with a sign" },
	{ "{@a\": 1}", "before the key a is missing", "one quotation mark" },
	{ "{@: 1}", "key is missing", "no key" },
	{ "{@{}: 1}", "key is missing", "an object for a key" },
	{ "[@EXCMS01]", "write \"EXCMS01\"", "a value without quotation marks" },
	{ "[@C:\\certs]", "write \"C:\\\\certs\"", "and with a backslash" },
	{ "[@EXCMS01\"]", "before EXCMS01", "one quotation mark" },
	{ "[@True]", "small letters", "as Python has it" },
	{ "[@NULL]", "small letters", "as databases have it" },
	{ "[@yes]", "write true", "as YAML has it" },
	{ "[@None]", "leave it out", "no such value" },
	{ "[@12h]", "write \"12h\"", "a duration" },
	{ "[@192.0.2.1]", "write \"192.0.2.1\"", "an address" },
	{ "[@007]", "no number", "zeros in front" },
	{ "[@+1]", "no number", "a plus" },
	{ "[@.5]", "no number", "no digit before the point" },
	{ "[@5.]", "no number", "no digit behind the point" },
	{ "[@-]", "no number", "no digit at all" },
	{ "[@1e]", "no number", "no exponent" },
	{ "[@0x10]", "no number", "hexadecimal" },
	{ "[@1_000]", "no number", "digits in groups" },
	{ "[@\"C:\\certs\\ca.pem\"]", "\"C:\\\\certs\\\\ca.pem\"", "a path of Windows" },
	{ "[@\"C:\\new\\certs\"]", "\"C:\\\\new\\\\certs\"", "the first escape is valid" },
	{ "[@\"C:\\users\"]", "\"C:\\\\users\"", "begins like the code of a character" },
	{ "[@\"\\\\srv\\certs\"]", "\"\\\\srv\\\\certs\"", "what is double stays so" },
	{ "[@\"CORP\\admin\"]", "\"CORP\\\\admin\"", "a user of Windows" },
	{ "[@\"C:\\certs\\\"]", "\"C:\\\\certs\\\\\"", "a backslash before the end" },
	{ "[@\"C:\\temp\\\",\n1]", "\"C:\\\\temp\\\\\"", "that alone is wrong" },
	{ "[@\"\\u12\"]", "backslash", "a code that is cut" },
	{ "{@\"\\u00", "backslash", "and the text ends" },
	{ "[@\"\\q", "backslash", "no closing quotation mark" },
	{ "[@\"\\q\n\"]", "backslash", "none in its line" },
	{ "[@\"a\\\"\\q\"]", "backslash", "behind an escaped quotation mark" },
	{ "[@\"a,\n\"b\"]", "closing quotation mark", "a text that is not closed" },
	{ "[@\"a", "closing quotation mark", "and the text ends" },
	{ "[@\"a\\", "closing quotation mark", "and ends with a backslash" },
	{ "{\"a\": \"b, \"@c\": 1}", "before c", "not closed, in one line" },
	{ "[\"say \"@hi\" now\"]", "\\\"", "quotation marks in a text" },
	{ "[@\"a\tb\"]", "tab", "a tab" },
	{ "[@\"a\001b\"]", "0x01", "another control character" },
	{ "[@\"a\xe9\"]", "0xe9", "Latin 1" },
	{ "[@\"a\xc3\"]", "0xc3", "UTF-8 that is cut" },
	{ "{@\"a\" 1}", "colon", "no colon" },
	{ "{\"a\" @= 1}", "write :", "an equals sign" },
	{ "{@\"a\", \"b\": 1}", "no value", "a key alone" },
	{ "{@\"a\"}", "no value", "a key alone, the last" },
	{ "{\"a\": @, \"b\": 1}", "value is missing", "nothing behind the colon" },
	{ "{\"a\": @}", "value is missing", "nothing behind the last colon" },
	{ "{\"a\":@: 1}", "value is expected", "two colons" },
	{ "{\"a\": \"b\"@: 2}", "comma is expected", "a colon behind the value" },
	{ "{\n@\xc2\xa0\"a\": 1}", "U+00A0", "a blank that is none" },
	{ "[1,@\xe2\x80\x8b 2]", "U+200B", "a character of no width" },
	{ "@\001", "0x01", "a control character" },
	{ "{}@{}", "behind the end", "two documents" },
	{ "{} @text", "behind the end", "text behind it" },
	{ "@text", "no JSON", "no bracket at all" },
	{ "@", "nothing", "an empty text" },
	{ " \n@", "nothing", "blanks" },
};

START_TEST(mistakes_are_found)
{
	const char *mark = strchr(rows[_i].text, '@');
	ck_assert_ptr_nonnull(mark);
	const size_t at = (size_t)(mark - rows[_i].text);
	const char *text = arena_format(arena, "%.*s%s", (int)at, rows[_i].text, mark + 1);
	json_t *parsed = json_loads(text, JSON_DECODE_ANY, NULL);
	ck_assert_msg(parsed == NULL, "%s: is no JSON", rows[_i].because);
	struct json_mistake mistake = { 0 };
	ck_assert_msg(json_mistake_find(arena, exact_text(arena, text), &mistake), "%s",
		rows[_i].because);
	ck_assert_msg(
		mistake.at == at, "%s: at %zu: %s", rows[_i].because, mistake.at, mistake.what);
	ck_assert_msg(strstr(mistake.what, rows[_i].names) != NULL, "%s: %s", rows[_i].because,
		mistake.what);
}
END_TEST

/* What the grammar allows, and what a parser finds besides it. */
static const char *const no_mistakes[] = {
	"{}",
	"[]",
	"\"\"",
	"0",
	"-0.5e+10",
	"true",
	"false",
	"null",
	" { \"a\" : [ 1 , -2.0 , { } , [ ] , null ] , \"\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\" } ",
	"\r\n{\t}\r\n",
	"\"// no # comment 'here', \xe2\x80\x9cor there\xe2\x80\x9d\"",
	"{\"a\":1,\"a\":2}",
	"99999999999999999999",
	"\"\\ud800\"",
	"\"\\u0000\"",
};

START_TEST(the_grammar_is_no_mistake)
{
	struct json_mistake mistake;
	ck_assert_msg(!json_mistake_find(arena, exact_text(arena, no_mistakes[_i]), &mistake),
		"%s: %s", no_mistakes[_i], mistake.what);
}
END_TEST

/* Whether jansson and the search for mistakes agree about a text without their differences. */
static void agree(struct bytes text, size_t at)
{
	struct arena *own = arena_new();
	json_error_t reason;
	struct json_mistake mistake;
	json_t *parsed = json_loadb((const char *)text.data, text.length,
		JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &reason);
	const bool found = json_mistake_find(own, text, &mistake);
	const bool beyond =
		parsed == NULL && (json_error_code(&reason) == json_error_duplicate_key ||
					  json_error_code(&reason) == json_error_invalid_utf8 ||
					  json_error_code(&reason) == json_error_numeric_overflow);
	ck_assert_msg(beyond || found == (parsed == NULL), "at %zu: %s", at,
		found ? mistake.what : reason.text);
	ck_assert_msg(!found || mistake.at <= text.length, "at %zu", at);
	json_decref(parsed);
	arena_free(own);
}

START_TEST(every_cut_and_flipped_bit)
{
	const size_t length = strlen(rich_plan);
	uint8_t *text = arena_copy(arena, rich_plan, length);
	for (size_t bit = 0; bit < length * 8; bit++) {
		text[bit / 8] ^= (uint8_t)(1U << bit % 8);
		agree(bytes_of(text, length), bit);
		text[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	for (size_t cut = 0; cut <= length; cut++)
		agree(exact_bytes(arena, rich_plan, cut), cut);
}
END_TEST

START_TEST(every_byte_left_out_or_twice)
{
	const size_t length = strlen(rich_plan);
	char *text = arena_alloc(arena, length + 2);
	for (size_t at = 0; at < length; at++) {
		memcpy(text, rich_plan, at);
		memcpy(text + at, rich_plan + at + 1, length - at - 1);
		agree(bytes_of(text, length - 1), at);
		memcpy(text, rich_plan, at + 1);
		memcpy(text + at + 1, rich_plan + at, length - at);
		agree(bytes_of(text, length + 1), at);
	}
}
END_TEST

START_TEST(too_deep_is_left_to_the_parser)
{
	enum { DEPTH = 1 << 20 };
	char *deep = arena_alloc(arena, DEPTH);
	memset(deep, '[', DEPTH);
	struct json_mistake mistake;
	ck_assert(!json_mistake_find(arena, bytes_of(deep, DEPTH), &mistake));
	ck_assert(json_mistake_find(arena, bytes_of(deep, 2048), &mistake));
	ck_assert_uint_eq(mistake.at, 2047);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("json_mistake");
	TCase *tcase = tcase_create("json_mistake");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, mistakes_are_found, 0, COUNT(rows));
	tcase_add_loop_test(tcase, the_grammar_is_no_mistake, 0, COUNT(no_mistakes));
	tcase_add_test(tcase, every_cut_and_flipped_bit);
	tcase_add_test(tcase, every_byte_left_out_or_twice);
	tcase_add_test(tcase, too_deep_is_left_to_the_parser);
	suite_add_tcase(suite, tcase);
	return suite;
}
