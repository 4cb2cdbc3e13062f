/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command `cmsready acl`: questions about access from a stream, one line of JSON each, answered
 * one by one, in order, in memory that does not grow with their number.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/text.h"

enum acl_form {
	ACL_ANSWER,  /* a line of JSON */
	ACL_CONVERT, /* the same with the descriptor as bytes and as SDDL */
	ACL_EXPLAIN, /* for people */
};

/*
 * Adds the answer to one question to the text. `line` is its number, for messages. False when the
 * answer is an error.
 */
bool acl_answer(struct arena *arena, struct bytes question, size_t line, enum acl_form form,
	struct text *to);

/*
 * Answers every line of the file descriptor; blank ones are passed over. `wrong` counts those that
 * were answered with an error. False with ERROR_UNREACHABLE when the questions cannot be read or
 * (ERROR_DENIED) the answers not be written.
 */
bool acl_run(int from, FILE *to, enum acl_form form, size_t *wrong, struct error *error);
