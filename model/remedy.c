/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/remedy.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "model/shell.h"

enum { SPEC_ROOM = 8, NUMBER_ROOM = 24 };

static const char indent[] = "    ";

/* PowerShell's commands are VERB-NOUN; programs of Linux are few. */
static enum shell shell_of(const char *line)
{
	const size_t word = strcspn(line, " \n");
	static const char *const of_linux[] = { "cmsready", "diff", "kinit" };
	for (size_t i = 0; i < sizeof of_linux / sizeof *of_linux; i++) {
		if (strlen(of_linux[i]) == word && strncmp(line, of_linux[i], word) == 0)
			return SHELL_LINUX;
	}
	const bool is_verb = isupper((unsigned char)*line) && memchr(line, '-', word) != NULL;
	return is_verb ? SHELL_POWERSHELL : SHELL_CMD;
}

struct command {
	struct text *line, *notes;
	enum shell shell;
	bool is_quoted;
	unsigned *values; /* that did not fit */
};

static void command_value(struct command *command, const char *value)
{
	const struct text *line = command->line;
	const char before = line->length == 0 ? ' ' : line->data[line->length - 1];
	const bool is_first = before == ' ' || before == '"';
	if (shell_takes(command->shell, value, command->is_quoted, is_first)) {
		text_add_string(command->line, value);
		return;
	}
	const unsigned number = ++*command->values;
	text_add(command->line, "VALUE%u", number);
	text_add(command->notes, "In the next command VALUE%u stands for: %s\n", number, value);
}

/* Takes "%zu" from the format; on return it is behind it. */
static void take_spec(const char **format, char spec[SPEC_ROOM])
{
	size_t length = 0;
	do {
		spec[length++] = *(*format)++;
	} while (length < SPEC_ROOM - 1 &&
		 (spec[length - 1] == '%' || strchr(".*zl", spec[length - 1]) != NULL));
	spec[length] = '\0';
}

static const char *next_value(struct arena *arena, const char **format, va_list *list)
{
	char spec[SPEC_ROOM], number[NUMBER_ROOM];
	take_spec(format, spec);
	if (strcmp(spec, "%s") == 0)
		return va_arg(*list, const char *);
	if (strcmp(spec, "%.*s") == 0) {
		const int length = va_arg(*list, int);
		return arena_format(arena, "%.*s", length, va_arg(*list, const char *));
	}
	if (strcmp(spec, "%d") == 0)
		snprintf(number, sizeof number, "%d", va_arg(*list, int));
	else if (strcmp(spec, "%u") == 0)
		snprintf(number, sizeof number, "%u", va_arg(*list, unsigned));
	else if (strcmp(spec, "%zu") == 0)
		snprintf(number, sizeof number, "%zu", va_arg(*list, size_t));
	else if (strcmp(spec, "%lu") == 0)
		snprintf(number, sizeof number, "%lu", va_arg(*list, unsigned long));
	else if (strcmp(spec, "%lld") == 0)
		snprintf(number, sizeof number, "%lld", va_arg(*list, long long));
	else
		return arena_string(arena, spec); /* no conversion of remedy.h: a test shows it */
	return arena_string(arena, number);
}

/* One line of the format; returns what is behind it. */
static const char *add_line(struct text *to, const char *format, va_list *list, unsigned *values)
{
	struct arena *arena = to->arena;
	const bool is_command = strncmp(format, indent, sizeof indent - 1) == 0;
	struct text line = text_new(arena), notes = text_new(arena);
	struct command command = { &line, &notes, SHELL_CMD, false, values };
	if (is_command)
		command.shell = shell_of(format + sizeof indent - 1);
	while (*format != '\0' && *format != '\n') {
		if (*format == '%' && format[1] == '%') {
			text_add_bytes(&line, "%", 1);
			format += 2;
		} else if (*format == '%') {
			const char *value = next_value(arena, &format, list);
			if (is_command)
				command_value(&command, value);
			else
				text_add_string(&line, value);
		} else {
			command.is_quoted ^= *format == '"';
			text_add_bytes(&line, format++, 1);
		}
	}
	text_add_string(to, notes.data);
	text_add_string(to, line.data);
	if (*format == '\n')
		text_add_bytes(to, format++, 1);
	return format;
}

static void add_lines(struct text *to, const char *format, va_list *list)
{
	unsigned values = 0;
	while (*format != '\0')
		format = add_line(to, format, list, &values);
}

char *remedy_format(struct arena *arena, const char *format, ...)
{
	struct text remedy = text_new(arena);
	va_list list;
	va_start(list, format);
	add_lines(&remedy, format, &list);
	va_end(list);
	return remedy.data;
}

void remedy_add(struct text *remedy, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	add_lines(remedy, format, &list);
	va_end(list);
}
