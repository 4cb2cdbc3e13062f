/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/questions.h"

#include "base/wrap.h"
#include "model/file_kind.h"

enum { INDENT = 4 };

/* "\"DRCLU01\" in line 12", or without the line if it is not known. */
static const char *answer_write(struct arena *arena, const struct plan_question *question)
{
	return question->line == 0
		       ? question->answer
		       : arena_format(arena, "%s in line %zu", question->answer, question->line);
}

static void question_add(struct text *text, const struct plan_question *question)
{
	struct arena *arena = text->arena;
	wrap_add(text, safe_line(arena, question->at), INDENT, INDENT);
	spaces_add(text, INDENT);
	if (question->answer == NULL) {
		wrap_add(text, safe_line(arena, question->ask), INDENT, INDENT);
		return;
	}
	wrap_add(text,
		safe_line(arena,
			arena_format(arena,
				"already answered: %s. If that is right, remove this question from "
				"\"questions\". It was:",
				answer_write(arena, question))),
		INDENT, INDENT);
	spaces_add(text, INDENT);
	wrap_add(text, safe_line(arena, question->ask), INDENT, INDENT);
}

/* What to do before the next command. */
static const char *next_step(const struct plan_question *question, size_t count)
{
	bool any_open = false;
	for (size_t i = 0; i < count; i++)
		any_open = any_open || question[i].answer == NULL;
	return count == 0 ? "No question is open. Next"
	       : any_open ? "Write each answer at its place in the plan and remove its question "
			    "from \"questions\". Then"
			  : "Remove the answered questions from \"questions\". Then";
}

char *questions_write(
	struct arena *arena, const char *file, const struct plan_question *question, size_t count)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < count; i++) {
		text_add(&text, "%zu. ", i + 1);
		question_add(&text, &question[i]);
	}
	wrap_add(&text,
		arena_format(arena, "%s:\n    cmsready check %s", next_step(question, count),
			file_word(arena, file)),
		0, 0);
	return text.data;
}

const char **questions_list(struct arena *arena, const struct plan_question *question, size_t count)
{
	const char **list = arena_alloc(arena, count * sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = question[i].answer == NULL
				  ? arena_format(arena, "%s: %s", question[i].at, question[i].ask)
				  : arena_format(arena,
					    "%s: already answered: remove it, if %s is right: %s",
					    question[i].at, answer_write(arena, &question[i]),
					    question[i].ask);
	return list;
}
