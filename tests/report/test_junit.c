/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JUnit's XML: well-formed whatever the texts are, each name once, and never green without a GO. */
#include "tests/test.h"

#include <stdlib.h>

#include "base/text.h"
#include "tests/report/fixture.h"

enum { DEEPEST = 8 };

static const char *const hostile[] = {
	"]]>",
	"<failure/>",
	"&amp;&#0;&",
	"a\"b'c",
	"\x01\x1b[2J\x7f",
	"\xef\xbf\xbe\xef\xbf\xbf",
	"\xed\xa0\x80 a surrogate",
	"\xff\xfe no UTF-8",
	"\xe2\x80\xaex",
	"a\nb\tc\r\n",
	"",
};

static const char *xml_of(const struct fixture *fixture)
{
	const struct bytes text = fixture_render(fixture, "junit", (struct style){ 0 });
	return arena_text(fixture->arena, (const char *)text.data, text.length);
}

static size_t occurrences(const char *text, const char *of)
{
	size_t count = 0;
	for (; (text = strstr(text, of)) != NULL; text += strlen(of))
		count++;
	return count;
}

/* XML 1.0, 2.2; UTF-8 was checked when the text was escaped. */
static void has_characters_of_xml(const char *xml)
{
	for (const char *at = xml; *at != '\0'; at++) {
		ck_assert_msg((unsigned char)*at >= ' ' || *at == '\n', "%.20s", at);
		ck_assert(strncmp(at, "\xef\xbf\xbe", 3) != 0);
		ck_assert(strncmp(at, "\xef\xbf\xbf", 3) != 0);
		ck_assert_msg(strncmp(at, "\xed\xa0", 2) != 0, "a surrogate");
		ck_assert_msg((unsigned char)*at != 0xff, "no UTF-8");
		if (*at == '&')
			ck_assert_msg(strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 ||
					      strncmp(at, "&gt;", 4) == 0 ||
					      strncmp(at, "&quot;", 6) == 0 ||
					      strncmp(at, "&#39;", 5) == 0,
				"%.20s", at);
	}
}

/* Each element that begins ends, in order; quotes in a tag are closed. */
static void is_well_formed(const char *xml)
{
	const char *open[DEEPEST];
	size_t depth = 0;
	has_characters_of_xml(xml);
	for (const char *at = strstr(xml, "?>"); (at = strchr(at, '<')) != NULL;) {
		const char *name = at + 1 + (at[1] == '/');
		const char *end = at;
		for (bool quoted = false; quoted || *end != '>'; end++) {
			ck_assert_msg(*end != '\0' && (*end != '<' || end == at), "%.40s", at);
			quoted = quoted != (*end == '"');
		}
		const size_t length = strcspn(name, " />");
		if (at[1] == '/') {
			ck_assert_uint_gt(depth--, 0);
			ck_assert_msg(strncmp(open[depth], name, length) == 0, "%.40s", at);
		} else if (end[-1] != '/') {
			ck_assert_uint_lt(depth, DEEPEST);
			open[depth++] = name;
		}
		at = end;
	}
	ck_assert_uint_eq(depth, 0);
}

static int compare(const void *a, const void *b)
{
	const char *const *one = a, *const *other = b;
	return strcmp(*one, *other);
}

static void has_each_name_once(struct arena *arena, const char *xml, size_t wanted)
{
	static const char begin[] = "<testcase ";
	const char **name = NULL;
	size_t count = 0;
	for (const char *at = xml; (at = strstr(at, begin)) != NULL; at++) {
		name = arena_more(arena, name, count, sizeof *name);
		name[count++] = arena_text(arena, at, strcspn(at, ">"));
	}
	ck_assert_uint_eq(count, wanted);
	qsort(name, count, sizeof *name, compare);
	for (size_t i = 1; i < count; i++)
		ck_assert_str_ne(name[i - 1], name[i]);
}

