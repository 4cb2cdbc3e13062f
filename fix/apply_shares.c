/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fixes of shares. */
#include <string.h>
#include <strings.h>

#include "fix/apply.h"
#include "fix/copy.h"

/* As Windows grants Read to a folder and what is in it. */
static const char read_of[] = ":0/3/0x001200a9";

static struct share_visit *visit_of(struct evidence *evidence, const char *name, size_t length)
{
	for (size_t i = 0; i < evidence->shares.count; i++) {
		struct share_visit *visit = &evidence->shares.visit[i];
		if (strlen(visit->name) == length && strncasecmp(visit->name, name, length) == 0)
			return visit;
	}
	return NULL;
}

static struct share_opening *opening_of(struct share_visit *visit, const char *share)
{
	for (size_t i = 0; visit != NULL && i < visit->opening_count; i++) {
		if (strcasecmp(visit->opening[i].share, share) == 0)
			return &visit->opening[i];
	}
	return NULL;
}

static void list_share(struct arena *arena, struct share_visit *visit, const char *share, bool on)
{
	const char **listed = arena_alloc(arena, (visit->listed_count + 1) * sizeof *listed);
	size_t count = 0;
	for (size_t i = 0; i < visit->listed_count; i++) {
		if (strcasecmp(visit->listed[i], share) != 0)
			listed[count++] = visit->listed[i];
	}
	if (on)
		listed[count++] = share;
	visit->listed = listed;
	visit->listed_count = count;
}

/* The node's share, under the CMS's name. */
void apply_share(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->object == NULL || fix->value == NULL || fix->server == NULL)
		return;
	struct share_visit *cms = visit_of(evidence, fix->value, strlen(fix->value));
	struct share_opening *to = opening_of(cms, fix->object);
	const struct share_opening *from =
		opening_of(visit_of(evidence, fix->server, strlen(fix->server)), fix->object);
	if (to == NULL || from == NULL)
		return;
	*to = *from;
	list_share(arena, cms, fix->object, true);
}

/* Whether the path is the folder, or in it. */
static bool is_in(const char *path, const char *folder)
{
	const size_t length = strlen(folder);
	return strncasecmp(path, folder, length) == 0 &&
	       (path[length] == '\0' || path[length] == '/');
}

/* Who asked for the folder by name got no answer about it, or that it is not there. */
static void forget_by_name(
	struct arena *arena, struct evidence *evidence, const struct fix *fix, const char *guid)
{
	for (size_t i = 0; i < evidence->shares.by_name_count; i++) {
		struct share_visit *visit = &evidence->shares.by_name[i];
		struct share_opening *opening = opening_of(visit, fix->object);
		if (opening == NULL || strcasecmp(visit->name, fix->server) != 0)
			continue;
		struct share_folder *folder =
			array_with_room(arena, NULL, 0, opening->folder_count + 1, sizeof *folder);
		struct share_permissions *permissions = array_with_room(
			arena, NULL, 0, opening->permissions_count + 1, sizeof *permissions);
		size_t folders = 0, many = 0;
		for (size_t k = 0; k < opening->folder_count; k++) {
			if (!is_in(opening->folder[k].name, guid))
				folder[folders++] = opening->folder[k];
		}
		for (size_t k = 0; k < opening->permissions_count; k++) {
			const struct share_permissions *old = &opening->permissions[k];
			if (old->path_count == 0 || !is_in(old->path[0], guid))
				permissions[many++] = *old;
		}
		opening->folder = folder;
		opening->folder_count = folders;
		opening->permissions = permissions;
		opening->permissions_count = many;
	}
}

static void add_permissions(struct arena *arena, struct share_opening *opening, const char *path)
{
	const char **of = arena_alloc(arena, sizeof *of);
	*of = path;
	/* What is new inherits from the folder. */
	opening->permissions[opening->permissions_count++] = (struct share_permissions){
		.path = of, .path_count = 1, .descriptor = opening->descriptor
	};
}

static void add_book(struct arena *arena, struct evidence *evidence, struct share_opening *opening,
	const char *guid)
{
	static const char manifest[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<OAB></OAB>\n";
	for (size_t i = 0; i < opening->folder_count; i++) {
		if (strcasecmp(opening->folder[i].name, guid) == 0)
			return;
	}
	opening->folder =
		arena_more(arena, opening->folder, opening->folder_count, sizeof *opening->folder);
	opening->folder[opening->folder_count++] = (struct share_folder){
		.name = guid,
		.size = sizeof manifest - 1,
		.modified = evidence->run.ended,
		.manifest = manifest,
	};
	add_permissions(arena, opening, guid);
	add_permissions(arena, opening, arena_format(arena, "%s/oab.xml", guid));
}

/* The folders are named in the value. What an address book contains is not known. */
void apply_generate(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->object == NULL || fix->server == NULL || fix->value == NULL)
		return;
	struct share_opening *opening =
		opening_of(visit_of(evidence, fix->server, strlen(fix->server)), fix->object);
	if (opening == NULL)
		return;
	size_t most = 1;
	for (const char *at = fix->value; *at != '\0'; at++)
		most += *at == ',';
	opening->folder = array_with_room(
		arena, opening->folder, opening->folder_count, most, sizeof *opening->folder);
	opening->permissions = array_with_room(arena, opening->permissions,
		opening->permissions_count, 2 * most, sizeof *opening->permissions);
	for (const char *at = fix->value; *at != '\0';) {
		const size_t length = strcspn(at, ",");
		const char *guid = arena_text(arena, at, length);
		add_book(arena, evidence, opening, guid);
		forget_by_name(arena, evidence, fix, guid);
		at += length + (at[length] == ',');
	}
}

/* The object is "\\server\share", the value the SID of the group. */
void apply_share_read(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	const char *object = fix->object == NULL ? "" : fix->object;
	if (strncmp(object, "\\\\", 2) != 0 || fix->value == NULL)
		return;
	const char *server = object + 2;
	const size_t length = strcspn(server, "\\");
	struct share_opening *opening =
		server[length] == '\0'
			? NULL
			: opening_of(visit_of(evidence, server, length), server + length + 1);
	if (opening == NULL)
		return;
	if (opening->descriptor != NULL)
		opening->descriptor = arena_format(
			arena, "%s,ACL:%s%s", opening->descriptor, fix->value, read_of);
	if (opening->permissions_count == 0)
		return;
	opening->permissions = arena_copy(arena, opening->permissions,
		opening->permissions_count * sizeof *opening->permissions);
	for (size_t i = 0; i < opening->permissions_count; i++) {
		struct share_permissions *permissions = &opening->permissions[i];
		if (permissions->descriptor != NULL)
			permissions->descriptor = arena_format(
				arena, "%s,ACL:%s%s", permissions->descriptor, fix->value, read_of);
	}
}

void apply_delete_share(struct arena *arena, struct evidence *evidence, const struct fix *fix)
{
	if (fix->object == NULL || fix->server == NULL)
		return;
	struct share_visit *node = visit_of(evidence, fix->server, strlen(fix->server));
	struct share_opening *opening = opening_of(node, fix->object);
	if (opening == NULL)
		return;
	*opening = (struct share_opening){ .share = opening->share, .status = "ENOENT" };
	list_share(arena, node, fix->object, false);
}
