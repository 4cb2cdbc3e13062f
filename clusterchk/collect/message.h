/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses DNS messages (RFC 1035) into evidence, and writes simple ones, with the system's resolver
 * library. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"
#include "model/evidence.h"

/* The query type of a name such as "AAAA"; 0: not one that we ask for. */
int message_type(const char *name);

/*
 * Writes a query without recursion and without EDNS. Returns its length; 0: it is no domain name,
 * or not a type that we ask for.
 */
enum { MESSAGE_QUERY_BYTES = 12 + 255 + 4 };
size_t message_query(const char *name, const char *type, uint16_t id,
	unsigned char message[MESSAGE_QUERY_BYTES], size_t size);

/*
 * Fills code, flags and the records of the answer section. ERROR_MALFORMED: the message ends too
 * early or contradicts itself.
 */
bool message_read(
	struct arena *arena, struct bytes message, struct dns_answer *answer, struct error *error);

/* The name, in lower case, and the type in a message's question section. NULL: no DNS message, or
 * not exactly one question. */
const char *message_question(struct arena *arena, struct bytes message, int *type);
