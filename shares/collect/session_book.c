/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/name_index.h"
#include "base/utc.h"
#include "shares/collect/session_state.h"
#include "shares/collect/smb_url.h"
#include "shares/manifest.h"

enum {
	MAX_MANIFEST_BYTES = 4 << 20,
	MAX_KEPT_BYTES = 65536, /* of a longer manifest only the results are kept */
	MAX_FILES = 20000,      /* in one folder */
	MAX_TRIED = 100,        /* files that are not listed and asked for by name */
};

/* One folder; what is needed only to read it is in `scratch`. */
struct book_reader {
	const struct share_reader *share;
	struct arena *scratch;
	const char *url, *manifest_url;
	struct share_folder *folder;
};

/* Reads as much as fits. Negative: an error, and errno is set. */
static ssize_t read_all(const struct book_reader *book, SMBCFILE *file, char *text, size_t room,
	struct error *error)
{
	const struct share_reader *share = book->share;
	size_t length = 0;
	ssize_t got = 1;
	while (length < room && got > 0 && reader_is_in_time(share, "read oab.xml", error)) {
		got = smb->getFunctionRead(share->context)(
			share->context, file, text + length, room - length);
		length += got > 0 ? (size_t)got : 0;
	}
	return got < 0 ? got : (ssize_t)length;
}

/* `size` is what the server said; a file that is longer by now was changed meanwhile. */
static bool read_text(
	const struct book_reader *book, size_t size, struct bytes *text, struct error *error)
{
	const struct share_reader *share = book->share;
	if (size > MAX_MANIFEST_BYTES)
		return error_set(error, ERROR_MALFORMED, "oab.xml has more than %d bytes",
			MAX_MANIFEST_BYTES);
	session_begin(share->context);
	SMBCFILE *file = smb->getFunctionOpen(share->context)(
		share->context, book->manifest_url, O_RDONLY, 0);
	if (file == NULL)
		return reader_fail(share, error, "open oab.xml");
	char *data = arena_alloc(book->scratch, size + 1);
	const ssize_t length = read_all(book, file, data, size + 1, error);
	if (length < 0)
		reader_fail(share, error, "read oab.xml");
	smb->getFunctionClose(share->context)(share->context, file);
	if (error->kind != ERROR_NONE)
		return false;
	*text = bytes_of(data, (size_t)length);
	return text->length <= size ||
	       error_set(error, ERROR_MALFORMED, "oab.xml changed while it was read");
}

/* Text with zero bytes would be cut off in the evidence. */
static bool keep_manifest(const struct book_reader *book, struct bytes text, struct error *error)
{
	struct arena *arena = book->share->arena;
	if (text.length > 0 && memchr(text.data, '\0', text.length) != NULL)
		return error_set(error, ERROR_MALFORMED, "oab.xml is not text");
	if (text.length <= MAX_KEPT_BYTES)
		book->folder->manifest = arena_text(arena, text.data, text.length);
	return true;
}

static bool read_manifest(const struct book_reader *book, struct bytes *text, struct error *error)
{
	const struct share_reader *share = book->share;
	struct stat status;
	if (!reader_is_in_time(share, "read oab.xml", error))
		return false;
	session_begin(share->context);
	if (smb->getFunctionStat(share->context)(share->context, book->manifest_url, &status) != 0)
		return reader_fail(share, error, "read size and time of oab.xml");
	const int64_t size = status.st_size < 0            ? 0
			     : status.st_size > UINT32_MAX ? UINT32_MAX
							   : status.st_size;
	book->folder->size = size;
	book->folder->modified = utc_write(share->arena, status.st_mtime);
	return read_text(book, (size_t)size, text, error) && keep_manifest(book, *text, error);
}

