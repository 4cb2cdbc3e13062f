/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which values mean themselves in the command line of a shell. The lists name what is allowed; all
 * else is refused.
 *
 * Sources: "cmd /?" (characters that need quotation marks; % is expanded inside of them, too),
 * PowerShell's about_Quoting_Rules, POSIX 2.2.
 */
#pragma once

#include <stdbool.h>

enum shell { SHELL_CMD, SHELL_POWERSHELL, SHELL_LINUX };

/*
 * Whether a value that a person pastes means itself: inside of double quotation marks or without
 * any, at the beginning of its word (`is_first`) or behind something else.
 */
bool shell_takes(enum shell shell, const char *value, bool is_quoted, bool is_first);

/*
 * The same in a script file, inside of quotation marks: double ones for cmd.exe, single ones for
 * PowerShell. Only ASCII: cmd.exe and PowerShell read a file in the code page of the machine, where
 * the bytes of a letter may be a quotation mark.
 */
bool shell_script_takes(enum shell shell, const char *value, bool is_first);
