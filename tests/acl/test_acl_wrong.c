/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that cannot be answered: the answer has the reason and the id. */
#include "tests/test.h"

#include "tests/acl/fixture.h"

#define GOOD_SDDL  "\"sddl\": \"D:(A;;GA;;;WD)\""
#define GOOD_TOKEN "\"token\": [\"S-1-1-0\"]"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* `part` must be in the error's text: the place, the invalid word or the expected one. */
static const struct {
	const char *question, *id, *part, *because;
} rows[] = {
	{ "", "null", "standard input:7", "nothing" },
	{ "x", "null", "standard input:7", "no JSON" },
	{ "{", "null", "standard input:7", "cut" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN, "null", "standard input:7", "cut" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN "} x", "null", "standard input:7", "more" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN "}{}", "null", "standard input:7", "two" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ",}", "null", "standard input:7", "a comma" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"S-1-1-0\",]}", "null", "/token",
		"a comma in the list" },
	{ "{\"id\": 01, " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "/id", "a number that is none" },
	{ "{\"id\": \"a\tb\", " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "/id", "a raw tab" },
	{ "{\"id\": \"\xff\", " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "standard input:7",
		"no UTF-8" },
	{ "{\"id\": \"\\u0000\", " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "/id", "a zero" },
	{ "{\"id\": 1, \"id\": 2, " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "/id", "two ids" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "/sddl",
		"two texts" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", " GOOD_TOKEN "}", "null", "/token",
		"two tokens" },
	{ "{\"sd\": \"\", \"sd\": \"\", " GOOD_TOKEN "}", "null", "/sd", "two descriptors" },
	{ "[]", "null", "standard input:7", "an array" },
	{ "[{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN "}]", "null", "standard input:7", "in one" },
	{ "null", "null", "standard input:7", "null" },
	{ "\"id\"", "null", "standard input:7", "a string" },
	{ "{}", "null", "token", "nothing asked" },
	{ "{\"id\": 1}", "1", "token", "nothing but an id" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"tokens\": [\"S-1-1-0\"]}", "1", "\"token\"",
		"a key misspelt" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"\": 1}", "1", "standard input:7",
		"an empty key" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"xyzzy\": 1}", "1", "xyzzy",
		"an unknown key" },
	{ "{\"Id\": 1, " GOOD_SDDL ", " GOOD_TOKEN "}", "null", "Id", "keys have a case" },
	{ "{\"id\": 1, \"sd\": \"AQAAgAAAAAAAAAAAAAAAAAAAAAA=\", " GOOD_SDDL ", " GOOD_TOKEN "}",
		"1", "sddl", "both" },
	{ "{\"id\": [1], " GOOD_TOKEN "}", "[1]", "sddl", "neither" },
	{ "{\"id\": 1, " GOOD_SDDL "}", "1", "token", "no requester" },
	{ "{\"id\": 1, \"sd\": 1, " GOOD_TOKEN "}", "1", "/sd", "a number" },
	{ "{\"id\": 1, \"sd\": null, " GOOD_TOKEN "}", "1", "/sd", "null is not nothing" },
	{ "{\"id\": 1, \"sd\": \"A\", " GOOD_TOKEN "}", "1", "/sd", "base64, cut" },
	{ "{\"id\": 1, \"sd\": \"AQAAgAAAAAAAAAAAAAAAAAAAAAA\", " GOOD_TOKEN "}", "1", "/sd",
		"without padding" },
	{ "{\"id\": 1, \"sd\": \"AQAAgAAAAAAAAAAAAAAAAAAAAAB=\", " GOOD_TOKEN "}", "1", "/sd",
		"bits behind the last byte" },
	{ "{\"id\": 1, \"sd\": \"AQAAgAAAAAAAAAAAAAAAAAAAA A=\", " GOOD_TOKEN "}", "1", "/sd",
		"a space" },
	{ "{\"id\": 1, \"sd\": \"AQ=AgAAAAAAAAAAAAAAAAAAAAAA=\", " GOOD_TOKEN "}", "1", "/sd",
		"padding in the middle" },
	{ "{\"id\": 1, \"sd\": \"AQAA-_AAAAAAAAAAAAAAAAAAAAA=\", " GOOD_TOKEN "}", "1", "/sd",
		"another alphabet" },
	{ "{\"id\": 1, \"sd\": \"AQAAgA\\u00e9AAAAAAAAAAAAAAAAAAA=\", " GOOD_TOKEN "}", "1", "/sd",
		"a letter that is none" },
	{ "{\"id\": 1, \"sd\": \"\", " GOOD_TOKEN "}", "1", "", "no byte" },
	{ "{\"id\": 1, \"sd\": \"AQAAgAAAAAAAAAAAAAAAAAAAAA==\", " GOOD_TOKEN "}", "1", "",
		"19 bytes" },
	{ "{\"id\": 1, \"sd\": \"AgAAgAAAAAAAAAAAAAAAAAAAAAA=\", " GOOD_TOKEN "}", "1", "",
		"revision 2" },
	{ "{\"id\": 1, \"sddl\": [], " GOOD_TOKEN "}", "1", "/sddl", "an array" },
	{ "{\"id\": 1, \"sddl\": \"D:(A;;GA;;;WD\", " GOOD_TOKEN "}", "1", "column 14", "cut" },
	{ "{\"id\": 1, \"sddl\": \"D:(A;;GA;;;DA)\", " GOOD_TOKEN "}", "1", "column",
		"of which domain?" },
	{ "{\"id\": 1, \"sddl\": \"D:(A;;GA;;;\\u00e9)\", " GOOD_TOKEN "}", "1", "column 12",
		"no alias" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": \"S-1-1-0\"}", "1", "/token", "not a list" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": {}}", "1", "/token", "an object" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"S-1-1-0\", 1]}", "1", "/token/1", "a number" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"S-1-1-0\", [\"S-1-1-0\"]]}", "1", "/token/1",
		"a list in the list" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"\"]}", "1", "/token/0", "empty" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"WD\"]}", "1", "/token/0", "an alias" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"S-1-1-0 \"]}", "1", "/token/0", "a space" },
	{ "{\"id\": 1, " GOOD_SDDL ", \"token\": [\"S-1-1-4294967296\"]}", "1", "/token/0",
		"33 bits" },
	{ "{\"id\": 1, " GOOD_SDDL
	  ", \"token\": [\"S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16\"]}",
		"1", "/token/0", "16 numbers" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"self\": \"S-1\"}", "1", "/self", "cut" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"self\": null}", "1", "/self", "null" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"domain_sid\": \"corp\"}", "1",
		"/domain_sid", "a name" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"domain_sid\": 5}", "1", "/domain_sid",
		"a number" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"kind\": \"File\"}", "1", "/kind",
		"words have a case" },
	{ "{\"id\": 1, " GOOD_SDDL ", " GOOD_TOKEN ", \"kind\": true}", "1", "/kind", "true" },
	{ "{\"id\": 1, \"sddl\": \" \", " GOOD_TOKEN "}", "1", "/sddl", "a text that was lost" },
	{ "{\"id\": 1, \"sddl\": \"\", " GOOD_TOKEN "}", "1", "/sddl: is empty", "no text" },
	{ "{\"id\": 1, \"sd\\u0064l\": \"\", " GOOD_TOKEN "}", "1", "/sddl: is empty",
		"the same, written otherwise" },
};

