/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escapes to programs and to other processes. */
#pragma once

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "tests/base/escape.h"

static int run_program(void)
{
	char *const none[] = { NULL };
	return outcome(execve("/nowhere/program", none, none), ENOENT);
}

static int run_program_at(void)
{
	char *const none[] = { NULL };
	return outcome(syscall(SYS_execveat, AT_FDCWD, "/nowhere/program", none, none, 0), ENOENT);
}

static int fork_once(void)
{
	const pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return outcome(pid > 0 ? waitpid(pid, NULL, 0) : -1, 0);
}

static void *do_nothing(void *argument)
{
	return argument;
}

static int start_thread(void)
{
	pthread_t thread;
	const int code = pthread_create(&thread, NULL, do_nothing, NULL);
	if (code == 0)
		pthread_join(thread, NULL);
	return code;
}

static int trace_parent(void)
{
	return outcome(ptrace(PTRACE_SEIZE, victim.parent, NULL, NULL), 0);
}

static int is_secret(const char *read, ssize_t length)
{
	if (length < 0)
		return errno;
	return length == (ssize_t)sizeof victim.secret &&
			       memcmp(read, victim.secret, sizeof victim.secret) == 0
		       ? 0
		       : ENODATA;
}

static int read_parent(void)
{
	char read[sizeof victim.secret];
	const struct iovec here = { read, sizeof read };
	const struct iovec there = { (void *)(uintptr_t)victim.memory, sizeof read };
	return is_secret(read, process_vm_readv(victim.parent, &here, 1, &there, 1, 0));
}

static int read_parent_file(void)
{
	char path[64], read[sizeof victim.secret];
	snprintf(path, sizeof path, "/proc/%d/mem", (int)victim.parent);
	const int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno;
	const ssize_t length = pread(file, read, sizeof read, (off_t)(uintptr_t)victim.memory);
	const int code = is_secret(read, length);
	close(file);
	return code;
}

static int read_parent_environment(void)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/environ", (int)victim.parent);
	return outcome_closed(open(path, O_RDONLY | O_CLOEXEC));
}

/* Nobody ends by SIGURG. */
static int signal_parent(void)
{
	return outcome(kill(victim.parent, SIGURG), 0);
}

static int signal_group(void)
{
	return outcome(kill(-getpgid(victim.parent), 0), 0);
}

static int signal_thread(void)
{
	return outcome(syscall(SYS_tgkill, victim.parent, victim.parent, SIGURG), 0);
}

static int signal_with_value(void)
{
	return outcome(sigqueue(victim.parent, SIGURG, (union sigval){ 0 }), 0);
}

static int signal_by_descriptor(void)
{
	int ends[2];
	if (pipe(ends) != 0)
		return errno;
	return outcome(fcntl(ends[0], F_SETOWN, victim.parent), 0);
}

static int hold_parent(void)
{
	return outcome_closed((int)syscall(SYS_pidfd_open, victim.parent, 0));
}

static int take_descriptor(void)
{
	return outcome(syscall(SYS_pidfd_getfd, -1, 0, 0), EBADF);
}

static int compare_processes(void)
{
	return outcome(syscall(SYS_kcmp, victim.parent, getpid(), 99, 0, 0), EINVAL);
}

static int limit_parent(void)
{
	struct rlimit limit;
	return outcome(prlimit(victim.parent, RLIMIT_CORE, NULL, &limit), 0);
}
