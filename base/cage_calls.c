/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls of a worker. A list of what is allowed: a call that some later kernel brings is
 * not in it. What is not listed, or not with these arguments, fails with ENOSYS, as on an older
 * kernel, because libraries then use an older call. What every kernel has fails with EPERM.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <seccomp.h>

#include "base/cage_walls.h"

enum { TYPE_BITS = 0xf, KINDS = 4 }; /* SOCK_TYPE_MASK of the kernel */

/* Memory, time, waiting, and descriptors that are open. fstat() is newfstatat or statx, too. */
static const char *const always[] = { "alarm", "arch_prctl", "brk", "clock_getres",
	"clock_getres_time64", "clock_gettime", "clock_gettime64", "clock_nanosleep",
	"clock_nanosleep_time64", "close", "close_range", "dup", "dup2", "dup3", "epoll_create",
	"epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd",
	"eventfd2", "exit", "exit_group", "fadvise64", "fstat", "fstat64", "fstatat64", "futex",
	"futex_time64", "get_robust_list", "getcpu", "getegid", "getegid32", "geteuid", "geteuid32",
	"getgid", "getgid32", "getgroups", "getgroups32", "getitimer", "getpgid", "getpgrp",
	"getpid", "getppid", "getrandom", "getresgid", "getresgid32", "getresuid", "getresuid32",
	"getrlimit", "getrusage", "getsid", "gettid", "gettimeofday", "getuid", "getuid32", "kill",
	"lseek", "_llseek", "madvise", "membarrier", "memfd_create", "mmap", "mmap2", "mprotect",
	"mremap", "munmap", "nanosleep", "newfstatat", "pause", "pipe", "pipe2", "poll", "ppoll",
	"ppoll_time64", "pread64", "preadv", "preadv2", "pselect6", "pselect6_time64", "pwrite64",
	"pwritev", "pwritev2", "read", "readv", "restart_syscall", "rseq", "rt_sigaction",
	"rt_sigpending", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait",
	"rt_sigtimedwait_time64", "sched_getaffinity", "sched_yield", "select", "_newselect",
	"set_robust_list", "set_tid_address", "setitimer", "sigaltstack", "sigreturn", "statx",
	"sysinfo", "tgkill", "time", "timerfd_create", "timerfd_gettime", "timerfd_settime",
	"times", "ugetrlimit", "umask", "uname", "write", "writev" };

/* What files may be opened is not decided here. */
static const char *const of_files[] = { "access", "chdir", "chmod", "faccessat", "faccessat2",
	"fallocate", "fchdir", "fchmod", "fchmodat", "fdatasync", "flock", "fstatfs", "fstatfs64",
	"fsync", "ftruncate", "ftruncate64", "getcwd", "getdents", "getdents64", "link", "linkat",
	"lstat", "lstat64", "mkdir", "mkdirat", "open", "openat", "openat2", "readlink",
	"readlinkat", "rename", "renameat", "renameat2", "rmdir", "stat", "stat64", "statfs",
	"statfs64", "truncate", "unlink", "unlinkat", "utimensat" };

/* No listen and no accept: nobody is to connect to a worker. */
static const char *const of_network[] = { "bind", "connect", "getpeername", "getsockname",
	"getsockopt", "recv", "recvfrom", "recvmmsg", "recvmmsg_time64", "recvmsg", "send",
	"sendmmsg", "sendmsg", "sendto", "shutdown" };

static const char *const refused[] = { "accept", "accept4", "add_key", "bpf", "chroot", "clone",
	"execve", "execveat", "fork", "fsmount", "fsopen", "init_module", "finit_module",
	"io_uring_enter", "io_uring_register", "io_uring_setup", "kcmp", "kexec_load", "keyctl",
	"listen", "mount", "move_mount", "open_by_handle_at", "open_tree", "perf_event_open",
	"pidfd_getfd", "pidfd_open", "pidfd_send_signal", "pivot_root", "process_vm_readv",
	"process_vm_writev", "ptrace", "reboot", "request_key", "rt_sigqueueinfo",
	"rt_tgsigqueueinfo", "setgid", "setgid32", "setgroups", "setgroups32", "setns", "setpgid",
	"setregid", "setresgid", "setresuid", "setreuid", "setrlimit", "setsid", "setuid",
	"setuid32", "socketpair", "tkill", "umount2", "unshare", "userfaultfd", "vfork" };

static void add(
	scmp_filter_ctx filter, uint32_t action, const char *const names[], size_t count, int *code)
{
	for (size_t i = 0; i < count && *code == 0; i++) {
		/* libseccomp may not know it, and then it is not in the list. */
		const int number = seccomp_syscall_resolve_name(names[i]);
		if (number != __NR_SCMP_ERROR)
			*code = seccomp_rule_add(filter, action, number, 0);
	}
}

/* The call is allowed for these values of its second argument. */
static void add_values(
	scmp_filter_ctx filter, int number, const unsigned long values[], size_t count, int *code)
{
	for (size_t i = 0; i < count && *code == 0; i++)
		*code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1,
			SCMP_A1_32(SCMP_CMP_EQ, (uint32_t)values[i]));
}