START_TEST(wrong)
{
	static const enum acl_form forms[] = { ACL_ANSWER, ACL_CONVERT };
	const char *because = rows[_i].because;
	json_t *id = json_of(rows[_i].id);
	for (size_t i = 0; i < COUNT(forms); i++) {
		const bool token_missing = strcmp(rows[_i].part, "token") == 0;
		if (forms[i] == ACL_CONVERT && token_missing)
			continue; /* then it is a question */
		json_t *answer = ask(arena, rows[_i].question, forms[i]);
		const json_t *error = json_object_get(answer, "error");
		const char *kind = json_string_value(json_object_get(error, "kind"));
		const char *text = json_string_value(json_object_get(error, "text"));
		ck_assert_msg(error != NULL && text != NULL, "%s", because);
		ck_assert_msg(strcmp(kind, "malformed") == 0, "%s: %s", because, kind);
		ck_assert_msg(*text != '\0' && strstr(text, rows[_i].part) != NULL, "%s: %s",
			because, text);
		ck_assert_msg(json_equal(json_object_get(answer, "id"), id) == 1, "%s", because);
		ck_assert_msg(json_object_size(answer) == 2, "%s: no half of an answer", because);
		json_decref(answer);
	}
	json_decref(id);
}
END_TEST

/* A page about it has the reason, too. */
START_TEST(wrong_for_people)
{
	bool ok = true;
	const struct text page = answer_text(arena, rows[_i].question, ACL_EXPLAIN, &ok);
	ck_assert_msg(!ok, "%s", rows[_i].because);
	ck_assert_msg(strstr(page.data, "Result") == NULL, "%s", rows[_i].because);
	ck_assert_msg(strncmp(page.data, "Question ", 9) == 0, "%s", page.data);
	ck_assert_msg(page.data[page.length - 1] == '\n', "%s", page.data);
}
END_TEST

