/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report as one web page, for the drill: it opens without a network, prints, and can be read
 * without colour. The policy in its head allows no script and no resource, and of styles only the
 * one below.
 */
#include "report/html.h"

#include <string.h>

#include "base/encode.h"

/* The source expression of Content Security Policy Level 3: 'sha256-' and base64. */
static const char *style_source(struct arena *arena, const char *css)
{
	const char *digits = sha256_write(arena, bytes_of(css, strlen(css)));
	uint8_t digest[32] = { 0 };
	for (size_t i = 0; i < 2 * sizeof digest; i++) {
		const char digit = digits[i];
		const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
		digest[i / 2] = (uint8_t)(digest[i / 2] << 4 | value);
	}
	return base64_write(arena, bytes_of(digest, sizeof digest));
}

static void head(struct html *html)
{
	const struct report *report = html->report;
	const struct html_mark mark = html_mark_of_verdict(report->verdict.state);
	const char *css = html_style(html->arena);
	html_put(html,
		"<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
		"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
		"style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=referrer content=no-referrer>\n"
		"<meta name=color-scheme content=\"light dark\">\n<title>%s",
		style_source(html->arena, css), mark.word);
	if (report->recovery_count == 1)
		html_put(html, ": %s", report->recovery[0].cms);
	html_put(html, " - cmsready</title>\n<style>");
	text_add_string(&html->out, css);
	html_put(html, "</style>\n</head>\n<body>\n");
}

static void link_to(struct html *html, bool is_there, const char *id, const char *title)
{
	if (is_there)
		html_put(html, "<a href=\"#%s\">%s</a>", id, title);
}

static void contents(struct html *html)
{
	const struct report *report = html->report;
	html_put(html, "<nav aria-label=\"Parts of the report\">");
	link_to(html, report->root_count > 0, "causes", "Causes");
	link_to(html, html->check_count > 0, "matrix", "Matrix");
	link_to(html, report->recovery_count > 0, "recoveries", "Recoveries");
	link_to(html, html->check_count > 0, "checks", "Proof and fix");
	link_to(html, report->loss != NULL, "loss", "Site loss");
	link_to(html, report->gap_count > 0, "gaps", "Not read");
	link_to(html, true, "limits", "Limits");
	link_to(html, true, "provenance", "Provenance");
	html_put(html, "</nav>\n");
}

struct bytes format_html(
	struct arena *arena, const struct report *report, const struct style *style)
{
	struct html html = {
		.arena = arena, .report = report, .style = style, .out = text_new(arena)
	};
	html_index(&html);
	head(&html);
	html_summary(&html);
	contents(&html);
	html_put(&html, "<main>\n");
	html_causes(&html);
	html_matrix(&html);
	html_recoveries(&html);
	html_checks(&html);
	html_loss(&html);
	html_gaps(&html);
	html_limits(&html);
	html_provenance(&html);
	html_put(&html, "</main>\n</body>\n</html>\n");
	return bytes_of(html.out.data, html.out.length);
}
