/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "codec/attribute.h"
#include "codec/record.h"

/* The place of a record. */
struct place {
	const char *part, *server;
	const char *about; /* prefix of the subject; or NULL */
};

struct gathering {
	struct arena *arena;
	struct record_gap *gap;
	size_t count;
};

static const void *place_of(const void *record, size_t offset)
{
	return (const char *)record + offset;
}

static const char *text_at(const struct field *field, const void *record)
{
	return *(const char *const *)place_of(record, field->offset);
}

static void add_word(struct text *text, const char *word)
{
	if (word != NULL && *word != '\0')
		text_add(text, "%s%s", text->length == 0 ? "" : " ", word);
}

/* The subject texts of the record between `before` and `behind`; NULL if all are empty. */
static const char *subject_of(struct arena *arena, const struct shape *shape, const void *record,
	const char *before, const char *behind)
{
	struct text text = text_new(arena);
	add_word(&text, before);
	for (size_t i = 0; i < shape->field_count; i++) {
		if (shape->field[i].names == NAMES_SUBJECT)
			add_word(&text, text_at(&shape->field[i], record));
	}
	add_word(&text, behind);
	return text.length == 0 ? NULL : text.data;
}

static void add(struct gathering *gathering, const struct place *place, const char *subject,
	const struct gap *gap)
{
	gathering->gap = arena_more(
		gathering->arena, gathering->gap, gathering->count, sizeof *gathering->gap);
	gathering->gap[gathering->count++] =
		(struct record_gap){ place->part, place->server, subject, gap };
}

static void gather(struct gathering *gathering, const struct shape *shape, const void *record,
	struct place place);

static void gather_attributes(struct gathering *gathering, const struct shape *shape,
	const struct field *field, const void *record, const struct place *place)
{
	const struct attribute *attribute =
		*(struct attribute *const *)place_of(record, field->offset);
	const size_t count = *(const size_t *)place_of(record, field->count);
	for (size_t i = 0; i < count; i++) {
		if (gap_is(&attribute[i].gap))
			add(gathering, place,
				subject_of(gathering->arena, shape, record, place->about,
					attribute[i].name),
				&attribute[i].gap);
	}
}

static void gather_records(struct gathering *gathering, const struct field *field,
	const void *record, const struct place *place)
{
	const void *at = place_of(record, field->offset);
	const char *first = field->kind == FIELD_RECORD ? at : *(const char *const *)at;
	const size_t count = field->kind == FIELD_RECORDS
				     ? *(const size_t *)place_of(record, field->count)
				     : first != NULL;
	const struct place below = {
		.part = place->part == NULL ? field->key : place->part,
		.server = place->server,
		.about = field->about,
	};
	for (size_t i = 0; i < count; i++)
		gather(gathering, field->shape, first + i * field->shape->size, below);
}

static void gather(struct gathering *gathering, const struct shape *shape, const void *record,
	struct place place)
{
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->field[i];
		const struct gap *gap = place_of(record, field->offset);
		if (field->names == NAMES_SERVER)
			place.server = text_at(field, record);
		else if (field->kind == FIELD_GAP && gap_is(gap) &&
			 !(field->absence_is_answer && gap->cause == ERROR_ABSENT))
			add(gathering, &place,
				subject_of(gathering->arena, shape, record, field->about, NULL),
				gap);
		else if (field->kind == FIELD_ATTRIBUTES)
			gather_attributes(gathering, shape, field, record, &place);
		else if (field->shape != NULL && !field->told_elsewhere)
			gather_records(gathering, field, record, &place);
	}
}

struct record_gap *record_gaps(
	struct arena *arena, const struct shape *shape, const void *record, size_t *count)
{
	struct gathering gathering = { .arena = arena };
	gather(&gathering, shape, record, (struct place){ 0 });
	*count = gathering.count;
	return gathering.gap;
}
