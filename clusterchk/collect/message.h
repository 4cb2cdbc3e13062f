/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses DNS messages (RFC 1035) into evidence, with the system's resolver library. */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/evidence.h"

/* The query type of a name such as "AAAA"; 0: not one that we ask for. */
int message_type(const char *name);

/*
 * Fills code, flags and the records of the answer section. ERROR_MALFORMED: the message ends too
 * early or contradicts itself.
 */
bool message_read(
	struct arena *arena, struct bytes message, struct dns_answer *answer, struct error *error);

/* The name, in lower case, and the type in a message's question section. NULL: no DNS message, or
 * not exactly one question. */
const char *message_question(struct arena *arena, struct bytes message, int *type);
