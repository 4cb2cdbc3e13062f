/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/script.h"

#include <stdlib.h>
#include <string.h>

#include "fix/line.h"
#include "fix/proposal.h"

enum { MAX_NAMED = 20 };

static void add_head(struct script *script, const struct report *report)
{
	struct arena *arena = script->text.arena;
	const struct report_run *run = &report->run;
	if (script->shell == SHELL_CMD)
		script_line(script, "@echo off");
	script_comment(script, "cmsready fix: what would mend the findings of a report.");
	script_comment(script, arena_format(arena, "Report: %s, evidence of %s, run %s.",
				       verdict_name(report->verdict.state),
				       run->started == NULL ? "an unknown time" : run->started,
				       run->id == NULL ? "unknown" : run->id));
	script_comment(script,
		"cmsready carries out none of this. Read each change, with its risk, and run the "
		"commands one by one, in this order, where and when it suits. After changes in the "
		"directory wait for replication. Commands that delete something are comments.");
	script_gap(script);
	script_comment(
		script, "Run as a whole, the script ends here. Remove these lines to use it.");
	script_line(script,
		script->shell == SHELL_CMD
			? "echo Read this file first; it ends before its first command.\r\nexit /b 1"
			: "throw 'Read this file first; it ends before its first command.'");
}

/* By check; of one check in the order of the report. */
static int compare_findings(const void *a, const void *b)
{
	const struct report_finding *const *one = a, *const *other = b;
	const int order = strcmp((*one)->check, (*other)->check);
	if (order != 0)
		return order;
	if ((*one)->outcome != (*other)->outcome)
		return (*one)->outcome > (*other)->outcome ? -1 : 1;
	return *one < *other ? -1 : 1;
}

static const struct report_finding **findings_of(
	struct arena *arena, const struct report *report, const struct proposed *proposed)
{
	const struct report_finding **finding =
		arena_alloc(arena, proposed->finding_count * sizeof *finding);
	for (size_t i = 0; i < proposed->finding_count; i++)
		finding[i] = &report->finding[proposed->finding[i]];
	qsort(finding, proposed->finding_count, sizeof *finding, compare_findings);
	return finding;
}

/* "ad.cno-full-control (fail): EXCMS01 EXCMS02" */
static void add_mended(
	struct script *script, const struct report *report, const struct proposed *proposed)
{
	struct arena *arena = script->text.arena;
	const struct report_finding **finding = findings_of(arena, report, proposed);
	struct text line = text_new(arena);
	size_t named = 0;
	for (size_t i = 0; i < proposed->finding_count; i++) {
		const struct report_finding *now = finding[i],
					    *last = i == 0 ? NULL : finding[i - 1];
		const bool is_next = last == NULL || strcmp(last->check, now->check) != 0 ||
				     last->outcome != now->outcome;
		if (is_next)
			text_add(&line, "%s%s (%s%s):", last == NULL ? "Mends: " : "; ", now->check,
				outcome_name(now->outcome), now->blocking ? "" : ", advice");
		else if (strcmp(last->recovery, now->recovery) == 0)
			continue;
		named = is_next ? 1 : named + 1;
		if (named <= MAX_NAMED)
			text_add(&line, " %s", now->recovery);
		else if (named == MAX_NAMED + 1)
			text_add_string(&line, " ...");
	}
	for (char *at = line.data; (at = strchr(at, '\n')) != NULL;)
		*at = '\t';
	script_comment(script, line.data);
}

/* The members as they are, where no command can have them. */
static void add_members(struct script *script, const char *command, const struct fix *fix)
{
	static const char *const name[] = { "{object}", "{account}", "{value}", "{server}" };
	struct arena *arena = script->text.arena;
	script_comment(script,
		"No command is written: a value is not what it should be, or has characters "
		"that the shell would take for its own. By hand, as far as it is right:");
	script_comment(script, arena_format(arena, "  %s", command));
	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		if (strstr(command, name[i]) != NULL)
			script_comment(script, arena_format(arena, "  %s is: %s", name[i],
						       script_words(arena, name[i], fix)));
	}
}

