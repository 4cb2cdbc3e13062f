/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "cli/completion.h"
#include "cli/option.h"
#include "report/formats.h"

static const char before[] =
	"# bash completion for cmsready; written by: cmsready completion bash\n"
	"\n"
	"_cmsready_files() {\n"
	"\tmapfile -t COMPREPLY < <(compgen -f -- \"$1\")\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"}\n"
	"\n"
	"_cmsready_words() { # WORDS CURRENT\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$2\")\n"
	"}\n"
	"\n"
	"# A file, or FORMAT= before it.\n"
	"_cmsready_output() { # FORMATS CURRENT\n"
	"\tlocal words\n"
	"\tmapfile -t words < <(compgen -S = -W \"$1\" -- \"$2\")\n"
	"\tif [ ${#words[@]} -eq 0 ]; then\n"
	"\t\t_cmsready_files \"$2\"\n"
	"\telse\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$2\")\n"
	"\t\tCOMPREPLY+=(\"${words[@]}\")\n"
	"\t\tcompopt -o nospace 2>/dev/null\n"
	"\tfi\n"
	"}\n"
	"\n"
	"_cmsready() {\n"
	"\tlocal at=$COMP_CWORD command=${COMP_WORDS[1]} current option\n"
	"\tcurrent=${COMP_WORDS[at]}\n"
	"\tCOMPREPLY=()\n"
	"\t# \"=\" is a word of its own: \"--from=FILE\" is three words, \"-o json=FILE\" four.\n"
	"\tif [ \"$current\" = = ]; then\n"
	"\t\tcurrent=\n"
	"\telif [ \"${COMP_WORDS[at - 1]}\" = = ]; then\n"
	"\t\tat=$((at - 1))\n"
	"\tfi\n"
	"\toption=${COMP_WORDS[at - 1]}\n"
	"\tif [ \"$at\" -gt 2 ] && [ \"${COMP_WORDS[at - 2]}\" = -o ]; then\n"
	"\t\t[ \"${COMP_WORDS[at]}\" != = ] || option=--output-file\n"
	"\tfi\n";

static const char after[] = "}\n"
			    "complete -F _cmsready cmsready\n";

/* The command that completes "$current". */
static const char *action(struct arena *arena, enum completion completion, const char *words,
	const struct catalogue *catalogue)
{
	switch (completion) {
	case COMPLETE_FILE:
		return "_cmsready_files \"$current\"";
	case COMPLETE_OUTPUT:
		return arena_format(
			arena, "_cmsready_output \"%s\" \"$current\"", format_names(arena, " "));
	case COMPLETE_FORMAT:
		return arena_format(
			arena, "_cmsready_words \"%s\" \"$current\"", format_names(arena, " "));
	case COMPLETE_CHECK:
		return arena_format(arena, "_cmsready_words \"%s%s%s\" \"$current\"",
			completion_checks(arena, catalogue), words == NULL ? "" : " ",
			words == NULL ? "" : words);
	case COMPLETE_WORDS:
		return arena_format(arena, "_cmsready_words \"%s\" \"$current\"", words);
	case COMPLETE_NOTHING:
		break;
	}
	return ":";
}

static void values_add(
	struct text *script, const struct grammar *grammar, const struct catalogue *catalogue)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (!option_belongs(option, grammar->command) || option->kind == OPTION_SWITCH)
			continue;
		text_add(script, "\t%s:%s) %s; return ;;\n", grammar->name, option_name(option),
			action(script->arena, option->completion, option->words, catalogue));
	}
}

static void names_add(struct text *script, const struct grammar *grammar)
{
	text_add(script, "\t%s:-*) _cmsready_words \"", grammar->name);
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (!option_belongs(option, grammar->command))
			continue;
		text_add(script, "%s ", option_name(option));
		if (option->name != NULL && option->letter != NULL)
			text_add(script, "%s ", option->letter);
	}
	text_add(script, "--help\" \"$current\" ;;\n");
}

char *completion_bash(struct arena *arena, const struct catalogue *catalogue)
{
	struct text script = text_new(arena);
	text_add_string(&script, before);
	text_add(&script, "\tif [ \"$at\" -eq 1 ]; then\n\t\t_cmsready_words \"");
	for (size_t i = 0; i < grammar_count; i++)
		text_add(&script, "%s ", grammars[i].name);
	text_add(&script, "help --help --version\" \"$current\"\n\t\treturn\n\tfi\n");
	text_add(&script, "\tcase $command:$option in\n"
			  "\t*:--output-file) _cmsready_files \"$current\"; return ;;\n");
	for (size_t i = 0; i < grammar_count; i++)
		values_add(&script, &grammars[i], catalogue);
	text_add(&script, "\tesac\n\tcase $command:$current in\n");
	for (size_t i = 0; i < grammar_count; i++) {
		names_add(&script, &grammars[i]);
		text_add(&script, "\t%s:*) %s ;;\n", grammars[i].name,
			action(arena, grammars[i].completion, grammars[i].words, catalogue));
	}
	text_add(&script, "\tesac\n");
	text_add_string(&script, after);
	return script.data;
}
