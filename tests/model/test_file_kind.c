/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that was mistaken for another is refused with what it is, and the command that takes it.
 */
#include "tests/test.h"

#include "base/file.h"
#include "model/file_kind.h"
#include "tests/model/fixture.h"
#include "tests/model/plan_text.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

#define EVIDENCE "{\"run\":{\"id\":\"x\"},\"directory\":{\"visits\":[]},\"schema_version\":\"1.5\"}"
#define REPORT   "{\"findings\":[],\"run\":{},\"schema_version\":\"1.2\",\"verdict\":{}}"

/* NULL: it may be what is wanted. */
static const struct {
	const char *text;
	enum file_kind wanted;
	const char *what, *command, *because;
} rows[] = {
	{ least_plan, FILE_PLAN, NULL, NULL, "a plan for a plan" },
	{ EVIDENCE, FILE_EVIDENCE, NULL, NULL, "evidence for evidence" },
	{ REPORT, FILE_REPORT, NULL, NULL, "a report for a report" },
	{ "{}", FILE_PLAN, NULL, NULL, "nothing in it" },
	{ "[]", FILE_EVIDENCE, NULL, NULL, "a list" },
	{ "{\"shares\":{\"allow_smb1\":true}}", FILE_PLAN, NULL, NULL, "part of a plan" },
	{ EVIDENCE, FILE_PLAN, "evidence", "cmsready check PLAN --from my.json",
		"evidence for a plan" },
	{ "\xef\xbb\xbf" EVIDENCE, FILE_PLAN, "evidence", "cmsready check PLAN --from my.json",
		"with a byte order mark" },
	{ "{\"dns\":{\"visits\":[]}}", FILE_PLAN, "evidence", "cmsready check PLAN --from my.json",
		"evidence without a run" },
	{ EVIDENCE, FILE_REPORT, "evidence", "cmsready check PLAN --from my.json",
		"evidence for a report" },
	{ rich_plan, FILE_EVIDENCE, "a plan", "cmsready collect my.json -o EVIDENCE",
		"a plan for evidence" },
	{ rich_plan, FILE_REPORT, "a plan", "cmsready check my.json", "a plan for a report" },
	{ "{\"questions\":[],\"recoveries\":[]}", FILE_EVIDENCE, "a plan", "cmsready collect",
		"a plan without a domain" },
	{ REPORT, FILE_PLAN, "a report", "cmsready report my.json", "a report for a plan" },
	{ REPORT, FILE_EVIDENCE, "a report", "cmsready report my.json", "a report for evidence" },
	{ "", FILE_PLAN, "empty", "cmsready discover", "nothing" },
	{ "\r\n\n ", FILE_EVIDENCE, "empty", "cmsready collect", "blank lines" },
	{ "\xef\xbb\xbf", FILE_PLAN, "empty", "cmsready discover", "a byte order mark alone" },
	{ "\n<!DOCTYPE html>\n<html>", FILE_PLAN, "an HTML page", "cmsready discover",
		"a report as HTML, for a plan" },
	{ "<html lang=\"en\">", FILE_EVIDENCE, "an HTML page", "cmsready collect",
		"a report as HTML, for evidence" },
	{ "NO-GO: do not run Setup.com /RecoverCMS for EXCMS01.\n=====", FILE_EVIDENCE,
		"a report for people", "cmsready collect", "a report as text" },
	{ "GO: Setup.com /RecoverCMS can be run for EXCMS01.\n", FILE_PLAN, "a report for people",
		"cmsready discover", "a report as text: GO" },
	{ "\x1b[1;32mGO\x1b[0m: x\n", FILE_REPORT, "a report for people", "--format json",
		"a report as it is on a terminal" },
	{ "# UNDETERMINED\n", FILE_PLAN, "a report for people", "cmsready discover",
		"a report as Markdown" },
	{ "\x1f\x8b\x08", FILE_EVIDENCE, "gzip", "cmsready collect", "compressed" },
	{ "PK\003\004", FILE_PLAN, "ZIP", "cmsready discover", "an archive" },
	{ "{\\rtf1\\ansi", FILE_PLAN, "RTF", "cmsready discover", "written with a word processor" },
	{ "---\nschema_version: 1.0\n", FILE_PLAN, "YAML", "cmsready discover", "YAML" },
	{ "{\"$schema\":\"x\",\"properties\":{}}", FILE_PLAN, "a JSON Schema", "cmsready discover",
		"the schema of the plan" },
	{ "{\"changes\":[],\"counts\":{},\"new\":{},\"old\":{}}", FILE_REPORT, "a comparison",
		"cmsready check", "the result of diff for a report" },
	{ "@echo off\r\nrem fix\r\n", FILE_PLAN, "a script", "cmsready discover",
		"the commands of fix" },
	{ "{\"id\":1,\"sddl\":\"D:\",\"token\":[]}", FILE_PLAN, "cmsready acl", "cmsready discover",
		"a question about access" },
};