START_TEST(hostile_texts)
{
	struct fixture *fixture = fixture_new(3);
	fixture_fill(fixture, hostile[_i]);
	fixture_judge(fixture);
	const char *xml = xml_of(fixture);
	is_well_formed(xml);
	/* three CMSs of four findings: one that passed, a warning, an unknown and a failed one */
	has_each_name_once(fixture->arena, xml, occurrences(xml, "<testcase "));
	ck_assert_uint_eq(occurrences(xml, "<failure "), 3);
	ck_assert_uint_eq(occurrences(xml, "<system-out>WARN: "), 3);
	ck_assert_uint_ge(occurrences(xml, "<error "), 3);
	fixture_free(fixture);
}
END_TEST

/* Labels that differ, and are the same once they are escaped; names that are all the same. */
START_TEST(same_names)
{
	struct fixture *fixture = fixture_new(1);
	fixture_judge(fixture);
	struct report report = report_of(fixture->arena, &fixture->judgement);
	static const char *const subject[] = { "\xef\xbf\xbe", "\xef\xbf\xbf", "?", "?" };
	for (size_t i = 0; i < report.finding_count; i++) {
		report.finding[i].check = "ad.first";
		report.finding[i].subject = subject[i % COUNT(subject)];
		report.finding[i].subject_name = _i == 0 ? report.finding[i].subject_name : "s";
		if (_i == 2)
			report.finding[i].dedupe_key = "k";
	}
	const struct bytes text = format_junit(fixture->arena, &report, &(struct style){ 0 });
	const char *xml = arena_text(fixture->arena, (const char *)text.data, text.length);
	is_well_formed(xml);
	has_each_name_once(fixture->arena, xml, 4);
	fixture_free(fixture);
}
END_TEST

/* A verdict that is not GO, with nothing in the findings that says so. */
START_TEST(never_green)
{
	struct fixture *fixture = fixture_new(2);
	fixture_judge(fixture);
	struct report report = report_of(fixture->arena, &fixture->judgement);
	ck_assert_int_eq(report.verdict.state, VERDICT_GO);
	const char *xml = xml_of(fixture);
	ck_assert_ptr_nonnull(
		strstr(xml, " tests=\"8\" failures=\"0\" errors=\"0\" skipped=\"0\""));

	report.verdict.state = VERDICT_UNDETERMINED;
	xml = (const char *)format_junit(fixture->arena, &report, &(struct style){ 0 }).data;
	ck_assert_ptr_nonnull(
		strstr(xml, " tests=\"9\" failures=\"0\" errors=\"1\" skipped=\"0\""));

	report.recovery[0].verdict = VERDICT_UNDETERMINED;
	report.finding[3].outcome = OUTCOME_FAIL; /* of an advisory check */
	report.finding[3].severity = SEVERITY_WARNING;
	xml = (const char *)format_junit(fixture->arena, &report, &(struct style){ 0 }).data;
	ck_assert_ptr_nonnull(
		strstr(xml, " tests=\"9\" failures=\"1\" errors=\"1\" skipped=\"0\""));
	ck_assert_ptr_nonnull(strstr(xml, "classname=\"excms000.example.com\" name=\"verdict\""));

	report.recovery_count = report.finding_count = 0;
	xml = (const char *)format_junit(fixture->arena, &report, &(struct style){ 0 }).data;
	ck_assert_ptr_nonnull(
		strstr(xml, " tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""));
	fixture_free(fixture);
}
END_TEST

START_TEST(failed_runs)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	error_set(&error, ERROR_ABSENT, "plan <1>: cannot open it");
	const char *reason = error.text;
	const struct report report = report_refused(arena, &error, &reason, 1);
	const struct bytes text = format_junit(arena, &report, &(struct style){ 0 });
	const char *xml = arena_text(arena, (const char *)text.data, text.length);
	is_well_formed(xml);
	has_each_name_once(arena, xml, 1);
	ck_assert_ptr_nonnull(strstr(xml, "<error type=\"absent\" message=\"plan &lt;1&gt;: "));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("junit");
	TCase *tcase = tcase_create("junit");
	tcase_add_loop_test(tcase, hostile_texts, 0, COUNT(hostile));
	tcase_add_loop_test(tcase, same_names, 0, 3);
	tcase_add_test(tcase, never_green);
	tcase_add_test(tcase, failed_runs);
	suite_add_tcase(suite, tcase);
	return suite;
}
