/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/reverse_questions.h"

#include <stdlib.h>
#include <string.h>

#include "clusterchk/reverse.h"

static int compare_names(const void *a, const void *b)
{
	const struct dns_question *one = a, *other = b;
	return strcmp(one->name, other->name);
}

static size_t sort_and_deduplicate(struct dns_question *question, size_t count)
{
	size_t kept = 0;
	if (count > 1)
		qsort(question, count, sizeof *question, compare_names);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || strcmp(question[kept - 1].name, question[i].name) != 0)
			question[kept++] = question[i];
	}
	return kept;
}

struct dns_question *reverse_questions(struct arena *arena, const struct dns_question *asked,
	size_t asked_count, const struct dns_visit *visit, size_t *count)
{
	struct dns_question *questions = NULL;
	*count = 0;
	for (size_t i = 0; i < asked_count && i < visit->count; i++) {
		const struct dns_answer *answer = &visit->answer[i];
		size_t followed = 0;
		for (size_t k = 0; k < answer->count && asked[i].wants_reverse; k++) {
			const struct dns_record *record = &answer->record[k];
			if (strcmp(record->type, answer->type) != 0 ||
				followed++ >= REVERSE_PER_NAME || *count >= REVERSE_PER_SERVER)
				continue;
			const char *name = reverse_name(arena, record->data);
			if (name == NULL)
				continue;
			questions = arena_more(arena, questions, *count, sizeof *questions);
			questions[(*count)++] = (struct dns_question){ name, "PTR", false };
		}
	}
	*count = sort_and_deduplicate(questions, *count);
	return questions;
}
