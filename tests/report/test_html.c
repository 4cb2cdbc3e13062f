/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page says, and that no text of a report becomes markup. tests/browser looks at it. */
#include "tests/test.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/html.h"
#include "tests/report/fixture.h"
#include "tests/report/many.h"

static const char *page_at(struct fixture *fixture, int64_t now)
{
	fixture_judge(fixture);
	return (const char *)fixture_render(fixture, "html", (struct style){ .now = now }).data;
}

static const char *page_of(struct fixture *fixture)
{
	return page_at(fixture, 0);
}

static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;
	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

static const char *behind_style(const char *html)
{
	const char *end = strstr(html, "</style>");
	ck_assert_ptr_nonnull(end);
	return end + strlen("</style>");
}

/* The end of a tag: the first > outside of quoted values. */
static const char *tag_end(const char *tag)
{
	bool quoted = false;
	for (; *tag != '\0' && (quoted || *tag != '>'); tag++)
		quoted ^= *tag == '"';
	ck_assert_msg(*tag == '>', "a tag has no end");
	return tag;
}

/* Each is one that the program writes, and leads nowhere but into the page. */
static void check_tag(const char *tag, size_t length, const char *because)
{
	static const char known[] =
		" html head meta title style body header h1 h2 h3 h4 p div span i b a nav main "
		"section article details summary ul li dl dt dd small sub time pre table thead "
		"tbody tr th td svg g rect circle path text ";
	const char *name = *tag == '/' ? tag + 1 : tag;
	const size_t name_length = strcspn(name, " \n/>");
	char wanted[24];
	snprintf(wanted, sizeof wanted, " %.*s ", (int)name_length, name);
	ck_assert_msg(strstr(known, wanted) != NULL, "%s: <%s>", because, wanted);
	for (size_t i = 1; i < length; i++) {
		const char *at = tag + i;
		if (strncmp(at, "href=", 5) == 0 && at[-1] == ' ')
			ck_assert_msg(strncmp(at, "href=\"#", 7) == 0, "%s: %.40s", because, at);
	}
}

static void check_markup(const char *html, const char *because)
{
	html = behind_style(html);
	while ((html = strpbrk(html, "<>")) != NULL) {
		ck_assert_msg(*html == '<', "%s: > without <", because);
		const char *end = tag_end(html);
		check_tag(html + 1, (size_t)(end - html - 1), because);
		html = end + 1;
	}
}

static const char *const hostile[] = {
	"plain",
	"<img src=x onerror=alert(1)>",
	"\"><script>alert(1)</script>",
	"' onmouseover='alert(1)",
	"\" onmouseover=\"alert(1)",
	"</style><style>*{display:none}</style>",
	"</title></head><body onload=alert(1)>",
	"</svg></pre></details></td></table>",
	"<!-- comment",
	"--><b>",
	"<![CDATA[x]]>",
	"&lt;b&gt; &#60;b&#62; &amp;lt;",
	"javascript:alert(1)",
	"url(http://evil.example/x)",
	"   <b>indented</b>\n   &&&\n<i>",
	"a\x01\x1b[31m\x7f\xff\xfe",
	"\xe2\x80\xae"
	"evil\xe2\x80\xa8",
	"%s%n%zu%%",
};

START_TEST(no_text_becomes_markup)
{
	for (size_t recoveries = 1; recoveries <= HTML_FEW + 1; recoveries += HTML_FEW) {
		struct fixture *fixture = fixture_new(recoveries);
		fixture_fill(fixture, hostile[_i]);
		const char *html = page_of(fixture);
		check_markup(html, hostile[_i]);
		for (const char *at = html; *at != '\0'; at++)
			ck_assert_msg((unsigned char)*at >= ' ' || *at == '\n', "%s", hostile[_i]);
		fixture_free(fixture);
	}
}
END_TEST

/* What is shown is the text. */
START_TEST(text_is_escaped_once)
{
	struct arena *arena = arena_new();
	struct html html = { .arena = arena, .out = text_new(arena) };
	html_text(&html, "a<b>&\"'\n%s &lt; \xc3\xa9 \x1b \xff");
	ck_assert_str_eq(html.out.data, "a&lt;b&gt;&amp;&quot;&#39;\n%s &amp;lt; \xc3\xa9 "
					"\\x1b \\xff");
	html.out = text_new(arena);
	html_put(&html, "<b x=\"%s\">%zu%%</b>", "\"><i>", (size_t)7);
	ck_assert_str_eq(html.out.data, "<b x=\"&quot;&gt;&lt;i&gt;\">7%</b>");
	arena_free(arena);
}
END_TEST

static const struct {
	const char *because, *text, *html;
} remedies[] = {
	{ "prose", "Do it.\nThen that.", "<p>Do it.\nThen that.</p>" },
	{ "commands between prose", "Do:\n    net use\n    exit\nThen.",
		"<p>Do:</p><pre>net use\nexit</pre><p>Then.</p>" },
	{ "a shell would do more with it", "Do:\n    net use & del *",
		"<p>Do:\nnot shown as a command: net use &amp; del *</p>" },
	{ "one of each", "    exit\n    $(x)",
		"<pre>exit</pre><p>not shown as a command: $(x)</p>" },
	{ "nothing", "", "" },
	{ "blanks only", "   ", "<p></p>" },
};

