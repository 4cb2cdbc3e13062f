/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/shell.h"

#include <stddef.h>
#include <string.h>

#include "base/letters.h"

/* Characters besides letters and digits. */
static const struct {
	const char *bare, *quoted, *script;
} harmless[] = {
	[SHELL_CMD] = { "._-/:@", " ,=._-()[]{}+@:;#/\\'~", " ,=._-()[]{}+@:;#/\\'~$" },
	[SHELL_POWERSHELL] = { "._-", " ,=._-()[]{}+@:;#/\\'~", " ,=._-()[]{}+@:;#/\\~$" },
	[SHELL_LINUX] = { "._-/:@", " ,=._-()[]{}+@:;#/'~", "" },
};

/* "-x" and "/x" are options. A backslash would take the quotation mark behind it. */
static bool has_odd_end(const char *value, bool is_first)
{
	const size_t length = strlen(value);
	return (is_first && strchr("-/@", *value) != NULL) || value[length - 1] == '\\';
}

/* What was escaped (base/escape.h) is not the value itself. */
static bool is_escaped(const char *value)
{
	return strstr(value, "\\x") != NULL || strstr(value, "\\u") != NULL;
}

bool shell_takes(enum shell shell, const char *value, bool is_quoted, bool is_first)
{
	size_t length = strlen(value);
	if (length == 0)
		return is_quoted;
	if (has_odd_end(value, is_first) || is_escaped(value))
		return false;
	/* Accounts and hidden shares end with one; elsewhere PowerShell begins a variable with it.
	 */
	length -= shell == SHELL_CMD && value[length - 1] == '$';
	return has_only_letters(
		value, length, is_quoted ? harmless[shell].quoted : harmless[shell].bare);
}

static bool is_ascii(const char *value)
{
	while (*value > 0)
		value++;
	return *value == '\0';
}

bool shell_script_takes(enum shell shell, const char *value, bool is_first)
{
	return *value != '\0' && is_ascii(value) && !has_odd_end(value, is_first) &&
	       !is_escaped(value) && has_only_letters(value, strlen(value), harmless[shell].script);
}