static void add_command(struct script *script, const struct fix_kind *kind, const struct fix *fix)
{
	struct arena *arena = script->text.arena;
	if (kind->command == NULL)
		return;
	const bool is_foreign = kind->is_cmdlet && script->shell == SHELL_CMD;
	char *command = script_command(
		arena, is_foreign ? SHELL_POWERSHELL : script->shell, kind->command, fix);
	if (command == NULL) {
		add_members(script, kind->command, fix);
	} else if (kind->deletes || is_foreign) {
		script_comment(script,
			is_foreign ? "A command of PowerShell (the Exchange Management Shell, or "
				     "the module ActiveDirectory); --shell powershell writes it as "
				     "one:"
				   : "It deletes something. If you are sure, run:");
		script_comment_command(script, arena_format(arena, "  %s", command));
	} else {
		script_line(script, command);
	}
}

/* How to verify and how to undo are for reading: comments. */
static void add_advice(
	struct script *script, const char *label, const char *template, const struct fix *fix)
{
	struct arena *arena = script->text.arena;
	char *command = script_command(arena, script->shell, template, fix);
	script_comment_command(script, arena_format(arena, "%s: %s", label,
					       command == NULL ? "by hand, see above." : command));
}

static void add_fix(struct script *script, const struct report *report,
	const struct proposed *proposed, size_t number, size_t count)
{
	struct arena *arena = script->text.arena;
	const struct fix *fix = &proposed->fix;
	const struct fix_kind *kind = fix_kind_of(fix->action);
	script_gap(script);
	script_comment(script, arena_format(arena, "---- %zu of %zu: %s (%s)", number, count,
				       fix_action_name(fix->action), kind->topic));
	script_comment(script, script_words(arena, kind->what, fix));
	add_mended(script, report, proposed);
	script_comment(
		script, arena_format(arena, "Risk: %s. %s", risk_name(kind->risk), kind->why));
	add_command(script, kind, fix);
	if (kind->verify != NULL)
		add_advice(script, "Verify", kind->verify, fix);
	script_comment(script, arena_format(arena, "Verify: cmsready check PLAN --only %s",
				       report->finding[proposed->finding[0]].check));
	if (kind->undo_words != NULL)
		script_comment(script, arena_format(arena, "Undo: %s", kind->undo_words));
	else if (kind->undo != NULL)
		add_advice(script, "Undo", kind->undo, fix);
}

/* Only the prose of a remedy: its commands are text of a file. */
static const char *prose_of(struct arena *arena, const char *remedy)
{
	struct text prose = text_new(arena);
	while (*remedy != '\0') {
		const size_t length = strcspn(remedy, "\n");
		if (*remedy != ' ' && length > 0)
			text_add(&prose, "%s%.*s", prose.length == 0 ? "" : " ", (int)length,
				remedy);
		remedy += length + (remedy[length] == '\n');
	}
	return prose.length == 0 ? "See the report." : prose.data;
}

static void add_by_hand(struct script *script, const struct report *report)
{
	struct arena *arena = script->text.arena;
	bool any = false;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct report_finding *finding = &report->finding[i];
		if (finding->outcome != OUTCOME_FAIL || proposal_has_known(finding))
			continue;
		if (!any) {
			script_gap(script);
			script_comment(
				script, "---- What no command mends (the report's own words):");
		}
		any = true;
		char *words = arena_format(arena, "%s%s: %s: %s To do: %.1500s", finding->check,
			finding->blocking ? "" : " (advice)", finding->recovery, finding->summary,
			prose_of(arena, finding->remedy));
		for (char *at = words; (at = strchr(at, '\n')) != NULL;)
			*at = ' ';
		script_comment(script, words);
	}
}

struct bytes script_write(struct arena *arena, const struct report *report, enum shell shell)
{
	struct script script = { text_new(arena), shell };
	const struct proposal proposal = proposal_of(arena, report);
	add_head(&script, report);
	for (size_t i = 0; i < proposal.count; i++)
		add_fix(&script, report, &proposal.item[i], i + 1, proposal.count);
	add_by_hand(&script, report);
	if (proposal.count == 0) {
		script_gap(&script);
		script_comment(&script, "The report has no finding that a command would mend.");
	}
	return bytes_of(script.text.data, script.text.length);
}
