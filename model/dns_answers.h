/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the DNS servers that were to be asked for a name told of it. Pure. */
#pragma once

#include "model/check.h"

/* The last server of the plan that was not asked for the addresses of the name; NULL: none. */
const char *dns_left_out(const struct examination *examination, const char *name);

/*
 * Why there may be servers beside those that the evidence holds, for a line of proof; NULL: there
 * are none, or it holds no server at all.
 */
const char *dns_more_servers(const struct examination *examination, const char *name);

/*
 * Why an answer does not tell with authority what the name has, or that it has nothing; NULL: it
 * does. `answer` may be NULL: there is none; `type` is what was asked for.
 */
const char *dns_answer_doubt(
	struct arena *arena, const struct dns_answer *answer, const char *type);

/* What hides the addresses of the name: the gaps of the servers that were to be asked for it. */
void dns_causes(struct arena *arena, const struct dns_evidence *dns, const char *name,
	struct causes *causes);

/* What is left in a cache may be long gone: it does not count where authority does. */
enum dns_standing { DNS_ANY, DNS_AUTHORITATIVE };

/*
 * Hands over each address that a DNS server gave in an answer about the name, as often as it was
 * given; the number of them.
 */
size_t dns_each_address(const struct dns_evidence *dns, const struct name *name,
	enum dns_standing standing,
	void (*each)(void *context, const struct name *name, const char *address), void *context);
