/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/batch.h"

#include <poll.h>
#include <string.h>
#include <strings.h>
#include <sys/select.h>
#include <sys/time.h>

#include <ares.h>
#include <arpa/nameser.h>

#include "clusterchk/collect/datagrams.h"
#include "clusterchk/collect/message.h"
#include "model/dns_form.h"

enum { TRY_MS = 1000, TRIES = 3, MAX_IN_FLIGHT = 32, EDNS_BYTES = 1232 };
static const char transport_tcp[] = "TCP";
enum {
	NO_ID = 0x10000,      /* ids have 16 bits */
	MAX_DATAGRAMS = 4096, /* unsolicited datagrams that are parsed */
};

/* All questions to one server. */
struct batch {
	ares_channel channel;
	struct arena *arena;
	struct dns_visit *visit;
	struct query *query;
	size_t next, count;
	struct query *in_flight[MAX_IN_FLIGHT];
	size_t in_flight_count;
	struct query *sending; /* its first datagram is being sent */
	size_t datagram_count; /* received */
	bool has_reply;        /* at least one matching reply was received */
	bool tcp_failed;       /* it was tried before, without a reply */
	struct datagram_watch watch;
};

struct query {
	struct batch *batch;
	struct dns_answer *answer;
	const struct dns_question *question;
	uint32_t id;          /* or NO_ID */
	const char *mismatch; /* how a reply did not match it, or NULL */
	bool asked_again;     /* after FORMERR */
	int64_t refusal;      /* the code of the last answer that c-ares skipped, or 0 */
};

static void sent(void *context, struct bytes datagram)
{
	struct batch *batch = context;
	if (batch->sending == NULL || datagram.length < 2)
		return;
	batch->sending->id = (uint32_t)(datagram.data[0] << 8 | datagram.data[1]);
	batch->sending = NULL;
}

static bool is_about(const struct query *query, const char *name, int type)
{
	return type == message_type(query->question->type) &&
	       strcasecmp(name, query->question->name) == 0;
}

/* The response code in the header, without the bits of EDNS (RFC 1035 4.1.1). */
static int64_t rcode_of(struct bytes message)
{
	enum { CODE_AT = 3, CODE_BITS = 0x0f };
	return message.length <= CODE_AT ? RCODE_NO_ERROR : message.data[CODE_AT] & CODE_BITS;
}

static bool is_truncated(struct bytes message)
{
	enum { TC_AT = 2, TC = 0x02 };
	return message.length > TC_AT && (message.data[TC_AT] & TC) != 0;
}

/* The codes after which c-ares asks the next server. */
static bool is_refusal(int64_t code)
{
	return code == RCODE_SERVER_FAILURE || code == RCODE_NOT_IMPLEMENTED ||
	       code == RCODE_REFUSED;
}

/* Matching and late replies are ignored; only mismatches are recorded. */
static void received(void *context, struct bytes datagram)
{
	struct batch *batch = context;
	int type = 0;
	if (batch->datagram_count++ > MAX_DATAGRAMS + TRIES * batch->count)
		return;
	const char *name = message_question(batch->arena, datagram, &type);
	const uint32_t id =
		datagram.length < 2 ? NO_ID : (uint32_t)(datagram.data[0] << 8 | datagram.data[1]);
	for (size_t i = 0; i < batch->in_flight_count; i++) {
		struct query *query = batch->in_flight[i];
		if (query->mismatch != NULL)
			continue;
		const bool is_same_question = name != NULL && is_about(query, name, type);
		if (is_same_question && query->id == id && is_refusal(rcode_of(datagram)))
			query->refusal = rcode_of(datagram);
		if (is_same_question && query->id == id && is_truncated(datagram))
			query->mismatch =
				"the reply over UDP was truncated, and there was no reply over TCP";
		else if (is_same_question && query->id != id)
			query->mismatch = "a reply has another ID than the question";
		else if (query->id == id && name == NULL)
			query->mismatch = "a reply is no DNS message with the question in it";
		else if (query->id == id && !is_same_question)
			query->mismatch = "a reply answers another question";
	}
}

/* "port 53: " of a server; "" of the resolvers of this machine. */
static const char *port_of(const struct query *query)
{
	const char *address = query->batch->visit->address;
	const char *colon = address == NULL ? NULL : strrchr(address, ':');
	return colon == NULL ? "" : arena_format(query->batch->arena, "port %s: ", colon + 1);
}

