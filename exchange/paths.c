/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/paths.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/sorted.h"
#include "base/upcase.h"
#include "model/name.h"

/* The letters of a host name that its account has. */
static size_t account_letters(const char *machine)
{
	const size_t label = strcspn(machine, ".");
	return label < ACCOUNT_LETTERS ? label : ACCOUNT_LETTERS;
}

/* By account only, so that short names, cut names and FQDNs of one machine are equal. */
static int compare_machines(const char *a, const char *b)
{
	const size_t one = account_letters(a), other = account_letters(b);
	const int order = strncasecmp(a, b, one < other ? one : other);
	return order != 0 ? order : one < other ? -1 : one > other;
}

static int compare_to(const struct path_use *use, const char *machine, const char *key)
{
	const int order = compare_machines(use->machine, machine);
	return order != 0 ? order : strcmp(use->path.key, key);
}

static int compare_uses(const void *one, const void *other)
{
	const struct path_use *a = one, *b = other;
	return compare_to(a, b->machine, b->path.key);
}

/* Windows takes several backslashes for one, except the two at the start of a share's name. */
static const char *key_of(struct arena *arena, const char *path)
{
	char *key = upcase(arena, path);
	size_t length = 0;
	for (const char *from = key; *from != '\0'; from++) {
		if (*from != '\\' || length < 2 || key[length - 1] != '\\')
			key[length++] = *from;
	}
	while (length > 0 && key[length - 1] == '\\')
		length--;
	key[length] = '\0';
	return key;
}

static void add_path(struct arena *arena, struct group_paths *paths, const char *path)
{
	paths->path = arena_more(arena, paths->path, paths->count, sizeof *paths->path);
	paths->path[paths->count++] =
		path == NULL ? (struct path){ "", "" } : (struct path){ path, key_of(arena, path) };
}

struct group_paths group_paths_read(struct arena *arena, const struct storage_group *group)
{
	struct group_paths paths = { 0 };
	add_path(arena, &paths, group->log_path);
	add_path(arena, &paths, group->system_path);
	if (strcmp(paths.path[0].key, paths.path[1].key) == 0)
		paths.count = 1;
	for (size_t i = 0; i < group->database_count; i++)
		add_path(arena, &paths, group->database[i].file);
	return paths;
}

static void add_uses(struct arena *arena, struct path_uses *uses, const struct group_paths *paths,
	struct path_use use)
{
	for (size_t i = 0; i < paths->count; i++) {
		uses->truncated = uses->truncated || uses->count >= PATH_USES_MAX;
		if (uses->truncated)
			return;
		use.path = paths->path[i];
		uses->use = arena_more(arena, uses->use, uses->count, sizeof *uses->use);
		uses->use[uses->count++] = use;
	}
}

static void add_group(struct arena *arena, struct path_uses *uses,
	const struct exchange_server *server, const struct storage_group *group)
{
	const char *own = server->fqdn != NULL ? server->fqdn : server->name;
	const struct group_paths paths = group_paths_read(arena, group);
	if (server->storage == STORAGE_STANDALONE)
		add_uses(arena, uses, &paths,
			(struct path_use){ .machine = own, .server = server, .group = group });
	for (size_t i = 0; i < group->target_count && !uses->truncated; i++) {
		uses->hidden = uses->hidden || group->target[i].machine == NULL;
		if (group->target[i].machine != NULL)
			add_uses(arena, uses, &paths,
				(struct path_use){ .machine = group->target[i].machine,
					.server = server,
					.group = group });
	}
}

struct path_uses path_uses_read(struct arena *arena, const struct organisation *organisation)
{
	struct path_uses uses = { 0 };
	for (size_t i = 0; i < organisation->server_count; i++) {
		const struct exchange_server *server = &organisation->server[i];
		for (size_t k = 0; k < server->group_count && !uses.truncated; k++)
			add_group(arena, &uses, server, &server->group[k]);
	}
	if (uses.count > 0)
		qsort(uses.use, uses.count, sizeof *uses.use, compare_uses);
	return uses;
}

size_t path_uses_find(const struct path_uses *uses, const char *machine, const char *key)
{
	const struct path_use wanted = { .machine = machine, .path.key = key };
	return sorted_first(&wanted, uses->use, uses->count, sizeof *uses->use, compare_uses);
}

bool path_use_is(const struct path_use *use, const char *machine, const char *key)
{
	return compare_to(use, machine, key) == 0;
}

bool path_use_is_inside(const struct path_use *use, const char *machine, const char *key)
{
	const size_t length = strlen(key);
	return length > 0 && compare_machines(use->machine, machine) == 0 &&
	       strncmp(use->path.key, key, length) == 0 && use->path.key[length] == '\\';
}
