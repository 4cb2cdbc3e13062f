/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the DNS servers answered for a name, and which of them were not asked. Pure. */
#pragma once

#include "model/check.h"

/* The last server of the plan that was not asked for the addresses of the name; NULL: none. */
const char *dns_left_out(const struct examination *examination, const char *name);

/*
 * Why there may be servers besides those in the evidence, for a line of proof; NULL: there are
 * none, or the evidence has no server at all.
 */
const char *dns_more_servers(const struct examination *examination, const char *name);

/*
 * Why an answer does not show with authority which records the name has, or that it has none; NULL:
 * it does. `answer` may be NULL: there is none; `type` is the record type that was asked for.
 */
const char *dns_answer_doubt(
	struct arena *arena, const struct dns_answer *answer, const char *type);

/* The gap behind such a doubt; it may be no gap. NULL: there is no answer. */
const struct gap *dns_answer_gap(const struct dns_answer *answer);

/* Adds the gaps of the servers that were to be asked for the addresses of the name. */
void dns_causes(struct arena *arena, const struct dns_evidence *dns, const char *name,
	struct causes *causes);

/* A cached answer may be outdated: it does not count where authority is required. */
enum dns_authority { DNS_ANY, DNS_AUTHORITATIVE };

/*
 * Calls `each` for every address that a DNS server returned for the name, as often as it was
 * returned. Answers of a wildcard do not count. Returns their number.
 */
size_t dns_each_address(const struct dns_evidence *dns, const struct name *name,
	enum dns_authority authority,
	void (*each)(void *context, const struct name *name, const char *address), void *context);
