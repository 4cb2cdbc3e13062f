/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "base/name_index.h"
#include "security/guid.h"
#include "shares/collect/session_state.h"
#include "shares/collect/smb_reason.h"
#include "shares/collect/smb_url.h"

enum {
	MAX_FOLDERS = 256,
	DESCRIPTOR_BYTES = 65536,
	LAST_MS = 500, /* reserved to return the results */
};

bool reader_fail(const struct share_reader *reader, struct error *error, const char *doing)
{
	const int number = errno;
	const struct logon *logon = smb->getOptionUserData(reader->context);
	smb_reason(reader->arena, number, &logon->log, doing, error);
	return false;
}

bool reader_is_in_time(const struct share_reader *reader, const char *doing, struct error *error)
{
	return deadline_left_ms(reader->deadline) > LAST_MS ||
	       error_set(error, ERROR_TIMEOUT, "no time left to %s", doing);
}

static const char *read_descriptor(
	const struct share_reader *reader, const char *url, const char *of, struct gap *gap)
{
	const char *doing = arena_format(reader->arena, "read the permissions of %s", of);
	struct arena *scratch = arena_new();
	char *text = arena_alloc(scratch, DESCRIPTOR_BYTES + 1);
	struct error error = { 0 };
	session_begin(reader->context);
	/* The text is in the buffer; the returned length is not used. */
	const bool ok = reader_is_in_time(reader, doing, &error) &&
			(smb->getFunctionGetxattr(reader->context)(reader->context, url,
				 "system.nt_sec_desc.*", text, DESCRIPTOR_BYTES) >= 0 ||
				reader_fail(reader, &error, doing));
	*gap = gap_of(reader->arena, &error);
	const char *descriptor = ok ? arena_string(reader->arena, text) : NULL;
	arena_free(scratch);
	return descriptor;
}

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The permissions that are equal; new ones if there are none. */
static struct share_permissions *permissions_like(
	const struct share_reader *reader, const struct share_permissions *wanted)
{
	struct share_opening *opening = reader->opening;
	for (size_t i = 0; i < opening->permissions_count; i++) {
		struct share_permissions *known = &opening->permissions[i];
		if (is_same(known->descriptor, wanted->descriptor) &&
			known->gap.cause == wanted->gap.cause &&
			is_same(known->gap.text, wanted->gap.text))
			return known;
	}
	opening->permissions = arena_more(reader->arena, opening->permissions,
		opening->permissions_count, sizeof *opening->permissions);
	opening->permissions[opening->permissions_count] = *wanted;
	return &opening->permissions[opening->permissions_count++];
}

void reader_add_permissions(const struct share_reader *reader, const char *path, const char *url)
{
	struct share_permissions read = { 0 };
	read.descriptor = read_descriptor(reader, url, "an address book", &read.gap);
	struct share_permissions *permissions = permissions_like(reader, &read);
	permissions->path =
		arena_more(reader->arena, permissions->path, permissions->path_count, sizeof path);
	permissions->path[permissions->path_count++] = path;
}

/* Only folders named by a GUID belong to an address book. */
static const char **list_folders(
	const struct share_reader *reader, size_t *count, struct error *error)
{
	const char **names = NULL;
	*count = 0;
	if (!reader_is_in_time(reader, "list the folders", error))
		return names;
	session_begin(reader->context);
	SMBCFILE *listing = smb->getFunctionOpendir(reader->context)(reader->context, reader->url);
	if (listing == NULL) {
		reader_fail(reader, error, "list the folders");
		return names;
	}
	const struct smbc_dirent *item;
	while ((item = smb->getFunctionReaddir(reader->context)(reader->context, listing)) !=
		NULL) {
		const char *name =
			arena_format(reader->arena, "%.*s", (int)item->namelen, item->name);
		struct guid guid;
		if (item->smbc_type != SMBC_DIR || !guid_parse(name, &guid))
			continue;
		if (*count == MAX_FOLDERS) {
			error_set(error, ERROR_MALFORMED, "more than %d folders", MAX_FOLDERS);
			break;
		}
		names = arena_more(reader->arena, names, *count, sizeof *names);
		names[(*count)++] = name;
	}
	smb->getFunctionClosedir(reader->context)(reader->context, listing);
	if (names_once(reader->arena, names, *count) < *count) {
		error_set(error, ERROR_MALFORMED, "the server listed a folder twice");
		*count = 0;
	}
	return names;
}

void session_read_content(const struct share_reader *reader)
{
	struct share_opening *opening = reader->opening;
	struct error error = { 0 };
	opening->descriptor =
		read_descriptor(reader, reader->url, "the folder", &opening->descriptor_gap);
	size_t count;
	const char **names = list_folders(reader, &count, &error);
	opening->folders_gap = gap_of(reader->arena, &error);
	for (size_t i = 0; i < count; i++)
		session_read_book(reader, names[i]);
}
