/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "tests/cli/words.h"

#define ONE(text)                                                                                  \
	(const char *[])                                                                           \
	{                                                                                          \
		text                                                                               \
	}

/* One file, without a format of its own. */
#define TO(name)                                                                                   \
	{                                                                                          \
		(struct output[]){ { NULL, name } }, 1                                             \
	}

static bool same_names(const struct name_list *a, const struct name_list *b)
{
	return a->count == b->count && (a->count == 0 || same_text(a->name[0], b->name[0]));
}

static const struct {
	const char *word[MAX_WORDS];
	struct options options;
	const char *because;
} good_rows[] = {
	{ { "check", "p" }, { .command = COMMAND_CHECK, .argument = "p" }, "the least" },
	{ { "check", "p", "--from", "e" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "e" }, "apart" },
	{ { "check", "p", "--from=e" }, { .command = COMMAND_CHECK, .argument = "p", .from = "e" },
		"joined" },
	{ { "check", "--from=a=b", "p" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "a=b" },
		"options in front; only the first = divides" },
	{ { "check", "p", "--format", "json" },
		{ .command = COMMAND_CHECK, .argument = "p", .format = &formats[1] },
		"JSON, apart" },
	{ { "check", "p", "--format=json" },
		{ .command = COMMAND_CHECK, .argument = "p", .format = &formats[1] },
		"JSON, joined" },
	{ { "check", "p", "--format=text" }, { .command = COMMAND_CHECK, .argument = "p" },
		"text, as by default" },
	{ { "check", "p", "--format", "json", "--format", "text" },
		{ .command = COMMAND_CHECK, .argument = "p" }, "the last word counts" },
	{ { "check", "p", "-o", "out" },
		{ .command = COMMAND_CHECK, .argument = "p", .outputs = TO("out") }, "apart" },
	{ { "check", "p", "-o=out" },
		{ .command = COMMAND_CHECK, .argument = "p", .outputs = TO("out") }, "joined" },
	{ { "check", "p", "--fail-on", "warning" },
		{ .command = COMMAND_CHECK, .argument = "p", .exit_rules.fail_on_warning = true },
		"apart" },
	{ { "check", "p", "--fail-on=warning" },
		{ .command = COMMAND_CHECK, .argument = "p", .exit_rules.fail_on_warning = true },
		"joined" },
	{ { "check", "p", "--undetermined-as=no-go" },
		{ .command = COMMAND_CHECK,
			.argument = "p",
			.exit_rules.undetermined_as_no_go = true },
		"an exit status" },
	{ { "report", "r", "--undetermined-as", "no-go", "--fail-on=warning" },
		{ .command = COMMAND_REPORT, .argument = "r", .exit_rules = { true, true } },
		"both" },
	{ { "check", "p", "--site-loss", "Main" },
		{ .command = COMMAND_CHECK, .argument = "p", .site_loss = "Main" }, "apart" },
	{ { "check", "p", "--from=e", "--site-loss=Main" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "e", .site_loss = "Main" },
		"with saved evidence, too" },
	{ { "check", "p", "--deadline", "1" },
		{ .command = COMMAND_CHECK, .argument = "p", .deadline_seconds = 1 }, "least" },
	{ { "check", "p", "--deadline=3600" },
		{ .command = COMMAND_CHECK, .argument = "p", .deadline_seconds = 3600 }, "most" },
	{ { "check", "p", "--from=e", "--deadline=5" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "e", .deadline_seconds = 5 },
		"judging takes time, too" },
	{ { "check", "p", "--from", "-o" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "-o" },
		"a value may look like an option" },
	{ { "check", "-", "-o", "-" }, { .command = COMMAND_CHECK, .argument = "-" },
		"standard input and output" },
	{ { "check", "p", "--from", "-" },
		{ .command = COMMAND_CHECK, .argument = "p", .from = "-" },
		"evidence from standard input" },
	{ { "check", "p", "-oout" },
		{ .command = COMMAND_CHECK, .argument = "p", .outputs = TO("out") }, "attached" },
	{ { "check", "-q", "p", "-v" },
		{ .command = COMMAND_CHECK, .argument = "p", .quiet = true, .verbose = true },
		"letters" },
	{ { "check", "-qvoout", "p" },
		{ .command = COMMAND_CHECK,
			.argument = "p",
			.outputs = TO("out"),
			.quiet = true,
			.verbose = true },
		"letters in one word, the last with its value" },
	{ { "check", "p", "--verbose" },
		{ .command = COMMAND_CHECK, .argument = "p", .verbose = true }, "the long name" },
	{ { "check", "-q", "--", "-p" },
		{ .command = COMMAND_CHECK, .argument = "-p", .quiet = true },
		"a plan whose name begins with a dash" },
	{ { "check", "--", "--help" }, { .command = COMMAND_CHECK, .argument = "--help" },
		"behind the end of options there is no help either" },
	{ { "collect", "-qoe", "p" },
		{ .command = COMMAND_COLLECT, .argument = "p", .outputs = TO("e"), .quiet = true },
		"a letter that has other words with another command" },
	{ { "check", "p", "--from=e", "--format=json", "-o", "out", "--fail-on=warning" },
		{ .command = COMMAND_CHECK,
			.argument = "p",
			.from = "e",
			.outputs = TO("out"),
			.format = &formats[1],
			.exit_rules.fail_on_warning = true },
		"all that go together" },
	{ { "collect", "p", "-o", "e" },
		{ .command = COMMAND_COLLECT, .argument = "p", .outputs = TO("e") }, "the least" },
	{ { "collect", "-o", "e", "--deadline=7", "p" },
		{ .command = COMMAND_COLLECT,
			.argument = "p",
			.outputs = TO("e"),
			.deadline_seconds = 7 },
		"with a deadline" },
	{ { "plan", "--show", "p" }, { .command = COMMAND_PLAN, .argument = "p", .show = true },
		"a plan to be shown" },
	{ { "plan", "p", "--recovery=A" },
		{ .command = COMMAND_PLAN,
			.argument = "p",
			.selection = { .recovery = { ONE("A"), 1 } } },
		"one CMS of it; there is nothing else to do with it" },
	{ { "explain" }, { .command = COMMAND_EXPLAIN }, "all checks" },
	{ { "explain", "dns.ttl" }, { .command = COMMAND_EXPLAIN, .argument = "dns.ttl" },
		"one check" },
	{ { "explain", "dns.ttl", "rights", "ad.*" },
		{ .command = COMMAND_EXPLAIN, .argument = "dns.ttl" }, "several" },
	{ { "explain", "--format=json" }, { .command = COMMAND_EXPLAIN, .as_json = true },
		"for programs" },
	{ { "acl" }, { .command = COMMAND_ACL }, "questions, and answers for programs" },
	{ { "acl", "--explain" }, { .command = COMMAND_ACL, .explain = true }, "for people" },
	{ { "acl", "--convert" }, { .command = COMMAND_ACL, .convert = true }, "a conversion" },
	{ { "acl", "--convert", "--convert" }, { .command = COMMAND_ACL, .convert = true },
		"twice is the same as once" },
	{ { "discover", "--domain", "corp.example.com" }, { .command = COMMAND_DISCOVER },
		"the least" },
	{ { "discover", "-o", "p", "--domain=corp.example.com", "--deadline=9" },
		{ .command = COMMAND_DISCOVER, .outputs = TO("p"), .deadline_seconds = 9 },
		"with a file and a deadline" },
	{ { "check", "p", "--only", "dns.*", "--only=ad.replicated", "--skip=dns.ttl" },
		{ .command = COMMAND_CHECK,
			.argument = "p",
			.selection = { .only = { ONE("dns.*"), 2 },
				.skip = { ONE("dns.ttl"), 1 } } },
		"each several times; the first of a kind is compared" },
	{ { "check", "p", "--from=e", "--recovery", "EX1", "--recovery=EX2" },
		{ .command = COMMAND_CHECK,
			.argument = "p",
			.from = "e",
			.selection = { .recovery = { ONE("EX1"), 2 } } },
		"with saved evidence, too" },
	{ { "collect", "p", "-o", "e", "--recovery", "EX1" },
		{ .command = COMMAND_COLLECT,
			.argument = "p",
			.outputs = TO("e"),
			.selection = { .recovery = { ONE("EX1"), 1 } } },
		"asks only about it" },
	{ { "check", "p", "--quiet" }, { .command = COMMAND_CHECK, .argument = "p", .quiet = true },
		"no progress" },
	{ { "collect", "--quiet", "p", "-o", "e" },
		{ .command = COMMAND_COLLECT, .argument = "p", .outputs = TO("e"), .quiet = true },
		"no progress" },
	{ { "discover", "--quiet", "--domain=a.example" },
		{ .command = COMMAND_DISCOVER, .quiet = true }, "no progress" },
	{ { "--version" }, { .command = COMMAND_VERSION }, "version" },
	{ { "-V" }, { .command = COMMAND_VERSION }, "version, in short" },
};

