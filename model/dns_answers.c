/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/dns_answers.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/loss.h"

static bool was_asked(const struct dns_evidence *dns, const char *server, const char *name)
{
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		if (strcasecmp(visit->server, server) == 0 && dns_was_asked(visit, name))
			return true;
	}
	return false;
}

const char *dns_left_out(const struct examination *examination, const char *name)
{
	const struct plan *plan = examination->plan;
	const struct evidence *evidence = examination->evidence;
	const char *left_out = NULL;
	for (size_t i = 0; i < plan->dns_server_count; i++) {
		const char *server = plan->dns_servers[i].given;
		if (!was_asked(&evidence->dns, server, name) &&
			!loss_holds(evidence->loss, SOURCE_DNS, server))
			left_out = server;
	}
	return left_out;
}

const char *dns_more_servers(const struct examination *examination, const char *name)
{
	const struct dns_evidence *dns = &examination->evidence->dns;
	const char *left_out = dns_left_out(examination, name);
	if (dns->count == 0)
		return NULL;
	if (gap_is(&dns->gap))
		return dns->gap.text;
	return left_out == NULL ? NULL
				: arena_format(examination->arena,
					  "%s: named in the plan, but not asked", left_out);
}

const char *dns_answer_doubt(struct arena *arena, const struct dns_answer *answer, const char *type)
{
	if (answer == NULL)
		return arena_format(arena, "it was not asked for %s", type);
	if (gap_is(&answer->gap))
		return answer->gap.text;
	if (answer->truncated)
		return "its answer was truncated";
	if (answer->wildcard != NULL)
		return answer->wildcard;
	if (dns_answer_refuses(answer))
		return arena_format(arena, "it answers %s", rcode_name(arena, answer->rcode));
	return answer->authoritative ? NULL : "its answer is not authoritative";
}

const struct gap *dns_answer_gap(const struct dns_answer *answer)
{
	if (answer == NULL)
		return NULL;
	return answer->wildcard_gap != NULL ? answer->wildcard_gap : &answer->gap;
}

void dns_causes(struct arena *arena, const struct dns_evidence *dns, const char *name,
	struct causes *causes)
{
	static const char *const types[] = { "A", "AAAA" };
	size_t asked = 0;
	for (size_t i = 0; i < dns->count; i++) {
		const struct dns_visit *visit = &dns->visit[i];
		if (!dns_was_asked(visit, name))
			continue;
		asked++;
		for (size_t k = 0; k < 2 && !gap_is(&visit->gap); k++) {
			const struct dns_answer *answer = dns_answer(visit, name, types[k]);
			causes_add(arena, causes, dns_answer_gap(answer));
		}
		if (gap_is(&visit->gap))
			causes_add(arena, causes, &visit->gap);
	}
	if (asked == 0)
		causes_add(arena, causes, &dns->gap);
}

size_t dns_each_address(const struct dns_evidence *dns, const struct name *name,
	enum dns_authority authority,
	void (*each)(void *context, const struct name *name, const char *address), void *context)
{
	static const char *const types[] = { "A", "AAAA" };
	size_t count = 0;
	for (size_t i = 0; i < 2 * dns->count; i++) {
		const char *type = types[i % 2];
		const struct dns_answer *answer = dns_answer(&dns->visit[i / 2], name->fqdn, type);
		if (answer == NULL || answer->wildcard != NULL ||
			(authority == DNS_AUTHORITATIVE && !answer->authoritative))
			continue;
		for (size_t k = 0; k < answer->count; k++) {
			if (strcmp(answer->record[k].type, type) != 0)
				continue;
			each(context, name, answer->record[k].data);
			count++;
		}
	}
	return count;
}
