/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kerberos_files.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 16, PATH_BYTES = 256 };

struct files {
	bool read;
	char path[MOST][PATH_BYTES];
	size_t count;
};

/* Also one that is included twice, or by itself, is added once. */
static void add(struct files *files, const char *path)
{
	for (size_t i = 0; i < files->count; i++) {
		if (strcmp(files->path[i], path) == 0)
			return;
	}
	if (*path == '/' && strlen(path) < PATH_BYTES && files->count < MOST)
		snprintf(files->path[files->count++], PATH_BYTES, "%s", path);
}

/* krb5.conf(5): a directive stands at the beginning of its line. */
static void scan_line(struct files *files, char *line)
{
	static const char *const directives[] = { "include", "includedir" };
	line[strcspn(line, "\r\n")] = '\0';
	const size_t length = strcspn(line, " \t");
	char *path = line + length + strspn(line + length, " \t");
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
		if (length == strlen(directives[i]) && memcmp(line, directives[i], length) == 0) {
			for (size_t end = strlen(path); end > 0 && strchr(" \t", path[end - 1]);)
				path[--end] = '\0';
			add(files, path);
		}
	}
}

static void scan(struct files *files, const char *path)
{
	char line[1024];
	FILE *file = fopen(path, "re");
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		scan_line(files, line);
	if (file != NULL)
		fclose(file);
}

static void scan_all(struct files *files, const char *named)
{
	char *copy = strdup(named == NULL || *named == '\0' ? "/etc/krb5.conf" : named);
	char *rest = copy;
	for (char *each; copy != NULL && (each = strsep(&rest, ":")) != NULL;)
		scan(files, each);
	free(copy);
	/* The list grows meanwhile. Reading a folder fails at once. */
	for (size_t i = 0; i < files->count; i++)
		scan(files, files->path[i]);
}

size_t kerberos_files(const char **path, size_t most)
{
	static struct files files;
	if (!files.read)
		scan_all(&files, getenv("KRB5_CONFIG"));
	files.read = true;
	const size_t count = files.count < most ? files.count : most;
	for (size_t i = 0; i < count; i++)
		path[i] = files.path[i];
	return count;
}
