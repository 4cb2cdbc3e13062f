/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

#include <string.h>

#include "cli/option_values.h"

/* Where a member of struct options is. */
#define AT(member) offsetof(struct options, member)

#define CHECK    (1u << COMMAND_CHECK)
#define COLLECT  (1u << COMMAND_COLLECT)
#define REPORT   (1u << COMMAND_REPORT)
#define EXPLAIN  (1u << COMMAND_EXPLAIN)
#define ACL      (1u << COMMAND_ACL)
#define DISCOVER (1u << COMMAND_DISCOVER)
#define FIX      (1u << COMMAND_FIX)
#define DIFF     (1u << COMMAND_DIFF)
#define PLAN     (1u << COMMAND_PLAN)

/* In the order of the help. An option that commands explain differently has several rows. */
const struct option option_table[] = {
	{
		.name = "--domain",
		.value = "DOMAIN",
		.commands = DISCOVER,
		.is_required = true,
		.kind = OPTION_TEXT,
		.at = AT(directory.domain),
		.help = "the Active Directory domain, such as corp.example.com",
	},
	{
		.name = "--server",
		.value = "HOST",
		.commands = DISCOVER,
		.is_repeated = true,
		.kind = OPTION_READ,
		.read = value_server,
		.help = "ask this domain controller (may be given several times); default: those "
			"that DNS publishes",
	},
	{
		.name = "--transport",
		.value = "WORD",
		.commands = DISCOVER,
		.kind = OPTION_READ,
		.read = value_transport,
		.completion = COMPLETE_WORDS,
		.words = "sasl ldaps starttls",
		.help = "sasl (default), ldaps or starttls",
	},
	{
		.name = "--ca-file",
		.value = "FILE",
		.commands = DISCOVER,
		.kind = OPTION_TEXT,
		.at = AT(directory.ca_file),
		.completion = COMPLETE_FILE,
		.help = "CA certificates to verify the server's certificate with",
	},
	{
		.name = "--bind-dn",
		.value = "DN",
		.commands = DISCOVER,
		.kind = OPTION_TEXT,
		.at = AT(directory.bind_dn),
		.help = "simple bind (TLS only), together with --password-file and --server; "
			"default: Kerberos",
	},
	{
		.name = "--password-file",
		.value = "FILE",
		.commands = DISCOVER,
		.kind = OPTION_TEXT,
		.at = AT(directory.password_file),
		.completion = COMPLETE_FILE,
		.help = "file with the password in its first line",
	},
	{
		.name = "--from",
		.value = "EVIDENCE",
		.commands = CHECK,
		.kind = OPTION_TEXT,
		.at = AT(from),
		.completion = COMPLETE_FILE,
		.help = "judge what `cmsready collect` saved; no server is asked",
	},
	{
		.name = "--only",
		.value = "CHECK",
		.commands = CHECK,
		.is_repeated = true,
		.kind = OPTION_NAMES,
		.at = AT(selection.only),
		.completion = COMPLETE_CHECK,
		.help = "run only this check, or those that match a pattern such as \"dns.*\"; "
			"sources that they do not need are not asked",
	},
	{
		.name = "--skip",
		.value = "CHECK",
		.commands = CHECK,
		.is_repeated = true,
		.kind = OPTION_NAMES,
		.at = AT(selection.skip),
		.completion = COMPLETE_CHECK,
		.help = "leave this check out; without a blocking one it is no GO",
	},
	{
		.name = "--recovery",
		.value = "CMS",
		.commands = CHECK,
		.is_repeated = true,
		.kind = OPTION_NAMES,
		.at = AT(selection.recovery),
		.help = "ask about and judge only this CMS of the plan",
	},
	{
		.name = "--site-loss",
		.value = "SITE",
		.commands = CHECK,
		.kind = OPTION_TEXT,
		.at = AT(site_loss),
		.help = "judge as if every server of that site were gone: the answers of its "
			"domain controllers and DNS servers are set aside",
	},
	{
		.name = "--format",
		.value = "FORMAT",
		.commands = CHECK | REPORT,
		.kind = OPTION_READ,
		.read = value_format,
		.completion = COMPLETE_FORMAT,
	},
	{
		.letter = "-o",
		.value = "[FORMAT=]FILE",
		.commands = CHECK | REPORT,
		.is_repeated = true,
		.kind = OPTION_READ,
		.read = value_output,
		.completion = COMPLETE_OUTPUT,
		.help = "write the report to FILE (mode 0600), not standard output; may be given "
			"several times, each with a FORMAT; - is standard output",
	},
	{
		.letter = "-o",
		.value = "EVIDENCE",
		.commands = COLLECT,
		.is_required = true,
		.kind = OPTION_READ,
		.read = value_file,
		.completion = COMPLETE_FILE,
		.help = "the file; mode 0600, since it names servers and accounts",
	},
	{
		.name = "--recovery",
		.value = "CMS",
		.commands = COLLECT,
		.is_repeated = true,
		.kind = OPTION_NAMES,
		.at = AT(selection.recovery),
		.help = "ask only about this CMS of the plan (may be given several times); the "
			"evidence then has nothing about the others",
	},
	{
		.letter = "-o",
		.value = "PLAN",
		.commands = DISCOVER,
		.kind = OPTION_READ,
		.read = value_file,
		.completion = COMPLETE_FILE,
		.help = "write the plan to PLAN (mode 0600), not standard output; an existing file "
			"is not replaced",
	},
	{
		.name = "--prove",
		.commands = FIX,
		.kind = OPTION_SWITCH,
		.at = AT(prove),
		.help = "apply the changes to the evidence in memory and judge again: which "
			"smallest set of them leads to GO, what each lifts alone, and what none of "
			"them lifts",
	},
	{
		.name = "--plan",
		.value = "PLAN",
		.commands = FIX,
		.kind = OPTION_TEXT,
		.at = AT(plan),
		.completion = COMPLETE_FILE,
		.help = "with --prove: the plan of the report",
	},
	{
		.name = "--from",
		.value = "EVIDENCE",
		.commands = FIX,
		.kind = OPTION_TEXT,
		.at = AT(from),
		.completion = COMPLETE_FILE,
		.help = "with --prove: the evidence of the report",
	},
	{
		.name = "--deadline",
		.value = "SECONDS",
		.commands = FIX,
		.kind = OPTION_READ,
		.read = value_deadline,
		.help = "with --prove: how long it may take (60)",
	},
	{
		.name = "--shell",
		.value = "SHELL",
		.commands = FIX,
		.kind = OPTION_READ,
		.read = value_shell,
		.completion = COMPLETE_WORDS,
		.words = "cmd powershell",
		.help = "cmd (default) or powershell; programs run in both, cmdlets only there",
	},
	{
		.name = "--format",
		.value = "FORMAT",
		.commands = DIFF,
		.kind = OPTION_READ,
		.read = value_text_or_json,
		.completion = COMPLETE_WORDS,
		.words = "text json",
		.help = "text (default) for people, or json for programs (docs/diff.schema.json)",
	},
	{
		.letter = "-o",
		.value = "FILE",
		.commands = DIFF,
		.kind = OPTION_READ,
		.read = value_file,
		.completion = COMPLETE_FILE,
		.help = "write it to FILE (mode 0600), not standard output",
	},
	{
		.letter = "-o",
		.value = "FILE",
		.commands = FIX,
		.kind = OPTION_READ,
		.read = value_file,
		.completion = COMPLETE_FILE,
		.help = "write the script to FILE (mode 0600), not standard output",
	},
	{
		.name = "--fail-on",
		.value = "=warning",
		.commands = CHECK | REPORT,
		.kind = OPTION_READ,
		.read = value_fail_on,
		.completion = COMPLETE_WORDS,
		.words = "warning",
		.help = "exit 1, not 0, for a GO with warnings",
	},
	{
		.name = "--deadline",
		.value = "SECONDS",
		.commands = CHECK,
		.kind = OPTION_READ,
		.read = value_deadline,
		.help = "how long the whole run may take; overrides the plan's "
			"policy.deadline_seconds (default 60)",
	},
	{
		.name = "--deadline",
		.value = "SECONDS",
		.commands = COLLECT,
		.kind = OPTION_READ,
		.read = value_deadline,
		.help = "how long the whole run may take",
	},
	{
		.name = "--deadline",
		.value = "SECONDS",
		.commands = DISCOVER,
		.kind = OPTION_READ,
		.read = value_deadline,
		.help = "how long it may take (60)",
	},
	{
		.name = "--deadline",
		.value = "SECONDS",
		.commands = REPORT,
		.kind = OPTION_READ,
		.read = value_deadline,
		.help = "how long it may take (60)",
	},
	{
		.name = "--max-age",
		.value = "DURATION",
		.commands = CHECK,
		.kind = OPTION_READ,
		.read = value_max_age,
		.help = "evidence that is older (12h, 2d) is not judged: UNDETERMINED; overrides "
			"the plan's policy.max_evidence_age",
	},
	{
		.name = "--at",
		.value = "TIME",
		.commands = CHECK,
		.kind = OPTION_READ,
		.read = value_at,
		.help = "with --from: judge as of that time, such as 2026-11-21T01:35:27Z; "
			"default: now",
	},
	{
		.name = "--at",
		.value = "TIME",
		.commands = REPORT,
		.kind = OPTION_READ,
		.read = value_at,
		.help = "as of that time the age of the evidence is shown; default: now",
	},
	{
		.name = "--show",
		.commands = PLAN,
		.kind = OPTION_SWITCH,
		.at = AT(show),
		.help = "print the plan as it is understood (this is all that `plan` does)",
	},
	{
		.name = "--recovery",
		.value = "CMS",
		.commands = PLAN,
		.is_repeated = true,
		.kind = OPTION_NAMES,
		.at = AT(selection.recovery),
		.help = "show only this CMS of the plan (may be given several times)",
	},
	{
		.name = "--format",
		.value = "FORMAT",
		.commands = EXPLAIN,
		.kind = OPTION_READ,
		.read = value_text_or_json,
		.completion = COMPLETE_WORDS,
		.words = "text json",
		.help = "text (default), or json: all that is known of the checks, for programs",
	},
	{
		.name = "--explain",
		.commands = ACL,
		.kind = OPTION_SWITCH,
		.at = AT(explain),
		.help = "for people: the DACL as a table, each ACE's effect, the result",
	},
	{
		.name = "--convert",
		.commands = ACL,
		.kind = OPTION_SWITCH,
		.at = AT(convert),
		.help = "adds the descriptor as bytes and as SDDL to each answer; without a token "
			"it only converts",
	},
	{
		.name = "--quiet",
		.letter = "-q",
		.commands = CHECK | REPORT,
		.kind = OPTION_SWITCH,
		.at = AT(quiet),
		.help = "no progress on standard error, nor where the report is",
	},
	{
		.name = "--quiet",
		.letter = "-q",
		.commands = COLLECT | DISCOVER,
		.kind = OPTION_SWITCH,
		.at = AT(quiet),
		.help = "no progress on standard error",
	},
	{
		.name = "--verbose",
		.letter = "-v",
		.commands = CHECK | REPORT,
		.kind = OPTION_SWITCH,
		.at = AT(verbose),
		.help = "what passed, too, with its proof, in the text report",
	},
};
const size_t option_count = sizeof option_table / sizeof *option_table;

static bool is_named(const char *name, const char *text, size_t length)
{
	return name != NULL && strlen(name) == length && memcmp(name, text, length) == 0;
}

const struct option *option_find(enum command command, const char *name, size_t length)
{
	for (size_t i = 0; i < option_count; i++) {
		const struct option *option = &option_table[i];
		if (option_belongs(option, command) &&
			(is_named(option->name, name, length) ||
				is_named(option->letter, name, length)))
			return option;
	}
	return NULL;
}

const char *option_take(struct arena *arena, const struct option *option, const char *value,
	struct options *options)
{
	void *at = (char *)options + option->at;
	if (option->kind == OPTION_SWITCH) {
		*(bool *)at = true;
		return NULL;
	}
	if (option->kind == OPTION_READ)
		return option->read(arena, value, options);
	if (*value == '\0')
		return arena_format(arena, "%s needs a value", option_name(option));
	if (option->kind == OPTION_NAMES)
		name_list_add(arena, at, value);
	else
		*(const char **)at = value;
	return NULL;
}
