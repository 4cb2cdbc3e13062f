/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options_help.h"

#include <string.h>

#include "base/text.h"
#include "base/wrap.h"
#include "cli/option.h"
#include "report/formats.h"

enum { BESIDE = 4 /* columns beside the name of an option: two before, two behind */ };

static const char help_all[] =
	"cmsready: will Setup.com /RecoverCMS work in the backup datacenter?\n"
	"\n"
	"Reads Active Directory, DNS and the file shares, changes nothing, and says GO,\n"
	"NO-GO or UNDETERMINED, with proof and fix for every finding.\n"
	"\n"
	"usage: cmsready check PLAN [options]       collect, judge, report\n"
	"       cmsready collect PLAN -o EVIDENCE   collect only, judge later\n"
	"       cmsready report REPORT [options]    render a saved report again\n"
	"       cmsready verify REPORT              whether a signed report is trusted\n"
	"       cmsready fix REPORT.json            the commands that would mend it\n"
	"       cmsready discover --domain DOMAIN   write a plan from the directory\n"
	"       cmsready plan --show PLAN           the plan as it is understood\n"
	"       cmsready explain [CHECK]            what is checked, and why\n"
	"       cmsready acl                        what a descriptor grants to whom\n"
	"       cmsready completion bash | zsh      completions for a shell\n"
	"       cmsready COMMAND --help             help for one command\n"
	"       cmsready -V | --version             versions, and the walls of workers\n"
	"\n"
	"First run: get a Kerberos ticket, have a plan written, answer the questions in\n"
	"the plan, and check:\n"
	"\n"
	"    kinit admin@CORP.EXAMPLE.COM\n"
	"    cmsready discover --domain corp.example.com -o plan.json\n"
	"    cmsready check plan.json\n"
	"\n"
	"Or write the plan by hand. It names the clustered mailbox server (CMS), its\n"
	"nodes, and the standby cluster with its nodes:\n"
	"\n"
	"    cat > plan.json <<'EOF'\n"
	"    { \"schema_version\": \"1.0\",\n"
	"      \"directory\": { \"domain\": \"corp.example.com\" },\n"
	"      \"recoveries\": [ { \"cms\": \"EXCMS01\", \"source_nodes\": "
	"[\"NODE1\", \"NODE2\"],\n"
	"                        \"standby_cluster\": \"DRCLU01\",\n"
	"                        \"standby_nodes\": [\"DRNODE1\", \"DRNODE2\"] } ] }\n"
	"    EOF\n"
	"\n"
	"Exit status: 0 GO, 1 GO with warnings (--fail-on=warning), 2 NO-GO,\n"
	"3 UNDETERMINED, 64 wrong usage, 66 unreadable input, 70 output that cannot be\n"
	"written or internal error, 78 a plan that is invalid or has open questions.\n"
	"discover: 65 a plan without a recovery, 69 no directory. See the manuals:\n"
	"cmsready(1), cmsready-plan(5), cmsready-checks(7).\n";

/* "-o FILE", "-q, --quiet", "--fail-on=warning" */
static const char *label(struct arena *arena, const struct option *option, bool with_letter)
{
	const char *value = option->value == NULL ? "" : option->value;
	return arena_format(arena, "%s%s%s%s%s", with_letter ? option->letter : "",
		with_letter ? ", " : "", option_name(option),
		*value == '\0' || *value == '=' ? "" : " ", value);
}

/* As in the list of options: both names where it has two. */
static const char *full_label(struct arena *arena, const struct option *option)
{
	return label(arena, option, option->name != NULL && option->letter != NULL);
}

/* "usage: cmsready check PLAN [--from EVIDENCE] [--only CHECK]..." */
static void usage_add(struct text *help, const struct grammar *grammar)
{
	struct arena *arena = help->arena;
	text_add(help, "usage: cmsready %s", grammar->name);
	const size_t indent = help->length;
	size_t column = indent;
	if (grammar->argument != NULL) {
		text_add(help, " %s", grammar->argument);
		column = help->length;
	}
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (!option_belongs(option, grammar->command))
			continue;
		const char *plain = label(arena, option, false);
		const char *word = arena_format(arena, option->is_required ? " %s%s" : " [%s]%s",
			plain, option->is_repeated ? "..." : "");
		if (column + strlen(word) > PAGE_COLUMNS) {
			text_add(help, "\n");
			spaces_add(help, indent);
			column = indent;
		}
		text_add(help, "%s", word);
		column += strlen(word);
	}
	text_add(help, "\n\n");
}

/* The values of --format, each with its purpose. */
static void formats_add(struct text *help, size_t column)
{
	size_t width = 0;
	for (size_t i = 0; i < format_count; i++) {
		if (strlen(formats[i].name) > width)
			width = strlen(formats[i].name);
	}
	for (size_t i = 0; i < format_count; i++) {
		const size_t beside = column + width + 1;
		spaces_add(help, i == 0 ? 0 : column);
		text_add(help, "%-*s ", (int)width, formats[i].name);
		wrap_add(help, formats[i].purpose, beside, beside);
	}
}

static void options_add(struct text *help, enum command command)
{
	size_t column = 0;
	for (size_t i = 0; i < option_count; i++) {
		const size_t width = strlen(full_label(help->arena, &option_table[i])) + BESIDE;
		if (option_belongs(&option_table[i], command) && width > column)
			column = width;
	}
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (!option_belongs(option, command))
			continue;
		text_add(help, "  %-*s", (int)column - 2, full_label(help->arena, option));
		if (option->help == NULL)
			formats_add(help, column);
		else
			wrap_add(help, option->help, column, column);
	}
	if (column > 0)
		text_add(help, "\n");
}

const char *help_of(struct arena *arena, enum command command)
{
	const struct grammar *grammar = grammar_of(command);
	if (grammar == NULL)
		return help_all;
	struct text help = text_new(arena);
	usage_add(&help, grammar);
	wrap_add(&help, grammar->about, 0, 0);
	text_add(&help, "\n");
	options_add(&help, command);
	wrap_add(&help, grammar->after, 0, 0);
	return help.data;
}
