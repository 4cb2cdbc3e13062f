/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/questions.h"

#include "base/wrap.h"

enum { INDENT = 4 };

char *questions_write(
	struct arena *arena, const char *file, const struct plan_question *question, size_t count)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < count; i++) {
		text_add(&text, "%zu. ", i + 1);
		wrap_add(&text, safe_line(arena, question[i].at), INDENT, INDENT);
		spaces_add(&text, INDENT);
		wrap_add(&text, safe_line(arena, question[i].ask), INDENT, INDENT);
	}
	wrap_add(&text,
		arena_format(arena, "%s:\n    cmsready check %s",
			count == 0 ? "No question is open. Next"
				   : "Write each answer at its place in the plan and remove its "
				     "question from \"questions\". Then",
			safe_line(arena, file)),
		0, 0);
	return text.data;
}

const char **questions_list(struct arena *arena, const struct plan_question *question, size_t count)
{
	const char **list = arena_alloc(arena, count * sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = arena_format(arena, "%s: %s", question[i].at, question[i].ask);
	return list;
}