START_TEST(only_plain_lines_are_commands)
{
	struct arena *arena = arena_new();
	struct html html = { .arena = arena, .out = text_new(arena) };
	html_remedy(&html, remedies[_i].text);
	ck_assert_msg(strcmp(html.out.data, remedies[_i].html) == 0, "%s: %s", remedies[_i].because,
		html.out.data);
	arena_free(arena);
}
END_TEST

static bool first_is_well(size_t recovery)
{
	return recovery == 0;
}

static void fail_first_check(struct fixture *fixture, const char *proof)
{
	fixture->finding[0] =
		(struct fixture_finding){ OUTCOME_FAIL, "s", "s", "Summary.", proof, "Mend it." };
	fixture->is_well = first_is_well;
}

/* The text between the id and the end of that element. */
static const char *body_of(struct arena *arena, const char *html, const char *link)
{
	char id[32];
	const char *number = strstr(link, "href=\"#") + strlen("href=\"#");
	snprintf(id, sizeof id, " id=%.*s>", (int)strcspn(number, "\""), number);
	const char *body = strstr(html, id);
	ck_assert_ptr_nonnull(body);
	return arena_text(arena, body, (size_t)(strstr(body, "</details>") - body));
}

START_TEST(a_cell_leads_to_proof_and_fix)
{
	for (size_t recoveries = 2; recoveries < 2 * HTML_FEW; recoveries += HTML_FEW) {
		struct fixture *fixture = fixture_new(recoveries);
		fail_first_check(fixture, "The proof.");
		const char *html = page_of(fixture);
		const char *cell = strstr(html, "<td class=\"f b\">");
		ck_assert_ptr_nonnull(cell);
		ck_assert_ptr_nonnull(strstr(cell, "aria-label=\"EXCMS001, ad.first: failed\""));
		const char *body = body_of(fixture->arena, html, cell);
		ck_assert_ptr_nonnull(strstr(body, "The proof."));
		ck_assert_ptr_nonnull(strstr(body, "Mend it."));
		/* Findings that say the same are there once. */
		ck_assert_uint_eq(count_of(html, "The proof."), 1);
		ck_assert_uint_eq(count_of(html, "<td class=\"f b\">"), recoveries - 1);
		fixture_free(fixture);
	}
}
END_TEST

START_TEST(every_link_has_its_target)
{
	struct fixture *fixture = fixture_new(12);
	fixture_fill(fixture, "x");
	const struct gap gap = { .cause = ERROR_TIMEOUT, .text = "x" };
	fixture->gap[2] = &gap;
	const char *html = page_of(fixture);
	size_t links = 0;
	for (const char *at = html; (at = strstr(at, "href=\"#")) != NULL; links++) {
		at += strlen("href=\"#");
		char bare[32];
		snprintf(bare, sizeof bare, " id=%.*s", (int)strcspn(at, "\""), at);
		const char *target = strstr(html, bare);
		while (target != NULL && isalnum((unsigned char)target[strlen(bare)]))
			target = strstr(target + 1, bare);
		ck_assert_msg(target != NULL, "no%s", bare);
	}
	ck_assert_uint_gt(links, 12 * 3);
	fixture_free(fixture);
}
END_TEST

/* A pass in a fleet is a cell without a link; its text is there once for all. */
START_TEST(passes_of_a_fleet_are_short)
{
	struct fixture *fixture = fixture_new(HTML_FEW + 1);
	fixture->finding[0] =
		(struct fixture_finding){ OUTCOME_PASS, "s", "s", "Well.", "Proof of it.", "" };
	const char *html = page_of(fixture);
	ck_assert_uint_eq(count_of(html, "<td>\xe2\x9c\x93"), (HTML_FEW + 1) * FIXTURE_CHECKS);
	ck_assert_uint_eq(count_of(html, "Proof of it."), 1);
	ck_assert_ptr_nonnull(strstr(html, "Passed 11 times"));
	ck_assert_ptr_nonnull(strstr(html, "<h1>GO</h1>"));
	fixture_free(fixture);
}
END_TEST

static const struct {
	const char *because, *started;
	int64_t now;
	const char *html;
} ages[] = {
	{ "the beginning of the run counts", "2025-06-01T12:00:00Z", 1748779200 + 7200,
		"<b>2 hours old</b>" },
	{ "a clock may be a little ahead", "2025-06-01T12:00:00Z", 1748779200 - 60,
		"<b>0 seconds old</b>" },
	{ "but not much", "2025-06-01T12:00:00Z", 1748779200 - 3600, "<b>from the future</b>" },
};

START_TEST(the_age_of_the_evidence)
{
	struct fixture *fixture = fixture_new(1);
	fixture->evidence.run.started = ages[_i].started;
	const char *html = page_at(fixture, ages[_i].now);
	ck_assert_msg(strstr(html, ages[_i].html) != NULL, "%s", ages[_i].because);
	fixture_free(fixture);
}
END_TEST

