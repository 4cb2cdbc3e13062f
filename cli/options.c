/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "cli/option.h"
#include "cli/options_discover.h"
#include "cli/options_help.h"
#include "cli/signing.h"

/* The words of the command line, behind the command. */
struct words {
	struct arena *arena;
	const struct grammar *grammar;
	struct options *options;
	int count;
	char **word;
	int at;
	bool options_end; /* after "--" */
};

static bool fail_usage(struct error *error, const struct grammar *grammar, const char *what)
{
	error_set(error, ERROR_CONFIG, "%s", what);
	return error_add_line(error, "Try: cmsready %s%s--help",
		grammar == NULL ? "" : grammar->name, grammar == NULL ? "" : " ");
}

/* "check, collect or explain" */
static const char *grammar_names(struct arena *arena)
{
	struct text names = text_new(arena);
	for (size_t i = 0; i < grammar_count; i++)
		text_add(&names, "%s%s",
			i == 0                   ? ""
			: i + 1 == grammar_count ? " or "
						 : ", ",
			grammars[i].name);
	return names.data;
}

static const struct grammar *grammar_named(
	struct arena *arena, const char *name, struct error *error)
{
	const struct grammar *grammar = grammar_find(name);
	if (grammar != NULL)
		return grammar;
	const char **names = arena_alloc(arena, grammar_count * sizeof *names);
	for (size_t i = 0; i < grammar_count; i++)
		names[i] = grammars[i].name;
	const char *near = nearest(name, names, grammar_count);
	fail_usage(error, NULL,
		near == NULL
			? arena_format(arena, "there is no command \"%s\"", name)
			: arena_format(arena, "there is no command \"%s\"; did you mean \"%s\"?",
				  name, near));
	return NULL;
}

/* The option that may be meant, with its dashes; NULL: none is near. */
static const char *option_near(struct arena *arena, enum command command, const char *bare)
{
	const char **names = arena_alloc(arena, option_count * sizeof *names);
	size_t count = 0;
	/* Without the dashes, which all options have in common. */
	for (size_t i = 0; i < option_count; i++) {
		const char *name = option_name(&option_table[i]);
		if (option_belongs(&option_table[i], command))
			names[count++] = name + strspn(name, "-");
	}
	const char *near = nearest(bare, names, count);
	return near == NULL ? NULL
			    : arena_format(arena, "%s%s", near[1] == '\0' ? "-" : "--", near);
}

static bool fail_option(const struct words *words, const char *word, struct error *error)
{
	struct arena *arena = words->arena;
	const enum command command = words->options->command;
	/* Without its value, which may be a password. */
	const char *option = arena_text(arena, word, strcspn(word, "="));
	const char *bare = option + strspn(option, "-");
	const char *near = option_near(arena, command, bare);
	const char *hint = "";
	if (option_find(command, "--format", strlen("--format")) != NULL &&
		format_find(bare) != NULL)
		hint = arena_format(arena, "; use --format %s", bare);
	else if (near != NULL)
		hint = arena_format(arena, "; did you mean %s?", near);
	else if (option[1] != '-')
		option = arena_text(arena, option, 2);
	return fail_usage(
		error, words->grammar, arena_format(arena, "unknown option %s%s", option, hint));
}

static bool take(const struct words *words, const struct option *option, const char *value,
	struct error *error)
{
	const char *wrong = option_take(words->arena, option, value, words->options);
	return wrong == NULL || fail_usage(error, words->grammar, wrong);
}

/* The value is the next word. */
static bool take_next(struct words *words, const struct option *option, struct error *error)
{
	if (words->at >= words->count)
		return fail_usage(error, words->grammar,
			arena_format(words->arena, "%s needs a value", option_name(option)));
	return take(words, option, words->word[words->at++], error);
}

/* "--quiet", "--from FILE", "--from=FILE" */
static bool read_name(struct words *words, const char *word, struct error *error)
{
	const size_t length = strcspn(word, "=");
	const struct option *option = option_find(words->options->command, word, length);
	if (option == NULL)
		return fail_option(words, word, error);
	const bool has_value = word[length] == '=';
	if (option->kind == OPTION_SWITCH && has_value)
		return fail_usage(error, words->grammar,
			arena_format(words->arena, "%s takes no value", option->name));
	if (option->kind == OPTION_SWITCH)
		return take(words, option, NULL, error);
	return has_value ? take(words, option, word + length + 1, error)
			 : take_next(words, option, error);
}

/* "-q", "-qv", "-o FILE", "-oFILE", "-o=FILE" */
static bool read_letters(struct words *words, const char *word, struct error *error)
{
	for (const char *at = word + 1; *at != '\0'; at++) {
		const char name[] = { '-', *at, '\0' };
		const struct option *option = option_find(words->options->command, name, 2);
		if (option == NULL)
			return fail_option(words, word, error);
		if (option->kind == OPTION_SWITCH && at[1] == '=')
			return fail_usage(error, words->grammar,
				arena_format(words->arena, "%s takes no value", name));
		if (option->kind != OPTION_SWITCH)
			return at[1] == '\0' ? take_next(words, option, error)
					     : take(words, option, at + 1 + (at[1] == '='), error);
		if (!take(words, option, NULL, error))
			return false;
	}
	return true;
}

