/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/credentials.h"

#include <string.h>

#include "base/file.h"
#include "codec/encoding.h"

enum { MAX_FILE_BYTES = 4096 };

static char *trim(char *text)
{
	text += strspn(text, " \t\r");
	size_t length = strlen(text);
	while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
		text[--length] = '\0';
	return text;
}

static bool line_read(char *line, struct credentials *credentials)
{
	char *equals = strchr(line, '=');
	line = trim(line);
	if (*line == '\0' || *line == '#')
		return true;
	if (equals == NULL)
		return false;
	*equals = '\0';
	const char *key = trim(line);
	char *value = trim(equals + 1);
	if (strcmp(key, "username") == 0)
		credentials->user = value;
	else if (strcmp(key, "password") == 0)
		credentials->password = value;
	else if (strcmp(key, "domain") == 0)
		credentials->domain = value;
	else
		return false;
	return true;
}

bool credentials_load(
	struct arena *arena, const char *path, struct credentials *credentials, struct error *error)
{
	*credentials = (struct credentials){ .domain = "" };
	struct bytes file;
	if (!file_read_secret(arena, path, MAX_FILE_BYTES, &file, error) ||
		!encoding_take(path, &file, error))
		return false;
	char *rest = arena_copy(arena, file.data, file.length + 1);
	for (unsigned number = 1; rest != NULL; number++) {
		char *line = strsep(&rest, "\n");
		if (!line_read(line, credentials))
			return error_set(error, ERROR_MALFORMED,
				"%s:%u: write \"username = ...\", "
				"\"password = ...\" or \"domain = ...\"",
				path, number);
	}
	/* Without a user name it would be a guest session. */
	if (credentials->user == NULL || *credentials->user == '\0' ||
		credentials->password == NULL)
		return error_set(
			error, ERROR_MALFORMED, "%s: username and password are needed", path);
	return true;
}
