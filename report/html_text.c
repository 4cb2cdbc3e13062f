/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html.h"

#include <stdarg.h>
#include <string.h>

#include "model/command_line.h"
#include "report/markup.h"

void html_text(struct html *html, const char *text)
{
	markup_text(&html->out, text);
}

void html_put(struct html *html, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	markup_put_list(&html->out, format, arguments);
	va_end(arguments);
}

void html_prose(struct html *html, const char *text)
{
	if (*text != '\0')
		html_put(html, "<p>%s</p>", text);
}

/* Begins or ends what lines of one kind stand in. */
static void open_lines(struct html *html, const char **open, const char *wanted)
{
	if (*open == wanted) {
		text_add_string(&html->out, "\n");
		return;
	}
	if (*open != NULL)
		html_put(html, "</%s>", *open);
	if (wanted != NULL)
		html_put(html, "<%s>", wanted);
	*open = wanted;
}

void html_remedy(struct html *html, const char *text)
{
	static const char prose[] = "p", commands[] = "pre";
	const char *open = NULL;
	while (*text != '\0') {
		const size_t length = strcspn(text, "\n");
		const char *line = arena_text(html->arena, text, length);
		const char *words = line + strspn(line, " ");
		const bool is_command = words != line && *words != '\0';
		const bool is_plain = is_command && command_line_is_plain(words);
		open_lines(html, &open, is_plain ? commands : prose);
		html_put(html, "%s%s", is_command && !is_plain ? "not shown as a command: " : "",
			words);
		text += length + (text[length] == '\n');
	}
	if (open != NULL)
		open_lines(html, &open, NULL);
}

static void names_add(struct html *html, const char *const *name, size_t count)
{
	for (size_t i = 0; i < count; i++)
		html_put(html, "%s<span class=name>%s</span>", i == 0 ? "" : ", ", name[i]);
}

void html_names(struct html *html, const char *const *name, size_t count)
{
	if (count <= HTML_NAMES_SHOWN) {
		names_add(html, name, count);
		return;
	}
	const size_t shown = HTML_NAMES_SHOWN / 2;
	names_add(html, name, shown);
	html_put(html, "<details class=more><summary>and %zu more</summary>", count - shown);
	names_add(html, name + shown, count - shown);
	html_put(html, "</details>");
}

void html_count(struct html *html, size_t count, const char *one, const char *many)
{
	html_put(html, "%zu %s", count, count == 1 ? one : many);
}
