/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/name_index.h"
#include "base/text.h"
#include "codec/json_place.h"
#include "codec/record.h"

/* A value and its key or index in what holds it; NULL above the root. */
struct step {
	const struct step *above;
	const char *key; /* NULL: an index */
	size_t index;
};

struct rules {
	const char *name;
	struct bytes text;
	struct error *error;
};

static const void *place_of(const void *record, size_t offset)
{
	return (const char *)record + offset;
}

static void add_pointer(struct text *pointer, const struct step *step)
{
	if (step == NULL)
		return;
	add_pointer(pointer, step->above);
	if (step->key != NULL)
		json_pointer_step(pointer, step->key);
	else
		text_add(pointer, "/%zu", step->index);
}

static bool fail(const struct rules *rules, const struct step *step, const char *fault)
{
	struct arena *arena = arena_new();
	struct text pointer = text_new(arena);
	add_pointer(&pointer, step);
	const size_t line = json_place_line(
		arena, (const char *)rules->text.data, rules->text.length, pointer.data);
	error_set(rules->error, ERROR_MALFORMED, "%s:%zu: %s%s%s", rules->name, line, pointer.data,
		pointer.length > 0 ? ": " : "", fault);
	arena_free(arena);
	return false;
}

/* The first record that has the identity of an earlier one. */
static const char *repeated(struct arena *arena, const struct shape *shape, const char *records,
	size_t count, size_t *at)
{
	struct name_index names = { 0 };
	if (shape->identity == NULL || count < 2)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const char *name = shape->identity(arena, records + i * shape->size);
		name_index_add(arena, &names, bytes_of(name, strlen(name)), i);
	}
	name_index_sort(&names);
	const struct named_place *found = name_index_repeated(&names);
	if (found == NULL)
		return NULL;
	*at = found->at;
	return arena_format(arena, "two %s named \"%.*s\"", shape->many, (int)found->name.length,
		(const char *)found->name.data);
}

const char *record_list_fault(struct arena *arena, const struct shape *shape, const void *records,
	size_t count, size_t *at)
{
	const char *fault = repeated(arena, shape, records, count, at);
	for (size_t i = 0; i < count && fault == NULL && shape->fault != NULL; i++) {
		*at = i;
		fault = shape->fault(arena, place_of(records, i * shape->size));
	}
	return fault;
}

static bool obeys(const struct rules *rules, const struct step *step, const struct shape *shape,
	const void *record);

static bool list_obeys(const struct rules *rules, const struct step *step,
	const struct shape *shape, const void *records, size_t count)
{
	struct arena *arena = arena_new();
	size_t at = 0;
	const char *fault = record_list_fault(arena, shape, records, count, &at);
	const struct step item = { step, NULL, at };
	bool ok = fault == NULL || fail(rules, &item, fault);
	arena_free(arena);
	for (size_t i = 0; i < count && ok; i++) {
		const struct step each = { step, NULL, i };
		ok = obeys(rules, &each, shape, place_of(records, i * shape->size));
	}
	return ok;
}

static bool one_obeys(const struct rules *rules, const struct step *step, const struct shape *shape,
	const void *record)
{
	struct arena *arena = arena_new();
	const char *fault = shape->fault == NULL ? NULL : shape->fault(arena, record);
	const bool ok = fault == NULL || fail(rules, step, fault);
	arena_free(arena);
	return ok && obeys(rules, step, shape, record);
}

static bool text_obeys(const struct rules *rules, const struct step *step,
	const struct text_form *form, const char *text)
{
	if (text == NULL || form->fits(text))
		return true;
	struct arena *arena = arena_new();
	fail(rules, step, arena_format(arena, "\"%s\" is not %s", text, form->what));
	arena_free(arena);
	return false;
}

static bool field_obeys(const struct rules *rules, const struct step *step,
	const struct field *field, const void *record)
{
	const void *at = place_of(record, field->offset);
	const size_t *count = place_of(record, field->count);
	const char *const *texts = NULL;
	bool ok = true;
	switch (field->kind) {
	case FIELD_TEXT:
		return field->form == NULL ||
		       text_obeys(rules, step, field->form, *(const char *const *)at);
	case FIELD_TEXTS:
		texts = *(const char *const *const *)at;
		for (size_t i = 0; field->form != NULL && i < *count && ok; i++) {
			const struct step item = { step, NULL, i };
			ok = text_obeys(rules, &item, field->form, texts[i]);
		}
		return ok;
	case FIELD_RECORD:
		return one_obeys(rules, step, field->shape, at);
	case FIELD_RECORD_AT:
		at = *(const void *const *)at;
		return at == NULL || one_obeys(rules, step, field->shape, at);
	case FIELD_RECORDS:
		return list_obeys(rules, step, field->shape, *(const void *const *)at, *count);
	case FIELD_RAW:
	case FIELD_NUMBER:
	case FIELD_FLAG:
	case FIELD_WORD:
	case FIELD_NUMBERS:
	case FIELD_GAP:
	case FIELD_ATTRIBUTES:
		break;
	}
	return true;
}

/* The recursion is as deep as the tables. */
static bool obeys(const struct rules *rules, const struct step *step, const struct shape *shape,
	const void *record)
{
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct step below = { step, shape->field[i].key, 0 };
		if (!field_obeys(rules, &below, &shape->field[i], record))
			return false;
	}
	return true;
}

bool record_obeys(const char *name, struct bytes text, const struct shape *shape,
	const void *record, struct error *error)
{
	const struct rules rules = { name, text, error };
	return one_obeys(&rules, NULL, shape, record);
}
