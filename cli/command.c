/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <stdint.h>
#include <string.h>

const struct grammar grammars[] = {
	{
		.command = COMMAND_CHECK,
		.name = "check",
		.argument = "PLAN",
		.needed = "a plan",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about = "Collects evidence (or loads it), judges it against the plan, and "
			 "reports.\n",
		.after = "--only, --skip and --recovery may be given several times. The report "
			 "lists what was left out.\n"
			 "\n"
			 "Exit status: 0 GO, 1 GO with warnings (--fail-on=warning), 2 NO-GO, 3 "
			 "UNDETERMINED: a blocking check could not be decided; this is no GO.\n"
			 "\n"
			 "    cmsready check plan.json\n"
			 "    cmsready check plan.json --format json | jq .verdict\n"
			 "    cmsready check plan.json --from evidence.json\n"
			 "    cmsready check plan.json --from evidence.json --site-loss Main-Site\n"
			 "    cmsready check plan.json --only 'dns.*' --recovery EXCMS01\n",
	},
	{
		.command = COMMAND_COLLECT,
		.name = "collect",
		.argument = "PLAN",
		.needed = "a plan",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about = "Collects evidence and saves it. `cmsready check --from` judges it, later "
			 "or on another machine, with the same report. What could not be read is "
			 "saved as a gap; standard error shows how many there are. Exit status 0 "
			 "when the evidence was written, with or without gaps.\n",
		.after = "    cmsready collect plan.json -o evidence.json\n",
	},
	{
		.command = COMMAND_REPORT,
		.name = "report",
		.argument = "REPORT",
		.needed = "a report",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about = "Renders a report again that `cmsready check --format json` saved, in "
			 "other formats. Nothing is judged again, and no server is asked.\n",
		.after = "Exit status: that of the verdict in the report, as with check; 66 it "
			 "cannot be read.\n"
			 "\n"
			 "    cmsready report r.json\n"
			 "    cmsready report r.json -o markdown=r.md\n",
	},
	{
		.command = COMMAND_DIFF,
		.name = "diff",
		.argument = "OLD NEW",
		.needed = "two reports, as --format json writes them",
		.most = 2,
		.completion = COMPLETE_FILE,
		.about = "Says what differs between two reports, finding by finding: what is new, "
			 "worse, fixed, better or unchanged, and what was judged and is unknown "
			 "now (coverage lost). Reports of earlier versions are read, too.\n",
		.after = "Exit status: 0 nothing new blocks; 2 a blocking check fails that did not "
			 "fail before; 3 none does, but one is unknown that was not before; 66 a "
			 "report cannot be read.\n"
			 "\n"
			 "    cmsready diff before.json after.json\n"
			 "    cmsready diff before.json after.json --format json\n",
	},
	{
		.command = COMMAND_VERIFY,
		.name = "verify",
		.argument = "REPORT",
		.needed = "a report, as --format json writes it",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about = "Says whether a report may be trusted that `cmsready check --sign` "
			 "signed, and its verdict. Refused are reports that were changed, that "
			 "nobody of the allowed signers signed, that are too old, of another "
			 "plan, or rest on a waiver that has expired.\n",
		.after =
			"Exit status: that of the verdict, as with check, if the report may be "
			"trusted; 65 it may not, 66 a file cannot be read, 69 there is no "
			"ssh-keygen. Only 0 is a GO.\n"
			"\n"
			"    cmsready check plan.json -o json=r.json --sign ~/.ssh/id_ed25519\n"
			"    cmsready verify r.json --allowed-signers signers --plan plan.json \\\n"
			"        --max-age 12h\n",
	},
	{
		.command = COMMAND_FIX,
		.name = "fix",
		.argument = "REPORT.json",
		.needed = "a report, as --format json writes it",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about = "Writes the commands that would mend what the report found, in the order "
			 "in which they belong: each with the checks and CMSs that it is for, its "
			 "risk, how to verify it and how to undo it. cmsready carries out none of "
			 "them.\n",
		.after =
			"The script ends before its first command until you remove that line, and "
			"what deletes something is a comment. A value that the shell could take for "
			"more than itself is shown in a comment, and its command is not written.\n"
			"\n"
			"Exit status with --prove: 0 the changes lead to GO, or it is GO already; 2 it "
			"stays NO-GO, 3 it stays UNDETERMINED; 65 the plan or the evidence is not that "
			"of the report.\n"
			"\n"
			"    cmsready check plan.json -o json=report.json\n"
			"    cmsready fix report.json\n"
			"    cmsready fix report.json --shell powershell -o fix.ps1\n"
			"    cmsready fix report.json --prove --plan plan.json --from evidence.json\n",
	},
	{
		.command = COMMAND_PLAN,
		.name = "plan",
		.argument = "PLAN",
		.needed = "a plan",
		.most = 1,
		.completion = COMPLETE_FILE,
		.about =
			"Shows a plan as it is understood: each value, and where it comes from: the "
			"line of the plan, a default, the environment, or only the run itself. No "
			"server is asked.\n",
		.after =
			"Exit status: 0 the plan is valid, 66 it cannot be read, 78 it is invalid or "
			"has questions.\n"
			"\n"
			"    cmsready plan --show plan.json\n"
			"    cmsready plan --show plan.json --recovery EXCMS01\n",
	},
	{
		.command = COMMAND_EXPLAIN,
		.name = "explain",
		.argument = "[CHECK | rights]...",
		.most = SIZE_MAX,
		.completion = COMPLETE_CHECK,
		.words = "rights",
		.about = "Lists the checks, or describes some: the question, why it matters for "
			 "/RecoverCMS, which evidence and which right it needs, and how to fix it. "
			 "CHECK is an id, or a pattern such as \"dns.*\". `rights` lists what is "
			 "read in the directory and the right that each attribute requires.\n",
		.after = "    cmsready explain\n"
			 "    cmsready explain ad.cno-full-control\n"
			 "    cmsready explain 'dns.*' share.oab-scope\n"
			 "    cmsready explain --format json | jq '.checks[].id'\n"
			 "    cmsready explain rights\n",
	},
	{
		.command = COMMAND_ACL,
		.name = "acl",
		.instead = "it reads standard input",
		.about =
			"Answers questions about access: what may this account do to this object? "
			"Reads JSON Lines from standard input, one question per line, and writes "
			"one line per answer, in the same order and at once. No server is asked.\n"
			"\n"
			"  {\"id\": 1, \"sd\": \"BASE64\", \"token\": [\"S-1-...\"], \"self\": "
			"\"S-1-...\"}\n"
			"\n"
			"  id          anything; is repeated in the answer\n"
			"  sd          the security descriptor, as nTSecurityDescriptor holds it, or\n"
			"  sddl        the same as text: \"O:DAG:DUD:(A;;GA;;;DA)\"\n"
			"  domain_sid  the SID of the domain of DA, DU, ... in such a text\n"
			"  token       the SIDs of the requester: its own, its groups, S-1-1-0, "
			"S-1-5-11\n"
			"  self        the SID of the object itself, for PRINCIPAL SELF\n"
			"  kind        \"directory\" (default) or \"file\"\n",
		.after =
			"Exit status: 0 every question was answered, 65 some were not (their "
			"answers say why), 66 standard input cannot be read. The manual shows how "
			"to check an object of the directory with ldapsearch.\n"
			"\n"
			"    echo '{\"id\":1,\"sddl\":\"D:(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\"]}' "
			"| cmsready acl\n",
	},
	{
		.command = COMMAND_DISCOVER,
		.name = "discover",
		.about =
			"Reads the Exchange organisation in the directory and writes a plan: "
			"every clustered mailbox server (CCR and SCC) that is replicated by SCR, "
			"with its nodes and SCR targets. The plan has a question for everything "
			"that the directory does not show, such as the name of the standby "
			"cluster. Write the answer at the place named, and remove the question "
			"from \"questions\". Until all are answered, `check` only lists them. The "
			"plan's remarks list standalone servers, and clustered ones without SCR.\n",
		.after = "Exit status: 0 a plan was written, with or without questions; 65 a plan "
			 "was written, but has no recovery (its remarks say why); 69 no domain "
			 "controller could be read, and nothing was written.\n"
			 "\n"
			 "    kinit admin@CORP.EXAMPLE.COM\n"
			 "    cmsready discover --domain corp.example.com -o plan.json\n"
			 "    cmsready check plan.json\n",
	},
	{
		.command = COMMAND_COMPLETION,
		.name = "completion",
		.argument = "bash | zsh",
		.needed = "the name of a shell, bash or zsh",
		.most = 1,
		.completion = COMPLETE_WORDS,
		.words = "bash zsh",
		.about = "Writes the script with which a shell completes command lines of "
			 "cmsready. `make install` installs both.\n",
		.after = "    source <(cmsready completion bash)\n"
			 "    cmsready completion zsh >~/.zfunc/_cmsready\n",
	},
};
const size_t grammar_count = sizeof grammars / sizeof *grammars;

const struct grammar *grammar_find(const char *name)
{
	for (size_t i = 0; i < grammar_count; i++) {
		if (strcmp(grammars[i].name, name) == 0)
			return &grammars[i];
	}
	return NULL;
}

const struct grammar *grammar_of(enum command command)
{
	for (size_t i = 0; i < grammar_count; i++) {
		if (grammars[i].command == command)
			return &grammars[i];
	}
	return NULL;
}
