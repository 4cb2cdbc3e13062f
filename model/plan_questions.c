/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/plan_questions.h"

#include <string.h>

#include "base/escape.h"
#include "base/text.h"
#include "codec/json_place.h"
#include "codec/json_pointer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	MAX_SHOWN = 60, /* bytes of an answer */
	MAX_ITEMS = 100 /* of a list, that are looked at */
};

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* Whether nobody has written anything here. */
static bool is_empty(const json_t *value)
{
	if (json_is_string(value))
		return is_blank(json_string_value(value));
	if (json_is_object(value))
		return json_object_size(value) == 0;
	for (size_t i = 0; i < json_array_size(value) && i < MAX_ITEMS; i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_string(item) || !is_blank(json_string_value(item)))
			return false;
	}
	return json_is_null(value) || json_is_array(value);
}

static void value_add(struct text *to, const json_t *value)
{
	char shown[MAX_SHOWN + 1];
	switch (json_typeof(value)) {
	case JSON_STRING:
		escape_into(shown, sizeof shown, json_string_value(value));
		text_add(to, "\"%s%s\"", shown,
			json_string_length(value) >= sizeof shown ? "..." : "");
		break;
	case JSON_INTEGER:
		text_add(to, "%lld", (long long)json_integer_value(value));
		break;
	case JSON_REAL:
		text_add(to, "%g", json_real_value(value));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		text_add(to, "%s", json_is_true(value) ? "true" : "false");
		break;
	case JSON_OBJECT:
		text_add(to, "{...}");
		break;
	case JSON_ARRAY:
		text_add(to, "[...]");
		break;
	default:
		text_add(to, "null");
	}
}

static const char *answer_write(struct arena *arena, const json_t *value)
{
	struct text text = text_new(arena);
	if (!json_is_array(value)) {
		value_add(&text, value);
		return text.data;
	}
	text_add(&text, "[");
	for (size_t i = 0; i < json_array_size(value); i++) {
		text_add(&text, i == 0 ? "" : ", ");
		if (text.length > MAX_SHOWN) {
			text_add(&text, "...");
			break;
		}
		value_add(&text, json_array_get(value, i));
	}
	text_add(&text, "]");
	return text.data;
}

static bool question_read(
	const struct node *item, struct plan_question *question, struct error *error)
{
	static const char *const keys[] = { "at", "ask", "proposed" };
	struct node at, ask, proposed;
	if (!node_is_object(item, keys, COUNT(keys), error) ||
		!node_required(item, "at", &at, error) || !node_text(&at, &question->at, error) ||
		!node_required(item, "ask", &ask, error) || !node_text(&ask, &question->ask, error))
		return false;
	const bool has_proposal = node_member(item, "proposed", &proposed);
	if (has_proposal && !json_is_string(proposed.value) && !json_is_array(proposed.value))
		return node_fail(&proposed, error, "must be a string or an array");
	struct arena *arena = item->document->arena;
	json_t *value =
		json_pointer_value(arena, item->document->root, json_string_value(at.value));
	if (value == NULL || is_empty(value) || (has_proposal && json_equal(value, proposed.value)))
		return true;
	question->answer = answer_write(arena, value);
	return true;
}

static bool questions_read(
	const struct node *array, struct plan_questions *questions, struct error *error)
{
	const struct document *document = array->document;
	const size_t count = node_count(array);
	struct plan_question *question = arena_alloc(document->arena, count * sizeof *question);
	size_t answered = 0;
	for (size_t i = 0; i < count; i++) {
		struct node item = node_item(array, i);
		if (!question_read(&item, &question[i], error))
			return false;
		answered += question[i].answer != NULL;
	}
	struct json_lines lines = { 0 };
	if (answered > 0)
		lines = json_lines_read(
			document->arena, (const char *)document->text.data, document->text.length);
	for (size_t i = 0; i < count; i++) {
		struct node item = node_item(array, i), at;
		if (question[i].answer != NULL && node_member(&item, "at", &at))
			question[i].line = json_lines_find(&lines, json_string_value(at.value));
	}
	*questions = (struct plan_questions){ question, count, count - answered };
	return true;
}

bool plan_questions_answered(
	const struct node *root, struct plan_questions *questions, struct error *error)
{
	struct node array;
	if (!json_is_object(root->value) || !node_member(root, "questions", &array))
		return true;
	if (!node_is_array(&array, error) || !questions_read(&array, questions, error))
		return false;
	if (questions->count == 0)
		return true;
	const size_t open = questions->open_count, answered = questions->count - open;
	const char *also = answered == 0 ? ""
					 : arena_format(root->document->arena,
						   "; %zu more %s already answered: remove %s",
						   answered, answered == 1 ? "is" : "are",
						   answered == 1 ? "it" : "them");
	struct error place = { 0 };
	if (open > 0)
		node_fail(&array, &place, "%zu open question%s: nothing is judged until %s%s", open,
			open == 1 ? "" : "s", open == 1 ? "it is answered" : "all are answered",
			also);
	else
		node_fail(&array, &place,
			"%s already answered: remove %s, and the plan can be judged",
			answered == 1 ? "the question is" : "all questions are",
			answered == 1 ? "it" : "them");
	return error_set(error, ERROR_CONFIG, "%s", place.text);
}
