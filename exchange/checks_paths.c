/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of several storage groups on one target machine lie in the same folders there as at their
 * sources: where two sources use the same ones, the copies are in each other's way.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/checks.h"
#include "exchange/view.h"

/* A folder or file that a storage group uses on a target machine. */
struct used {
	const char *machine, *path;
	const struct exchange_server *server;
	const struct storage_group *group;
};

struct uses {
	struct arena *arena;
	struct used *used;
	size_t count;
};

/* Short names and FQDNs of one machine meet at their first label. */
static int compare_machines(const char *a, const char *b)
{
	const size_t one = strcspn(a, "."), other = strcspn(b, ".");
	const int order = strncasecmp(a, b, one < other ? one : other);
	return order != 0 ? order : one < other ? -1 : one > other;
}

static int compare_uses(const void *one, const void *other)
{
	const struct used *a = one, *b = other;
	const int order = compare_machines(a->machine, b->machine);
	return order != 0 ? order : strcasecmp(a->path, b->path);
}

static void add_path(struct uses *uses, const struct exchange_server *server,
	const struct storage_group *group, const char *path)
{
	for (size_t i = 0; path != NULL && i < group->target_count; i++) {
		uses->used = arena_more(uses->arena, uses->used, uses->count, sizeof *uses->used);
		uses->used[uses->count++] =
			(struct used){ group->target[i].machine, path, server, group };
	}
}

/* All of the organisation, sorted by machine and path: once for each copy of it. */
static const void *uses_of(struct arena *arena, const void *of)
{
	const struct exchange_view *view = of;
	struct uses *uses = arena_alloc(arena, sizeof *uses);
	uses->arena = arena;
	for (size_t i = 0; i < view->organisation.server_count; i++) {
		const struct exchange_server *server = &view->organisation.server[i];
		for (size_t k = 0; k < server->group_count; k++) {
			const struct storage_group *group = &server->group[k];
			add_path(uses, server, group, group->log_path);
			if (group->system_path != NULL &&
				(group->log_path == NULL ||
					strcasecmp(group->system_path, group->log_path) != 0))
				add_path(uses, server, group, group->system_path);
			for (size_t n = 0; n < group->database_count; n++)
				add_path(uses, server, group, group->database[n].file);
		}
	}
	if (uses->count > 0)
		qsort(uses->used, uses->count, sizeof *uses->used, compare_uses);
	return uses;
}

/* The first use of that machine and path, by any group; `of` is in the list itself. */
static size_t first_use(const struct uses *uses, const struct used *of)
{
	size_t low = 0, high = uses->count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (compare_uses(&uses->used[middle], of) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds a line for each other group that uses the path on a target of this one. */
static bool add_collisions(const struct uses *uses, const struct exchange_server *server,
	const struct storage_group *group, const char *path, struct text *text)
{
	bool found = false;
	for (size_t i = 0; path != NULL && i < group->target_count; i++) {
		const struct used mine = { group->target[i].machine, path, server, group };
		for (size_t k = first_use(uses, &mine);
			k < uses->count && compare_uses(&uses->used[k], &mine) == 0; k++) {
			const struct used *other = &uses->used[k];
			if (other->group == group)
				continue;
			found = true;
			text_add(text, "\n- on %s: %s is used by \"%s\" and by %s \"%s\"",
				mine.machine, path, group->name, other->server->name,
				other->group->name);
		}
	}
	return found;
}

static struct opinion paths_copy(const struct examination *examination,
	const struct directory_visit *visit, const char *label)
{
	struct arena *arena = examination->arena;
	const struct exchange_view *view;
	struct opinion opinion;
	const struct exchange_server *server = exchange_cms(examination, visit, &view, &opinion);
	if (server == NULL)
		return opinion;
	const struct uses *uses = memo_of(examination->memo, arena, uses_of, view);
	struct text proof = text_new(arena);
	bool collide = false, hidden = server->group_count == 0;
	text_add(&proof, "%zu storage groups are shown.", server->group_count);
	for (size_t i = 0; i < server->group_count; i++) {
		const struct storage_group *group = &server->group[i];
		text_add(&proof, "\n- \"%s\": logs %s (%s), system %s", group->name,
			group->log_path == NULL ? "not shown" : group->log_path,
			group->prefix == NULL ? "prefix not shown" : group->prefix,
			group->system_path == NULL ? "not shown" : group->system_path);
		hidden = hidden || group->log_path == NULL || group->system_path == NULL;
		const char *system =
			group->system_path != NULL && group->log_path != NULL &&
					strcasecmp(group->system_path, group->log_path) == 0
				? NULL
				: group->system_path;
		collide = add_collisions(uses, server, group, group->log_path, &proof) || collide;
		collide = add_collisions(uses, server, group, system, &proof) || collide;
		for (size_t k = 0; k < group->database_count; k++)
			collide = add_collisions(
					  uses, server, group, group->database[k].file, &proof) ||
				  collide;
	}
	opinion.proof = proof.data;
	opinion.outcome = collide ? OUTCOME_FAIL : hidden ? OUTCOME_UNKNOWN : OUTCOME_PASS;
	opinion.remedy =
		"Give each storage group folders of its own on the machines that it is "
		"replicated to; the copy's paths are those of the source:\n"
		"    Move-StorageGroupPath, Move-DatabasePath (before replication is enabled)";
	opinion.summary = arena_format(
		arena, "The folders of %s collide with another's on an SCR target.", label);
	if (opinion.outcome == OUTCOME_UNKNOWN)
		opinion.summary = arena_format(arena, "The paths of %s are not all shown.", label);
	if (opinion.outcome == OUTCOME_PASS) {
		opinion.remedy = NULL;
		opinion.summary = arena_format(
			arena, "The folders of %s are its own on every SCR target.", label);
	}
	return opinion;
}

static void run_scr_paths(const struct examination *examination)
{
	opinions_judge(examination, examination->recovery->cms.label, NULL, paths_copy);
}

const struct check check_ex_scr_paths = {
	.id = "ex.scr-paths",
	.weight = WEIGHT_ADVISORY,
	.question = "Do no two storage groups use the same folders on an SCR target?",
	.why = "The copy of a storage group lies under the same paths as its source. Where two "
	       "storage groups with the same log or system folder or database file are replicated "
	       "to one machine, replication or the mount fails.",
	.evidence =
		"msExchESEParamLogFilePath, msExchESEParamSystemPath and msExchEDBFile of all "
		"storage groups of the organisation that share a target machine. What lies on the "
		"target itself does not show in the directory.",
	.right =
		"Read Property on the storage groups and databases in the configuration partition.",
	.remedy = "Give each storage group folders of its own.",
	.run = run_scr_paths,
};
