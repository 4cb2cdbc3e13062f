/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escapes to other rights, and to rarely used parts of the kernel. */
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "tests/base/escape.h"

static int become_root(void)
{
	return outcome(setresuid(0, 0, 0), 0);
}

static int change_groups(void)
{
	return outcome(setgroups(0, NULL), 0);
}

static int be_dumpable(void)
{
	return outcome(prctl(PR_SET_DUMPABLE, 1), 0);
}

static int mount_folder(void)
{
	return outcome(mount(NULL, "/nowhere", "tmpfs", 0, NULL), ENOENT);
}

static int new_user_namespace(void)
{
	return outcome(unshare(CLONE_NEWUSER), 0);
}

static int new_network_namespace(void)
{
	return outcome(unshare(CLONE_NEWNET), 0);
}

static int enter_namespace(void)
{
	return outcome(setns(-1, 0), EBADF);
}

static int use_keyring(void)
{
	return outcome(syscall(SYS_keyctl, 0, -3, 0), ENOKEY); /* KEYCTL_GET_KEYRING_ID, session */
}

static int load_bpf(void)
{
	return outcome(syscall(SYS_bpf, 9999, NULL, 0), EINVAL);
}

static int watch_performance(void)
{
	return outcome(syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0), EFAULT);
}

static int use_ring(void)
{
	return outcome(syscall(SYS_io_uring_setup, 0, NULL), EFAULT);
}

static int handle_faults(void)
{
	return outcome_closed((int)syscall(SYS_userfaultfd, O_CLOEXEC));
}

static int load_module(void)
{
	return outcome(syscall(SYS_finit_module, -1, "", 0), EBADF);
}

static int change_personality(void)
{
	return outcome(syscall(SYS_personality, 0xffffffff), 0);
}

/* It would type on the terminal; /dev/null is none. */
static int type_on_terminal(void)
{
	char typed = 'x';
	return outcome(ioctl(STDIN_FILENO, TIOCSTI, &typed), ENOTTY);
}

/* AddressSanitizer takes more memory than any limit allows, so there is none. */
#if !defined(__SANITIZE_ADDRESS__)
static int use_memory(void)
{
	enum { MUCH = 1 << 30 };
	void *memory = mmap(NULL, MUCH, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		return errno;
	munmap(memory, MUCH);
	return 0;
}
#endif

/* The calls of 32-bit programs have other numbers. */
static int call_as_32_bits(void)
{
#if defined(__x86_64__)
	long result = 20; /* getpid */
	__asm__ volatile("int $0x80" : "+a"(result) : : "memory", "cc", "r8", "r9", "r10", "r11");
	return result > 0 ? 0 : (int)-result;
#else
	return ENOSYS;
#endif
}
