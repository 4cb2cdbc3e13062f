/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kdc.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/lookup.h"

/* An answer is a ticket and some keys. A ticket with the groups of its account takes 64 KiB at
 * most. */
enum { MAX_ANSWER_BYTES = 1 << 20, LENGTH_BYTES = 4 };

static bool fail_timeout(struct error *error)
{
	return error_set(error, ERROR_TIMEOUT, "the KDC (port 88) did not answer in time");
}

static bool fail_system(struct error *error, int reason)
{
	if (reason == ETIMEDOUT)
		return fail_timeout(error);
	return error_set(error, ERROR_UNREACHABLE, "no connection to the KDC (port 88): %s",
		strerror(reason));
}

/* Waits until the socket can be read (POLLIN) or written (POLLOUT). */
static bool wait_for(int fd, short events, struct deadline deadline, struct error *error)
{
	struct pollfd wanted = { .fd = fd, .events = events };
	int ready;
	do {
		const int64_t left = deadline_left_ms(deadline);
		ready = left == 0 ? 0 : poll(&wanted, 1, (int)(left < 60000 ? left : 60000));
	} while (ready < 0 && errno == EINTR);
	if (ready < 0)
		return fail_system(error, errno);
	return ready > 0 || fail_timeout(error);
}

static bool reach(
	int fd, const struct addrinfo *address, struct deadline deadline, struct error *error)
{
	int reason = 0;
	socklen_t length = sizeof reason;
	if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
		return true;
	if (errno != EINPROGRESS)
		return fail_system(error, errno);
	if (!wait_for(fd, POLLOUT, deadline, error))
		return false;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &reason, &length) != 0)
		reason = errno;
	return reason == 0 || fail_system(error, reason);
}

static bool send_all(
	int fd, const uint8_t *data, size_t length, struct deadline deadline, struct error *error)
{
	while (length > 0) {
		if (!wait_for(fd, POLLOUT, deadline, error))
			return false;
		const ssize_t sent = send(fd, data, length, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR && errno != EAGAIN)
			return fail_system(error, errno);
		if (sent > 0) {
			data += sent;
			length -= (size_t)sent;
		}
	}
	return true;
}

static bool receive_all(
	int fd, uint8_t *data, size_t length, struct deadline deadline, struct error *error)
{
	while (length > 0) {
		if (!wait_for(fd, POLLIN, deadline, error))
			return false;
		const ssize_t received = recv(fd, data, length, 0);
		if (received == 0)
			return error_set(error, ERROR_UNREACHABLE,
				"the KDC (port 88) closed the connection without an answer");
		if (received < 0 && errno != EINTR && errno != EAGAIN)
			return fail_system(error, errno);
		if (received > 0) {
			data += received;
			length -= (size_t)received;
		}
	}
	return true;
}

static bool converse(struct arena *arena, int fd, struct bytes message, struct deadline deadline,
	struct bytes *answer, struct error *error)
{
	uint8_t *sent = arena_alloc(arena, LENGTH_BYTES + message.length);
	uint8_t length[LENGTH_BYTES];
	for (size_t i = 0; i < LENGTH_BYTES; i++)
		sent[i] = (uint8_t)(message.length >> 8 * (LENGTH_BYTES - 1 - i));
	memcpy(sent + LENGTH_BYTES, message.data, message.length);
	if (!send_all(fd, sent, LENGTH_BYTES + message.length, deadline, error) ||
		!receive_all(fd, length, sizeof length, deadline, error))
		return false;
	struct bytes reader = bytes_of(length, sizeof length);
	const size_t expected = bytes_u32be(&reader);
	if (expected == 0 || expected > MAX_ANSWER_BYTES)
		return error_set(error, ERROR_MALFORMED,
			"the KDC (port 88) announces an answer of %zu bytes", expected);
	uint8_t *data = arena_alloc(arena, expected);
	*answer = bytes_of(data, expected);
	return receive_all(fd, data, expected, deadline, error);
}

static bool ask_address(struct arena *arena, const struct addrinfo *address, struct bytes message,
	struct deadline deadline, struct bytes *answer, struct error *error)
{
	const int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail_system(error, errno);
	const bool ok = reach(fd, address, deadline, error) &&
			converse(arena, fd, message, deadline, answer, error);
	close(fd);
	return ok;
}

bool kdc_exchange(struct arena *arena, const char *host, const char *port, struct bytes message,
	struct deadline deadline, struct bytes *answer, struct error *error)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *addresses;
	const int code = getaddrinfo(host, port, &wanted, &addresses);
	if (code != 0)
		return lookup_fail(code, error);
	int64_t left = 0;
	for (const struct addrinfo *each = addresses; each != NULL; each = each->ai_next)
		left++;
	bool ok = false;
	struct error first = { 0 };
	for (const struct addrinfo *each = addresses; each != NULL && !ok; each = each->ai_next) {
		const int64_t share_ms = deadline_left_ms(deadline) / left--;
		ok = ask_address(arena, each, message, deadline_after(share_ms), answer, &first);
	}
	freeaddrinfo(addresses);
	return ok || error_pass(error, &first);
}