static bool read_argument(const struct words *words, const char *word, struct error *error)
{
	const struct grammar *grammar = words->grammar;
	struct name_list *arguments = &words->options->arguments;
	if (grammar->most == 0)
		return fail_usage(error, grammar,
			arena_format(words->arena, "%s takes no argument%s%s", grammar->name,
				grammar->instead == NULL ? "" : "; ",
				grammar->instead == NULL ? "" : grammar->instead));
	if (arguments->count == grammar->most)
		return fail_usage(error, grammar,
			arena_format(words->arena, "%s takes one argument; \"%s\" is one too many",
				grammar->name, word));
	name_list_add(words->arena, arguments, word);
	words->options->argument = arguments->name[0];
	return true;
}

static bool read_word(struct words *words, struct error *error)
{
	const char *word = words->word[words->at++];
	if (words->options_end || word[0] != '-' || word[1] == '\0')
		return read_argument(words, word, error);
	if (strcmp(word, "--") == 0) {
		words->options_end = true;
		return true;
	}
	return word[1] == '-' ? read_name(words, word, error) : read_letters(words, word, error);
}

/* Goes on after a mistake: no older report may stay in an output, wherever it is named. */
static bool read_words(struct words *words, struct error *error)
{
	bool good = true;
	while (words->at < words->count) {
		struct error later = { 0 };
		good = read_word(words, good ? error : &later) && good;
	}
	return good;
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	}
	return false;
}

/* What is wrong with the whole; NULL: nothing. */
static const char *what_is_missing(
	struct arena *arena, struct options *options, const struct grammar *grammar)
{
	if (grammar->needed != NULL && options->argument == NULL)
		return arena_format(arena, "%s needs %s", grammar->name, grammar->needed);
	switch (options->command) {
	case COMMAND_CHECK:
		if (options->from != NULL && strcmp(options->from, "-") == 0 &&
			strcmp(options->argument, "-") == 0)
			return "only one of the plan and --from can be standard input";
		if (options->at_is_given && options->from == NULL)
			return "--at needs --from: what is collected now is as of now";
		if (options->sign != NULL && !signing_has_report(&options->outputs))
			return "--sign needs a report to sign: -o json=FILE";
		return outputs_complete(
			arena, &options->outputs, options->format, options->format_is_given);
	case COMMAND_REPORT:
		return outputs_complete(
			arena, &options->outputs, options->format, options->format_is_given);
	case COMMAND_COLLECT:
		if (options->outputs.count == 0)
			return "collect needs a file to write the evidence to: -o EVIDENCE";
		break;
	case COMMAND_DIFF:
		if (options->arguments.count < 2)
			return "diff needs two reports, the old one first";
		break;
	case COMMAND_FIX:
		if (options->prove && (options->plan == NULL || options->from == NULL))
			return "--prove needs the plan and the evidence of the report: "
			       "--plan PLAN --from EVIDENCE";
		if (!options->prove && (options->plan != NULL || options->from != NULL ||
					       options->waivers != NULL))
			return "--plan, --from and --waivers belong to --prove";
		break;
	case COMMAND_VERIFY:
		if (strcmp(options->argument, "-") == 0 && options->signature == NULL)
			return "a report from standard input needs --signature FILE";
		return options->allowed_signers == NULL
			       ? "verify needs the keys that count: --allowed-signers FILE"
			       : outputs_add_file(arena, &options->outputs, "-");
	case COMMAND_DISCOVER:
		break;
	case COMMAND_COMPLETION:
		return strcmp(options->argument, "bash") == 0 ||
				       strcmp(options->argument, "zsh") == 0
			       ? NULL
			       : arena_format(arena, "%s: only bash and zsh are known",
					 options->argument);
	default:
		return options->explain && options->convert
			       ? "--explain and --convert cannot be combined"
			       : NULL;
	}
	if (options->outputs.count > 1)
		return arena_format(arena, "%s writes one file: give -o once", grammar->name);
	if (options->outputs.count == 0 && options->command != COMMAND_DISCOVER)
		outputs_add_file(arena, &options->outputs, "-");
	return options->command == COMMAND_DISCOVER
		       ? discover_options_complete(arena, &options->directory)
		       : NULL;
}

/* Whether the first word is all that counts: a version or the help of the program. */
static bool is_about_all(int argc, const char *first, struct options *options)
{
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
		options->command = COMMAND_VERSION;
		return true;
	}
	return strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 ||
	       (strcmp(first, "help") == 0 && argc == 2);
}

bool options_read(
	struct arena *arena, int argc, char **argv, struct options *options, struct error *error)
{
	*options = (struct options){
		.command = COMMAND_HELP, .help = help_of(arena, COMMAND_HELP), .format = &formats[0]
	};
	if (argc < 2)
		return fail_usage(error, NULL,
			arena_format(arena, "a command is needed: %s", grammar_names(arena)));
	const char *first = argv[1];
	if (is_about_all(argc, first, options))
		return true;
	const bool is_help = strcmp(first, "help") == 0;
	const struct grammar *grammar = grammar_named(arena, is_help ? argv[2] : first, error);
	if (grammar == NULL)
		return false;
	if (is_help || asks_for_help(argc, argv)) {
		options->help = help_of(arena, grammar->command);
		return true;
	}
	options->command = grammar->command;
	struct words words = { arena, grammar, options, argc, argv, 2, false };
	if (!read_words(&words, error))
		return false;
	const char *missing = what_is_missing(arena, options, grammar);
	return missing == NULL || fail_usage(error, grammar, missing);
}