static void advise(const struct query *query, struct error *error)
{
	if (query->batch->visit->address == NULL)
		error_next(error, "see whether the name servers in /etc/resolv.conf answer");
	else if (query->mismatch == NULL)
		error_next(error, "see whether DNS runs there, and whether a firewall drops it, "
				  "over UDP or TCP");
}

static void fail_status(const struct query *query, int status, struct error *error)
{
	if (query->refusal != RCODE_NO_ERROR) {
		error_set(error, ERROR_UNREACHABLE, "DNS servers answer %s, or not at all",
			rcode_name(query->batch->arena, query->refusal));
		return;
	}
	switch (status) {
	case ARES_ETIMEOUT:
		error_set(error, ERROR_TIMEOUT, "%sno answer after %d attempts%s%s%s",
			port_of(query), TRIES, query->batch->tcp_failed ? ", nor over TCP" : "",
			query->mismatch != NULL ? "; " : "",
			query->mismatch != NULL ? query->mismatch : "");
		break;
	case ARES_ECANCELLED:
	case ARES_EDESTRUCTION:
		error_set(error, ERROR_TIMEOUT, "%sno answer before the deadline%s%s",
			port_of(query), query->mismatch != NULL ? "; " : "",
			query->mismatch != NULL ? query->mismatch : "");
		break;
	case ARES_ECONNREFUSED:
		error_set(error, ERROR_UNREACHABLE, "%s%s", port_of(query),
			query->mismatch != NULL ? query->mismatch
						: "refused: no DNS server answers there");
		break;
	default:
		error_set(error, ERROR_MALFORMED, "%s", ares_strerror(status));
		return;
	}
	advise(query, error);
}

static void remove_from_flight(struct query *query)
{
	struct batch *batch = query->batch;
	for (size_t i = 0; i < batch->in_flight_count; i++) {
		if (batch->in_flight[i] == query)
			batch->in_flight[i--] = batch->in_flight[--batch->in_flight_count];
	}
}

static void send_query(struct query *query);

/*
 * A server without EDNS answers FORMERR (RFC 6891 7). After the first one c-ares stops using EDNS
 * and repeats that question, but not the others that were in flight.
 */
static bool ask_again(struct query *query, struct bytes message)
{
	if (query->asked_again || rcode_of(message) != RCODE_FORMAT_ERROR)
		return false;
	query->asked_again = true;
	send_query(query);
	return true;
}

/* Of an answer that is malformed or answers something else no record is kept. */
static void take_message(const struct query *query, struct bytes message, struct error *error)
{
	struct arena *arena = query->batch->arena;
	struct dns_answer *answer = query->answer;
	const char *fault = NULL;
	if (message_read(arena, message, answer, error))
		fault = dns_answer_fault(arena, answer);
	if (fault != NULL)
		error_set(error, ERROR_MALFORMED, "%s", fault);
	if (error->kind != ERROR_NONE)
		answer->count = 0;
}

static void answered(void *argument, int status, int timeouts, unsigned char *data, int length)
{
	(void)timeouts;
	struct query *query = argument;
	struct batch *batch = query->batch;
	struct error error = { 0 };
	batch->has_reply = batch->has_reply || (data != NULL && length > 0);
	if (data != NULL && length > 0 && ask_again(query, bytes_of(data, (size_t)length)))
		return;
	if (data != NULL && length > 0)
		take_message(query, bytes_of(data, (size_t)length), &error);
	else
		fail_status(query, status, &error);
	query->answer->gap = gap_of(batch->arena, &error);
	remove_from_flight(query);
}

static void send_query(struct query *query)
{
	struct batch *batch = query->batch;
	batch->sending = query;
	ares_query(batch->channel, query->question->name, ns_c_in,
		message_type(query->question->type), answered, query);
	batch->sending = NULL;
}

/* The callback may run before ares_query returns, for example when a socket cannot be opened. */
static void ask_next(struct batch *batch)
{
	while (batch->next < batch->count && batch->in_flight_count < MAX_IN_FLIGHT) {
		struct query *query = &batch->query[batch->next++];
		batch->in_flight[batch->in_flight_count++] = query;
		send_query(query);
	}
}