START_TEST(kinds)
{
	struct document document;
	struct error error = { 0 };
	const struct bytes text = exact_text(arena, rows[_i].text);
	const bool ok = file_kind_parse(&document, arena, "my.json", text, rows[_i].wanted, &error);
	if (rows[_i].what == NULL) {
		ck_assert_msg(ok, "%s: %s", rows[_i].because, error.text);
		document_close(&document);
		return;
	}
	ck_assert_msg(!ok, "%s", rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_MALFORMED);
	ck_assert_msg(strncmp(error.text, "my.json: is ", 12) == 0, "%s: %s", rows[_i].because,
		error.text);
	ck_assert_ptr_null(strchr(error.text, '\n'));
	ck_assert_msg(
		strstr(error.text, rows[_i].what) != NULL, "%s: %s", rows[_i].because, error.text);
	ck_assert_msg(strstr(error.text, rows[_i].command) != NULL, "%s: %s", rows[_i].because,
		error.text);
}
END_TEST

/* JSON with a mistake is what it was meant to be, and keeps its place. */
static const char *const broken[] = { "{\"run\":{},}", "{", "plan", "GOOD", "'x'" };

START_TEST(mistakes_keep_their_place)
{
	struct document document;
	struct error error = { 0 };
	ck_assert(!file_kind_parse(
		&document, arena, "my.json", exact_text(arena, broken[_i]), FILE_PLAN, &error));
	ck_assert_msg(strncmp(error.text, "my.json:1: ", 11) == 0, "%s", error.text);
}
END_TEST

START_TEST(first_error_wins)
{
	struct document document;
	struct error error = { 0 };
	error_set(&error, ERROR_DENIED, "before");
	ck_assert(
		!file_kind_parse(&document, arena, "p", exact_text(arena, "{"), FILE_PLAN, &error));
	ck_assert(!file_kind_parse(
		&document, arena, "p", exact_text(arena, REPORT), FILE_PLAN, &error));
	ck_assert_int_eq(error.kind, ERROR_DENIED);
	ck_assert_str_eq(error.text, "before");
}
END_TEST

static const struct {
	const char *name, *word, *because;
} words[] = {
	{ "plan.json", "plan.json", "a plain one" },
	{ "../a_b/plan-1+2.json", "../a_b/plan-1+2.json", "with a folder" },
	{ "my plan.json", "'my plan.json'", "a blank" },
	{ "$(reboot).json", "'$(reboot).json'", "what a shell would run" },
	{ "it's.json", "FILE", "the quotation mark itself" },
	{ "a\nreboot", "FILE", "a line break" },
	{ "\xe2\x80\xae"
	  "nosj",
		"FILE", "text that runs back" },
	{ "-rf", "FILE", "an option" },
	{ FILE_STANDARD_INPUT, "-", "standard input" },
	{ "", "FILE", "nothing" },
};

START_TEST(names_are_safe_in_a_command)
{
	ck_assert_msg(strcmp(file_word(arena, words[_i].name), words[_i].word) == 0, "%s: %s",
		words[_i].because, file_word(arena, words[_i].name));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("file_kind");
	TCase *tcase = tcase_create("file_kind");
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, kinds, 0, COUNT(rows));
	tcase_add_loop_test(tcase, mistakes_keep_their_place, 0, COUNT(broken));
	tcase_add_test(tcase, first_error_wins);
	tcase_add_loop_test(tcase, names_are_safe_in_a_command, 0, COUNT(words));
	suite_add_tcase(suite, tcase);
	return suite;
}
