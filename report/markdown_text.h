/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside within Markdown: it makes no markup, no link, no mention and no table cell of
 * its own. Sources: CommonMark 0.30 2.4 (backslash escapes) and 4.5 (fences), GitHub Flavored
 * Markdown 6.9 (autolinks).
 */
#pragma once

#include "base/text.h"

/*
 * One line of prose. Each character that could mean something is escaped. Where a renderer makes
 * links of plain text (an address, "@name", "#12"), a zero-width space prevents it; so commands and
 * proofs, which are copied, must not go through this.
 */
void markdown_line_add(struct text *to, const char *text);

/* Lines that are shown as they are, in a fence that no line of them ends. */
void markdown_block_add(struct text *to, const char *lines);

/* Prose, and commands (lines that begin with spaces, model/command_line.h) as blocks. */
void markdown_prose_add(struct text *to, const char *lines);

/* One line within `code`, such as the id of a check. */
void markdown_code_add(struct text *to, const char *text);
