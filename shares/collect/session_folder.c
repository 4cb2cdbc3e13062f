/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utc.h"
#include "security/guid.h"
#include "shares/collect/session_state.h"
#include "shares/collect/smb_reason.h"

enum {
	MAX_FOLDERS = 64,
	MAX_MANIFEST_BYTES = 65536,
	DESCRIPTOR_BYTES = 65536,
	LAST_MS = 500, /* to hand over what was read */
};

/* What is being looked at. */
struct place {
	struct arena *arena;
	SMBCCTX *context;
	const char *url; /* of the share */
	struct deadline deadline;
};

static bool fail(struct place *place, struct error *error, const char *doing)
{
	smb_reason(place->arena, errno, doing, error);
	return false;
}

static bool is_in_time(const struct place *place, const char *doing, struct error *error)
{
	return deadline_left_ms(place->deadline) > LAST_MS ||
	       error_set(error, ERROR_TIMEOUT, "no time left to %s", doing);
}

static void read_descriptor(struct place *place, struct share_opening *opening)
{
	static const char doing[] = "read the permissions of the folder";
	char *text = arena_alloc(place->arena, DESCRIPTOR_BYTES + 1);
	struct error error = { 0 };
	errno = 0;
	/* The text is in the buffer, whatever length is returned. */
	if (is_in_time(place, doing, &error) &&
		(smb->getFunctionGetxattr(place->context)(place->context, place->url,
			 "system.nt_sec_desc.*", text, DESCRIPTOR_BYTES) >= 0 ||
			fail(place, &error, doing)))
		opening->descriptor = text;
	opening->descriptor_gap = gap_of(place->arena, &error);
}

/* Text that is none, with zeros in it, would be something else in the evidence. */
static bool take_manifest(struct place *place, struct share_folder *folder, char *text,
	size_t length, struct error *error)
{
	if (length > MAX_MANIFEST_BYTES)
		return error_set(error, ERROR_MALFORMED, "oab.xml has more than %d bytes",
			MAX_MANIFEST_BYTES);
	if (memchr(text, '\0', length) != NULL)
		return error_set(error, ERROR_MALFORMED, "oab.xml is not text");
	text[length] = '\0';
	folder->manifest = arena_string(place->arena, text);
	return true;
}

static bool read_manifest(
	struct place *place, struct share_folder *folder, const char *url, struct error *error)
{
	struct stat status;
	if (!is_in_time(place, "read oab.xml", error))
		return false;
	errno = 0;
	if (smb->getFunctionStat(place->context)(place->context, url, &status) != 0)
		return fail(place, error, "read size and time of oab.xml");
	folder->size = status.st_size < 0            ? 0
		       : status.st_size > UINT32_MAX ? UINT32_MAX
						     : status.st_size;
	folder->modified = utc_write(place->arena, status.st_mtime);
	SMBCFILE *file = smb->getFunctionOpen(place->context)(place->context, url, O_RDONLY, 0);
	if (file == NULL)
		return fail(place, error, "open oab.xml");
	char *text = arena_alloc(place->arena, MAX_MANIFEST_BYTES + 2);
	size_t length = 0;
	ssize_t got = 0;
	while (length <= MAX_MANIFEST_BYTES && is_in_time(place, "read oab.xml", error) &&
		(got = smb->getFunctionRead(place->context)(
			 place->context, file, text + length, MAX_MANIFEST_BYTES + 1 - length)) > 0)
		length += (size_t)got;
	const bool ok = got < 0 ? fail(place, error, "read oab.xml")
				: error->kind == ERROR_NONE &&
					  take_manifest(place, folder, text, length, error);
	smb->getFunctionClose(place->context)(place->context, file);
	return ok;
}

static void add_folder(struct place *place, struct share_opening *opening, const char *name)
{
	opening->folder = arena_more(
		place->arena, opening->folder, opening->folder_count, sizeof *opening->folder);
	opening->folder[opening->folder_count++] = (struct share_folder){ .name = name };
}

/* Folders of other names are none of an address book. */
static bool list_folders(struct place *place, struct share_opening *opening, struct error *error)
{
	if (!is_in_time(place, "list the folders", error))
		return false;
	errno = 0;
	SMBCFILE *listing = smb->getFunctionOpendir(place->context)(place->context, place->url);
	if (listing == NULL)
		return fail(place, error, "list the folders");
	const struct smbc_dirent *item;
	while ((item = smb->getFunctionReaddir(place->context)(place->context, listing)) != NULL) {
		const char *name =
			arena_format(place->arena, "%.*s", (int)item->namelen, item->name);
		struct guid guid;
		if (item->smbc_type != SMBC_DIR || !guid_parse(name, &guid))
			continue;
		if (opening->folder_count == MAX_FOLDERS) {
			error_set(error, ERROR_MALFORMED, "more than %d folders", MAX_FOLDERS);
			break;
		}
		add_folder(place, opening, name);
	}
	smb->getFunctionClosedir(place->context)(place->context, listing);
	return error->kind == ERROR_NONE;
}

void session_look_inside(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *url, struct share_opening *opening)
{
	struct place place = { arena, context, url, deadline };
	struct error error = { 0 };
	read_descriptor(&place, opening);
	list_folders(&place, opening, &error);
	opening->folders_gap = gap_of(arena, &error);
	for (size_t i = 0; i < opening->folder_count; i++) {
		struct share_folder *folder = &opening->folder[i];
		struct error why = { 0 };
		read_manifest(&place, folder,
			arena_format(arena, "%s/%s/oab.xml", place.url, folder->name), &why);
		folder->gap = gap_of(arena, &why);
	}
}
