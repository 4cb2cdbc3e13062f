/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/options_discover.h"
#include "cli/options_help.h"

enum { MAX_OPTIONS = 12, MAX_DEADLINE = 3600 };

/* The argument and the options of a command; an option that is not listed is unknown. */
struct grammar {
	const char *name;
	enum command command;
	const char *argument; /* its name in messages; NULL: it takes none */
	bool argument_required;
	const char *option[MAX_OPTIONS];
};

static const struct grammar grammars[] = {
	{ "check", COMMAND_CHECK, "a plan", true,
		{ "--from", "--only", "--skip", "--recovery", "--site-loss", "--format", "-o",
			"--fail-on", "--deadline", "--quiet" } },
	{ "collect", COMMAND_COLLECT, "a plan", true,
		{ "-o", "--recovery", "--deadline", "--quiet" } },
	{ "explain", COMMAND_EXPLAIN, "a check", false, { NULL } },
	{ "acl", COMMAND_ACL, NULL, false, { "--explain", "--convert" } },
	{ "discover", COMMAND_DISCOVER, NULL, false,
		{ "--domain", "--server", "--transport", "--ca-file", "--bind-dn",
			"--password-file", "-o", "--deadline", "--quiet" } },
};
static const size_t grammar_count = sizeof grammars / sizeof *grammars;

static bool fail_usage(struct error *error, const struct grammar *grammar, const char *what)
{
	error_set(error, ERROR_CONFIG, "%s", what);
	return error_add_line(error, "Try: cmsready %s%s--help",
		grammar == NULL ? "" : grammar->name, grammar == NULL ? "" : " ");
}

static const struct grammar *grammar_named(
	struct arena *arena, const char *name, struct error *error)
{
	const char *names[sizeof grammars / sizeof *grammars];
	for (size_t i = 0; i < grammar_count; i++) {
		names[i] = grammars[i].name;
		if (strcmp(grammars[i].name, name) == 0)
			return &grammars[i];
	}
	const char *near = nearest(name, names, grammar_count);
	fail_usage(error, NULL,
		near == NULL
			? arena_format(arena, "there is no command \"%s\"", name)
			: arena_format(arena, "there is no command \"%s\"; did you mean \"%s\"?",
				  name, near));
	return NULL;
}

static bool deadline_read(const char *value, int64_t *seconds)
{
	if (*value == '\0' || strlen(value) > 4 || value[strspn(value, "0123456789")] != '\0')
		return false;
	*seconds = strtol(value, NULL, 10);
	return *seconds >= 1 && *seconds <= MAX_DEADLINE;
}

/* The list of an option that may be given several times; NULL: it may not. */
static struct name_list *names_of(const char *option, struct selection *selection)
{
	return strcmp(option, "--only") == 0       ? &selection->only
	       : strcmp(option, "--skip") == 0     ? &selection->skip
	       : strcmp(option, "--recovery") == 0 ? &selection->recovery
						   : NULL;
}

static bool option_set(struct arena *arena, const char *option, const char *value,
	struct options *options, const struct grammar *grammar, struct error *error)
{
	struct name_list *names = names_of(option, &options->selection);
	if (names != NULL) {
		name_list_add(arena, names, value);
	} else if (strcmp(option, "--from") == 0) {
		options->from = value;
	} else if (strcmp(option, "--site-loss") == 0) {
		options->site_loss = value;
		if (*value == '\0')
			return fail_usage(error, grammar, "--site-loss needs the name of a site");
	} else if (strcmp(option, "-o") == 0) {
		options->output = value;
		if (*value == '\0')
			return fail_usage(error, grammar, "-o needs the name of a file");
	} else if (strcmp(option, "--format") == 0) {
		options->format = format_find(value);
		if (options->format == NULL)
			return fail_usage(error, grammar,
				arena_format(
					arena, "--format must be %s", format_names(arena, " or ")));
	} else if (strcmp(option, "--fail-on") == 0) {
		options->fail_on_warning = true;
		if (strcmp(value, "warning") != 0)
			return fail_usage(error, grammar, "--fail-on must be warning");
	} else if (strcmp(option, "--deadline") != 0) {
		const char *wrong = discover_option_set(arena, option, value, &options->directory);
		return wrong == NULL || fail_usage(error, grammar, wrong);
	} else if (!deadline_read(value, &options->deadline_seconds)) {
		return fail_usage(
			error, grammar, "--deadline must be a whole number of seconds, 1 to 3600");
	}
	return true;
}

static size_t option_count(const struct grammar *grammar)
{
	size_t count = 0;
	while (count < MAX_OPTIONS && grammar->option[count] != NULL)
		count++;
	return count;
}

/* The option of the grammar that the word begins with: "-o", "--from", "--from=VALUE". */
static const char *option_of(const struct grammar *grammar, const char *word)
{
	for (size_t i = 0; i < option_count(grammar); i++) {
		size_t length = strlen(grammar->option[i]);
		if (strncmp(word, grammar->option[i], length) == 0 &&
			(word[length] == '\0' || word[length] == '='))
			return grammar->option[i];
	}
	return NULL;
}

