/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command `cmsready acl`: reads questions about access from a stream, one line of JSON each,
 * and answers them one by one, in order. Memory use does not grow with their number.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/text.h"

enum acl_form {
	ACL_ANSWER,  /* a line of JSON */
	ACL_CONVERT, /* the same, plus the descriptor as bytes and as SDDL */
	ACL_EXPLAIN, /* for people */
};

/*
 * Adds the answer to one question to the text. `line` is its number, for messages. False if the
 * answer is an error.
 */
bool acl_answer(struct arena *arena, struct bytes question, size_t line, enum acl_form form,
	struct text *to);

/*
 * Answers every line of the file descriptor; blank lines are skipped. `wrong` counts the lines that
 * were answered with an error. False with ERROR_UNREACHABLE if the questions cannot be read, with
 * ERROR_DENIED if the answers cannot be written.
 */
bool acl_run(int from, FILE *to, enum acl_form form, size_t *wrong, struct error *error);