static bool list_files(
	const struct book_reader *book, struct name_index *index, struct error *error)
{
	SMBCCTX *context = book->share->context;
	if (!reader_is_in_time(book->share, "list the files", error))
		return false;
	session_begin(context);
	SMBCFILE *listing = smb->getFunctionOpendir(context)(context, book->url);
	if (listing == NULL)
		return reader_fail(book->share, error, "list the files");
	const struct smbc_dirent *item;
	while (index->count < MAX_FILES &&
		(item = smb->getFunctionReaddir(context)(context, listing)) != NULL) {
		const char *name =
			arena_format(book->scratch, "%.*s", (int)item->namelen, item->name);
		name_index_add(book->scratch, index, bytes_of(name, strlen(name)), index->count);
	}
	smb->getFunctionClosedir(context)(context, listing);
	name_index_sort(index);
	return true;
}

/* A server may not list what the account may not read. */
static void look_for_file(const struct book_reader *book, const char *name, struct error *error)
{
	static const char doing[] = "look for a file";
	SMBCCTX *context = book->share->context;
	struct share_folder *folder = book->folder;
	struct arena *arena = book->share->arena;
	struct stat status;
	struct error why = { 0 };
	if (!reader_is_in_time(book->share, doing, error))
		return;
	session_begin(context);
	if (smb->getFunctionStat(context)(
		    context, smb_url_in(book->scratch, book->url, name), &status) == 0)
		return;
	reader_fail(book->share, &why, doing);
	if (why.kind != ERROR_ABSENT) {
		error_pass(error, &why);
		return;
	}
	folder->missing =
		arena_more(arena, folder->missing, folder->missing_count, sizeof *folder->missing);
	folder->missing[folder->missing_count++] = arena_string(arena, name);
}

static void look_for_files(const struct book_reader *book, const struct manifest *manifest)
{
	struct name_index listed = { 0 };
	struct error unlisted = { 0 }, error = { 0 };
	list_files(book, &listed, &unlisted);
	size_t tried = 0;
	for (size_t i = 0; i < manifest->file_count; i++) {
		size_t count = 0;
		if (listed.count > 0)
			name_index_find(&listed, manifest->file[i], &count);
		if (count > 0)
			continue;
		if (tried++ == MAX_TRIED) {
			error_set(&error,
				unlisted.kind == ERROR_NONE ? ERROR_MALFORMED : unlisted.kind, "%s",
				unlisted.kind == ERROR_NONE ? "too many files are not there"
							    : unlisted.text);
			break;
		}
		look_for_file(book, manifest->file[i], &error);
	}
	book->folder->files = (int64_t)manifest->file_count;
	book->folder->files_gap = gap_of(book->share->arena, &error);
}

static void read_files(const struct book_reader *book, struct bytes text)
{
	struct manifest manifest;
	struct error error = { 0 };
	if (!manifest_read(book->scratch, text, &manifest, &error)) {
		book->folder->broken = arena_string(book->share->arena, error.text);
		return;
	}
	book->folder->lists = (int64_t)manifest.lists;
	look_for_files(book, &manifest);
}

void session_read_book(const struct share_reader *reader, const char *name)
{
	struct arena *arena = reader->arena;
	struct share_opening *opening = reader->opening;
	opening->folder =
		arena_more(arena, opening->folder, opening->folder_count, sizeof *opening->folder);
	struct share_folder *folder = &opening->folder[opening->folder_count++];
	*folder = (struct share_folder){ .name = name };
	const char *url = smb_url_in(arena, reader->url, name);
	const struct book_reader book = {
		.share = reader,
		.scratch = arena_new(),
		.url = url,
		.manifest_url = smb_url_in(arena, url, "oab.xml"),
		.folder = folder,
	};
	struct bytes text;
	struct error why = { 0 };
	if (read_manifest(&book, &text, &why))
		read_files(&book, text);
	folder->gap = gap_of(arena, &why);
	arena_free(book.scratch);
	reader_add_permissions(reader, name, url);
	if (folder->gap.cause != ERROR_ABSENT)
		reader_add_permissions(
			reader, arena_format(arena, "%s/oab.xml", name), book.manifest_url);
}