START_TEST(a_run_that_could_not_start)
{
	struct arena *arena = arena_new();
	const struct error error = { .kind = ERROR_CONFIG, .text = "<b>no plan</b>" };
	const char *reason = "<i>reason</i>";
	const struct report report = report_refused(arena, &error, &reason, 1);
	ck_assert(format_find("html")->renders_failure);
	const struct style style = { 0 };
	const char *html = (const char *)format_html(arena, &report, &style).data;
	check_markup(html, "refused");
	ck_assert_ptr_nonnull(strstr(html, "<h1>UNDETERMINED</h1>"));
	ck_assert_ptr_nonnull(strstr(html, "&lt;b&gt;no plan&lt;/b&gt;"));
	ck_assert_ptr_nonnull(strstr(html, "&lt;i&gt;reason&lt;/i&gt;"));
	arena_free(arena);
}
END_TEST

/* 500 CMSs: the cost of a CMS counts, not that of the style and the servers. */
START_TEST(a_fleet_stays_small)
{
	struct fixture *fixture = fixture_new(500);
	fail_first_check(fixture, "The proof.");
	const char *html = page_of(fixture);
	ck_assert_uint_lt(strlen(html), 500 * 4096);
	fixture_free(fixture);
}
END_TEST

/* What is too much for a page is named, and its cells lead there. */
START_TEST(very_many_findings_are_named)
{
	struct arena *arena = arena_new();
	const struct style style = { 0 };
	struct report report = report_with(arena, HTML_ENTRIES + 3);
	const char *html = (const char *)format_html(arena, &report, &style).data;
	ck_assert_uint_eq(count_of(html, "<p>Proof "), HTML_ENTRIES);
	ck_assert_uint_eq(count_of(html, "<td class=\"f b\"><a href=\"#m0\""), 3);
	const char *others = strstr(html, " id=m0>3 more, with proof and fix in the JSON report");
	ck_assert_ptr_nonnull(others);
	ck_assert_ptr_nonnull(strstr(others, "EX2002"));
	/* As many as there is room for are all there. */
	report = report_with(arena, HTML_ENTRIES);
	html = (const char *)format_html(arena, &report, &style).data;
	ck_assert_uint_eq(count_of(html, "<p>Proof "), HTML_ENTRIES);
	ck_assert_ptr_null(strstr(html, "in the JSON report"));
	arena_free(arena);
}
END_TEST

/* The texts of a finding that a root cause explains would only repeat it. */
START_TEST(explained_findings_lead_to_their_cause)
{
	struct arena *arena = arena_new();
	const struct style style = { 0 };
	struct report report = report_with(arena, 3);
	static const char *check[] = { "ad.first" };
	static size_t root_at[] = { 0 };
	struct report_root root = { .source = "plan",
		.cause = "absent",
		.text = "EX1 is not there",
		.check = check,
		.check_count = 1,
		.recovery_count = 1,
		.finding_count = 1,
		.blocking_count = 1,
		.shared = true,
		.remedy = "Name another." };
	report.root = &root;
	report.root_count = 1;
	report.finding[1].explained = true;
	report.finding[1].root_at = root_at;
	report.finding[1].root_count = 1;
	const char *html = (const char *)format_html(arena, &report, &style).data;
	ck_assert_uint_eq(count_of(html, "<p>Proof "), 2);
	ck_assert_ptr_null(strstr(html, "Proof 1."));
	ck_assert_ptr_nonnull(strstr(html, "<a href=\"#g0\">Cause 1</a>: EX1 is not there"));
	const char *card = strstr(html, "<article id=g0 class=card>");
	ck_assert_ptr_nonnull(card);
	ck_assert_ptr_nonnull(strstr(card, "<p>Name another.</p>"));
	/* It explains a failure, and is marked as one. */
	ck_assert_int_eq(
		strncmp(card, "<article id=g0 class=card><h3><span class=\"mark f b\">", 51), 0);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("html");
	TCase *tcase = tcase_create("html");
	tcase_add_loop_test(tcase, no_text_becomes_markup, 0, COUNT(hostile));
	tcase_add_test(tcase, text_is_escaped_once);
	tcase_add_loop_test(tcase, only_plain_lines_are_commands, 0, COUNT(remedies));
	tcase_add_test(tcase, a_cell_leads_to_proof_and_fix);
	tcase_add_test(tcase, every_link_has_its_target);
	tcase_add_test(tcase, passes_of_a_fleet_are_short);
	tcase_add_loop_test(tcase, the_age_of_the_evidence, 0, COUNT(ages));
	tcase_add_test(tcase, a_run_that_could_not_start);
	tcase_add_test(tcase, a_fleet_stays_small);
	tcase_add_test(tcase, very_many_findings_are_named);
	tcase_add_test(tcase, explained_findings_lead_to_their_cause);
	suite_add_tcase(suite, tcase);
	return suite;
}
