/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as the file with user and password: what is loaded is whole, and
 * the error does not contain it if it is refused. The file is in memory.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shares/collect/credentials.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			broken(__LINE__, #condition);                                              \
	} while (0)

static _Noreturn void broken(int line, const char *what)
{
	fprintf(stderr, "fuzz_credentials.c:%d: does not hold: %s\n", line, what);
	abort();
}

static void check_text(const char *text)
{
	MUST(text != NULL && strchr(text, '\n') == NULL);
	size_t length = strlen(text);
	MUST(length == 0 || strchr(" \t\r", text[0]) == NULL);
	MUST(length == 0 || strchr(" \t\r", text[length - 1]) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int file = memfd_create("credentials", MFD_CLOEXEC);
	MUST(file >= 0 && fchmod(file, 0600) == 0);
	MUST(write(file, data, size) == (ssize_t)size);
	struct arena *arena = arena_new();
	const char *path = arena_format(arena, "/proc/self/fd/%d", file);
	struct credentials credentials;
	struct error error = { 0 };
	if (credentials_load(arena, path, &credentials, &error)) {
		MUST(error.kind == ERROR_NONE);
		check_text(credentials.user);
		check_text(credentials.password);
		check_text(credentials.domain);
		MUST(*credentials.user != '\0');
	} else {
		MUST(error.kind == ERROR_MALFORMED && strstr(error.text, path) == error.text);
		MUST(strlen(error.text) < strlen(path) + 100);
	}
	arena_free(arena);
	close(file);
	return 0;
}
