/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/spread.h"

#include "base/text.h"

enum { MAX_LINES = 20 };

enum answer target_is(struct arena *arena, const struct directory_visit *visit,
	const struct scr_target *target, const struct name *machine)
{
	if (target->machine == NULL)
		return text_mentions(target->raw, machine) ? ANSWER_MAYBE : ANSWER_NO;
	const enum answer answer = machine_is(arena, visit, target->machine, machine);
	if (answer != ANSWER_NO)
		return answer;
	return text_mentions(target->raw, machine) ? ANSWER_MAYBE : ANSWER_NO;
}

/* A value that names the cluster, or that cannot be read, may mean any of its nodes. */
static bool may_be_on(const struct examination *examination, const struct directory_visit *visit,
	const struct storage_group *group, const struct name *node)
{
	struct arena *arena = examination->arena;
	for (size_t i = 0; i < group->target_count; i++) {
		const struct scr_target *target = &group->target[i];
		if (target->machine == NULL || target_is(arena, visit, target, node) != ANSWER_NO ||
			target_is(arena, visit, target, &examination->recovery->standby_cluster) !=
				ANSWER_NO)
			return true;
	}
	return false;
}

/* Notes the nodes that one group may be on; false if there is none. */
static bool group_read(const struct examination *examination, const struct directory_visit *visit,
	const struct storage_group *group, bool *has_all, struct text *names)
{
	const struct recovery *recovery = examination->recovery;
	const size_t count = recovery->standby_node_count;
	bool *has = arena_alloc(examination->arena, count * sizeof *has), some = false;
	for (size_t i = 0; i < count; i++) {
		const struct name *node = &recovery->standby_nodes[i];
		has[i] = may_be_on(examination, visit, group, node);
		if (has[i])
			text_add(names, "%s%s", some ? ", " : "", node->label);
		some = some || has[i];
	}
	for (size_t i = 0; some && i < count; i++)
		has_all[i] = has_all[i] && has[i];
	return some;
}

struct spread spread_read(const struct examination *examination, const struct exchange_view *view,
	const struct exchange_server *server)
{
	struct arena *arena = examination->arena;
	const size_t count = examination->recovery->standby_node_count;
	struct spread spread = { 0 };
	struct text lines = text_new(arena);
	bool *has_all = arena_alloc(arena, count * sizeof *has_all);
	for (size_t i = 0; i < count; i++)
		has_all[i] = true;
	for (size_t i = 0; i < server->group_count; i++) {
		const struct storage_group *group = &server->group[i];
		struct text names = text_new(arena);
		if (!group_read(examination, view->visit, group, has_all, &names))
			continue;
		if (spread.groups++ < MAX_LINES)
			text_add(&lines, "\n- \"%s\" on %s", group->name, names.data);
	}
	if (spread.groups > MAX_LINES)
		text_add(&lines, "\nand %zu more", spread.groups - MAX_LINES);
	spread.on_one_node = spread.groups == 0;
	for (size_t i = 0; i < count; i++)
		spread.on_one_node = spread.on_one_node || has_all[i];
	spread.lines = lines.data;
	return spread;
}
