/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clusterchk/collect/datagrams.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* c-ares does not configure sockets that it did not open: they must be non-blocking already. */
static ares_socket_t open_socket(int family, int type, int protocol, void *context)
{
	(void)context;
	return socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

static int close_socket(ares_socket_t file, void *context)
{
	(void)context;
	return close(file);
}

static int connect_socket(
	ares_socket_t file, const struct sockaddr *address, ares_socklen_t length, void *context)
{
	(void)context;
	return connect(file, address, length);
}

/* c-ares passes `from` for datagrams only. */
static ares_ssize_t receive(ares_socket_t file, void *data, size_t length, int flags,
	struct sockaddr *from, ares_socklen_t *from_length, void *context)
{
	const struct datagram_watch *watch = context;
	const ares_ssize_t count = recvfrom(file, data, length, flags, from, from_length);
	if (count > 0 && from != NULL)
		watch->received(watch->context, bytes_of(data, (size_t)count));
	return count;
}

static bool is_datagram(ares_socket_t file)
{
	int type = 0;
	socklen_t length = sizeof type;
	return getsockopt(file, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_DGRAM;
}

static ares_ssize_t send_parts(
	ares_socket_t file, const struct iovec *part, int count, void *context)
{
	const struct datagram_watch *watch = context;
	if (count == 1 && is_datagram(file))
		watch->sent(watch->context, bytes_of(part->iov_base, part->iov_len));
	return writev(file, part, count);
}

void datagrams_watch(ares_channel channel, const struct datagram_watch *watch)
{
	static const struct ares_socket_functions functions = {
		.asocket = open_socket,
		.aclose = close_socket,
		.aconnect = connect_socket,
		.arecvfrom = receive,
		.asendv = send_parts,
	};
	ares_set_socket_functions(channel, &functions, (void *)(uintptr_t)watch);
}
