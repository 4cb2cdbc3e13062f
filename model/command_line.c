/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/command_line.h"

#include <ctype.h>
#include <string.h>

#include "base/letters.h"

static bool begins_with(const char *text, const char *word)
{
	const size_t length = strlen(word);
	return strncmp(text, word, length) == 0 && !isalnum((unsigned char)text[length]);
}

static bool is_one_of(const char *text, const char *const *word, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (begins_with(text, word[i]))
			return true;
	}
	return false;
}

/* A pipe may end a line; the next one is looked at by itself. */
static bool pipe_is_plain(const char *behind)
{
	static const char *const cmdlet[] = { "Format-List", "Format-Table",
		"Update-OfflineAddressBook" };
	behind += strspn(behind, " ");
	return *behind == '\0' || is_one_of(behind, cmdlet, sizeof cmdlet / sizeof *cmdlet);
}

/* PowerShell and shells of Linux begin variables and commands with it. */
static bool dollar_is_plain(const char *behind)
{
	static const char *const value[] = { "true", "false" };
	return *behind == '\0' || strchr("@:\" )", *behind) != NULL ||
	       is_one_of(behind, value, sizeof value / sizeof *value);
}

/* Base/escape.h wrote it: the character itself is another one. */
static bool is_escape(const char *backslash)
{
	const char kind = backslash[1];
	const size_t digits = strspn(kind == '\0' ? "" : backslash + 2, "0123456789abcdef");
	return (kind == 'x' && digits >= 2) || (kind == 'u' && digits >= 4);
}

static bool character_is_plain(const char *line, const char *at, bool is_quoted)
{
	switch (*at) {
	case '|':
		return !is_quoted && pipe_is_plain(at + 1);
	case '$':
		return dollar_is_plain(at + 1);
	case '\\':
		return !is_escape(at);
	case '(': /* PowerShell runs what is in it, but not in "Exchange Servers":(OI)(CI)R */
		return is_quoted || (at > line && strchr(":)", at[-1]) != NULL);
	case ';':
	case '\'':
	case '!':
		return is_quoted;
	default:
		return true;
	}
}

bool command_line_is_plain(const char *line)
{
	bool is_quoted = false;
	if (*line == '\0' || !has_only_letters(line, strlen(line), " !\"#$'()*+,-./:;=?@[\\]_{|}~"))
		return false;
	for (const char *at = line; *at != '\0'; at++) {
		if (!character_is_plain(line, at, is_quoted))
			return false;
		is_quoted ^= *at == '"';
	}
	return !is_quoted;
}
