/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/port.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/lookup.h"

/* Errors of connect() that say nothing more than that nobody is there. */
static bool is_silence(int reason)
{
	return reason == ETIMEDOUT || reason == EINPROGRESS;
}

/* 0, or the reason as an errno value. */
static int finish(int file, struct deadline deadline)
{
	struct pollfd wanted = { .fd = file, .events = POLLOUT };
	int ready, reason = 0;
	socklen_t length = sizeof reason;
	do
		ready = poll(&wanted, 1, (int)deadline_left_ms(deadline));
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		return ETIMEDOUT;
	if (ready < 0 || getsockopt(file, SOL_SOCKET, SO_ERROR, &reason, &length) != 0)
		return errno;
	return reason;
}

/* 0 with the socket, or the reason. */
static int reach(const struct addrinfo *address, struct deadline deadline, int *file)
{
	int reason = 0;
	*file = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (*file < 0)
		return errno;
	if (connect(*file, address->ai_addr, address->ai_addrlen) != 0)
		reason = errno == EINPROGRESS ? finish(*file, deadline) : errno;
	if (reason == 0)
		return 0;
	close(*file);
	*file = -1;
	return reason;
}

static bool fail(uint16_t port, int reason, int64_t waited_ms, struct error *error)
{
	struct error why = { 0 };
	const long long seconds = (waited_ms + 500) / 1000;
	if (is_silence(reason)) {
		error_set(&why, ERROR_TIMEOUT, "no answer on port %u for %lld s", (unsigned)port,
			seconds < 1 ? 1 : seconds);
		error_next(&why,
			"see whether the server is up, and whether a firewall between here and it "
			"drops port %u",
			(unsigned)port);
	} else if (reason == ECONNREFUSED) {
		error_set(
			&why, ERROR_UNREACHABLE, "port %u refused the connection", (unsigned)port);
	} else {
		error_set(&why, ERROR_UNREACHABLE, "port %u cannot be reached: %s", (unsigned)port,
			strerror(reason));
		error_next(&why, "see whether this machine has a route to the server");
	}
	return error_pass(error, &why);
}

/* A refusal says more than silence: of several addresses it is the reason. */
bool port_connect(const char *host, uint16_t port, int64_t waited_ms, struct deadline deadline,
	int *socket, struct error *error)
{
	const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *addresses;
	char service[8];
	int64_t left = 0;
	int worst = ETIMEDOUT;
	*socket = -1;
	snprintf(service, sizeof service, "%u", (unsigned)port);
	const int code = getaddrinfo(host, service, &wanted, &addresses);
	if (code != 0)
		return lookup_fail(code, error);
	for (const struct addrinfo *each = addresses; each != NULL; each = each->ai_next)
		left++;
	for (const struct addrinfo *each = addresses; each != NULL && *socket < 0;
		each = each->ai_next) {
		const int64_t share_ms = deadline_left_ms(deadline) / left--;
		const int reason = reach(each, deadline_after(share_ms), socket);
		if (is_silence(worst) || reason == ECONNREFUSED)
			worst = reason;
		waited_ms += *socket < 0 && waited_ms == 0 ? share_ms : 0;
	}
	freeaddrinfo(addresses);
	return *socket >= 0 || fail(port, worst, waited_ms, error);
}
