/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/text.h"
#include "cli/completion.h"
#include "cli/option.h"
#include "report/formats.h"

static const char before[] = "#compdef cmsready\n"
			     "# zsh completion for cmsready; written by: cmsready completion zsh\n"
			     "\n"
			     "# A file, or FORMAT= before it.\n"
			     "_cmsready_output() {\n"
			     "\tif compset -P '[a-z]##='; then\n"
			     "\t\t_files\n"
			     "\t\treturn\n"
			     "\tfi\n";

/*
 * Text within a specification of _arguments, which is itself within single quotes: the first part
 * of a help text, up to a semicolon or colon.
 */
static void description_add(struct text *script, const char *help)
{
	const size_t length = help == NULL ? 0 : strcspn(help, ";:");
	for (size_t i = 0; i < length; i++) {
		if (help[i] == '\'')
			text_add(script, "'\\''");
		else if (strchr("[]\\", help[i]) != NULL)
			text_add(script, "\\%c", help[i]);
		else
			text_add(script, "%c", help[i]);
	}
}

static const char *action(struct arena *arena, enum completion completion, const char *words,
	const struct catalogue *catalogue)
{
	switch (completion) {
	case COMPLETE_FILE:
		return "_files";
	case COMPLETE_OUTPUT:
		return "_cmsready_output";
	case COMPLETE_FORMAT:
		return arena_format(arena, "(%s)", format_names(arena, " "));
	case COMPLETE_CHECK:
		return arena_format(arena, "(%s%s%s)", completion_checks(arena, catalogue),
			words == NULL ? "" : " ", words == NULL ? "" : words);
	case COMPLETE_WORDS:
		return arena_format(arena, "(%s)", words);
	case COMPLETE_NOTHING:
		break;
	}
	return " "; /* a value that nothing is proposed for */
}

/* '*--only=[run only this check]:value:(dns.ttl ...)' */
static void option_add(struct text *script, const struct option *option, const char *name,
	const char *without, const struct catalogue *catalogue)
{
	const bool is_long = name[1] == '-';
	text_add(script, " \\\n\t\t\t'%s%s", option->is_repeated ? "*" : without, name);
	if (option->kind != OPTION_SWITCH)
		text_add(script, "%s", is_long ? "=" : "+");
	text_add(script, "[");
	description_add(script, option->help == NULL ? "the format of the report" : option->help);
	text_add(script, "]");
	if (option->kind != OPTION_SWITCH)
		text_add(script, ":value:%s",
			action(script->arena, option->completion, option->words, catalogue));
	text_add(script, "'");
}

static void command_add(
	struct text *script, const struct grammar *grammar, const struct catalogue *catalogue)
{
	text_add(script, "\t%s)\n\t\t_arguments -s -S", grammar->name);
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (!option_belongs(option, grammar->command))
			continue;
		/* Not both names of one option. */
		const char *both = option->name == NULL || option->letter == NULL
					   ? ""
					   : arena_format(script->arena, "(%s %s)", option->letter,
						     option->name);
		if (option->name != NULL)
			option_add(script, option, option->name, both, catalogue);
		if (option->letter != NULL)
			option_add(script, option, option->letter, both, catalogue);
	}
	text_add(script, " \\\n\t\t\t'(- *)--help[help for this command]'");
	if (grammar->most > 0)
		text_add(script, " \\\n\t\t\t'%s:argument:%s'", grammar->most == 1 ? "1" : "*",
			action(script->arena, grammar->completion, grammar->words, catalogue));
	text_add(script, "\n\t\t;;\n");
}

char *completion_zsh(struct arena *arena, const struct catalogue *catalogue)
{
	struct text script = text_new(arena);
	text_add_string(&script, before);
	text_add(&script, "\tcompadd -S = -- %s\n\t_files\n}\n\n", format_names(arena, " "));
	text_add(&script, "_cmsready() {\n\tsetopt localoptions extendedglob\n"
			  "\tif ((CURRENT == 2)); then\n\t\tcompadd --");
	for (size_t i = 0; i < grammar_count; i++)
		text_add(&script, " %s", grammars[i].name);
	text_add(&script, " help --help --version\n\t\treturn\n\tfi\n"
			  "\tlocal command=$words[2]\n"
			  "\tshift words\n"
			  "\t((CURRENT--))\n"
			  "\tcase $command in\n");
	for (size_t i = 0; i < grammar_count; i++)
		command_add(&script, &grammars[i], catalogue);
	text_add(&script, "\tesac\n}\n\n_cmsready \"$@\"\n");
	return script.data;
}

const char *completion_checks(struct arena *arena, const struct catalogue *catalogue)
{
	struct text ids = text_new(arena);
	for (size_t i = 0; i < catalogue->count; i++)
		text_add(&ids, "%s%s", i == 0 ? "" : " ", catalogue->check[i]->id);
	return ids.data;
}
