/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/name_index.h"
#include "base/text.h"
#include "model/root_cause.h"

enum { NAMES_SHOWN = 3 };

/* The servers or the subjects of its gaps, each once. Gaps without one are left out. */
static const char **names_of(struct arena *arena, const struct gap_places *gaps,
	const struct root_cause *root, bool subjects, size_t *count)
{
	const char **names = arena_alloc(arena, root->gap_count * sizeof *names);
	size_t all = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const struct gap_place *place = &gaps->place[root->gap[i]];
		const char *name = subjects ? place->subject : place->server;
		if (name != NULL && *name != '\0')
			names[all++] = name;
	}
	*count = names_once(arena, names, all);
	return names;
}

static void names_add(struct text *line, const char **names, size_t count)
{
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
		text_add(line, "%s%s", i == 0 ? "" : ", ", names[i]);
}

static void servers_add(struct text *line, const char **servers, size_t count)
{
	if (count > NAMES_SHOWN)
		text_add(line, "%zu servers (", count);
	names_add(line, servers, count);
	text_add(line, count > NAMES_SHOWN ? ", ...): " : count > 0 ? ": " : "");
}

/* For gaps of whole sources. */
static void sources_add(
	struct text *line, const struct gap_places *gaps, const struct root_cause *root)
{
	unsigned named = 0;
	for (size_t i = 0; i < root->gap_count; i++) {
		const enum source source = gaps->place[root->gap[i]].source;
		if ((named & source) == 0)
			text_add(line, "%s%s", named == 0 ? "" : ", ", source_name(source));
		named |= source;
	}
	text_add(line, ": ");
}

/* Many subjects say no more than that it is the server: then they are left out. */
char *root_cause_headline(
	struct arena *arena, const struct gap_places *gaps, const struct root_cause *root)
{
	if (root->cause != NULL)
		return arena_string(arena, root->cause->text);
	const struct gap *gap = gaps->place[root->gap[0]].gap;
	struct text line = text_new(arena);
	size_t server_count, subject_count;
	const char **servers = names_of(arena, gaps, root, false, &server_count);
	const char **subjects = names_of(arena, gaps, root, true, &subject_count);
	if (!gap->here && server_count > 0)
		servers_add(&line, servers, server_count);
	else if (!gap->here)
		sources_add(&line, gaps, root);
	if (!gap->here && subject_count > 0 && subject_count <= NAMES_SHOWN) {
		names_add(&line, subjects, subject_count);
		text_add(&line, ": ");
	}
	text_add(&line, "%s",
		gap->text != NULL && *gap->text != '\0' ? gap->text : error_kind_name(gap->cause));
	return line.data;
}

const char *root_cause_next(const struct gap_places *gaps, const struct root_cause *root)
{
	const char *next = NULL;
	for (size_t i = 0; i < root->gap_count && next == NULL; i++)
		next = gaps->place[root->gap[i]].gap->next;
	return next;
}