static const char *question_of_token(size_t count)
{
	struct text question = text_new(arena);
	text_add(&question, "{" GOOD_SDDL ", \"token\": [");
	for (size_t i = 0; i < count; i++)
		text_add(&question, "%s\"S-1-5-21-1-2-3-%zu\"", i == 0 ? "" : ",", i);
	text_add(&question, "]}");
	return question.data;
}

START_TEST(a_token_has_an_end)
{
	enum { MOST = 5000 };
	json_t *good = ask(arena, question_of_token(MOST), ACL_ANSWER);
	json_t *bad = ask(arena, question_of_token(MOST + 1), ACL_ANSWER);
	ck_assert_ptr_null(json_object_get(good, "error"));
	ck_assert_ptr_nonnull(json_object_get(bad, "error"));
	json_decref(good);
	json_decref(bad);
}
END_TEST

/* Quoted in the error, it must not break the answer. */
START_TEST(strange_keys_are_quoted)
{
	static const char *const keys[] = { "\\\"", "\\\\", "\\n\\r\\u0001", "\\u001b[2J",
		"\xc3\xa9", "\\u2028", "~/", "%s%n" };
	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *question = arena_format(arena, "{\"%s\": 1}", keys[i]);
		json_t *answer = ask(arena, question, ACL_ANSWER);
		ck_assert_msg(json_object_get(answer, "error") != NULL, "%s", question);
		json_decref(answer);
	}
	char *key = arena_alloc(arena, 100001);
	for (size_t i = 0; i < 100000; i += 2)
		memcpy(key + i, "\xc3\xa9", 2);
	for (size_t shift = 0; shift < 2; shift++) {
		json_t *answer =
			ask(arena, arena_format(arena, "{\"%s%s\": 1}", shift == 0 ? "" : "x", key),
				ACL_ANSWER);
		ck_assert_ptr_nonnull(json_object_get(answer, "error"));
		json_decref(answer);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("acl_wrong");
	TCase *tcase = tcase_create("acl_wrong");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, wrong, 0, COUNT(rows));
	tcase_add_loop_test(tcase, wrong_for_people, 0, COUNT(rows));
	tcase_add_test(tcase, a_token_has_an_end);
	tcase_add_test(tcase, strange_keys_are_quoted);
	suite_add_tcase(suite, tcase);
	return suite;
}