static bool open_channel(
	struct batch *batch, const char *address, bool over_tcp, struct error *error)
{
	struct ares_options options = {
		.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS,
		.timeout = TRY_MS,
		.tries = TRIES,
		.ednspsz = EDNS_BYTES,
		.lookups = (char *)"b",
	};
	/* The answer of a given server is kept as it is. If a resolver of this machine refuses,
	 * the next one is asked, as in every other program. */
	if (address != NULL)
		options.flags |= ARES_FLAG_NORECURSE | ARES_FLAG_NOCHECKRESP;
	if (over_tcp)
		options.flags |= ARES_FLAG_USEVC | ARES_FLAG_STAYOPEN;
	int code = ares_init_options(&batch->channel, &options,
		ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
			ARES_OPT_LOOKUPS);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	batch->watch = (struct datagram_watch){ sent, received, batch };
	datagrams_watch(batch->channel, &batch->watch);
	if (address == NULL)
		return true;
	code = ares_set_servers_ports_csv(batch->channel, address);
	if (code == ARES_SUCCESS)
		return true;
	ares_destroy(batch->channel);
	return error_set(error, ERROR_CONFIG, "its address is not valid: %s", ares_strerror(code));
}

/* Waits for the sockets of the channel, but not beyond its own timeouts and the deadline. */
static void wait_and_process(struct batch *batch, struct deadline deadline)
{
	ares_socket_t socket[ARES_GETSOCK_MAXNUM];
	struct pollfd file[ARES_GETSOCK_MAXNUM];
	nfds_t count = 0;
	/* The library's macros for these bits shift into the sign. */
	unsigned wanted = (unsigned)ares_getsock(batch->channel, socket, ARES_GETSOCK_MAXNUM);
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
	const struct timeval *wait = ares_timeout(batch->channel, &longest, &next);
	poll(file, count, (int)(wait->tv_sec * 1000 + wait->tv_usec / 1000 + 1));
	for (nfds_t i = 0; i < count; i++)
		ares_process_fd(batch->channel,
			(file[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0 ? file[i].fd
									      : ARES_SOCKET_BAD,
			(file[i].revents & POLLOUT) != 0 ? file[i].fd : ARES_SOCKET_BAD);
	ares_process_fd(batch->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static void prepare(struct batch *batch, const struct dns_question *questions, size_t count)
{
	struct arena *arena = batch->arena;
	struct dns_visit *visit = batch->visit;
	struct dns_answer *answers = arena_alloc(arena, (visit->count + count) * sizeof *answers);
	if (visit->count > 0)
		memcpy(answers, visit->answer, visit->count * sizeof *answers);
	batch->query = arena_alloc(arena, count * sizeof *batch->query);
	batch->count = count;
	for (size_t i = 0; i < count; i++) {
		struct dns_answer *answer = &answers[visit->count++];
		answer->name = questions[i].name;
		answer->type = questions[i].type;
		answer->gap = (struct gap){ .cause = ERROR_TIMEOUT,
			.text = "not asked before the deadline" };
		batch->query[i] =
			(struct query){ batch, answer, &questions[i], NO_ID, NULL, false, 0 };
	}
	visit->answer = answers;
}

/*
 * If a server never replied, all its questions get the same text, and so one cause: those that had
 * all attempts, those in flight at the deadline, and those not yet sent.
 */
static void share_timeout(struct batch *batch)
{
	if (batch->has_reply || batch->datagram_count > 0)
		return;
	for (size_t i = 1; i < batch->count; i++) {
		struct gap *gap = &batch->query[i].answer->gap;
		if (gap->cause == ERROR_TIMEOUT)
			*gap = batch->query[0].answer->gap;
	}
}

bool batch_ask(struct arena *arena, struct target target, const struct dns_question *questions,
	size_t count, struct deadline deadline, struct dns_visit *visit, bool *heard,
	struct error *error)
{
	visit->address = target.address;
	visit->transport = target.over_tcp ? transport_tcp : NULL;
	struct batch batch = { .arena = arena, .visit = visit, .tcp_failed = target.tcp_failed };

	int code = ares_library_init(ARES_LIB_INIT_ALL);
	if (code != ARES_SUCCESS)
		return error_set(error, ERROR_CONFIG, "DNS: %s", ares_strerror(code));
	bool open = open_channel(&batch, target.address, target.over_tcp, error);
	if (open) {
		prepare(&batch, questions, count);
		for (ask_next(&batch); batch.in_flight_count > 0 && deadline_left_ms(deadline) > 0;
			ask_next(&batch))
			wait_and_process(&batch, deadline);
		ares_cancel(batch.channel);
		ares_destroy(batch.channel);
		share_timeout(&batch);
	}
	ares_library_cleanup();
	*heard = batch.has_reply || batch.datagram_count > 0;
	return open;
}

const char *batch_library(struct arena *arena)
{
	return arena_format(arena, "c-ares %s", ares_version(NULL));
}
