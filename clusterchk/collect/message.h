/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A DNS message (RFC 1035) as evidence, read with the system's resolver library. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/evidence.h"

/* The query type of a name such as "AAAA"; 0 when it is not one we ask for. */
int message_type(const char *name);

/*
 * Fills code, flags and the records of the answer section. ERROR_MALFORMED when the message is cut
 * or contradicts itself.
 */
bool message_read(
	struct arena *arena, struct bytes message, struct dns_answer *answer, struct error *error);

/* The name in the one question that a message repeats, in lower case, and its type; NULL when it is
 * no message, or repeats none. */
const char *message_question(struct arena *arena, struct bytes message, int *type);
