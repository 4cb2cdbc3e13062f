/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes out of a share. The first byte chooses what the rest is: 'a', a folder's DACL
 * in libsmbclient's format; anything else, an oab.xml.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "security/access.h"
#include "security/file_descriptor.h"
#include "shares/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_share.c:%d: does not hold: %s\n", line, what);
	abort();
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;
	while ((text = strstr(text, part)) != NULL) {
		count++;
		text += strlen(part);
	}
	return count;
}

static void read_list(struct arena *arena, const char *text)
{
	struct descriptor descriptor;
	struct error error = { 0 };
	const bool ok = file_descriptor_read(arena, text, &descriptor, &error);
	MUST(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	if (!ok)
		return;
	/* No entry is lost, none comes from nowhere. */
	MUST(descriptor.dacl.count == count_of(text, "ACL:"));
	const struct sid everyone = { .authority = 1, .count = 1 };
	const struct requester requester = { .token = { &everyone, 1, TOKEN_PARTIAL },
		.kind = OBJECT_FILE };
	const struct question question = { .mask = 0x00120089 };
	struct access_evaluation evaluation;
	struct access access;
	access_evaluation_open(arena, &descriptor, &requester, &evaluation);
	access_evaluation_ask(&evaluation, &question, &access);
	MUST(!access_allows(&access, question.mask) || access_may_allow(&access, question.mask));
}

static void read_manifest(struct arena *arena, const char *text)
{
	struct manifest manifest;
	struct error error = { 0 };
	const bool ok = manifest_read(arena, bytes_of(text, strlen(text)), &manifest, &error);
	MUST(error.kind == (ok ? ERROR_NONE : ERROR_MALFORMED));
	MUST(!ok || strstr(text, "OAB") != NULL);
	/* A name becomes part of a path. */
	for (size_t i = 0; i < manifest.file_count; i++)
		MUST(strpbrk(manifest.file[i], "/\\") == NULL &&
			strcmp(manifest.file[i], "..") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || memchr(data, '\0', size) != NULL)
		return 0;
	struct arena *arena = arena_new();
	const char *text = arena_format(arena, "%.*s", (int)size - 1, (const char *)data + 1);
	if (data[0] == 'a')
		read_list(arena, text);
	else
		read_manifest(arena, text);
	arena_free(arena);
	return 0;
}
