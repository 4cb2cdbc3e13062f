/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utc.h"
#include "security/guid.h"
#include "shares/collect/session_state.h"
#include "shares/collect/smb_reason.h"
#include "shares/collect/smb_url.h"

enum {
	MAX_FOLDERS = 64,
	MAX_MANIFEST_BYTES = 65536,
	DESCRIPTOR_BYTES = 65536,
	LAST_MS = 500, /* reserved to return the results */
};

/* The share that is being read. */
struct folder_reader {
	struct arena *arena;
	SMBCCTX *context;
	const char *url; /* of the share */
	struct deadline deadline;
};

static bool fail(struct folder_reader *reader, struct error *error, const char *doing)
{
	const int number = errno;
	const struct logon *logon = smb->getOptionUserData(reader->context);
	smb_reason(reader->arena, number, &logon->log, doing, error);
	return false;
}

static bool is_in_time(const struct folder_reader *reader, const char *doing, struct error *error)
{
	return deadline_left_ms(reader->deadline) > LAST_MS ||
	       error_set(error, ERROR_TIMEOUT, "no time left to %s", doing);
}

static void read_descriptor(struct folder_reader *reader, struct share_opening *opening)
{
	static const char doing[] = "read the permissions of the folder";
	char *text = arena_alloc(reader->arena, DESCRIPTOR_BYTES + 1);
	struct error error = { 0 };
	session_begin(reader->context);
	/* The text is in the buffer; the returned length is not used. */
	if (is_in_time(reader, doing, &error) &&
		(smb->getFunctionGetxattr(reader->context)(reader->context, reader->url,
			 "system.nt_sec_desc.*", text, DESCRIPTOR_BYTES) >= 0 ||
			fail(reader, &error, doing)))
		opening->descriptor = text;
	opening->descriptor_gap = gap_of(reader->arena, &error);
}

/* Text with zero bytes would be cut off in the evidence. */
static bool keep_manifest(struct folder_reader *reader, struct share_folder *folder, char *text,
	size_t length, struct error *error)
{
	if (length > MAX_MANIFEST_BYTES)
		return error_set(error, ERROR_MALFORMED, "oab.xml has more than %d bytes",
			MAX_MANIFEST_BYTES);
	if (memchr(text, '\0', length) != NULL)
		return error_set(error, ERROR_MALFORMED, "oab.xml is not text");
	text[length] = '\0';
	folder->manifest = arena_string(reader->arena, text);
	return true;
}

static bool read_manifest(struct folder_reader *reader, struct share_folder *folder,
	const char *url, struct error *error)
{
	struct stat status;
	if (!is_in_time(reader, "read oab.xml", error))
		return false;
	session_begin(reader->context);
	if (smb->getFunctionStat(reader->context)(reader->context, url, &status) != 0)
		return fail(reader, error, "read size and time of oab.xml");
	folder->size = status.st_size < 0            ? 0
		       : status.st_size > UINT32_MAX ? UINT32_MAX
						     : status.st_size;
	folder->modified = utc_write(reader->arena, status.st_mtime);
	SMBCFILE *file = smb->getFunctionOpen(reader->context)(reader->context, url, O_RDONLY, 0);
	if (file == NULL)
		return fail(reader, error, "open oab.xml");
	char *text = arena_alloc(reader->arena, MAX_MANIFEST_BYTES + 2);
	size_t length = 0;
	ssize_t got = 0;
	while (length <= MAX_MANIFEST_BYTES && is_in_time(reader, "read oab.xml", error) &&
		(got = smb->getFunctionRead(reader->context)(reader->context, file, text + length,
			 MAX_MANIFEST_BYTES + 1 - length)) > 0)
		length += (size_t)got;
	const bool ok = got < 0 ? fail(reader, error, "read oab.xml")
				: error->kind == ERROR_NONE &&
					  keep_manifest(reader, folder, text, length, error);
	smb->getFunctionClose(reader->context)(reader->context, file);
	return ok;
}

static void add_folder(
	struct folder_reader *reader, struct share_opening *opening, const char *name)
{
	opening->folder = arena_more(
		reader->arena, opening->folder, opening->folder_count, sizeof *opening->folder);
	opening->folder[opening->folder_count++] = (struct share_folder){ .name = name };
}

/* Only folders named by a GUID belong to an address book. */
static bool list_folders(
	struct folder_reader *reader, struct share_opening *opening, struct error *error)
{
	if (!is_in_time(reader, "list the folders", error))
		return false;
	session_begin(reader->context);
	SMBCFILE *listing = smb->getFunctionOpendir(reader->context)(reader->context, reader->url);
	if (listing == NULL)
		return fail(reader, error, "list the folders");
	const struct smbc_dirent *item;
	while ((item = smb->getFunctionReaddir(reader->context)(reader->context, listing)) !=
		NULL) {
		const char *name =
			arena_format(reader->arena, "%.*s", (int)item->namelen, item->name);
		struct guid guid;
		if (item->smbc_type != SMBC_DIR || !guid_parse(name, &guid))
			continue;
		if (opening->folder_count == MAX_FOLDERS) {
			error_set(error, ERROR_MALFORMED, "more than %d folders", MAX_FOLDERS);
			break;
		}
		add_folder(reader, opening, name);
	}
	smb->getFunctionClosedir(reader->context)(reader->context, listing);
	return error->kind == ERROR_NONE;
}

void session_read_content(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *url, struct share_opening *opening)
{
	struct folder_reader reader = { arena, context, url, deadline };
	struct error error = { 0 };
	read_descriptor(&reader, opening);
	list_folders(&reader, opening, &error);
	opening->folders_gap = gap_of(arena, &error);
	for (size_t i = 0; i < opening->folder_count; i++) {
		struct share_folder *folder = &opening->folder[i];
		struct error why = { 0 };
		read_manifest(&reader, folder,
			smb_url_in(arena, smb_url_in(arena, url, folder->name), "oab.xml"), &why);
		folder->gap = gap_of(arena, &why);
	}
}
