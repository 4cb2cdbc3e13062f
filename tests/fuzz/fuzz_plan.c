/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a plan: it is refused as malformed, with its place, or for its open questions, or
 * has all that the rest of the program relies on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "cli/questions.h"
#include "cli/show_plan.h"
#include "codec/encoding.h"
#include "codec/json_mistake.h"
#include "tests/model/plan_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_plan.c:%d: does not hold: %s\n", line, what);
	abort();
}

static void check_distinct_names(const struct plan *plan)
{
	for (size_t i = 0; i < plan->recovery_count; i++) {
		const struct recovery *recovery = &plan->recoveries[i];
		MUST(!name_equal(&recovery->cms, &recovery->standby_cluster));
		for (size_t k = 0; k < i; k++)
			MUST(!name_equal(&recovery->cms, &plan->recoveries[k].cms));
	}
}

/* Nothing in a text for people controls the terminal. */
static void check_shown(const char *text)
{
	for (; *text != '\0'; text++)
		MUST(*text == '\n' || ((unsigned char)*text >= ' ' && *text != 0x7f));
}

static void check_questions(struct arena *arena, const struct plan_questions *questions)
{
	size_t open = 0;
	for (size_t i = 0; i < questions->count; i++) {
		const struct plan_question *question = &questions->question[i];
		MUST(question->at != NULL && question->ask != NULL);
		MUST(question->answer == NULL || is_harmless(question->answer));
		open += question->answer == NULL;
	}
	MUST(open == questions->open_count);
	check_shown(questions_write(arena, "p", questions->question, questions->count));
}

/* A mistake has its place in the text, and valid JSON has none. */
static void check_mistake(struct arena *arena, struct bytes text, bool is_valid)
{
	struct json_mistake mistake;
	text = encoding_unmarked(text);
	if (!json_mistake_find(arena, text, &mistake))
		return;
	MUST(!is_valid);
	MUST(mistake.at <= text.length && *mistake.what != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct surroundings nowhere;
	struct arena *arena = arena_new();
	struct plan plan;
	struct error error = { 0 };
	if (plan_read(arena, "folder/plan.json", bytes_of(data, size), &plan, &error)) {
		MUST(error.kind == ERROR_NONE);
		MUST(plan_is_whole(&plan));
		check_distinct_names(&plan);
		MUST(plan.questions.count == 0);
		check_shown(plan_show(arena, &plan, &nowhere));
		check_mistake(arena, bytes_of(data, size), true);
	} else {
		MUST(error.kind == (plan.questions.count > 0 ? ERROR_CONFIG : ERROR_MALFORMED));
		check_questions(arena, &plan.questions);
		check_mistake(arena, bytes_of(data, size), false);
		MUST(strchr(error.text, '\n') == NULL);
		MUST(strncmp(error.text, "folder/plan.json:", 17) == 0);
	}
	arena_free(arena);
	return 0;
}
