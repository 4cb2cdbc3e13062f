/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/output_files.h"

#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/output.h"
#include "base/text.h"
#include "cli/complain.h"
#include "cli/old_report.h"

static bool is_input(const char *file, const char *input)
{
	return strcmp(input, "-") == 0 ? file_is_open_as(STDIN_FILENO, file)
				       : file_is_same(file, input);
}

/* The input that it would overwrite; NULL: none. */
static const char *input_at(const struct output *output, const struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count && output->file != NULL; i++) {
		if (inputs->file[i] != NULL && is_input(output->file, inputs->file[i]))
			return inputs->file[i];
	}
	return NULL;
}

void outputs_clear(const struct outputs *outputs, const struct inputs *inputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const struct output *output = &outputs->output[i];
		struct error error = { 0 };
		if (output->file != NULL && input_at(output, inputs) == NULL &&
			!old_report_remove(output->file, &error))
			complain(&error, EX_SOFTWARE);
	}
}

bool outputs_spare(const struct outputs *outputs, const struct inputs *inputs, struct error *error)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const char *input = input_at(&outputs->output[i], inputs);
		if (input != NULL)
			return error_set(error, ERROR_CONFIG,
				"-o %s would overwrite %s, which is an input",
				outputs->output[i].file,
				strcmp(input, "-") == 0 ? "standard input" : input);
	}
	return true;
}

bool outputs_may_write(const struct outputs *outputs, struct error *error)
{
	for (size_t i = 0; i < outputs->count; i++) {
		const char *file = outputs->output[i].file;
		if (file != NULL && !file_may_write(file, error))
			return false;
	}
	return true;
}

bool outputs_write(
	const struct outputs *outputs, const struct bytes *report, struct deadline deadline)
{
	bool good = true;
	for (size_t pass = 0; pass < 2; pass++) {
		const bool to_files = pass == 0;
		for (size_t i = 0; i < outputs->count; i++) {
			const char *file = outputs->output[i].file;
			struct error error = { 0 };
			if ((file != NULL) != to_files || report[i].data == NULL)
				continue;
			if (to_files ? file_write(file, report[i], &error)
				     : output_write(report[i], deadline, &error))
				continue;
			complain(&error, EX_SOFTWARE);
			good = false;
		}
	}
	return good;
}

const char *outputs_list(struct arena *arena, const struct outputs *outputs)
{
	struct text list = text_new(arena);
	for (size_t i = 0; i < outputs->count; i++) {
		if (outputs->output[i].file != NULL)
			text_add(&list, "%s%s", list.length == 0 ? "" : ", ",
				outputs->output[i].file);
	}
	return list.data;
}
