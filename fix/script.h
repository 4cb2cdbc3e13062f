/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that would mend what a report found, as a script for an administrator to read. This
 * program never carries them out. The script ends before its first command until somebody removes
 * that line; what deletes something is a comment.
 *
 * Commands are made from the fixes of the report alone (fix/action.c). No other text of the report
 * is more than a comment: the file may come from anywhere.
 */
#pragma once

#include "base/bytes.h"
#include "model/shell.h"
#include "report/report.h"

struct bytes script_write(struct arena *arena, const struct report *report, enum shell shell);
