/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/resolver.h"

#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <sys/time.h>

#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>

#include "clusterchk/message.h"

enum { TRY_MS = 1000, TRIES = 3, MAX_IN_FLIGHT = 32, EDNS_BYTES = 1232 };

/* All questions to one server. */
struct asking {
	ares_channel channel;
	struct arena *arena;
	struct dns_visit *visit;
	struct query *query;
	size_t next, count, flying;
};

struct query {
	struct asking *asking;
	struct dns_answer *answer;
	const struct dns_question *question;
};

static void fail_status(int status, struct error *error)
{
	switch (status) {
	case ARES_ETIMEOUT:
		error_set(error, ERROR_TIMEOUT, "no answer to %d attempts", TRIES);
		break;
	case ARES_ECANCELLED:
	case ARES_EDESTRUCTION:
		error_set(error, ERROR_TIMEOUT, "no answer before the deadline");
		break;
	case ARES_ECONNREFUSED:
		error_set(error, ERROR_UNREACHABLE, "no DNS server answers there");
		break;
	default:
		error_set(error, ERROR_MALFORMED, "%s", ares_strerror(status));
	}
}

static void ask_next(struct asking *asking);

static void answered(void *argument, int status, int timeouts, unsigned char *data, int length)
{
	(void)timeouts;
	struct query *query = argument;
	struct asking *asking = query->asking;
	struct error error = { 0 };
	if (data != NULL && length > 0)
		message_read(asking->arena, bytes_of(data, (size_t)length), query->answer, &error);
	else
		fail_status(status, &error);
	query->answer->gap.cause = error.kind;
	query->answer->gap.text = arena_string(asking->arena, error.text);
	asking->flying--;
	if (status != ARES_ECANCELLED && status != ARES_EDESTRUCTION)
		ask_next(asking);
}

static void ask_next(struct asking *asking)
{
	while (asking->next < asking->count && asking->flying < MAX_IN_FLIGHT) {
		struct query *query = &asking->query[asking->next++];
		asking->flying++;
		ares_query(asking->channel, query->question->name, ns_c_in,
			message_type(query->question->type), answered, query);
	}
}

/* An address of the server, as "[2001:db8::53]:53" or "192.0.2.53:53". */
static bool find_address(struct arena *arena, const struct endpoint *server, const char **address,
	struct error *error)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo numeric_hints = hints, *found = NULL;
	numeric_hints.ai_flags = AI_NUMERICHOST;
	int code = getaddrinfo(server->host, NULL, &numeric_hints, &found);
	if (code != 0)
		code = getaddrinfo(server->host, NULL, &hints, &found);
	if (code != 0)
		return error_set(error, ERROR_UNREACHABLE,
			"the address of the DNS server %s cannot be found: %s", server->given,
			gai_strerror(code));
	char text[NI_MAXHOST];
	code = getnameinfo(
		found->ai_addr, found->ai_addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST);
	bool bracketed = found->ai_family == AF_INET6;
	freeaddrinfo(found);
	if (code != 0)
		return error_set(error, ERROR_MALFORMED, "the address of %s cannot be written",
			server->given);
	*address =
		arena_format(arena, bracketed ? "[%s]:%u" : "%s:%u", text, (unsigned)server->port);
	return true;
}

static bool open_channel(struct asking *asking, const char *address, struct error *error)
{
	struct ares_options options = {
		.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES |
			 ARES_FLAG_EDNS,
		.timeout = TRY_MS,
		.tries = TRIES,
		.ednspsz = EDNS_BYTES,
		.lookups = (char *)"b",
	};
	if (address != NULL)
		options.flags |= ARES_FLAG_NORECURSE;
	int code = ares_init_options(&asking->channel, &options,
		ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
			ARES_OPT_LOOKUPS);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	if (address == NULL)
		return true;
	code = ares_set_servers_ports_csv(asking->channel, address);
	if (code == ARES_SUCCESS)
		return true;
	ares_destroy(asking->channel);
	return error_set(error, ERROR_CONFIG, "%s: %s", address, ares_strerror(code));
}

/* Waits for the sockets of the channel, but not beyond its own timeouts and the deadline. */
static void wait_and_process(struct asking *asking, struct deadline deadline)
{
	ares_socket_t socket[ARES_GETSOCK_MAXNUM];
	struct pollfd file[ARES_GETSOCK_MAXNUM];
	nfds_t count = 0;
	/* The library's macros for these bits shift into the sign. */
	unsigned wanted = (unsigned)ares_getsock(asking->channel, socket, ARES_GETSOCK_MAXNUM);
	for (int i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
		short events = 0;
		if ((wanted >> i & 1) != 0)
			events |= POLLIN;
		if ((wanted >> (i + ARES_GETSOCK_MAXNUM) & 1) != 0)
			events |= POLLOUT;
		if (events != 0)
			file[count++] = (struct pollfd){ .fd = socket[i], .events = events };
	}
	int64_t left_ms = deadline_left_ms(deadline);
	struct timeval longest = { left_ms / 1000, left_ms % 1000 * 1000 }, next;
	const struct timeval *wait = ares_timeout(asking->channel, &longest, &next);
	poll(file, count, (int)(wait->tv_sec * 1000 + wait->tv_usec / 1000 + 1));
	for (nfds_t i = 0; i < count; i++)
		ares_process_fd(asking->channel,
			(file[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0 ? file[i].fd
									      : ARES_SOCKET_BAD,
			(file[i].revents & POLLOUT) != 0 ? file[i].fd : ARES_SOCKET_BAD);
	ares_process_fd(asking->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static void prepare(struct asking *asking, const struct dns_question *questions, size_t count)
{
	struct arena *arena = asking->arena;
	struct dns_visit *visit = asking->visit;
	struct dns_answer *answers = arena_alloc(arena, (visit->count + count) * sizeof *answers);
	if (visit->count > 0)
		memcpy(answers, visit->answer, visit->count * sizeof *answers);
	asking->query = arena_alloc(arena, count * sizeof *asking->query);
	asking->count = count;
	for (size_t i = 0; i < count; i++) {
		struct dns_answer *answer = &answers[visit->count++];
		answer->name = questions[i].name;
		answer->type = questions[i].type;
		answer->gap = (struct gap){ ERROR_TIMEOUT, "not asked before the deadline" };
		asking->query[i] = (struct query){ asking, answer, &questions[i] };
	}
	visit->answer = answers;
}

bool resolver_ask(struct arena *arena, const struct endpoint *server,
	const struct dns_question *questions, size_t count, struct deadline deadline,
	struct dns_visit *visit, struct error *error)
{
	const char *address = NULL;
	if (server != NULL && !find_address(arena, server, &address, error))
		return false;
	visit->address = address;
	struct asking asking = { .arena = arena, .visit = visit };

	int code = ares_library_init(ARES_LIB_INIT_ALL);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	bool open = open_channel(&asking, address, error);
	if (open) {
		prepare(&asking, questions, count);
		ask_next(&asking);
		while (asking.flying > 0 && deadline_left_ms(deadline) > 0)
			wait_and_process(&asking, deadline);
		ares_cancel(asking.channel);
		ares_destroy(asking.channel);
	}
	ares_library_cleanup();
	return open;
}

const char *resolver_library(struct arena *arena)
{
	return arena_format(arena, "c-ares %s", ares_version(NULL));
}