static const char *suggestion(
	struct arena *arena, const struct grammar *grammar, const char *option)
{
	/* Without the dashes, which all options have in common. */
	const char *bare = option + strspn(option, "-");
	if (option_of(grammar, "--format") != NULL && format_find(bare) != NULL)
		return arena_format(arena, "; use --format %s", bare);
	const char *names[MAX_OPTIONS];
	for (size_t i = 0; i < option_count(grammar); i++)
		names[i] = grammar->option[i] + strspn(grammar->option[i], "-");
	const char *near = nearest(bare, names, option_count(grammar));
	return near == NULL ? ""
			    : arena_format(arena, "; did you mean %s%s?",
				      near[1] == '\0' ? "-" : "--", near);
}

static bool fail_option(
	struct arena *arena, struct error *error, const struct grammar *grammar, const char *word)
{
	/* Without its value, which may be a password. */
	const char *option = arena_format(arena, "%.*s", (int)strcspn(word, "="), word);
	return fail_usage(error, grammar,
		arena_format(
			arena, "unknown option %s%s", option, suggestion(arena, grammar, option)));
}

/* An option that has no value. */
static bool switch_set(const char *option, struct options *options)
{
	bool *set = strcmp(option, "--explain") == 0   ? &options->explain
		    : strcmp(option, "--convert") == 0 ? &options->convert
		    : strcmp(option, "--quiet") == 0   ? &options->quiet
						       : NULL;
	if (set != NULL)
		*set = true;
	return set != NULL;
}

static bool word_read(struct arena *arena, const struct grammar *grammar, int argc, char **argv,
	int *at, struct options *options, struct error *error)
{
	const char *word = argv[*at];
	if (word[0] != '-' || word[1] == '\0') {
		if (grammar->argument == NULL)
			return fail_usage(error, grammar,
				arena_format(arena, "%s takes no argument%s", grammar->name,
					grammar->command == COMMAND_ACL
						? "; it reads standard input"
						: ""));
		if (options->argument != NULL)
			return fail_usage(error, grammar,
				arena_format(arena, "%s takes one argument; \"%s\" is one too many",
					grammar->name, word));
		options->argument = word;
		return true;
	}
	const char *option = option_of(grammar, word);
	if (option == NULL)
		return fail_option(arena, error, grammar, word);
	if (switch_set(option, options))
		return word[strlen(option)] == '\0' ||
		       fail_usage(error, grammar, arena_format(arena, "%s takes no value", option));
	const char *value = word + strlen(option);
	if (*value == '=') {
		value++;
	} else {
		if (*at + 1 >= argc)
			return fail_usage(
				error, grammar, arena_format(arena, "%s needs a value", option));
		value = argv[++*at];
	}
	return option_set(arena, option, value, options, grammar, error);
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

static bool is_complete(struct options *options, const struct grammar *grammar, struct arena *arena,
	struct error *error)
{
	if (grammar->argument_required && options->argument == NULL)
		return fail_usage(error, grammar,
			arena_format(arena, "%s needs %s", grammar->name, grammar->argument));
	if (options->command == COMMAND_COLLECT && options->output == NULL)
		return fail_usage(error, grammar,
			"collect needs a file to write the evidence to: -o EVIDENCE");
	const char *wrong = options->command == COMMAND_DISCOVER
				    ? discover_options_complete(arena, &options->directory)
				    : NULL;
	if (wrong != NULL)
		return fail_usage(error, grammar, wrong);
	if (options->explain && options->convert)
		return fail_usage(error, grammar, "--explain and --convert cannot be combined");
	return true;
}

bool options_read(
	struct arena *arena, int argc, char **argv, struct options *options, struct error *error)
{
	*options = (struct options){
		.command = COMMAND_HELP, .help = help_of(arena, COMMAND_HELP), .format = &formats[0]
	};
	if (argc < 2)
		return fail_usage(error, NULL,
			"a command is needed: check, collect, discover, explain or acl");
	const char *first = argv[1];
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
		options->command = COMMAND_VERSION;
		return true;
	}
	if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 ||
		(strcmp(first, "help") == 0 && argc == 2))
		return true;
	bool help = strcmp(first, "help") == 0 || asks_for_help(argc, argv);
	const struct grammar *grammar =
		grammar_named(arena, strcmp(first, "help") == 0 ? argv[2] : first, error);
	if (grammar == NULL)
		return false;
	if (help) {
		options->help = help_of(arena, grammar->command);
		return true;
	}
	options->command = grammar->command;
	for (int i = 2; i < argc; i++) {
		if (!word_read(arena, grammar, argc, argv, &i, options, error))
			return false;
	}
	return is_complete(options, grammar, arena, error);
}
