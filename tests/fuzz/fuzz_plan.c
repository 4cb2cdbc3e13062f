/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a plan: it is refused as malformed, with its place, or for its open questions, or
 * has all that the rest of the program relies on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct plan plan;
	struct error error = { 0 };
	if (plan_read(arena, "folder/plan.json", bytes_of(data, size), &plan, &error)) {
		MUST(error.kind == ERROR_NONE);
		MUST(plan_is_whole(&plan));
		check_distinct_names(&plan);
		MUST(plan.questions.count == 0);
	} else {
		MUST(error.kind == (plan.questions.count > 0 ? ERROR_CONFIG : ERROR_MALFORMED));
		for (size_t i = 0; i < plan.questions.count; i++)
			MUST(plan.questions.question[i].at != NULL &&
				plan.questions.question[i].ask != NULL);
		MUST(strncmp(error.text, "folder/plan.json:", 17) == 0);
	}
	arena_free(arena);
	return 0;
}
