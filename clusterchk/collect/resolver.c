/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/resolver.h"

#include <poll.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/time.h>

#include <ares.h>
#include <arpa/nameser.h>

#include "clusterchk/collect/datagrams.h"
#include "clusterchk/collect/message.h"
#include "clusterchk/collect/server_address.h"

enum { TRY_MS = 1000, TRIES = 3, PROBE_MS = 2500, MAX_IN_FLIGHT = 32, EDNS_BYTES = 1232 };
enum {
	NO_ID = 0x10000,      /* ids have 16 bits */
	MAX_LOOKED_AT = 4096, /* datagrams that nobody asked for */
};

/* All questions to one server. */
struct asking {
	ares_channel channel;
	struct arena *arena;
	struct dns_visit *visit;
	struct query *query;
	size_t next, count;
	struct query *flying[MAX_IN_FLIGHT];
	size_t flying_count;
	struct query *sending; /* whose first datagram is on its way */
	size_t looked_at;      /* datagrams that came */
	bool heard;            /* an answer came */
	struct datagram_watch watch;
};

struct query {
	struct asking *asking;
	struct dns_answer *answer;
	const struct dns_question *question;
	uint32_t id;       /* or NO_ID */
	const char *stray; /* what came for it and was no answer to it, or NULL */
	bool plain;        /* asked again, since the server could not read it */
	int64_t refusal;   /* the code of the last answer that c-ares passed over, or 0 */
};

static void sent(void *context, struct bytes datagram)
{
	struct asking *asking = context;
	if (asking->sending == NULL || datagram.length < 2)
		return;
	asking->sending->id = (uint32_t)(datagram.data[0] << 8 | datagram.data[1]);
	asking->sending = NULL;
}

static bool is_about(const struct query *query, const char *name, int type)
{
	return type == message_type(query->question->type) &&
	       strcasecmp(name, query->question->name) == 0;
}

/* The code in the header (RFC 1035 4.1.1). */
static int64_t code_of(struct bytes message)
{
	enum { CODE_AT = 3, CODE_BITS = 0x0f };
	return message.length <= CODE_AT ? RCODE_NO_ERROR : message.data[CODE_AT] & CODE_BITS;
}

static bool is_cut(struct bytes message)
{
	enum { TC_AT = 2, TC = 0x02 };
	return message.length > TC_AT && (message.data[TC_AT] & TC) != 0;
}

/* Those for which c-ares asks the next server. */
static bool is_refusal(int64_t code)
{
	return code == RCODE_SERVER_FAILURE || code == RCODE_NOT_IMPLEMENTED ||
	       code == RCODE_REFUSED;
}

/* What is an answer to a question in flight leaves nothing; nor does what comes late. */
static void received(void *context, struct bytes datagram)
{
	struct asking *asking = context;
	int type = 0;
	if (asking->looked_at++ > MAX_LOOKED_AT + TRIES * asking->count)
		return;
	const char *name = message_question(asking->arena, datagram, &type);
	const uint32_t id =
		datagram.length < 2 ? NO_ID : (uint32_t)(datagram.data[0] << 8 | datagram.data[1]);
	for (size_t i = 0; i < asking->flying_count; i++) {
		struct query *query = asking->flying[i];
		if (query->stray != NULL)
			continue;
		const bool about = name != NULL && is_about(query, name, type);
		if (about && query->id == id && is_refusal(code_of(datagram)))
			query->refusal = code_of(datagram);
		if (about && query->id == id && is_cut(datagram))
			query->stray = "what came over UDP was cut, and over TCP no answer came";
		else if (about && query->id != id)
			query->stray = "what came has another id than the question";
		else if (query->id == id && name == NULL)
			query->stray = "what came is no DNS message that repeats the question";
		else if (query->id == id && !about)
			query->stray = "what came answers another question";
	}
}

static void fail_status(const struct query *query, int status, struct error *error)
{
	if (query->refusal != RCODE_NO_ERROR) {
		error_set(error, ERROR_UNREACHABLE,
			"DNS servers answer with response code %lld, or not at all",
			(long long)query->refusal);
		return;
	}
	switch (status) {
	case ARES_ETIMEOUT:
		error_set(error, ERROR_TIMEOUT, "no answer to %d attempts%s%s", TRIES,
			query->stray != NULL ? "; " : "", query->stray != NULL ? query->stray : "");
		break;
	case ARES_ECANCELLED:
	case ARES_EDESTRUCTION:
		error_set(error, ERROR_TIMEOUT, "no answer before the deadline%s%s",
			query->stray != NULL ? "; " : "", query->stray != NULL ? query->stray : "");
		break;
	case ARES_ECONNREFUSED:
		error_set(error, ERROR_UNREACHABLE, "%s",
			query->stray != NULL ? query->stray : "no DNS server answers there");
		break;
	default:
		error_set(error, ERROR_MALFORMED, "%s", ares_strerror(status));
	}
}

static void land(struct query *query)
{
	struct asking *asking = query->asking;
	for (size_t i = 0; i < asking->flying_count; i++) {
		if (asking->flying[i] == query)
			asking->flying[i--] = asking->flying[--asking->flying_count];
	}
}

static void send_query(struct query *query);

/*
 * A server from before EDNS says that it cannot read the question (RFC 6891 7). c-ares leaves EDNS
 * away after the first such answer and asks that one question again, but not the others that were
 * in flight with it.
 */
static bool asks_again(struct query *query, struct bytes message)
{
	if (query->plain || code_of(message) != RCODE_FORMAT_ERROR)
		return false;
	query->plain = true;
	send_query(query);
	return true;
}

