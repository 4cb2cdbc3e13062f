/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on a free port of this machine that sends the same bytes to whoever asks. */
#pragma once

#include <check.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bytes.h"

struct kdc_server {
	char port[8];
	int fd;
	pid_t pid;
};

/* Reads one request, so that closing does not discard what was sent. */
static inline void kdc_server_serve(int fd, struct bytes answer, bool silent)
{
	uint8_t request[65536];
	for (;;) {
		const int client = accept(fd, NULL, NULL);
		if (client < 0 || recv(client, request, sizeof request, 0) <= 0)
			_exit(1);
		if (silent)
			pause();
		if (send(client, answer.data, answer.length, MSG_NOSIGNAL) < 0)
			_exit(1);
		close(client);
	}
}

/* False if this machine has no such address. */
static inline bool kdc_server_listen(struct kdc_server *server, const char *address)
{
	const struct addrinfo wanted = { .ai_flags = AI_NUMERICHOST | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *found;
	ck_assert_int_eq(getaddrinfo(address, "0", &wanted, &found), 0);
	server->fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const bool listens = server->fd >= 0 &&
			     bind(server->fd, found->ai_addr, found->ai_addrlen) == 0 &&
			     listen(server->fd, 8) == 0;
	freeaddrinfo(found);
	struct sockaddr_storage place;
	socklen_t length = sizeof place;
	if (!listens)
		return false;
	ck_assert_int_eq(getsockname(server->fd, (struct sockaddr *)&place, &length), 0);
	ck_assert_int_eq(getnameinfo((struct sockaddr *)&place, length, NULL, 0, server->port,
				 sizeof server->port, NI_NUMERICSERV),
		0);
	return true;
}

static inline void kdc_server_start(struct kdc_server *server, struct bytes answer, bool silent)
{
	server->pid = fork();
	ck_assert_int_ge(server->pid, 0);
	if (server->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		kdc_server_serve(server->fd, answer, silent);
	}
	close(server->fd);
}

static inline void kdc_server_stop(const struct kdc_server *server)
{
	kill(server->pid, SIGKILL);
	ck_assert_int_eq(waitpid(server->pid, NULL, 0), server->pid);
}
