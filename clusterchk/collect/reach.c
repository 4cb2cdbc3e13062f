/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/reach.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "clusterchk/collect/message.h"

enum {
	AGAIN_MS = 500, /* a lost datagram is repeated */
	TCP_MS = 1000,  /* UDP alone until then */
	FIND_MS = 3000,
	LENGTH_BYTES = 2, /* before a message over TCP (RFC 1035 4.2.2) */
	MOST_CHANNELS = 2 * MAX_SERVER_ADDRESSES,
};

enum state { CLOSED, CONNECTING, WAITING, REPLIED };

/* One address over one transport. */
struct channel {
	int file;
	enum state state;
	bool over_tcp;
	const struct server_address *address;
};

struct search {
	/* The question, after the two bytes of its length, which only TCP needs. */
	unsigned char message[LENGTH_BYTES + MESSAGE_QUERY_BYTES];
	size_t length;
	struct channel channel[MOST_CHANNELS];
	size_t count;
};

/* False: the name cannot be asked for. */
static bool write_question(struct search *search, const struct dns_question *question)
{
	uint16_t id;
	if (getrandom(&id, sizeof id, GRND_NONBLOCK) != (ssize_t)sizeof id)
		id = (uint16_t)getpid();
	search->length = message_query(question->name, question->type, id,
		search->message + LENGTH_BYTES, MESSAGE_QUERY_BYTES);
	search->message[0] = (unsigned char)(search->length >> 8);
	search->message[1] = (unsigned char)search->length;
	return search->length > 0;
}

static void close_channel(struct channel *channel)
{
	if (channel->file >= 0)
		close(channel->file);
	channel->file = -1;
	channel->state = CLOSED;
}

static void send_question(const struct search *search, struct channel *channel)
{
	const size_t skipped = channel->over_tcp ? 0 : LENGTH_BYTES;
	const size_t length = search->length + LENGTH_BYTES - skipped;
	channel->state = WAITING;
	if (send(channel->file, search->message + skipped, length, MSG_NOSIGNAL) != (ssize_t)length)
		close_channel(channel);
}

static void open_channel(struct search *search, const struct server_address *address, bool over_tcp)
{
	struct channel *channel = &search->channel[search->count++];
	const int type = over_tcp ? SOCK_STREAM : SOCK_DGRAM;
	*channel = (struct channel){
		.file = socket(address->socket.ss_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
		.over_tcp = over_tcp,
		.address = address,
	};
	if (channel->file < 0)
		return;
	if (connect(channel->file, (const struct sockaddr *)&address->socket, address->length) == 0)
		send_question(search, channel);
	else if (errno == EINPROGRESS)
		channel->state = CONNECTING;
	else
		close_channel(channel);
}

static void open_all(
	struct search *search, const struct server_address *addresses, size_t count, bool over_tcp)
{
	for (size_t i = 0; i < count; i++)
		open_channel(search, &addresses[i], over_tcp);
}

static void send_again(struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		if (search->channel[i].state == WAITING && !search->channel[i].over_tcp)
			send_question(search, &search->channel[i]);
	}
}

static void serve(const struct search *search, struct channel *channel)
{
	char byte;
	int code = 0;
	socklen_t size = sizeof code;
	if (channel->state == CONNECTING) {
		if (getsockopt(channel->file, SOL_SOCKET, SO_ERROR, &code, &size) == 0 && code == 0)
			send_question(search, channel);
		else
			close_channel(channel);
		return;
	}
	/* An empty datagram is a reply, if a worthless one. */
	const ssize_t count = recv(channel->file, &byte, 1, 0);
	if (count > 0 || (count == 0 && !channel->over_tcp))
		channel->state = REPLIED;
	else if (count == 0 || (errno != EAGAIN && errno != EINTR))
		close_channel(channel); /* refused: an ICMP message, or the end of the connection */
}

/* The number of channels that may still reply. */
static size_t wait_for(struct search *search, int64_t ms)
{
	struct pollfd file[MOST_CHANNELS];
	struct channel *channel[MOST_CHANNELS];
	nfds_t count = 0;
	for (size_t i = 0; i < search->count; i++) {
		struct channel *at = &search->channel[i];
		if (at->state != CONNECTING && at->state != WAITING)
			continue;
		channel[count] = at;
		file[count++] = (struct pollfd){ .fd = at->file,
			.events = at->state == CONNECTING ? POLLOUT : POLLIN };
	}
	if (count > 0 && poll(file, count, (int)ms) > 0) {
		for (nfds_t i = 0; i < count; i++) {
			if (file[i].revents != 0)
				serve(search, channel[i]);
		}
	}
	return count;
}

static const struct channel *replied(const struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		if (search->channel[i].state == REPLIED)
			return &search->channel[i];
	}
	return NULL;
}

/* If every address refuses UDP, there is nothing to wait for before TCP. */
static const struct channel *search_all(struct search *search,
	const struct server_address *addresses, size_t count, struct deadline end)
{
	const int64_t whole_ms = deadline_left_ms(end);
	const struct deadline tcp = deadline_after(whole_ms < FIND_MS ? whole_ms / 3 : TCP_MS),
			      again = deadline_after(AGAIN_MS);
	bool has_tcp = false, has_again = false;
	const struct channel *found = NULL;
	open_all(search, addresses, count, false);
	while (deadline_left_ms(end) > 0 && found == NULL) {
		const struct deadline next = !has_again ? again : !has_tcp ? tcp : end;
		const size_t open = wait_for(search, deadline_left_ms(deadline_earlier(next, end)));
		found = replied(search);
		if (open == 0 && has_tcp)
			break;
		if (!has_again && deadline_left_ms(again) == 0) {
			has_again = true;
			send_again(search);
		}
		if (found == NULL && !has_tcp && (open == 0 || deadline_left_ms(tcp) == 0)) {
			has_tcp = has_again = true;
			open_all(search, addresses, count, true);
		}
	}
	return found;
}

struct reach reach_find(struct arena *arena, const struct server_address *addresses, size_t count,
	const struct dns_question *question, struct deadline deadline)
{
	struct reach reach = { .address = addresses };
	struct search *search = arena_alloc(arena, sizeof *search);
	memset(search, 0, sizeof *search);
	if (!write_question(search, question))
		return reach;
	const struct channel *found = search_all(
		search, addresses, count, deadline_earlier(deadline, deadline_after(FIND_MS)));
	if (found != NULL)
		reach = (struct reach){ found->address, found->over_tcp, true };
	for (size_t i = 0; i < search->count; i++)
		close_channel(&search->channel[i]);
	return reach;
}
