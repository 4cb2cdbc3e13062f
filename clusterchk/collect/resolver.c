/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/resolver.h"

#include <string.h>

#include "clusterchk/collect/batch.h"
#include "clusterchk/collect/reach.h"
#include "clusterchk/collect/server_address.h"

/* The resolvers of this machine. If all are silent over UDP, they are asked over TCP. */
static bool ask_resolvers(struct arena *arena, const struct dns_question *questions, size_t count,
	struct deadline deadline, struct dns_visit *visit, struct error *error)
{
	const size_t before = visit->count;
	const struct target udp = { NULL, false, false }, tcp = { NULL, true, false };
	bool heard = false;
	if (!batch_ask(arena, udp, questions, count,
		    deadline_before(deadline, deadline_left_ms(deadline) / 3), visit, &heard,
		    error))
		return false;
	if (heard)
		return true;
	struct dns_visit again = { .answer = visit->answer, .count = before };
	struct error ignored = { 0 };
	if (batch_ask(arena, tcp, questions, count, deadline, &again, &heard, &ignored) && heard) {
		visit->answer = again.answer;
		visit->count = again.count;
	}
	return true;
}

static bool denies_address(const struct dns_answer *answer)
{
	if (gap_is(&answer->gap) || answer->truncated || dns_answer_refuses(answer))
		return false;
	for (size_t i = 0; i < answer->count; i++) {
		if (strcmp(answer->record[i].type, answer->type) == 0)
			return false;
	}
	return true;
}

/*
 * Whether the resolvers of this machine say that the name does not exist, has no address, or is an
 * alias of such a name.
 */
static bool has_no_address(struct arena *arena, const char *name, struct deadline deadline)
{
	const struct dns_question questions[] = { { name, "A", false }, { name, "AAAA", false } };
	struct dns_visit visit = { 0 };
	struct error ignored = { 0 };
	return ask_resolvers(arena, questions, 2, deadline, &visit, &ignored) && visit.count == 2 &&
	       denies_address(&visit.answer[0]) && denies_address(&visit.answer[1]);
}

static bool find_target(struct arena *arena, const struct endpoint *server,
	const struct dns_question *question, struct deadline deadline, struct target *target,
	struct error *error)
{
	struct server_address address[MAX_SERVER_ADDRESSES];
	size_t count;
	bool may_not_exist;
	struct error why = { 0 };
	if (!server_addresses(arena, server, address, &count, &may_not_exist, &why))
		return may_not_exist && has_no_address(arena, server->host, deadline)
			       ? error_set(error, ERROR_ABSENT,
					 "no address: DNS has no A or AAAA record of it")
			       : error_pass(error, &why);
	const struct reach reach = reach_find(arena, address, count, question,
		deadline_before(deadline, deadline_left_ms(deadline) * 2 / 3));
	*target = (struct target){ reach.address->text, reach.over_tcp, !reach.found };
	return true;
}

bool resolver_ask(struct arena *arena, const struct endpoint *server,
	const struct dns_question *questions, size_t count, struct deadline deadline,
	struct dns_visit *visit, struct error *error)
{
	struct target target = { visit->address, visit->transport != NULL, false };
	bool heard;
	if (server == NULL)
		return ask_resolvers(arena, questions, count, deadline, visit, error);
	if (target.address == NULL &&
		!find_target(arena, server, &questions[0], deadline, &target, error))
		return false;
	return batch_ask(arena, target, questions, count, deadline, visit, &heard, error);
}

const char *resolver_library(struct arena *arena)
{
	return batch_library(arena);
}