static void answered(void *argument, int status, int timeouts, unsigned char *data, int length)
{
	(void)timeouts;
	struct query *query = argument;
	struct asking *asking = query->asking;
	struct error error = { 0 };
	asking->heard = asking->heard || (data != NULL && length > 0);
	if (data != NULL && length > 0 && asks_again(query, bytes_of(data, (size_t)length)))
		return;
	if (data != NULL && length > 0)
		message_read(asking->arena, bytes_of(data, (size_t)length), query->answer, &error);
	else
		fail_status(query, status, &error);
	query->answer->gap.cause = error.kind;
	query->answer->gap.text = arena_string(asking->arena, error.text);
	land(query);
}

static void send_query(struct query *query)
{
	struct asking *asking = query->asking;
	asking->sending = query;
	ares_query(asking->channel, query->question->name, ns_c_in,
		message_type(query->question->type), answered, query);
	asking->sending = NULL;
}

/* An answer may come before a call returns: that the socket could not be opened. */
static void ask_next(struct asking *asking)
{
	while (asking->next < asking->count && asking->flying_count < MAX_IN_FLIGHT) {
		struct query *query = &asking->query[asking->next++];
		asking->flying[asking->flying_count++] = query;
		send_query(query);
	}
}

static bool open_channel(struct asking *asking, const char *address, struct error *error)
{
	struct ares_options options = {
		.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS,
		.timeout = TRY_MS,
		.tries = TRIES,
		.ednspsz = EDNS_BYTES,
		.lookups = (char *)"b",
	};
	/* What one server answers is told as it is; of those of this machine the next one is asked
	 * where the first refuses, as every other program does. */
	if (address != NULL)
		options.flags |= ARES_FLAG_NORECURSE | ARES_FLAG_NOCHECKRESP;
	int code = ares_init_options(&asking->channel, &options,
		ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
			ARES_OPT_LOOKUPS);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	asking->watch = (struct datagram_watch){ sent, received, asking };
	datagrams_watch(asking->channel, &asking->watch);
	if (address == NULL)
		return true;
	code = ares_set_servers_ports_csv(asking->channel, address);
	if (code == ARES_SUCCESS)
		return true;
	ares_destroy(asking->channel);
	return error_set(
		error, ERROR_CONFIG, "its address is not understood: %s", ares_strerror(code));
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
		asking->query[i] =
			(struct query){ asking, answer, &questions[i], NO_ID, NULL, false, 0 };
	}
	visit->answer = answers;
}

/*
 * A server that never said a word is one cause, whether a question had all its attempts, was on its
 * way at the deadline, or had not come to its turn.
 */
static void tell_silence(struct asking *asking)
{
	if (asking->heard || asking->looked_at > 0)
		return;
	for (size_t i = 1; i < asking->count; i++) {
		struct gap *gap = &asking->query[i].answer->gap;
		if (gap->cause == ERROR_TIMEOUT)
			*gap = asking->query[0].answer->gap;
	}
}

/* NULL address: the resolvers of this machine. */
static bool ask_at(struct arena *arena, const char *address, const struct dns_question *questions,
	size_t count, struct deadline deadline, struct dns_visit *visit, struct error *error)
{
	visit->address = address;
	struct asking asking = { .arena = arena, .visit = visit };

	int code = ares_library_init(ARES_LIB_INIT_ALL);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	bool open = open_channel(&asking, address, error);
	if (open) {
		prepare(&asking, questions, count);
		for (ask_next(&asking); asking.flying_count > 0 && deadline_left_ms(deadline) > 0;
			ask_next(&asking))
			wait_and_process(&asking, deadline);
		ares_cancel(asking.channel);
		ares_destroy(asking.channel);
		tell_silence(&asking);
	}
	ares_library_cleanup();
	return open;
}

/*
 * Of several, the first that says anything to one question: domain controllers publish every
 * address they have, a network for backups or a tunnel of IPv6 among them, and not all can be
 * reached from here. The last one is taken at its word.
 */
static const char *address_that_speaks(struct arena *arena, const char *const *addresses,
	size_t count, const struct dns_question *questions, struct deadline deadline)
{
	for (size_t i = 0; i + 1 < count; i++) {
		struct dns_visit visit = { 0 };
		struct error ignored = { 0 };
		const int64_t left_ms = deadline_left_ms(deadline) / (int64_t)(count + 1);
		const struct deadline soon =
			deadline_after(left_ms < PROBE_MS ? left_ms : PROBE_MS);
		if (ask_at(arena, addresses[i], questions, 1, soon, &visit, &ignored) &&
			visit.count > 0 && visit.answer[0].gap.cause != ERROR_TIMEOUT &&
			visit.answer[0].gap.cause != ERROR_UNREACHABLE)
			return addresses[i];
	}
	return addresses[count - 1];
}

bool resolver_ask(struct arena *arena, const struct endpoint *server,
	const struct dns_question *questions, size_t count, struct deadline deadline,
	struct dns_visit *visit, struct error *error)
{
	const char *address = visit->address, *addresses[MAX_SERVER_ADDRESSES];
	size_t address_count;
	if (server != NULL && address == NULL) {
		if (!server_addresses(arena, server, addresses, &address_count, error))
			return false;
		address = address_that_speaks(arena, addresses, address_count, questions, deadline);
	}
	return ask_at(arena, address, questions, count, deadline, visit, error);
}

const char *resolver_library(struct arena *arena)
{
	return arena_format(arena, "c-ares %s", ares_version(NULL));
}
