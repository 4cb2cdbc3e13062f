/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_explain.h"

#include <string.h>
#include <sysexits.h>

#include "base/output.h"
#include "base/text.h"
#include "cli/complain.h"
#include "cli/explain.h"
#include "cli/explain_json.h"

/* What the arguments ask for. */
struct wanted {
	bool rights;
	struct selection selection; /* `only` has ids and patterns */
	struct catalogue checks;    /* that they name, in the order of the reports */
};

static bool wanted_read(struct arena *arena, const struct options *options,
	const struct catalogue *catalogue, struct wanted *wanted, struct error *error)
{
	*wanted = (struct wanted){ 0 };
	for (size_t i = 0; i < options->arguments.count; i++) {
		if (strcmp(options->arguments.name[i], "rights") == 0)
			wanted->rights = true;
		else
			name_list_add(arena, &wanted->selection.only, options->arguments.name[i]);
	}
	if (wanted->rights && wanted->selection.only.count == 0)
		return true;
	return selection_checks(arena, &wanted->selection, catalogue, &wanted->checks, error);
}

static const char *wanted_text(
	struct arena *arena, const struct wanted *wanted, const struct catalogue *catalogue)
{
	if (!wanted->rights && wanted->selection.only.count == 0)
		return explain_all(arena, catalogue);
	struct text text = text_new(arena);
	for (size_t i = 0; i < wanted->checks.count; i++) {
		text_add_string(&text, i == 0 ? "" : "\n\n");
		text_add_string(&text, explain_check(arena, wanted->checks.check[i]));
	}
	if (wanted->rights) {
		text_add_string(&text, wanted->checks.count == 0 ? "" : "\n\n");
		text_add_string(&text, explain_rights(arena));
	}
	return text.data;
}

int run_explain(
	struct arena *arena, const struct options *options, const struct catalogue *catalogue)
{
	struct wanted wanted;
	struct error error = { 0 };
	if (!wanted_read(arena, options, catalogue, &wanted, &error))
		return complain(&error, EX_USAGE);
	struct bytes out;
	if (options->as_json) {
		out = explain_json(arena, &wanted.checks, wanted.rights);
	} else {
		const char *text = wanted_text(arena, &wanted, catalogue);
		out = bytes_of(text, strlen(text));
	}
	return output_write(out, deadline_after(INT64_MAX), &error) ? EX_OK
								    : complain(&error, EX_SOFTWARE);
}
