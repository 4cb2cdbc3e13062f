/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/signing.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/wrap.h"
#include "cli/complain.h"
#include "run/signature.h"

enum { SIGNING_MS = 10000, HEAD_BYTES = 1 << 16 };

static bool is_signed(const struct output *output)
{
	return output->file != NULL && output->format != NULL &&
	       strcmp(output->format->name, "json") == 0;
}

static const char *signature_of(struct arena *arena, const struct output *output)
{
	return arena_format(arena, "%s%s", output->file, SIGNATURE_SUFFIX);
}

bool signing_has_report(const struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		if (is_signed(&outputs->output[i]))
			return true;
	}
	return false;
}

/* A file of another kind is not removed. */
static bool remove_old(struct arena *arena, const char *file, struct error *error)
{
	struct bytes text;
	struct error none = { 0 };
	if (access(file, F_OK) != 0)
		return true;
	if (!file_read(arena, file, HEAD_BYTES, &text, &none) ||
		strncmp((const char *)text.data, "-----BEGIN SSH SIGNATURE-----", 29) != 0)
		return error_set(error, ERROR_CONFIG,
			"%s: is no signature; it is not replaced by that of the report", file);
	return unlink(file) == 0 ||
	       error_set_errno(error, file, "remove the signature of an earlier report");
}

/* An earlier signature goes also where none is made: it is not that of this report. */
bool signing_prepare(struct arena *arena, const struct options *options, struct error *error)
{
	for (size_t i = 0; i < options->outputs.count; i++) {
		const struct output *output = &options->outputs.output[i];
		if (!is_signed(output))
			continue;
		const char *file = signature_of(arena, output);
		struct error why = { 0 };
		if (options->sign == NULL) {
			remove_old(arena, file, &why);
			continue;
		}
		if (file_is_same_place(output->file, options->sign) ||
			file_is_same_place(file, options->sign))
			return error_set(error, ERROR_CONFIG,
				"-o json=%s would overwrite %s, the key", output->file,
				options->sign);
		if (!remove_old(arena, file, error) || !file_may_write(file, error))
			return false;
	}
	return options->sign == NULL || access(options->sign, R_OK) == 0 ||
	       error_set_errno(error, options->sign, "read the key");
}

bool signing_put(const struct reports *reports, const struct bytes *text)
{
	const struct options *options = reports->options;
	for (size_t i = 0; options->sign != NULL && i < options->outputs.count; i++) {
		const struct output *output = &options->outputs.output[i];
		if (!is_signed(output))
			continue;
		const char *file = signature_of(reports->arena, output);
		struct bytes signature;
		struct error error = { 0 };
		if (!signature_make(reports->arena, options->sign, text[i],
			    deadline_after(SIGNING_MS), &signature, &error) ||
			!file_write(file, signature, &error)) {
			complain(&error, EX_SOFTWARE);
			fprintf(stderr, "cmsready: %s is not signed\n",
				safe_line(reports->arena, output->file));
			return false;
		}
	}
	return true;
}
