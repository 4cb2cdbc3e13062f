/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/option.h"

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
#define VERIFY   (1u << COMMAND_VERIFY)

#define ROW(its_name, its_value, its_commands, its_kind)                                           \
	.name = its_name, .value = its_value, .commands = its_commands, .kind = its_kind
#define TEXT(name, value, commands, member)                                                        \
	ROW(name, value, commands, OPTION_TEXT), .at = AT(member)
#define NAMES(name, value, commands, member)                                                       \
	ROW(name, value, commands, OPTION_NAMES), .at = AT(member)
#define READ(name, value, commands, reader) ROW(name, value, commands, OPTION_READ), .read = reader
#define SWITCH(name, commands, member)      ROW(name, NULL, commands, OPTION_SWITCH), .at = AT(member)

/* In the order of the help. An option that commands explain differently has several rows. */
const struct option option_table[] = {
	{
		TEXT("--domain", "DOMAIN", DISCOVER, directory.domain),
		.is_required = true,
		.help = "the Active Directory domain, such as corp.example.com",
	},
	{
		READ("--server", "HOST", DISCOVER, value_server),
		.is_repeated = true,
		.help = "ask this domain controller (may be given several times); default: those "
			"that DNS publishes",
	},
	{
		READ("--transport", "WORD", DISCOVER, value_transport),
		.completion = COMPLETE_WORDS,
		.words = "sasl ldaps starttls",
		.help = "sasl (default), ldaps or starttls",
	},
	{
		TEXT("--ca-file", "FILE", DISCOVER, directory.ca_file),
		.completion = COMPLETE_FILE,
		.help = "CA certificates to verify the server's certificate with",
	},
	{
		TEXT("--bind-dn", "DN", DISCOVER, directory.bind_dn),
		.help = "simple bind (TLS only), together with --password-file and --server; "
			"default: Kerberos",
	},
	{
		TEXT("--password-file", "FILE", DISCOVER, directory.password_file),
		.completion = COMPLETE_FILE,
		.help = "file with the password in its first line",
	},
	{
		TEXT("--from", "EVIDENCE", CHECK, from),
		.completion = COMPLETE_FILE,
		.help = "judge what `cmsready collect` saved; no server is asked",
	},
	{
		TEXT("--waivers", "FILE", CHECK | FIX, waivers),
		.completion = COMPLETE_FILE,
		.help = "findings that are accepted for a while, besides those of the plan",
	},
	{
		NAMES("--only", "CHECK", CHECK, selection.only),
		.is_repeated = true,
		.completion = COMPLETE_CHECK,
		.help = "run only this check, or those that match a pattern such as \"dns.*\"; "
			"sources that they do not need are not asked",
	},
	{
		NAMES("--skip", "CHECK", CHECK, selection.skip),
		.is_repeated = true,
		.completion = COMPLETE_CHECK,
		.help = "leave this check out; without a blocking one it is no GO",
	},
	{
		NAMES("--recovery", "CMS", CHECK, selection.recovery),
		.is_repeated = true,
		.help = "ask about and judge only this CMS of the plan",
	},
	{
		TEXT("--site-loss", "SITE", CHECK, site_loss),
		.help = "judge as if every server of that site were gone: the answers of its "
			"domain controllers and DNS servers are set aside",
	},
	{
		READ("--format", "FORMAT", CHECK | REPORT, value_format),
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
		NAMES("--recovery", "CMS", COLLECT, selection.recovery),
		.is_repeated = true,
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
		SWITCH("--prove", FIX, prove),
		.help = "apply the changes to the evidence in memory and judge again: which "
			"smallest set of them leads to GO, what each lifts alone, and what none of "
			"them lifts",
	},
	{
		TEXT("--plan", "PLAN", FIX, plan),
		.completion = COMPLETE_FILE,
		.help = "with --prove: the plan of the report",
	},
	{
		TEXT("--from", "EVIDENCE", FIX, from),
		.completion = COMPLETE_FILE,
		.help = "with --prove: the evidence of the report",
	},
	{
		READ("--deadline", "SECONDS", FIX, value_deadline),
		.help = "with --prove: how long it may take (60)",
	},
	{
		READ("--shell", "SHELL", FIX, value_shell),
		.completion = COMPLETE_WORDS,
		.words = "cmd powershell",
		.help = "cmd (default) or powershell; programs run in both, cmdlets only there",
	},
	{
		READ("--format", "FORMAT", DIFF, value_text_or_json),
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
		TEXT("--previous", "REPORT", CHECK | REPORT, previous),
		.completion = COMPLETE_FILE,
		.help = "a JSON report of an earlier run: events and alerts also say what is gone "
			"since",
	},
	{
		READ("--valid-for", "DURATION", CHECK | REPORT, value_valid_for),
		.help = "how long alerts last that are not sent again, such as \"25h\"",
	},
	{
		TEXT("--sign", "KEY", CHECK, sign),
		.completion = COMPLETE_FILE,
		.help = "sign the JSON report with this SSH key: FILE.sig beside it, for verify",
	},
	{
		TEXT("--allowed-signers", "FILE", VERIFY, allowed_signers),
		.is_required = true,
		.completion = COMPLETE_FILE,
		.help = "whose signatures count, see ALLOWED SIGNERS in ssh-keygen(1)",
	},
	{
		TEXT("--signer", "IDENTITY", VERIFY, signer),
		.help = "only this one of the allowed signers",
	},
	{
		TEXT("--signature", "FILE", VERIFY, signature),
		.completion = COMPLETE_FILE,
		.help = "the signature; default: REPORT.sig",
	},
	{
		TEXT("--plan", "PLAN", VERIFY, plan),
		.completion = COMPLETE_FILE,
		.help = "the report must be of this plan, as it is now",
	},
	{
		READ("--fail-on", "=warning", CHECK | REPORT | VERIFY, value_fail_on),
		.completion = COMPLETE_WORDS,
		.words = "warning",
		.help = "exit 1, not 0, for a GO with warnings",
	},
	{
		READ("--undetermined-as", "=no-go", CHECK | REPORT | VERIFY, value_undetermined_as),
		.completion = COMPLETE_WORDS,
		.words = "no-go",
		.help = "exit 2, not 3, for UNDETERMINED; the report is the same",
	},
	{
		READ("--deadline", "SECONDS", CHECK, value_deadline),
		.help = "how long the whole run may take; overrides the plan's "
			"policy.deadline_seconds (default 60)",
	},
	{
		READ("--deadline", "SECONDS", COLLECT, value_deadline),
		.help = "how long the whole run may take",
	},
	{
		READ("--deadline", "SECONDS", DISCOVER, value_deadline),
		.help = "how long it may take (60)",
	},
	{
		READ("--deadline", "SECONDS", REPORT | VERIFY, value_deadline),
		.help = "how long it may take (60)",
	},
	{
		READ("--max-age", "DURATION", CHECK, value_max_age),
		.help = "evidence that is older (12h, 2d) is not judged: UNDETERMINED; overrides "
			"the plan's policy.max_evidence_age",
	},
	{
		READ("--max-age", "DURATION", VERIFY, value_max_age),
		.help = "refuse a report whose evidence is older (12h, 2d)",
	},
	{
		READ("--at", "TIME", VERIFY, value_at),
		.help = "as of that time it is verified; default: now",
	},
	{
		READ("--at", "TIME", CHECK, value_at),
		.help = "with --from: judge as of that time, such as 2026-11-21T01:35:27Z; "
			"default: now",
	},
	{
		READ("--at", "TIME", REPORT, value_at),
		.help = "as of that time the age of the evidence is shown; default: now",
	},
	{
		SWITCH("--show", PLAN, show),
		.help = "print the plan as it is understood (this is all that `plan` does)",
	},
	{
		NAMES("--recovery", "CMS", PLAN, selection.recovery),
		.is_repeated = true,
		.help = "show only this CMS of the plan (may be given several times)",
	},
	{
		READ("--format", "FORMAT", EXPLAIN, value_text_or_json),
		.completion = COMPLETE_WORDS,
		.words = "text json",
		.help = "text (default), or json: all that is known of the checks, for programs",
	},
	{
		SWITCH("--explain", ACL, explain),
		.help = "for people: the DACL as a table, each ACE's effect, the result",
	},
	{
		SWITCH("--convert", ACL, convert),
		.help = "adds the descriptor as bytes and as SDDL to each answer; without a token "
			"it only converts",
	},
	{
		SWITCH("--quiet", CHECK | REPORT, quiet),
		.letter = "-q",
		.help = "no progress on standard error, nor where the report is",
	},
	{
		SWITCH("--quiet", COLLECT | DISCOVER, quiet),
		.letter = "-q",
		.help = "no progress on standard error",
	},
	{
		SWITCH("--verbose", CHECK | REPORT, verbose),
		.letter = "-v",
		.help = "what passed, too, with its proof, in the text report",
	},
};
const size_t option_count = sizeof option_table / sizeof *option_table;
