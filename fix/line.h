/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a script: comments and commands. Whatever a text has, a comment stays one: its
 * characters are those of a list, its lines are short and each begins as a comment. cmd.exe expands
 * "%" in comments, joins lines at "^", and goes on behind 8,191 characters as if a line began.
 *
 * Sources: "cmd /?", PowerShell's about_Comments.
 */
#pragma once

#include "base/text.h"
#include "fix/action.h"
#include "model/shell.h"

struct script {
	struct text text;
	enum shell shell; /* SHELL_CMD or SHELL_POWERSHELL */
};

/* A comment, wrapped; "\n" begins another one. What is not on the list becomes "\x22". */
void script_comment(struct script *script, const char *words);

/* A command as a comment: one line, not wrapped. */
void script_comment_command(struct script *script, const char *command);

/* An empty line. */
void script_gap(struct script *script);

/* A line of ours, as it is. */
void script_line(struct script *script, const char *line);

/* The words of the fix with its members, for a comment. */
char *script_words(struct arena *arena, const char *template, const struct fix *fix);

/*
 * The command as this shell reads it; NULL: a member does not have its form, or has a character
 * that the shell would take for its own.
 */
char *script_command(
	struct arena *arena, enum shell shell, const char *template, const struct fix *fix);
