/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records and answers of DNS can look like, as the evidence writes them (model/evidence.h). */
#pragma once

#include <stdbool.h>

#include "model/evidence.h"

/*
 * Whether a text can be a domain name. Zones have all kinds of names (RFC 2181 11): only lengths
 * and escapes (RFC 1035 5.1) are looked at. "." is the root.
 */
bool dns_name_fits(const char *text);

/* Whether a text is an IP address and a port: "192.0.2.53:53", "[2001:db8::53]:53". */
bool dns_address_fits(const char *text);

/* Why the data of a record is none of its type; NULL: it is. */
const char *dns_record_fault(struct arena *arena, const struct dns_record *record);

/*
 * Why an answer is none to its question; NULL: it is. Each record has to be of the name and type
 * that were asked for, or belong to a chain of aliases (RFC 1034 3.6.2, RFC 6672), or be a
 * signature.
 */
const char *dns_answer_fault(struct arena *arena, const struct dns_answer *answer);
