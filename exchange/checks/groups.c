/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/checks/groups.h"

#include "base/text.h"

enum { MAX_NAMES = 3, MAX_COMMANDS = 8 };

bool group_is_recovery(const struct storage_group *group)
{
	bool all = group->database_count > 0;
	for (size_t i = 0; i < group->database_count; i++)
		all = all && group->database[i].is_recovery;
	return group->is_recovery || all;
}

const char *group_targets_write(struct arena *arena, const struct storage_group *group)
{
	struct text text = text_new(arena);
	for (size_t i = 0; i < group->target_count; i++)
		text_add(&text, "%s\"%s\"", i == 0 ? "" : ", ", group->target[i].raw);
	return text.data;
}

static const char *wording_of(const struct group_wording *wording, enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_PASS:
		return wording->pass;
	case OUTCOME_WARN:
		return wording->warn;
	case OUTCOME_UNKNOWN:
		return wording->unknown;
	case OUTCOME_FAIL:
		return wording->fail;
	}
	return wording->unknown;
}

/* Names and commands of the groups with the worst answer. */
struct worst {
	struct text names, commands;
	struct fixes fixes;
	size_t count;
};

static void worst_add(
	struct worst *worst, const struct storage_group *group, const struct group_answer *answer)
{
	if (worst->count < MAX_NAMES)
		text_add(&worst->names, "%s\"%s\"", worst->count == 0 ? "" : ", ", group->name);
	if (worst->count < MAX_COMMANDS && answer->mend != NULL)
		text_add(&worst->commands, "\n%s", answer->mend->command);
	if (answer->mend != NULL && answer->mend->is_fix)
		fixes_add(worst->names.arena, &worst->fixes, answer->mend->fix);
	worst->count++;
}

static void finish(struct arena *arena, const struct exchange_server *server,
	const struct group_answer *answers, const struct group_wording *wording,
	struct dc_result *result)
{
	struct worst worst = { .names = text_new(arena), .commands = text_new(arena) };
	bool follows = result->outcome > OUTCOME_WARN;
	for (size_t i = 0; i < server->group_count; i++) {
		if (answers[i].outcome != result->outcome)
			continue;
		worst_add(&worst, &server->group[i], &answers[i]);
		follows = follows && answers[i].cause != NULL;
		if (follows)
			causes_add_named(arena, &result->causes, answers[i].cause);
	}
	if (!follows)
		result->causes.named_count = 0;
	const char *words = wording_of(wording, result->outcome);
	result->summary = arena_format(arena, "%s: %s.", server->name, words);
	if (result->outcome == OUTCOME_PASS)
		return;
	if (worst.count > MAX_NAMES)
		text_add(&worst.names, " and %zu more", worst.count - MAX_NAMES);
	if (worst.count > 0)
		result->summary =
			arena_format(arena, "%s: %s (%s).", server->name, words, worst.names.data);
	result->remedy = arena_format(arena, "%s%s", wording->remedy, worst.commands.data);
	result->fixes = worst.fixes;
}

struct dc_result groups_judge(const struct examination *examination,
	const struct directory_visit *visit, group_function *answer,
	const struct group_wording *wording)
{
	struct arena *arena = examination->arena;
	const struct exchange_view *view;
	struct dc_result result;
	const struct exchange_server *server = exchange_cms(examination, visit, &view, &result);
	if (server == NULL)
		return result;
	struct text proof = text_new(arena);
	text_add(&proof, "Storage groups shown: %zu.", server->group_count);
	if (server->groups_hidden)
		text_add(&proof, " There are more: databases of a hidden one are shown.");
	result.outcome =
		server->group_count == 0 || server->groups_hidden ? OUTCOME_UNKNOWN : OUTCOME_PASS;
	struct group_answer *answers =
		arena_alloc(arena, (server->group_count + 1) * sizeof *answers);
	for (size_t i = 0; i < server->group_count; i++) {
		answers[i] = answer(&(struct group_question){
			examination, visit, &view->organisation, server, &server->group[i] });
		text_add(&proof, "\n- \"%s\": %s", server->group[i].name, answers[i].proof);
		result.outcome = outcome_worse(result.outcome, answers[i].outcome);
	}
	result.proof = proof.data;
	finish(arena, server, answers, wording, &result);
	return result;
}
