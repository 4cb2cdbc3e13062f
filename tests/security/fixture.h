/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: files of descriptors/, and copies that end where they end. */
#pragma once

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"

#define COUNT(array)     (sizeof(array) / sizeof(array)[0])
#define GOOD_FOLDER      "tests/security/descriptors"
#define MALFORMED_FOLDER GOOD_FOLDER "/malformed"

enum { FIXTURE_MAX_BYTES = 4096, FIXTURE_MAX_FILES = 200 };

/*
 * A copy of exactly that size, to be freed: the address sanitizer sees the first byte that is read
 * behind it.
 */
static inline uint8_t *exact_copy(const void *from, size_t length)
{
	uint8_t *copy = malloc(length);
	ck_assert_ptr_nonnull(copy);
	if (length > 0)
		memcpy(copy, from, length);
	return copy;
}

/* folder/name, where name may lack its ".bin". */
static inline struct bytes fixture_load(struct arena *arena, const char *folder, const char *name)
{
	const char *end = strstr(name, ".bin") == NULL ? ".bin" : "";
	const char *path = arena_format(arena, "%s/%s%s", folder, name, end);
	uint8_t *data = arena_alloc(arena, FIXTURE_MAX_BYTES);
	FILE *file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "%s cannot be opened", path);
	size_t length = fread(data, 1, FIXTURE_MAX_BYTES, file);
	ck_assert_msg(ferror(file) == 0 && length < FIXTURE_MAX_BYTES, "%s", path);
	fclose(file);
	return bytes_of(data, length);
}

/* Bytes written in hexadecimal, with spaces between them wherever that helps. */
static inline struct bytes hex_bytes(struct arena *arena, const char *hex)
{
	uint8_t *data = arena_alloc(arena, strlen(hex) / 2);
	size_t length = 0;
	for (; *hex != '\0'; hex += *hex == ' ' ? 1 : 2) {
		unsigned byte = 0;
		if (*hex == ' ')
			continue;
		ck_assert_int_eq(sscanf(hex, "%2x", &byte), 1);
		data[length++] = (uint8_t)byte;
	}
	return bytes_of(data, length);
}

static inline int is_bin(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');
	return end != NULL && strcmp(end, ".bin") == 0;
}

/* The names of the folder's .bin files, sorted; at least one. */
static inline size_t fixture_names(
	struct arena *arena, const char *folder, const char *names[FIXTURE_MAX_FILES])
{
	struct dirent **entries = NULL;
	int found = scandir(folder, &entries, is_bin, alphasort);
	ck_assert_msg(found > 0 && found <= FIXTURE_MAX_FILES, "%s", folder);
	for (int i = 0; i < found; i++) {
		names[i] = arena_string(arena, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return (size_t)found;
}