/* Not F_SETOWN and F_SETSIG: they make the kernel send signals to others. Not TIOCSTI. */
static void add_descriptor_rules(scmp_filter_ctx filter, int *code)
{
	static const unsigned long of_fcntl[] = { F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD,
		F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK,
		F_OFD_SETLKW, F_ADD_SEALS, F_GET_SEALS };
	static const unsigned long of_ioctl[] = { FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS,
		TIOCGWINSZ, SIOCGIFCONF, SIOCGIFFLAGS, SIOCGIFADDR, SIOCGIFNETMASK, SIOCGIFNAME,
		SIOCGIFINDEX };
	const size_t values = sizeof of_fcntl / sizeof *of_fcntl;
	add_values(filter, SCMP_SYS(fcntl), of_fcntl, values, code);
	add_values(filter, SCMP_SYS(fcntl64), of_fcntl, values, code);
	add_values(filter, SCMP_SYS(ioctl), of_ioctl, sizeof of_ioctl / sizeof *of_ioctl, code);
}

/* Of this process only; names of threads are shown by ps. */
static void add_process_rules(scmp_filter_ctx filter, int *code)
{
	static const int of_prctl[] = { PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, PR_CAPBSET_READ,
		PR_GET_NO_NEW_PRIVS, PR_GET_SECCOMP };
	for (size_t i = 0; i < sizeof of_prctl / sizeof *of_prctl && *code == 0; i++)
		*code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
			SCMP_A0_32(SCMP_CMP_EQ, (uint32_t)of_prctl[i]));
	if (*code == 0)
		*code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
			SCMP_A0_32(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
}

static void add_socket(scmp_filter_ctx filter, int family, int type, int protocol, int *code)
{
	if (*code == 0)
		*code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 3,
			SCMP_A0_32(SCMP_CMP_EQ, (uint32_t)family),
			SCMP_A1_32(SCMP_CMP_MASKED_EQ, TYPE_BITS, (uint32_t)type),
			SCMP_A2_32(SCMP_CMP_EQ, (uint32_t)protocol));
}

/* glibc finds its own addresses over netlink. */
static void add_network_rules(scmp_filter_ctx filter, const struct cage *cage, int *code)
{
	static const unsigned long levels[] = { SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP,
		SOL_NETLINK };
	static const int families[] = { AF_INET, AF_INET6 };
	add(filter, SCMP_ACT_ALLOW, of_network, sizeof of_network / sizeof *of_network, code);
	add_values(filter, SCMP_SYS(setsockopt), levels, sizeof levels / sizeof *levels, code);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		add_socket(filter, families[i], SOCK_STREAM, 0, code);
		add_socket(filter, families[i], SOCK_STREAM, IPPROTO_TCP, code);
		add_socket(filter, families[i], SOCK_DGRAM, 0, code);
		add_socket(filter, families[i], SOCK_DGRAM, IPPROTO_UDP, code);
	}
	add_socket(filter, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, code);
	add_socket(filter, AF_NETLINK, SOCK_DGRAM, NETLINK_ROUTE, code);
	if (cage->daemons) {
		add_socket(filter, AF_UNIX, SOCK_STREAM, 0, code);
		add_socket(filter, AF_UNIX, SOCK_DGRAM, 0, code);
	}
}

static int add_rules(scmp_filter_ctx filter, const struct cage *cage)
{
	int code = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(EPERM));
	if (code == 0)
		code = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	add(filter, SCMP_ACT_ALLOW, always, sizeof always / sizeof *always, &code);
	add(filter, SCMP_ACT_ERRNO(EPERM), refused, sizeof refused / sizeof *refused, &code);
	add_descriptor_rules(filter, &code);
	add_process_rules(filter, &code);
	if (cage->network) {
		add(filter, SCMP_ACT_ALLOW, of_files, sizeof of_files / sizeof *of_files, &code);
		add_network_rules(filter, cage, &code);
	}
	return code;
}

/* Translated once in the parent: that takes longer than all other walls of a worker. */
static struct sock_fprog programs[KINDS];

static struct sock_fprog *program_of(const struct cage *cage)
{
	return &programs[(cage->network ? 1 : 0) + (cage->network && cage->daemons ? 2 : 0)];
}

static int export(scmp_filter_ctx filter, struct sock_fprog *program)
{
	const int file = memfd_create("seccomp", MFD_CLOEXEC);
	struct stat state;
	if (file < 0)
		return -errno;
	int code = seccomp_export_bpf(filter, file);
	if (code == 0 && fstat(file, &state) != 0)
		code = -errno;
	if (code == 0) {
		const size_t length = (size_t)state.st_size;
		struct sock_filter *steps = malloc(length);
		if (steps == NULL || pread(file, steps, length, 0) != (ssize_t)length)
			code = -ENOMEM;
		*program = (struct sock_fprog){ (unsigned short)(length / sizeof *steps), steps };
	}
	close(file);
	return code;
}

bool cage_calls_exist(void)
{
	return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

bool cage_calls_prepare(const struct cage *cage, struct error *error)
{
	struct sock_fprog *program = program_of(cage);
	if (program->len > 0)
		return true;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
	if (filter == NULL)
		return cage_fail(error, "list of system calls", ENOMEM);
	int code = add_rules(filter, cage);
	if (code == 0)
		code = export(filter, program);
	seccomp_release(filter);
	return code == 0 || cage_fail(error, "list of system calls", -code);
}

/*
 * Signals to this process only, such as those of abort(). This filter has the PID in it, so it is
 * written here. Both calls take it as their first argument, whose lower half is compared.
 */
static bool keep_signals_inside(void)
{
	const uint32_t low = offsetof(struct seccomp_data, args) +
			     (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? sizeof(uint32_t) : 0);
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 2),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, low),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	const struct sock_fprog program = { sizeof steps / sizeof *steps, steps };
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

bool cage_calls_close(const struct cage *cage, struct error *error)
{
	return (keep_signals_inside() &&
		       syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, program_of(cage)) == 0) ||
	       cage_fail(error, "seccomp", errno);
}
