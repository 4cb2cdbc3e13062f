/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options_help.h"

#include "base/text.h"
#include "cli/options_discover.h"
#include "report/formats.h"

static const char help_all[] =
	"cmsready: will Setup.com /RecoverCMS work in the backup datacenter?\n"
	"\n"
	"Reads Active Directory, DNS and the file shares, changes nothing, and says GO,\n"
	"NO-GO or UNDETERMINED, with proof and fix for every finding.\n"
	"\n"
	"usage: cmsready check PLAN [options]       collect, judge, report\n"
	"       cmsready collect PLAN -o EVIDENCE   collect only, judge later\n"
	"       cmsready discover --domain DOMAIN   write a plan from the directory\n"
	"       cmsready explain [CHECK]            what is checked, and why\n"
	"       cmsready acl                        what a descriptor grants to whom\n"
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
	"discover: 65 a plan without a recovery, 69 no directory. See the manual,\n"
	"cmsready(1).\n";

static const char help_check[] =
	"usage: cmsready check PLAN [--from EVIDENCE] [--format FORMAT] [-o FILE]\n"
	"                           [--only CHECK]... [--skip CHECK]...\n"
	"                           [--recovery CMS]... [--site-loss SITE]\n"
	"                           [--fail-on=warning] [--deadline SECONDS] [--quiet]\n"
	"\n"
	"Collects evidence (or loads it), judges it against the plan, and reports.\n"
	"\n"
	"  --from EVIDENCE     judge what `cmsready collect` saved; no server is asked\n"
	"  --only CHECK        run only this check, or those that match a pattern such as\n"
	"                      \"dns.*\"; sources that they do not need are not asked\n"
	"  --skip CHECK        leave this check out; without a blocking one it is no GO\n"
	"  --recovery CMS      ask about and judge only this CMS of the plan\n"
	"  --site-loss SITE    judge as if every server of that site were gone: the\n"
	"                      answers of its domain controllers and DNS servers are set\n"
	"                      aside\n";

/* The formats are listed between these two. */
static const char help_check_after[] =
	"  -o FILE             write the report to FILE (mode 0600), not standard output\n"
	"  --fail-on=warning   exit 1, not 0, for a GO with warnings\n"
	"  --deadline SECONDS  how long the whole run may take; overrides the plan's\n"
	"                      policy.deadline_seconds (default 60)\n"
	"  --quiet             no progress on standard error\n"
	"\n"
	"--only, --skip and --recovery may be given several times. The report lists what\n"
	"was left out.\n"
	"\n"
	"Exit status: 0 GO, 1 GO with warnings (--fail-on=warning), 2 NO-GO,\n"
	"3 UNDETERMINED: a blocking check could not be decided; this is no GO.\n"
	"\n"
	"    cmsready check plan.json\n"
	"    cmsready check plan.json --format json | jq .verdict\n"
	"    cmsready check plan.json --from evidence.json\n"
	"    cmsready check plan.json --from evidence.json --site-loss Main-Site\n"
	"    cmsready check plan.json --only 'dns.*' --recovery EXCMS01\n";

static const char help_collect[] =
	"usage: cmsready collect PLAN -o EVIDENCE [--recovery CMS]...\n"
	"                        [--deadline SECONDS] [--quiet]\n"
	"\n"
	"Collects evidence and saves it. `cmsready check --from` judges it, later or on\n"
	"another machine, with the same report. What could not be read is saved as a gap;\n"
	"standard error shows how many there are. Exit status 0 when the evidence was\n"
	"written, with or without gaps.\n"
	"\n"
	"  -o EVIDENCE         the file; mode 0600, since it names servers and accounts\n"
	"  --recovery CMS      ask only about this CMS of the plan (may be given several\n"
	"                      times); the evidence then has nothing about the others\n"
	"  --deadline SECONDS  how long the whole run may take\n"
	"  --quiet             no progress on standard error\n"
	"\n"
	"    cmsready collect plan.json -o evidence.json\n";

static const char help_explain[] =
	"usage: cmsready explain [CHECK | rights]\n"
	"\n"
	"Lists the checks, or describes one: its question, why it matters for\n"
	"/RecoverCMS, which evidence and which right it needs, and how to fix it.\n"
	"`rights` lists what is read in the directory and the right that each attribute\n"
	"requires.\n"
	"\n"
	"    cmsready explain\n"
	"    cmsready explain ad.cno-full-control\n"
	"    cmsready explain rights\n";

static const char help_acl[] =
	"usage: cmsready acl [--explain | --convert]\n"
	"\n"
	"Answers questions about access: what may this account do to this object? Reads\n"
	"JSON Lines from standard input, one question per line, and writes one line per\n"
	"answer, in the same order and at once. No server is asked.\n"
	"\n"
	"  {\"id\": 1, \"sd\": \"BASE64\", \"token\": [\"S-1-...\"], \"self\": \"S-1-...\"}\n"
	"\n"
	"  id          anything; is repeated in the answer\n"
	"  sd          the security descriptor, as nTSecurityDescriptor holds it, or\n"
	"  sddl        the same as text: \"O:DAG:DUD:(A;;GA;;;DA)\"\n"
	"  domain_sid  the SID of the domain of DA, DU, ... in such a text\n"
	"  token       the SIDs of the requester: its own, its groups, S-1-1-0, S-1-5-11\n"
	"  self        the SID of the object itself, for PRINCIPAL SELF\n"
	"  kind        \"directory\" (default) or \"file\"\n"
	"\n"
	"  --explain   for people: the DACL as a table, each ACE's effect, the result\n"
	"  --convert   adds the descriptor as bytes and as SDDL to each answer; without a\n"
	"              token it only converts\n"
	"\n"
	"Exit status: 0 every question was answered, 65 some were not (their answers say\n"
	"why), 66 standard input cannot be read. The manual shows how to check an object\n"
	"of the directory with ldapsearch.\n"
	"\n"
	"    echo '{\"id\":1,\"sddl\":\"D:(A;;GA;;;WD)\",\"token\":[\"S-1-1-0\"]}' | cmsready "
	"acl\n";

/* One line for each value of --format. */
static void formats_add(struct text *help)
{
	for (size_t i = 0; i < format_count; i++)
		text_add(help, "  %-20s%-5s a report %s\n", i == 0 ? "--format FORMAT" : "",
			formats[i].name, formats[i].purpose);
}

static const char *help_check_write(struct arena *arena)
{
	struct text help = text_new(arena);
	text_add_bytes(&help, help_check, sizeof help_check - 1);
	formats_add(&help);
	text_add_bytes(&help, help_check_after, sizeof help_check_after - 1);
	return help.data;
}

const char *help_of(struct arena *arena, enum command command)
{
	switch (command) {
	case COMMAND_CHECK:
		return help_check_write(arena);
	case COMMAND_COLLECT:
		return help_collect;
	case COMMAND_EXPLAIN:
		return help_explain;
	case COMMAND_ACL:
		return help_acl;
	case COMMAND_DISCOVER:
		return help_discover;
	case COMMAND_HELP:
	case COMMAND_VERSION:
		break;
	}
	return help_all;
}
