/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_clock.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	FRAME_BYTES = 4,
	HEADER_BYTES = 64,
	CLOCK_OFFSET = 40, /* in the body of the answer */
	ANSWER_BYTES = HEADER_BYTES + CLOCK_OFFSET + 8,
	ANSWER_SIZE = 65, /* StructureSize of the answer */
};

/* Of Windows time: in 100 ns, from the year 1601 on. */
static const uint64_t units_per_second = 10000000, seconds_to_1970 = 11644473600;

/* MS-SMB2 2.2.1.2 and 2.2.3: the dialects 2.0.2 and 2.1, no capabilities, no GUID. */
static const uint8_t question[FRAME_BYTES + HEADER_BYTES + 40] = {
	[3] = HEADER_BYTES + 40,
	[4] = 0xfe,
	'S',
	'M',
	'B',
	HEADER_BYTES,
	[4 + 14] = 1, /* one credit */
	[FRAME_BYTES + HEADER_BYTES] = 36,
	[FRAME_BYTES + HEADER_BYTES + 2] = 2, /* dialects */
	[FRAME_BYTES + HEADER_BYTES + 4] = 1, /* signing is enabled */
	[FRAME_BYTES + HEADER_BYTES + 36] = 0x02,
	0x02,
	0x10,
	0x02,
};

bool smb_clock_read(struct bytes answer, time_t *now)
{
	static const uint8_t start[] = { 0xfe, 'S', 'M', 'B' };
	struct bytes header = bytes_take(&answer, HEADER_BYTES);
	if (header.failed || memcmp(header.data, start, sizeof start) != 0)
		return false;
	struct bytes time = bytes_from(&answer, CLOCK_OFFSET);
	const uint64_t low = bytes_u32le(&time), high = bytes_u32le(&time);
	const uint64_t seconds = (high << 32 | low) / units_per_second;
	if (time.failed || bytes_u16le(&answer) != ANSWER_SIZE || seconds < seconds_to_1970)
		return false;
	*now = (time_t)(seconds - seconds_to_1970);
	return true;
}

static bool wait_until(int socket, short event, struct deadline deadline)
{
	struct pollfd wait = { .fd = socket, .events = event };
	return poll(&wait, 1, (int)deadline_left_ms(deadline)) == 1 && (wait.revents & event) != 0;
}

static bool ask_socket(int socket, struct deadline deadline, time_t *now)
{
	uint8_t answer[FRAME_BYTES + ANSWER_BYTES];
	size_t length = 0;
	if (!wait_until(socket, POLLOUT, deadline) ||
		send(socket, question, sizeof question, MSG_NOSIGNAL) != (ssize_t)sizeof question)
		return false;
	while (length < sizeof answer) {
		if (!wait_until(socket, POLLIN, deadline))
			return false;
		const ssize_t got = recv(socket, answer + length, sizeof answer - length, 0);
		if (got <= 0)
			return false;
		length += (size_t)got;
	}
	return smb_clock_read(bytes_of(answer + FRAME_BYTES, ANSWER_BYTES), now);
}

static bool ask_address(const struct addrinfo *address, struct deadline deadline, time_t *now)
{
	const int one = socket(address->ai_family,
		address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address->ai_protocol);
	if (one < 0)
		return false;
	const bool begun =
		connect(one, address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS;
	const bool ok = begun && ask_socket(one, deadline, now);
	close(one);
	return ok;
}

bool smb_clock_ask(const char *server, struct deadline deadline, time_t *now)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	bool ok = false;
	if (getaddrinfo(server, "445", &hints, &found) != 0)
		return false;
	for (const struct addrinfo *at = found; at != NULL && !ok; at = at->ai_next)
		ok = ask_address(at, deadline, now);
	freeaddrinfo(found);
	return ok;
}
