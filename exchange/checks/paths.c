/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Storage groups with the same paths collide on an SCR target. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "exchange/machine.h"
#include "exchange/paths.h"
#include "exchange/view.h"
#include "model/check.h"

/*
 * Windows allows no longer paths: 260 units of UTF-16, each at most 3 bytes. The number of
 * comparisons is limited, too, so that hostile data in the directory cannot cost hours.
 */
enum { MAX_PATH_BYTES = 3 * 260, MAX_LINES = 20, MAX_STEPS = 200000 };

static const void *uses_of(struct arena *arena, const void *of)
{
	const struct exchange_view *view = of;
	struct path_uses *uses = arena_alloc(arena, sizeof *uses);
	*uses = path_uses_read(arena, &view->organisation);
	return uses;
}

/* The conflicts of one CMS. */
struct search {
	const struct path_uses *uses;
	struct text lines;
	size_t line_count, step_count;
	bool same, nested, hidden;
};

static void add_line(struct search *search, const struct path_use *mine,
	const struct path_use *other, const char *relation)
{
	if (search->line_count++ < MAX_LINES)
		text_add(&search->lines, "\n- on %s: %s of \"%s\" %s %s of %s \"%s\"",
			mine->machine, mine->path.path, mine->group->name, relation,
			other->path.path, other->server->name, other->group->name);
}

/* Whether the use is another group's on the same machine. */
static bool is_conflict(
	struct search *search, const struct path_use *mine, const struct path_use *other)
{
	search->step_count++;
	return other->group != mine->group && name_texts_match(mine->machine, other->machine);
}

static bool has_more(const struct search *search, size_t at)
{
	return at < search->uses->count && search->step_count < MAX_STEPS;
}

static void find_equal(struct search *search, const struct path_use *mine, const char *key,
	bool *found, const char *relation)
{
	for (size_t at = path_uses_find(search->uses, mine->machine, key);
		has_more(search, at) && path_use_is(&search->uses->use[at], mine->machine, key);
		at++) {
		if (!is_conflict(search, mine, &search->uses->use[at]))
			continue;
		*found = true;
		add_line(search, mine, &search->uses->use[at], relation);
	}
}

static void find_inside(struct arena *arena, struct search *search, const struct path_use *mine)
{
	const char *below = arena_format(arena, "%s\\", mine->path.key);
	for (size_t at = path_uses_find(search->uses, mine->machine, below);
		has_more(search, at) &&
		path_use_is_inside(&search->uses->use[at], mine->machine, mine->path.key);
		at++) {
		if (!is_conflict(search, mine, &search->uses->use[at]))
			continue;
		search->nested = true;
		add_line(search, mine, &search->uses->use[at], "contains");
	}
}

/* The parent folders, up to the root of the volume. */
static void find_around(struct arena *arena, struct search *search, const struct path_use *mine)
{
	char *key = arena_string(arena, mine->path.key);
	for (char *end = strrchr(key, '\\'); end != NULL && end > key; end = strrchr(key, '\\')) {
		*end = '\0';
		find_equal(search, mine, key, &search->nested, "is inside");
	}
}

static void compare_path(struct arena *arena, struct search *search, const struct path_use *mine)
{
	search->step_count++;
	if (*mine->path.key == '\0' || strlen(mine->path.key) > MAX_PATH_BYTES) {
		search->hidden = true;
		return;
	}
	find_equal(search, mine, mine->path.key, &search->same, "is");
	find_inside(arena, search, mine);
	find_around(arena, search, mine);
}

/* Paths of other groups on the same target that are not shown may be equal to this one. */
static void find_hidden(struct search *search, const struct path_use *mine)
{
	for (size_t at = path_uses_find(search->uses, mine->machine, "");
		has_more(search, at) && path_use_is(&search->uses->use[at], mine->machine, "");
		at++) {
		const struct path_use *other = &search->uses->use[at];
		if (!is_conflict(search, mine, other))
			continue;
		search->hidden = true;
		if (search->line_count++ < MAX_LINES)
			text_add(&search->lines, "\n- on %s: a path of %s \"%s\" is not shown",
				mine->machine, other->server->name, other->group->name);
	}
}

static void search_group(struct arena *arena, struct search *search,
	const struct exchange_server *server, const struct storage_group *group)
{
	const struct group_paths paths = group_paths_read(arena, group);
	search->hidden = search->hidden || !group->targets_shown || search->uses->truncated ||
			 (group->target_count > 0 && search->uses->hidden);
	for (size_t i = 0; i < group->target_count && search->step_count < MAX_STEPS; i++) {
		struct path_use mine = {
			.machine = group->target[i].machine, .server = server, .group = group
		};
		if (mine.machine == NULL)
			continue;
		find_hidden(search, &mine);
		for (size_t k = 0; k < paths.count && search->step_count < MAX_STEPS; k++) {
			mine.path = paths.path[k];
			compare_path(arena, search, &mine);
		}
	}
}

