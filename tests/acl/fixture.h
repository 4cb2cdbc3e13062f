/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to `cmsready acl` one by one, and answers as values. */
#pragma once

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "acl/acl.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { LINE_NUMBER = 7 };

/* The answer as text, to a question that ends where it ends. */
static inline struct text answer_text(
	struct arena *arena, const char *question, enum acl_form form, bool *ok)
{
	const size_t length = strlen(question);
	const struct bytes line = bytes_of(arena_copy(arena, question, length), length);
	struct text text = text_new(arena);
	*ok = acl_answer(arena, line, LINE_NUMBER, form, &text);
	ck_assert_msg(strlen(text.data) == text.length, "%s: a zero byte", question);
	return text;
}

/* The answer as a value, to be released. It is one line, one object, without duplicate keys. */
static inline json_t *answer_value(const struct text *text, const char *question)
{
	json_error_t error;
	const char *end = strchr(text->data, '\n');
	ck_assert_msg(end != NULL && end[1] == '\0', "%s: not one line: %s", question, text->data);
	json_t *value = json_loadb(text->data, text->length, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(value != NULL, "%s: %s: %s", question, error.text, text->data);
	ck_assert_msg(json_is_object(value), "%s", question);
	return value;
}

/* Asks. An answer has "error" if and only if it is an error. */
static inline json_t *ask(struct arena *arena, const char *question, enum acl_form form)
{
	bool ok;
	const struct text text = answer_text(arena, question, form, &ok);
	json_t *value = answer_value(&text, question);
	ck_assert_msg(
		(json_object_get(value, "error") == NULL) == ok, "%s: %s", question, text.data);
	ck_assert_msg(json_object_get(value, "id") != NULL, "%s", question);
	return value;
}

static inline json_t *json_of(const char *text)
{
	json_error_t error;
	json_t *value = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	ck_assert_msg(value != NULL, "%s: %s", text, error.text);
	return value;
}

/* All expected members are present; null means that the member must be absent. */
static inline void answer_holds(const json_t *answer, const char *expected, const char *because)
{
	json_t *wanted = json_of(expected), *value;
	const char *key;
	json_object_foreach(wanted, key, value)
	{
		json_t *got = json_object_get(answer, key);
		char *shown = json_dumps(answer, 0);
		if (json_is_null(value))
			ck_assert_msg(got == NULL, "%s: \"%s\" in %s", because, key, shown);
		else
			ck_assert_msg(json_equal(got, value) == 1, "%s: \"%s\" in %s", because, key,
				shown);
		free(shown);
	}
	json_decref(wanted);
}
