/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a line may be shown as a command to copy. The lines of model/remedy.h always may. A
 * report that was loaded from a file can have any line, and a shell does more with some characters
 * than to pass them on.
 */
#pragma once

#include <stdbool.h>

/*
 * Whether every character means itself in cmd.exe, PowerShell and a shell of Linux, or is one that
 * the remedies use on purpose: quotation marks in pairs, the $ behind an account, $true and $false,
 * and a pipe to a cmdlet that shows lists or that a remedy names.
 */
bool command_line_is_plain(const char *line);
