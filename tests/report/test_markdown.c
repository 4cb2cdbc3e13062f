/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown, rendered by cmark-gfm: no text of a report makes an element of its own. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "report/markdown_text.h"
#include "tests/report/fixture.h"
#include "tests/test.h"

/* What GitHub's renderer makes of it. */
static const char *rendered(struct arena *arena, struct bytes markdown)
{
	char path[] = "/tmp/cmsready-markdown-XXXXXX", buffer[4096];
	const int file = mkstemp(path);
	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(write(file, markdown.data, markdown.length), (ssize_t)markdown.length);
	close(file);
	FILE *output = popen(arena_format(arena,
				     "cmark-gfm --unsafe -e table -e autolink -e strikethrough "
				     "-e tasklist -e footnotes %s",
				     path),
		"r");
	ck_assert_ptr_nonnull(output);
	struct text html = text_new(arena);
	for (size_t got; (got = fread(buffer, 1, sizeof buffer, output)) > 0;)
		text_add_bytes(&html, buffer, got);
	ck_assert_int_eq(pclose(output), 0);
	unlink(path);
	return html.data;
}

/* The elements only, without their texts. */
static const char *elements(struct arena *arena, const char *html)
{
	struct text found = text_new(arena);
	while ((html = strchr(html, '<')) != NULL) {
		const size_t length = strcspn(html, ">") + 1;
		text_add_bytes(&found, html, length);
		html += length;
	}
	return found.data;
}

static const char *report_with(struct arena *arena, const char *text)
{
	struct fixture *fixture = fixture_new(3);
	fixture_fill(fixture, text);
	fixture_judge(fixture);
	const struct bytes markdown = fixture_render(fixture, "markdown", (struct style){ 0 });
	const char *html = rendered(arena, markdown);
	fixture_free(fixture);
	return html;
}

static const char *const hostile[] = {
	"<img src=x onerror=alert(1)>",
	"<script>alert(1)</script>",
	"</code></pre><b>",
	"```\n# heading\n```",
	"``````` <b>x</b> `",
	"# heading",
	"Setext\n===",
	"- a\n- b",
	"+ a",
	"* a",
	"1. a",
	"2) a",
	"- [x] done",
	"> quote",
	"| a | b |\n|---|---|\n| c | d |",
	"a|b|c|d|e|f",
	"---",
	"    code",
	"\tcode",
	"*strong* **stronger** _a_ __b__ ~~c~~",
	"[a](javascript:alert(1))",
	"![a](http://evil.example/x.png)",
	"[a][b]\n\n[b]: http://evil.example/",
	"<http://evil.example/>",
	"http://evil.example/ https://evil.example ftp://evil.example/a",
	"www.evil.example WWW.evil.example",
	"mail me@evil.example or mailto:me@evil.example or xmpp:me@evil.example/x",
	"&lt;b&gt; &#60;b&#62; &copy;",
	"a\\",
	"\\`a\\`",
	"text[^1]\n\n[^1]: note",
	"<!-- comment",
	"a  \nb",
	"a\xff\xfe"
	"b",
	"\xe2\x80\xae"
	"evil",
};

START_TEST(text_makes_no_element)
{
	struct arena *arena = arena_new();
	const char *plain = elements(arena, report_with(arena, "a text"));
	ck_assert_ptr_nonnull(strstr(plain, "<table>"));
	ck_assert_ptr_nonnull(strstr(plain, "<pre"));
	ck_assert_ptr_null(strstr(plain, "<a "));
	/* Lines of a remedy are paragraphs, so it has one of them only. */
	const char *text = arena_string(arena, hostile[_i]);
	const char *found = elements(arena, report_with(arena, text));
	static const char *const never[] = { "<a ", "<img", "<script", "<em", "<del", "<input",
		"<blockquote", "<hr", "<b>", "<sup", "<section", "<br" };
	for (size_t i = 0; i < COUNT(never); i++)
		ck_assert_msg(strstr(found, never[i]) == NULL, "%s: %s", text, never[i]);
	if (strchr(text, '\n') == NULL && text[0] != ' ' && text[0] != '\t')
		ck_assert_msg(strcmp(found, plain) == 0, "%s:\n%s\n%s", text, found, plain);
	arena_free(arena);
}
END_TEST

/* What is shown is the text, but for spaces that nobody sees. */
START_TEST(text_is_shown)
{
	static const char text[] = "DRCLU01$ on *EXCMS_01* [a|b] <c> & \"d\" 50 % #1 !x \\";
	static const char html[] =
		"DRCLU01$ on *EXCMS_01* [a|b] &lt;c&gt; &amp; &quot;d&quot; 50 % #";
	struct arena *arena = arena_new();
	struct text line = text_new(arena);
	markdown_line_add(&line, text);
	const char *shown = rendered(arena, bytes_of(line.data, line.length));
	ck_assert_msg(strstr(shown, html) != NULL, "%s", shown);
	arena_free(arena);
}
END_TEST

START_TEST(commands_can_be_copied)
{
	static const char remedy[] =
		"Do this:\n    dsacls \"CN=A_B*,DC=c\" /G \"D$@c:GA\"\nThen that.";
	struct arena *arena = arena_new();
	struct text prose = text_new(arena);
	markdown_prose_add(&prose, remedy);
	ck_assert_ptr_nonnull(
		strstr(prose.data, "\n    dsacls \"CN=A_B*,DC=c\" /G \"D$@c:GA\"\n```\n"));
	const char *html = rendered(arena, bytes_of(prose.data, prose.length));
	ck_assert_ptr_nonnull(
		strstr(html, "dsacls &quot;CN=A_B*,DC=c&quot; /G &quot;D$@c:GA&quot;"));
	ck_assert_ptr_nonnull(strstr(html, "<p>Then that.</p>"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("markdown");
	TCase *tcase = tcase_create("markdown");
	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, text_makes_no_element, 0, COUNT(hostile));
	tcase_add_test(tcase, text_is_shown);
	tcase_add_test(tcase, commands_can_be_copied);
	suite_add_tcase(suite, tcase);
	return suite;
}
