/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escapes to files and networks. */
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <linux/netlink.h>

#include "tests/base/escape.h"

/* Files */

static int read_secret(void)
{
	return outcome_closed(open(victim.file, O_RDONLY | O_CLOEXEC));
}

/* Anybody may read it, and a cage may allow it. */
static int read_given(void)
{
	return outcome_closed(open("/proc/loadavg", O_RDONLY | O_CLOEXEC));
}

static int list_folder(void)
{
	return outcome_closed(open(victim.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static int write_outside(void)
{
	char path[256];
	snprintf(path, sizeof path, "%s/new", victim.folder);
	const int code = outcome_closed(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
	unlink(path);
	return code;
}

static int truncate_secret(void)
{
	return outcome(truncate(victim.file, 0), 0);
}

static int write_much(void)
{
	static const char zeros[4096];
	const int file = memfd_create("much", MFD_CLOEXEC);
	signal(SIGXFSZ, SIG_IGN);
	for (size_t i = 0; i < 1024; i++) {
		if (write(file, zeros, sizeof zeros) < 0)
			return errno;
	}
	return 0;
}

static int read_passwords(void)
{
	return outcome_closed(open("/etc/shadow", O_RDONLY | O_CLOEXEC));
}

/* Networks */

static int raw_packets(void)
{
	return outcome_closed(socket(AF_PACKET, SOCK_RAW, 0));
}

static int raw_internet(void)
{
	return outcome_closed(socket(AF_INET, SOCK_RAW, IPPROTO_TCP));
}

static int raw_internet_6(void)
{
	return outcome_closed(socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
}

static int other_transport(void)
{
	return outcome_closed(socket(AF_INET, SOCK_STREAM, 262)); /* MPTCP */
}

static int virtual_machines(void)
{
	return outcome_closed(socket(AF_VSOCK, SOCK_STREAM, 0));
}

static int kernel_ciphers(void)
{
	return outcome_closed(socket(AF_ALG, SOCK_SEQPACKET, 0));
}

static int unix_socket(void)
{
	return outcome_closed(socket(AF_UNIX, SOCK_STREAM, 0));
}

static int unix_pair(void)
{
	int ends[2];
	return outcome(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
}

static int kernel_events(void)
{
	return outcome_closed(socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT));
}

static int connect_elsewhere(void)
{
	const struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)victim.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const int file = socket(AF_INET, SOCK_STREAM, 0);
	if (file < 0)
		return errno;
	const int code = outcome(connect(file, (const struct sockaddr *)&to, sizeof to), 0);
	close(file);
	return code;
}

static int bind_port(void)
{
	const struct sockaddr_in any = { .sin_family = AF_INET };
	const int file = socket(AF_INET, SOCK_STREAM, 0);
	if (file < 0)
		return errno;
	const int code = outcome(bind(file, (const struct sockaddr *)&any, sizeof any), 0);
	close(file);
	return code;
}

static int wait_for_clients(void)
{
	const int file = socket(AF_INET, SOCK_STREAM, 0);
	if (file < 0)
		return errno;
	const int code = outcome(listen(file, 1), 0);
	close(file);
	return code;
}
