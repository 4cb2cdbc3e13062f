/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/old_report.h"
#include "tests/report/fixture.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct bytes head_of(struct bytes text)
{
	return bytes_of(
		text.data, text.length < OLD_REPORT_HEAD ? text.length : (size_t)OLD_REPORT_HEAD);
}

/* Whoever adds a format sees here that a failed run leaves none of its reports. */
START_TEST(reports_of_all_formats)
{
	const size_t sizes[] = { 1, 200 };
	for (size_t k = 0; k < COUNT(sizes); k++) {
		struct fixture *fixture = fixture_new(sizes[k]);
		fixture_judge(fixture);
		for (size_t i = 0; i < format_count; i++) {
			const struct bytes text =
				fixture_render(fixture, formats[i].name, (struct style){ 0 });
			/* No event, no alert: such a file says nothing. */
			ck_assert_msg(text.length <= strlen("[]\n") || is_report(head_of(text)),
				"%s", formats[i].name);
		}
		fixture_free(fixture);
	}
	struct arena *arena = arena_new();
	struct error error = { 0 };
	error_set(&error, ERROR_ABSENT, "plan.json: cannot open it");
	const char *reason = error.text;
	const struct report refused = report_refused(arena, &error, &reason, 1);
	for (size_t i = 0; i < format_count; i++) {
		if (formats[i].renders_failure)
			ck_assert(is_report(
				head_of(formats[i].render(arena, &refused, &(struct style){ 0 }))));
	}
	arena_free(arena);
}
END_TEST

static const struct {
	const char *text;
	bool is;
	const char *because;
} rows[] = {
	{ "GO: Setup.com\n", true, "text" },
	{ "NO-GO: do not\n", true, "text" },
	{ "UNDETERMINED: 3 checks\n", true, "text" },
	{ "{\"error\":null,\"verdict\":{}}", true, "JSON without spaces" },
	{ "<!doctype html><title>GO - cmsready</title>", true, "a page" },
	{ "# NO-GO\n\nBy cmsready\n", true, "Markdown" },
	{ "CMSREADY GO - Setup.com /RecoverCMS can be run for A | blockers=0;;0;0\n", true,
		"a line for a monitor" },
	{ "# HELP cmsready_info The program\n", true, "metrics" },
	{ "# HELP node_load1 1m load average.\n", false, "metrics of another program" },
	{ "", false, "an empty file" },
	{ "{ \"schema_version\": \"1.0\", \"recoveries\": [] }", false, "a plan" },
	{ "{ \"remarks\": [ \"the \\\"verdict\\\" of cmsready: GO\" ] }", false,
		"a plan that speaks of one" },
	{ "{ \"directory\": {}, \"run\": { \"version\": \"1.0.0\" } }", false, "evidence" },
	{ "hunter2\n", false, "a password" },
	{ "GO home\n", false, "a note" },
	{ "GOVERNANCE: none\n", false, "another word" },
	{ "-----BEGIN CERTIFICATE-----\nGONO-GO\n", false, "a certificate" },
};

START_TEST(files)
{
	char folder[] = "/tmp/test_old_report.XXXXXX";
	struct arena *arena = arena_new();
	struct error error = { 0 };
	ck_assert(mkdtemp(folder) != NULL);
	const char *file = arena_format(arena, "%s/r", folder);
	const char *link_to_it = arena_format(arena, "%s/link", folder);
	const struct bytes text = bytes_of(rows[_i].text, strlen(rows[_i].text));
	ck_assert_msg(is_report(text) == rows[_i].is, "%s", rows[_i].because);
	ck_assert(file_write(file, text, &error) && symlink("r", link_to_it) == 0);
	/* What is not replaced is not removed either. */
	ck_assert(old_report_remove(link_to_it, &error) && access(file, F_OK) == 0);
	ck_assert(old_report_remove(file, &error));
	ck_assert_msg((access(file, F_OK) != 0) == rows[_i].is, "%s", rows[_i].because);
	ck_assert(old_report_remove(file, &error));
	unlink(file);
	ck_assert(unlink(link_to_it) == 0);
	ck_assert(old_report_remove(folder, &error) && rmdir(folder) == 0);
	arena_free(arena);
}
END_TEST

/* Every sample's plan and evidence, as they are. */
START_TEST(inputs)
{
	static const char *const samples[] = { "ready", "dns.ttl", "ad.cno-full-control" };
	static const char *const names[] = { "plan.json", "evidence.json" };
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(samples); i++) {
		for (size_t k = 0; k < COUNT(names); k++) {
			struct bytes text;
			struct error error = { 0 };
			ck_assert_msg(
				file_read(arena,
					arena_format(arena, "samples/%s/%s", samples[i], names[k]),
					16 << 20, &text, &error),
				"%s", error.text);
			ck_assert(!is_report(head_of(text)));
		}
	}
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("old report");
	TCase *tcase = tcase_create("old report");
	tcase_add_test(tcase, reports_of_all_formats);
	tcase_add_loop_test(tcase, files, 0, COUNT(rows));
	tcase_add_test(tcase, inputs);
	suite_add_tcase(suite, tcase);
	return suite;
}
