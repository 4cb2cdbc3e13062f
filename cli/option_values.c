/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/duration.h"
#include "base/utc.h"

enum { MAX_DEADLINE = 3600 };

const char *value_server(struct arena *arena, const char *value, struct options *options)
{
	struct plan_directory *directory = &options->directory;
	if (*value == '\0')
		return "--server needs a value";
	directory->servers = arena_more(
		arena, directory->servers, directory->server_count, sizeof *directory->servers);
	directory->servers[directory->server_count++] = value;
	return NULL;
}

const char *value_transport(struct arena *arena, const char *value, struct options *options)
{
	static const char *const names[] = {
		[TRANSPORT_SASL] = "sasl",
		[TRANSPORT_LDAPS] = "ldaps",
		[TRANSPORT_STARTTLS] = "starttls",
	};
	(void)arena;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(value, names[i]) == 0) {
			options->directory.transport = (enum transport)i;
			return NULL;
		}
	}
	return "--transport must be sasl, ldaps or starttls";
}

const char *value_format(struct arena *arena, const char *value, struct options *options)
{
	const struct format *format = format_find(value);
	if (format == NULL)
		return arena_format(arena, "--format must be %s", format_names(arena, " or "));
	options->format = format;
	options->format_is_given = true;
	return NULL;
}

const char *value_output(struct arena *arena, const char *value, struct options *options)
{
	return outputs_add(arena, &options->outputs, value);
}

/* The only file that a command writes, without a format. */
const char *value_file(struct arena *arena, const char *value, struct options *options)
{
	return outputs_add_file(arena, &options->outputs, value);
}

const char *value_fail_on(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	options->exit_rules.fail_on_warning = true;
	return strcmp(value, "warning") == 0 ? NULL : "--fail-on must be warning";
}

const char *value_undetermined_as(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	options->exit_rules.undetermined_as_no_go = true;
	return strcmp(value, "no-go") == 0 ? NULL : "--undetermined-as must be no-go";
}

const char *value_shell(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	options->shell = strcmp(value, "powershell") == 0 ? SHELL_POWERSHELL : SHELL_CMD;
	return options->shell == SHELL_POWERSHELL || strcmp(value, "cmd") == 0
		       ? NULL
		       : "--shell must be cmd or powershell";
}

const char *value_text_or_json(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	options->as_json = strcmp(value, "json") == 0;
	return options->as_json || strcmp(value, "text") == 0 ? NULL
							      : "--format must be text or json";
}

const char *value_deadline(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	const bool is_number = strlen(value) <= 4 && value[strspn(value, "0123456789")] == '\0';
	options->deadline_seconds = is_number ? strtol(value, NULL, 10) : 0;
	return options->deadline_seconds >= 1 && options->deadline_seconds <= MAX_DEADLINE
		       ? NULL
		       : "--deadline must be a whole number of seconds, 1 to 3600";
}

const char *value_at(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	options->at_is_given = true;
	return utc_read_any(value, &options->at)
		       ? NULL
		       : "--at must be a time such as 2026-11-21T01:35:27Z or "
			 "2026-11-21T02:35:27+01:00";
}

const char *value_valid_for(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	return duration_read(value, &options->valid_for_seconds)
		       ? NULL
		       : "--valid-for must be a duration " DURATION_FORM;
}

const char *value_max_age(struct arena *arena, const char *value, struct options *options)
{
	(void)arena;
	return duration_read(value, &options->max_age_seconds)
		       ? NULL
		       : "--max-age must be a duration " DURATION_FORM;
}
