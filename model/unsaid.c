/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/unsaid.h"

#include "base/text.h"

static void add(struct arena *arena, struct judgement *judgement, const struct unsaid *unsaid)
{
	judgement->unsaid = arena_more(
		arena, judgement->unsaid, judgement->unsaid_count, sizeof *judgement->unsaid);
	judgement->unsaid[judgement->unsaid_count++] = *unsaid;
}

/* A check that was left out says nothing, so its limit still is one. */
static void add_checks(struct arena *arena, const struct check *const *check, size_t count,
	struct judgement *judgement)
{
	for (size_t i = 0; i < count; i++) {
		if (check[i]->unsaid != NULL)
			add(arena, judgement, check[i]->unsaid);
	}
}

/* A member of a recovery that the plan may leave out. */
struct missing {
	const char *member;
	bool (*is_missing)(const struct recovery *recovery);
};

static bool lacks_standby_nodes(const struct recovery *recovery)
{
	return recovery->standby_node_count == 0;
}

static bool lacks_standby_site(const struct recovery *recovery)
{
	return recovery->standby_site == NULL;
}

static void add_missing(struct text *line, const struct plan *plan, const struct missing *missing)
{
	size_t count = 0;
	const char *first = NULL;
	for (size_t i = 0; i < plan->recovery_count; i++) {
		if (!missing->is_missing(&plan->recoveries[i]))
			continue;
		first = count++ == 0 ? plan->recoveries[i].cms.label : first;
	}
	if (count == 0)
		return;
	text_add(line, "%s%s", line->length == 0 ? "" : ", ", missing->member);
	if (count == plan->recovery_count)
		return;
	if (count == 1)
		text_add(line, " (of %s)", first);
	else
		text_add(line, " (of %zu CMSs)", count);
}

static void add_plan(struct arena *arena, struct judgement *judgement)
{
	static const struct missing members[] = {
		{ "standby_nodes", lacks_standby_nodes },
		{ "standby_site", lacks_standby_site },
	};
	const struct plan *plan = judgement->plan;
	struct text line = text_new(arena);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		add_missing(&line, plan, &members[i]);
	if (plan->dns_server_count == 0)
		text_add(&line, "%sdns.servers", line.length == 0 ? "" : ", ");
	if (line.length == 0)
		return;
	add(arena, judgement,
		&(struct unsaid){
			.topic = "What the plan does not name",
			.text = arena_format(arena,
				"It has no %s: what DNS and the directory show was taken instead, "
				"and what they do not show was not looked at.",
				line.data),
			.how = "Compare with what you know, add it to the plan, and run cmsready "
			       "again.",
		});
}

static void add_left_out(struct arena *arena, struct judgement *judgement)
{
	const size_t checks = judgement->left_out_count;
	const size_t recoveries = judgement->plan->left_out_count;
	struct text line = text_new(arena);
	if (checks > 0)
		text_add(&line, "%zu check%s", checks, checks == 1 ? "" : "s");
	if (recoveries > 0)
		text_add(&line, "%s%zu CMS%s of the plan", checks > 0 ? " and " : "", recoveries,
			recoveries == 1 ? "" : "s");
	if (line.length == 0)
		return;
	add(arena, judgement,
		&(struct unsaid){
			.topic = "What was left out",
			.text = arena_format(
				arena, "Nothing is said about %s, listed above.", line.data),
			.how = "Run cmsready again without --only, --skip and --recovery.",
		});
}

/* What such a check found prevents no GO. */
static void add_lowered(struct arena *arena, struct judgement *judgement)
{
	struct text names = text_new(arena);
	size_t count = 0;
	for (size_t i = 0; i < judgement->changed_count; i++) {
		if (judgement->changed[i]->weight == WEIGHT_ADVISORY)
			text_add(&names, "%s%s", count++ == 0 ? "" : ", ",
				judgement->changed[i]->id);
	}
	if (count == 0)
		return;
	add(arena, judgement,
		&(struct unsaid){
			.topic = "Checks made advisory",
			.text = arena_format(arena,
				"The plan (policy.weights) made advisory what prevents a GO by "
				"default: %s. Whatever %s found, the verdict does not say.",
				names.data, count == 1 ? "it" : "they"),
			.how = "Read what they found, or remove them from policy.weights and run "
			       "cmsready again.",
		});
}

static void add_changes(struct arena *arena, struct judgement *judgement)
{
	const char *started = judgement->evidence->run.started;
	add(arena, judgement,
		&(struct unsaid){
			.topic = "Changes since then",
			.text = arena_format(arena, "What was changed after %s is not in it.",
				started != NULL ? started : "the evidence was read"),
			.how = "Run cmsready again right before the recovery.",
		});
}

void unsaid_find(
	struct arena *arena, const struct catalogue *catalogue, struct judgement *judgement)
{
	if (judgement->findings.count == 0)
		return;
	add_checks(arena, catalogue->check, catalogue->count, judgement);
	add_checks(arena, catalogue->left_out, catalogue->left_out_count, judgement);
	add_plan(arena, judgement);
	add_left_out(arena, judgement);
	add_lowered(arena, judgement);
	add_changes(arena, judgement);
}