START_TEST(good_lines)
{
	struct options options;
	struct error error = { 0 };
	const struct options *wanted = &good_rows[_i].options;
	const char *because = good_rows[_i].because;
	ck_assert_msg(
		read_words(good_rows[_i].word, &options, &error), "%s: %s", because, error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert_msg(options.command == wanted->command, "%s", because);
	ck_assert_msg(same_text(options.argument, wanted->argument), "%s", because);
	ck_assert_msg(same_text(options.from, wanted->from), "%s", because);
	ck_assert_msg(same_text(outputs_file(&options.outputs), outputs_file(&wanted->outputs)),
		"%s", because);
	ck_assert_msg(same_text(options.site_loss, wanted->site_loss), "%s", because);
	ck_assert_msg(options.format == (wanted->format != NULL ? wanted->format : &formats[0]),
		"%s", because);
	ck_assert_msg(options.exit_rules.fail_on_warning == wanted->exit_rules.fail_on_warning,
		"%s", because);
	ck_assert_msg(options.exit_rules.undetermined_as_no_go ==
			      wanted->exit_rules.undetermined_as_no_go,
		"%s", because);
	ck_assert_msg(options.deadline_seconds == wanted->deadline_seconds, "%s", because);
	const struct selection *chosen = &options.selection, *meant = &wanted->selection;
	ck_assert_msg(same_names(&chosen->only, &meant->only), "%s", because);
	ck_assert_msg(same_names(&chosen->skip, &meant->skip), "%s", because);
	ck_assert_msg(same_names(&chosen->recovery, &meant->recovery), "%s", because);
	ck_assert_msg(options.quiet == wanted->quiet, "%s", because);
	ck_assert_msg(options.verbose == wanted->verbose, "%s", because);
	ck_assert_msg(options.as_json == wanted->as_json, "%s", because);
	ck_assert_msg(options.explain == wanted->explain, "%s", because);
	ck_assert_msg(options.show == wanted->show, "%s", because);
	ck_assert_msg(options.convert == wanted->convert, "%s", because);
}
END_TEST

/* The command in the help; NULL: the help of the whole program. */
static const struct {
	const char *word[MAX_WORDS];
	const char *of, *because;
} help_rows[] = {
	{ { "--help" }, NULL, "long" },
	{ { "-h" }, NULL, "short" },
	{ { "help" }, NULL, "as a command" },
	{ { "help", "check" }, "check", "of a command" },
	{ { "help", "collect" }, "collect", "of a command" },
	{ { "help", "explain" }, "explain", "of a command" },
	{ { "help", "acl" }, "acl", "of a command" },
	{ { "help", "discover" }, "discover", "of a command" },
	{ { "discover", "--help" }, "discover", "behind the command" },
	{ { "check", "--help" }, "check", "behind the command" },
	{ { "collect", "-h" }, "collect", "behind the command" },
	{ { "explain", "--help" }, "explain", "behind the command" },
	{ { "acl", "-h" }, "acl", "behind the command" },
	{ { "check", "p", "--nonsense", "--help" }, "check", "help before fault-finding" },
};

START_TEST(help)
{
	struct options options;
	struct error error = { 0 };
	const char *because = help_rows[_i].because, *of = help_rows[_i].of;
	ck_assert_msg(read_words(help_rows[_i].word, &options, &error), "%s", because);
	ck_assert_msg(options.command == COMMAND_HELP, "%s", because);
	const char *usage = arena_format(arena, "usage: cmsready %s", of == NULL ? "" : of);
	ck_assert_msg(strstr(options.help, usage) != NULL, "%s", because);
	ck_assert_msg(options.help[strlen(options.help) - 1] == '\n', "%s", because);
	if (of != NULL)
		ck_assert_msg(strncmp(options.help, usage, strlen(usage)) == 0, "%s", because);
}
END_TEST

static const struct {
	const char *word[MAX_WORDS];
	const char *named; /* what the message must name, or NULL */
	const char *because;
} bad_rows[] = {
	{ { NULL }, "check", "no command" },
	{ { "" }, NULL, "an empty command" },
	{ { "chekc", "p" }, "check", "a command misspelt" },
	{ { "--from=e", "check", "p" }, NULL, "an option before the command" },
	{ { "frobnicate" }, "frobnicate", "no such command" },
	{ { "help", "chek" }, "check", "help of a command misspelt" },
	{ { "check" }, NULL, "no plan" },
	{ { "check", "--format=json" }, NULL, "options, and no plan" },
	{ { "check", "p", "q" }, "q", "two plans" },
	{ { "check", "p", "--fron", "e" }, "--from", "an option misspelt" },
	{ { "check", "p", "--form=json" }, "--form", "an option cut short" },
	{ { "check", "p", "--fromage" }, "--fromage", "longer than an option" },
	{ { "check", "p", "-x" }, "unknown option -x\nTry", "one letter is near to none" },
	{ { "check", "p", "--json" }, "--json; use --format json\n", "a format is no option" },
	{ { "check", "p", "--xyzw" }, "unknown option --xyzw\nTry", "the dashes alone are alike" },
	{ { "collect", "p", "--json" }, "unknown option --json\nTry", "evidence has one format" },
	{ { "check", "p", "--sit-los", "s" }, "did you mean --site-loss?", "two letters less" },
	{ { "check", "p", "-o", "" }, "a file", "no name of a file" },
	{ { "check", "--" }, "a plan", "an end of options, and no plan" },
	{ { "check", "p", "--", "-q" }, "-q", "behind the end all are arguments" },
	{ { "check", "p", "-qx" }, "unknown option -q", "one of two letters is unknown" },
	{ { "check", "p", "-phunter2" }, "unknown option -p\nTry", "what may be a password" },
	{ { "check", "p", "-format=json" }, "did you mean --format?", "one dash too few" },
	{ { "check", "p", "-quiet" }, "did you mean --quiet?", "letters that are a name" },
	{ { "check", "p", "-q=yes" }, "-q takes no value", "a switch has no value" },
	{ { "check", "-", "--from=-" }, "standard input", "both from one stream" },
	{ { "collect", "p", "-o", "a", "-o", "b" }, "-o once", "evidence has one file" },
	{ { "discover", "--domain=a.b", "-oa", "-ob" }, "-o once", "a plan has one file" },
	{ { "collect", "p", "-o", "e", "-v" }, "unknown option -v", "there is no report" },
	{ { "check", "p", "--password=hunter2" }, NULL, "never on the command line" },
	{ { "check", "p", "--from" }, "--from", "no value" },
	{ { "check", "p", "-o" }, "-o", "no value" },
	{ { "check", "p", "--format" }, "--format", "no value" },
	{ { "check", "p", "--format", "xml" }, "text or json", "no such format" },
	{ { "check", "p", "--format=" }, "json", "an empty format" },
	{ { "check", "p", "--format=JSON" }, "json", "letters have a case" },
	{ { "check", "p", "--fail-on=warn" }, "warning", "no such word" },
	{ { "check", "p", "--fail-on=undetermined" }, "warning", "another word" },
	{ { "check", "p", "--undetermined-as=go" }, "no-go", "never" },
	{ { "check", "p", "--undetermined-as=NO-GO" }, "no-go", "letters have a case" },
	{ { "report", "r", "--undetermined-as" }, "--undetermined-as", "no value" },
	{ { "collect", "p", "-o", "e", "--undetermined-as=no-go" }, "--undetermined-as",
		"nothing is judged" },
	{ { "check", "p", "--fail-on", "-o", "x" }, "warning", "an option for a value" },
	{ { "check", "p", "--site-loss=" }, "--site-loss", "no site" },
	{ { "collect", "p", "-o", "e", "--site-loss=Main" }, "--site-loss", "nothing is judged" },
	{ { "check", "p", "--only" }, "--only", "no value" },
	{ { "check", "p", "--quiet=yes" }, "--quiet", "a switch has no value" },
	{ { "collect", "p", "-o", "e", "--only=dns.ttl" }, "--only", "nothing is judged" },
	{ { "explain", "--quiet" }, "--quiet", "nothing is asked" },
	{ { "check", "p", "--deadline=0" }, "3600", "no time" },
	{ { "check", "p", "--deadline=3601" }, "3600", "too much time" },
	{ { "check", "p", "--deadline=-1" }, "3600", "time before" },
	{ { "check", "p", "--deadline=1.5" }, "3600", "a fraction" },
	{ { "check", "p", "--deadline=60s" }, "3600", "a unit" },
	{ { "check", "p", "--deadline= 60" }, "3600", "a space" },
	{ { "check", "p", "--deadline=" }, "3600", "empty" },
	{ { "check", "p", "--deadline=99999999999999999999" }, "3600", "beyond 64 bits" },
	{ { "collect" }, NULL, "no plan" },
	{ { "collect", "p" }, "-o", "nowhere to write" },
	{ { "collect", "-o", "e" }, NULL, "no plan" },
	{ { "collect", "p", "-o", "e", "--from=e" }, "--from", "an option of another command" },
	{ { "collect", "p", "-o", "e", "--format=json" }, "--format", "evidence has one format" },
	{ { "explain", "--format=xml" }, "text or json", "no such format" },
	{ { "explain", "--format=html" }, "text or json", "a format of reports" },
	{ { "explain", "-o", "x" }, "-o", "no option" },
	{ { "check", "--version" }, NULL, "only without a command" },
	{ { "acl", "--explain", "--convert" }, "--convert", "one or the other" },
	{ { "acl", "--convert", "--explain" }, "--explain", "whichever comes first" },
	{ { "acl", "questions.jsonl" }, "standard input", "an argument" },
	{ { "acl", "-" }, "standard input", "a dash, too" },
	{ { "acl", "--explain=yes" }, "--explain", "a switch has no value" },
	{ { "acl", "--convert", "yes" }, "standard input", "nor behind it" },
	{ { "acl", "--explian" }, "--explain", "a switch misspelt" },
	{ { "acl", "--format=json" }, "--format", "an option of another command" },
	{ { "acl", "-o", "x" }, "-o", "an option of another command" },
	{ { "check", "p", "--explain" }, "--explain", "a switch of another command" },
	{ { "ac" }, "acl", "a command cut short" },
	{ { "discover" }, "--domain", "no domain" },
	{ { "discover", "corp.example.com" }, "argument", "the domain is an option" },
	{ { "discover", "--domain=" }, "--domain", "an empty domain" },
	{ { "discover", "--domain", "a..b" }, "a..b", "no domain at all" },
	{ { "discover", "--domain=a.b", "--server=dc1:389" }, "dc1:389", "a port" },
	{ { "discover", "--domain=a.b", "--transport=ldap" }, "ldaps", "no such transport" },
	{ { "discover", "--domain=a.b", "--bind-dn=CN=a" }, "--password-file", "no password" },
	{ { "discover", "--domain=a.b", "--password-file=f" }, "--bind-dn",
		"a password without a DN" },
	{ { "discover", "--domain=a.b", "--bind-dn=CN=a", "--password-file=f",
		  "--transport=ldaps" },
		"--server", "the password, to whatever server DNS names" },
	{ { "discover", "--domain=a.b", "--server=c", "--bind-dn=CN=a", "--password-file=f" },
		"ldaps", "a password without TLS" },
	{ { "discover", "--domain=a.b", "--password=hunter2" }, "--password",
		"never on the command line" },
	{ { "discover", "--domain=a.b", "--from=e" }, "--from", "an option of another command" },
	{ { "check", "p", "--domain=a.b" }, "--domain", "an option of another command" },
	{ { "discover", "--domain=a.b", "--deadline=0" }, "3600", "no time" },
};

START_TEST(bad_lines)
{
	struct options options;
	struct error error = { 0 };
	const char *because = bad_rows[_i].because;
	ck_assert_msg(!read_words(bad_rows[_i].word, &options, &error), "%s", because);
	ck_assert_msg(error.kind == ERROR_CONFIG, "%s", because);
	ck_assert_msg(strstr(error.text, "--help") != NULL, "%s: says where help is", because);
	ck_assert_msg(strstr(error.text, "hunter2") == NULL, "%s", because);
	if (bad_rows[_i].named != NULL)
		ck_assert_msg(strstr(error.text, bad_rows[_i].named) != NULL, "%s: %s", because,
			error.text);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("options");
	TCase *tcase = tcase_create("options");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, good_lines, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, help, 0, COUNT(help_rows));
	tcase_add_loop_test(tcase, bad_lines, 0, COUNT(bad_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
