/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/checks/dfs_root.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/*
 * Whether the value contains that path, in letters of `width` bytes, and ends there or goes on with
 * a character that no share name contains. remoteServerName is UTF-8 and has the path alone;
 * msDFS-TargetListv2 is XML in UTF-16LE.
 */
static bool contains_path(const struct bytes *value, const char *path, size_t width)
{
	const size_t length = strlen(path) * width;
	for (size_t at = 0; at + length <= value->length; at += width) {
		size_t same = 0;
		while (same < length) {
			const int seen = value->data[at + same];
			const int wanted =
				same % width == 0 ? (unsigned char)path[same / width] : 0;
			if (tolower(seen) != tolower(wanted))
				break;
			same++;
		}
		const size_t next = at + length;
		if (same == length &&
			(next == value->length || strchr("<\\", value->data[next]) != NULL))
			return true;
	}
	return false;
}

static bool is_target(const struct entry *namespace, const char *path)
{
	static const struct {
		const char *name;
		size_t width;
	} lists[] = { { "remoteServerName", 1 }, { "msDFS-TargetListv2", 2 } };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct attribute *list = entry_attribute(namespace, lists[i].name);
		for (size_t k = 0; list != NULL && k < list->count; k++) {
			if (contains_path(&list->value[k], path, lists[i].width))
				return true;
		}
	}
	return false;
}

const char *dfs_root_of(struct arena *arena, const struct evidence *evidence,
	const struct name *server, const char *share)
{
	const char *const path[] = { arena_format(arena, "\\\\%s\\%s", server->label, share),
		arena_format(arena, "\\\\%s\\%s", server->fqdn, share) };
	for (size_t i = 0; i < evidence->directory.count; i++) {
		const struct directory_part *part =
			directory_part(&evidence->directory.visit[i], PART_NAMESPACES);
		for (size_t k = 0; part != NULL && k < part->count; k++) {
			const struct entry *namespace = &part->entry[k];
			const char *name = entry_text(arena, namespace, "cn");
			if (is_target(namespace, path[0]) || is_target(namespace, path[1]))
				return name == NULL ? "(without a name)" : name;
		}
	}
	return NULL;
}
