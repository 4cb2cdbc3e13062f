/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/line.h"

#include <string.h>

enum { COLUMNS = 96, LONGEST = 1000, MAX_VALUE = 400, MAX_COMMAND = 2000 };

/* As files of Windows end their lines. */
static const char line_end[] = "\r\n";

static const char *mark(const struct script *script)
{
	return script->shell == SHELL_CMD ? "rem " : "# ";
}

static bool is_plain(char letter)
{
	return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
	       (letter >= 'a' && letter <= 'z') ||
	       (letter != '\0' && strchr(" .,:;=_-+@#/\\'\"()[]{}$*", letter) != NULL);
}

static char *plain_of(struct arena *arena, const char *words)
{
	struct text plain = text_new(arena);
	for (const char *at = words; *at != '\0'; at++) {
		if (is_plain(*at))
			text_add_bytes(&plain, at, 1);
		else if (*at == '|')
			text_add_string(&plain, "(pipe)"); /* of our own templates */
		else
			text_add(&plain, "\\x%02x", (unsigned)(unsigned char)*at);
	}
	return plain.data;
}

/* How much of the words fits a line: up to a blank. Only what is very long is cut elsewhere. */
static size_t fitting(const char *words)
{
	const size_t length = strlen(words);
	size_t end = 0;
	if (length <= COLUMNS)
		return length;
	for (size_t at = 1; at < length && at <= LONGEST && (at <= COLUMNS || end == 0); at++) {
		if (words[at] == ' ')
			end = at;
	}
	return end > 0 ? end : length < LONGEST ? length : LONGEST;
}

static void add_wrapped(struct script *script, const char *words)
{
	do {
		const size_t length = fitting(words);
		text_add(&script->text, "%s%.*s%s", mark(script), (int)length, words, line_end);
		words += length;
		words += strspn(words, " ");
	} while (*words != '\0');
}

void script_comment(struct script *script, const char *words)
{
	struct arena *arena = script->text.arena;
	while (*words != '\0') {
		const size_t length = strcspn(words, "\n");
		const char *line = arena_text(arena, words, length);
		if (length > 0)
			add_wrapped(script, plain_of(arena, line));
		words += length + (words[length] == '\n');
	}
}

void script_comment_command(struct script *script, const char *command)
{
	const char *plain = plain_of(script->text.arena, command);
	if (strlen(plain) > 2 * MAX_COMMAND)
		plain = "(too long)";
	text_add(&script->text, "%s%s%s", mark(script), plain, line_end);
}

void script_gap(struct script *script)
{
	text_add_string(&script->text, line_end);
}

void script_line(struct script *script, const char *line)
{
	text_add(&script->text, "%s%s", line, line_end);
}

/* The member that the template names at its "{", and behind it; NULL: a brace of the command. */
static const char *take_member(const char **template, const struct fix *fix, enum fix_form *form)
{
	const char *name = *template + 1;
	const size_t length = strcspn(name, "{}\" ");
	const char *text = name[length] == '}' ? fix_member(fix, name, length, form) : NULL;
	if (text != NULL)
		*template = name + length + 1;
	return text;
}

char *script_words(struct arena *arena, const char *template, const struct fix *fix)
{
	struct text words = text_new(arena);
	while (*template != '\0') {
		enum fix_form form;
		const char *text = *template == '{' ? take_member(&template, fix, &form) : NULL;
		if (text == NULL)
			text_add_bytes(&words, template ++, 1);
		else if (strlen(text) > MAX_VALUE)
			text_add(&words, "%.*s (cut)", MAX_VALUE, text);
		else
			text_add_string(&words, text);
	}
	/* A line feed of a value begins no line. */
	for (char *at = words.data; (at = strchr(at, '\n')) != NULL;)
		*at = '\t';
	return words.data;
}

char *script_command(
	struct arena *arena, enum shell shell, const char *template, const struct fix *fix)
{
	struct text line = text_new(arena);
	while (*template != '\0') {
		enum fix_form form;
		const char before = line.length == 0 ? ' ' : line.data[line.length - 1];
		const bool is_first = strchr(" \"'", before) != NULL;
		const char *text = *template == '{' ? take_member(&template, fix, &form) : NULL;
		if (text == NULL) {
			const bool is_quote = *template == '"' && shell == SHELL_POWERSHELL;
			text_add_bytes(&line, is_quote ? "'" : template, 1);
			template ++;
			continue;
		}
		if (!fix_form_fits(form, text) ||
			(form != FORM_SWITCH && !shell_script_takes(shell, text, is_first)))
			return NULL;
		text_add_string(&line, text);
	}
	return line.length > MAX_COMMAND ? NULL : line.data;
}
