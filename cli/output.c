/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"

static void add(
	struct arena *arena, struct outputs *outputs, const struct format *format, const char *file)
{
	outputs->output =
		arena_more(arena, outputs->output, outputs->count, sizeof *outputs->output);
	outputs->output[outputs->count++] = (struct output){
		.format = format,
		.file = strcmp(file, "-") == 0 ? NULL : file,
	};
}

/* What people write for a format besides its name: how its files end. */
static const struct {
	const char *ending, *format;
} endings[] = { { "txt", "text" }, { "md", "markdown" }, { "htm", "html" } };

/* The format that may be meant by the word; NULL: it does not look like one. */
static const char *format_meant(struct arena *arena, const char *word)
{
	enum { LEAST = 2 };
	const char **names = arena_alloc(arena, format_count * sizeof *names);
	for (size_t i = 0; i < format_count; i++) {
		names[i] = formats[i].name;
		if (strlen(word) >= LEAST && strncasecmp(names[i], word, strlen(word)) == 0)
			return names[i];
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		if (strcasecmp(word, endings[i].ending) == 0 &&
			format_find(endings[i].format) != NULL)
			return endings[i].format;
	}
	return nearest(word, names, format_count);
}

const char *outputs_add(struct arena *arena, struct outputs *outputs, const char *value)
{
	const char *equals = strchr(value, '=');
	if (equals == NULL)
		return outputs_add_file(arena, outputs, value);
	const char *word = arena_text(arena, value, (size_t)(equals - value));
	const struct format *format = format_find(word);
	const char *meant = format == NULL ? format_meant(arena, word) : NULL;
	if (meant != NULL)
		return arena_format(arena,
			"-o %s: there is no format \"%s\"; did you mean \"%s\"? For a file of that "
			"name: -o ./%s",
			value, word, meant, value);
	if (format == NULL)
		return outputs_add_file(arena, outputs, value);
	if (equals[1] == '\0')
		return arena_format(arena, "-o %s needs the name of a file", value);
	add(arena, outputs, format, equals + 1);
	return NULL;
}

const char *outputs_add_file(struct arena *arena, struct outputs *outputs, const char *file)
{
	if (*file == '\0')
		return "-o needs the name of a file";
	add(arena, outputs, NULL, file);
	return NULL;
}

/* Standard output may have been redirected into the file. */
static bool is_one_place(const struct output *a, const struct output *b)
{
	if (a->file == NULL || b->file == NULL)
		return a->file == b->file ||
		       file_is_open_as(STDOUT_FILENO, a->file == NULL ? b->file : a->file);
	return file_is_same_place(a->file, b->file);
}

static const char *doubled(struct arena *arena, const struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		for (size_t k = 0; k < i; k++) {
			const struct output *one = &outputs->output[k],
					    *other = &outputs->output[i];
			if (!is_one_place(one, other))
				continue;
			return one->file == NULL && other->file == NULL
				       ? "only one output can be standard output"
				       : arena_format(arena,
						 "%s and %s are one file: each output needs its own",
						 output_name(one), output_name(other));
		}
	}
	return NULL;
}

const char *outputs_complete(
	struct arena *arena, struct outputs *outputs, const struct format *format, bool is_given)
{
	if (outputs->count == 0)
		add(arena, outputs, format, "-");
	bool is_used = false;
	for (size_t i = 0; i < outputs->count; i++) {
		struct output *output = &outputs->output[i];
		if (output->format == NULL)
			output->format = format;
		is_used = is_used || output->format == format;
	}
	if (is_given && !is_used)
		return arena_format(arena,
			"--format %s has no output, since each -o names its own format; add -o "
			"%s=FILE, or -o %s=-",
			format->name, format->name, format->name);
	return doubled(arena, outputs);
}

const char *output_name(const struct output *output)
{
	return output->file != NULL ? output->file : "standard output";
}

const char *outputs_file(const struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		if (outputs->output[i].file != NULL)
			return outputs->output[i].file;
	}
	return NULL;
}
