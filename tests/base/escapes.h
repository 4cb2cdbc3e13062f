/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All attempts to escape. */
#pragma once

#include "tests/base/escapes_file.h"
#include "tests/base/escapes_kernel.h"
#include "tests/base/escapes_process.h"

static const struct escape escapes[] = {
	{ "execve", run_program, ALWAYS, 0 },
	{ "execveat", run_program_at, ALWAYS, 0 },
	{ "fork", fork_once, ALWAYS, 0 },
	{ "a thread", start_thread, ALWAYS, 0 },
	{ "ptrace of the parent", trace_parent, WHERE_OFFERED, 0 },
	{ "process_vm_readv of the parent", read_parent, WHERE_OFFERED, 0 },
	{ "/proc/PARENT/mem", read_parent_file, WHERE_OFFERED, 1 },
	{ "/proc/PARENT/environ", read_parent_environment, ALWAYS, 1 },
	{ "kill of the parent", signal_parent, ALWAYS, 0 },
	{ "kill of the parent's group", signal_group, ALWAYS, 0 },
	{ "tgkill of the parent", signal_thread, ALWAYS, 0 },
	{ "sigqueue to the parent", signal_with_value, ALWAYS, 0 },
	{ "F_SETOWN to the parent", signal_by_descriptor, ALWAYS, 0 },
	{ "pidfd_open of the parent", hold_parent, ALWAYS, 0 },
	{ "pidfd_getfd", take_descriptor, ALWAYS, 0 },
	{ "kcmp", compare_processes, WHERE_OFFERED, 0 },
	{ "prlimit of the parent", limit_parent, ALWAYS, 0 },
	{ "reading a file of the user", read_secret, ALWAYS, 1 },
	{ "reading a file that others may have", read_given, ALWAYS, 1 },
	{ "listing a folder of the user", list_folder, ALWAYS, 1 },
	{ "writing outside of its home", write_outside, ALWAYS, 1 },
	{ "truncating a file of the user", truncate_secret, ALWAYS, 3 },
	{ "writing 4 MiB", write_much, ALWAYS, 0 },
	{ "/etc/shadow", read_passwords, ROOT, 0 },
	{ "AF_PACKET", raw_packets, ROOT, 0 },
	{ "raw IPv4", raw_internet, ROOT, 0 },
	{ "raw IPv6", raw_internet_6, WHERE_OFFERED, 0 },
	{ "MPTCP", other_transport, WHERE_OFFERED, 0 },
	{ "AF_VSOCK", virtual_machines, WHERE_OFFERED, 0 },
	{ "AF_ALG", kernel_ciphers, WHERE_OFFERED, 0 },
	{ "AF_UNIX", unix_socket, ALWAYS, 0 },
	{ "socketpair", unix_pair, ALWAYS, 0 },
	{ "netlink of events", kernel_events, ALWAYS, 0 },
	{ "connect to another port", connect_elsewhere, ALWAYS, 4 },
	{ "bind", bind_port, ALWAYS, 4 },
	{ "listen", wait_for_clients, ALWAYS, 0 },
	{ "setresuid", become_root, ROOT, 0 },
	{ "setgroups", change_groups, ROOT, 0 },
	{ "PR_SET_DUMPABLE", be_dumpable, ALWAYS, 0 },
	{ "mount", mount_folder, ALWAYS, 0 },
	{ "a user namespace", new_user_namespace, WHERE_OFFERED, 0 },
	{ "a network namespace", new_network_namespace, ROOT, 0 },
	{ "setns", enter_namespace, ALWAYS, 0 },
	{ "keyctl", use_keyring, WHERE_OFFERED, 0 },
	{ "bpf", load_bpf, ROOT, 0 },
	{ "perf_event_open", watch_performance, WHERE_OFFERED, 0 },
	{ "io_uring_setup", use_ring, WHERE_OFFERED, 0 },
	{ "userfaultfd", handle_faults, WHERE_OFFERED, 0 },
	{ "finit_module", load_module, WHERE_OFFERED, 0 },
	{ "personality", change_personality, ALWAYS, 0 },
	{ "TIOCSTI", type_on_terminal, ALWAYS, 0 },
#if !defined(__SANITIZE_ADDRESS__)
	{ "1 GiB of memory", use_memory, ALWAYS, 0 },
#endif
	{ "calls of 32 bits", call_as_32_bits, WHERE_OFFERED, 0 },
};
static const int escape_count = sizeof escapes / sizeof *escapes;