static void add_paths(struct text *proof, const struct storage_group *group)
{
	text_add(proof, "\n- \"%s\": logs %s (%s), system %s", group->name,
		group->log_path == NULL ? "not shown" : group->log_path,
		group->prefix == NULL ? "prefix not shown" : group->prefix,
		group->system_path == NULL ? "not shown" : group->system_path);
	for (size_t i = 0; i < group->database_count; i++)
		text_add(proof, ", database %s",
			group->database[i].file == NULL ? "not shown" : group->database[i].file);
}

static void conclude(struct arena *arena, const struct search *search, const char *label,
	struct dc_result *result)
{
	result->remedy =
		"Give each storage group its own folders on the machines that it "
		"is replicated to. A copy has the same paths as its source. "
		"Before replication is enabled, Move-StorageGroupPath and Move-DatabasePath "
		"change them. "
		"If paths are not shown, run the check with an account that may read them:\n"
		"    Get-StorageGroup | Format-List Identity,LogFolderPath,SystemFolderPath\n"
		"    Get-MailboxDatabase | Format-List Identity,EdbFilePath";
	if (search->same) {
		result->outcome = OUTCOME_FAIL;
		result->summary = arena_format(arena,
			"Paths of %s collide with another storage group's on an SCR target.",
			label);
	} else if (search->hidden || search->step_count >= MAX_STEPS) {
		result->outcome = OUTCOME_UNKNOWN;
		result->summary = arena_format(
			arena, "Not all paths on the SCR targets of %s could be compared.", label);
	} else if (search->nested) {
		result->outcome = OUTCOME_WARN;
		result->summary = arena_format(arena,
			"On an SCR target, folders of %s and of another storage group are nested.",
			label);
	} else {
		result->outcome = OUTCOME_PASS;
		result->remedy = NULL;
		result->summary = arena_format(arena,
			"%s shares no path with another storage group on its SCR targets.", label);
	}
}

static struct dc_result paths_copy(const struct examination *examination,
	const struct exchange_view *view, const struct exchange_server *server, const char *label)
{
	struct arena *arena = examination->arena;
	struct dc_result result = { .outcome = OUTCOME_UNKNOWN };
	struct text proof = text_new(arena);
	struct search search = { .uses = memo_of(examination->memo, arena, uses_of, view),
		.lines = text_new(arena),
		.hidden = server->group_count == 0 || server->groups_hidden };
	text_add(&proof, "Storage groups shown: %zu.", server->group_count);
	for (size_t i = 0; i < server->group_count; i++) {
		add_paths(&proof, &server->group[i]);
		search_group(arena, &search, server, &server->group[i]);
	}
	text_add(&proof, "%s", search.lines.data);
	if (search.line_count > MAX_LINES)
		text_add(&proof, "\n- and %zu more", search.line_count - MAX_LINES);
	if (search.step_count >= MAX_STEPS)
		text_add(&proof, "\nThere are too many paths to compare them all.");
	result.proof = proof.data;
	conclude(arena, &search, label, &result);
	return result;
}

static void run_scr_paths(const struct examination *examination)
{
	exchange_judge(examination, paths_copy);
}

static const struct unsaid ex_scr_paths_unsaid = {
	.topic = "Disks of the standby nodes",
	.text = "Volumes, free space and the files themselves were not looked at.",
	.how = "On each standby node that is an SCR target, compare the free space "
	       "of the volumes with databases and logs with what the source uses.",
};

const struct check check_ex_scr_paths = {
	.id = "ex.scr-paths",
	.weight = WEIGHT_ADVISORY,
	.sources = SOURCE_DIRECTORY | SOURCE_DNS,
	.question = "Do no two storage groups use the same folders on an SCR target?",
	.rule = "No two storage groups that are replicated to the same machine use the same "
		"folders or files.",
	.why = "The copy of a storage group has the same paths as its source. "
	       "If two storage groups with the same log folder, "
	       "system folder or database file are replicated to one machine, "
	       "replication or the mount fails.",
	.evidence = "msExchESEParamLogFilePath, msExchESEParamSystemPath and msExchEDBFile "
		    "of all storage groups of the organisation that share a target machine, "
		    "and of a standalone mailbox server that is the target itself. Nested folders: "
		    "warn. Other files on the target are not visible in the directory.",
	.right =
		"Read Property on the storage groups and databases in the configuration partition.",
	.remedy = "Give each storage group its own folders.",
	.run = run_scr_paths,
	.unsaid = &ex_scr_paths_unsaid,
};
