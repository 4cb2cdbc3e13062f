/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Discovery makes a plan from any directory content: refused for its questions alone,
 * and whole as soon as they are answered. One object a line: "e|DN|attribute=value|...", e for the
 * organisation, c for the accounts of clusters, m for those of machines; E, C, M: that part has a
 * gap.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/questions.h"
#include "exchange/discovery/proposal.h"
#include "tests/exchange/answered.h"
#include "tests/model/plan_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_discovery.c:%d: does not hold: %s\n", line, what);
	abort();
}

static struct bytes until(struct bytes *from, uint8_t end)
{
	size_t length = 0;
	while (length < from->length && from->data[length] != end)
		length++;
	struct bytes taken = bytes_take(from, length);
	bytes_take(from, from->length > 0);
	return taken;
}

static const char *text_of(struct arena *arena, struct bytes bytes)
{
	char *text = arena_alloc(arena, bytes.length + 1);
	if (bytes.length > 0)
		memcpy(text, bytes.data, bytes.length);
	return text;
}

static void attribute_take(struct arena *arena, struct entry *entry, struct bytes field)
{
	const char *name = text_of(arena, until(&field, '='));
	struct attribute *attribute = NULL;
	for (size_t i = 0; i < entry->count && attribute == NULL; i++) {
		if (strcmp(entry->attribute[i].name, name) == 0)
			attribute = &entry->attribute[i];
	}
	if (attribute == NULL) {
		entry->attribute =
			arena_more(arena, entry->attribute, entry->count, sizeof *entry->attribute);
		attribute = &entry->attribute[entry->count++];
		attribute->name = name;
	}
	attribute->value =
		arena_more(arena, attribute->value, attribute->count, sizeof *attribute->value);
	attribute->value[attribute->count++] = field;
}

static void line_take(struct arena *arena, struct directory_part *parts, struct bytes line)
{
	static const char kinds[] = "ecm";
	const char kind = (char)bytes_u8(&line);
	const char *at = kind == '\0' ? NULL : strchr(kinds, tolower((unsigned char)kind));
	if (at == NULL)
		return;
	struct directory_part *part = &parts[at - kinds];
	if (isupper((unsigned char)kind))
		part->gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "no answer" };
	bytes_take(&line, line.length > 0);
	struct entry entry = { .dn = text_of(arena, until(&line, '|')) };
	while (line.length > 0)
		attribute_take(arena, &entry, until(&line, '|'));
	part->entry = arena_more(arena, part->entry, part->count, sizeof *part->entry);
	part->entry[part->count++] = entry;
}

static void check_plan(struct arena *arena, const struct proposal *proposal)
{
	const struct plan_directory directory = { .domain = "corp.example.com" };
	struct bytes text = proposal_write(arena, &directory, proposal);
	for (size_t i = 0; i < text.length; i++)
		MUST(text.data[i] == '\n' || (text.data[i] >= ' ' && text.data[i] < 0x7f));
	struct plan plan;
	struct error error = { 0 };
	MUST(!plan_read(arena, "p", text, &plan, &error));
	MUST(plan.questions.count == proposal->question_count);
	const char *shown =
		questions_write(arena, "p", plan.questions.question, plan.questions.count);
	for (; *shown != '\0'; shown++)
		MUST(*shown == '\n' || ((unsigned char)*shown >= ' ' && *shown != 0x7f));
	if (proposal->recovery_count == 0)
		return;
	MUST(error.kind == ERROR_CONFIG);
	error = (struct error){ 0 };
	if (!plan_read(arena, "p", answered(arena, text), &plan, &error))
		fprintf(stderr, "%s\n%.*s\n", error.text, (int)text.length,
			(const char *)text.data);
	MUST(error.kind == ERROR_NONE);
	MUST(plan_is_whole(&plan));
	MUST(plan.recovery_count == proposal->recovery_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct bytes text = bytes_of(data, size);
	struct directory_part parts[] = { { .kind = part_kind_name(PART_EXCHANGE) },
		{ .kind = part_kind_name(PART_CLUSTERS) },
		{ .kind = part_kind_name(PART_MACHINES) } };
	while (text.length > 0)
		line_take(arena, parts, until(&text, '\n'));
	const struct directory_visit visit = { .server = "dc1", .part = parts, .part_count = 3 };
	struct organisation organisation;
	struct error error = { 0 };
	if (organisation_read(arena, &visit, &organisation, &error)) {
		struct proposal proposal = { 0 };
		proposal_make(arena, "corp.example.com", &organisation, &visit, &proposal);
		check_plan(arena, &proposal);
	}
	arena_free(arena);
	return 0;
}
