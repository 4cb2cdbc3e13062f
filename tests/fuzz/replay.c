/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gives every file of the folders named as arguments to a fuzz target, once: corpora are replayed
 * by an ordinary test, without the fuzzer. A folder without files fails.
 */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int fail(const char *what, const char *path)
{
	fprintf(stderr, "replay: %s: %s\n", path, what);
	return -1;
}

/* The bytes are in a piece of exactly their size, so that reading past them is seen. */
static int replay_open_file(FILE *file, const char *path, size_t size)
{
	uint8_t *data = malloc(size);
	if (data == NULL && size > 0)
		return fail("out of memory", path);
	int status = 0;
	if (fread(data, 1, size, file) == size)
		(void)LLVMFuzzerTestOneInput(data, size);
	else
		status = fail("cannot be read", path);
	free(data);
	return status;
}

/* 1 when the path was a file and was replayed, 0 when it is none, -1 on failure. */
static int replay_file(const char *path)
{
	struct stat info;
	if (stat(path, &info) < 0)
		return fail("cannot be found", path);
	if (!S_ISREG(info.st_mode))
		return 0;
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return fail("cannot be opened", path);
	int status = replay_open_file(file, path, (size_t)info.st_size);
	fclose(file);
	return status < 0 ? -1 : 1;
}

/* How many files were replayed; -1 on failure. */
static int replay_folder(const char *folder)
{
	struct dirent **entries = NULL;
	int found = scandir(folder, &entries, NULL, alphasort);
	int replayed = found < 0 ? fail("is no folder that can be read", folder) : 0;
	for (int i = 0; i < found; i++) {
		char path[4096];
		int length = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		int one = length > 0 && (size_t)length < sizeof path ? replay_file(path) : -1;
		replayed = one < 0 || replayed < 0 ? -1 : replayed + one;
		free(entries[i]);
	}
	free(entries);
	return replayed == 0 ? fail("has no file", folder) : replayed;
}

int main(int count, char **folders)
{
	int status = count > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
	for (int i = 1; i < count; i++) {
		int replayed = replay_folder(folders[i]);
		if (replayed < 0)
			status = EXIT_FAILURE;
		else
			printf("%s: %d files\n", folders[i], replayed);
	}
	if (count <= 1)
		fprintf(stderr, "usage: %s FOLDER...\n", folders[0]);
	return status;
}
