/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Landlock: which files a worker may open, and to which TCP ports it may connect. What the kernel
 * header of Debian 12 lacks is written here; the running kernel says how much of it it has.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "base/cage_walls.h"

/* ABI 2 has REFER, 3 TRUNCATE, 4 the ports, 5 IOCTL_DEV, 6 the scopes. */
enum { ABI_PORTS = 4, ABI_SCOPES = 6, RULE_NET_PORT = 2 };
#define ACCESS_FS_TRUNCATE         (1ULL << 14)
#define ACCESS_FS_IOCTL_DEV        (1ULL << 15)
#define ACCESS_NET_BIND_TCP        (1ULL << 0)
#define ACCESS_NET_CONNECT_TCP     (1ULL << 1)
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL               (1ULL << 1)

struct ruleset {
	uint64_t handled_access_fs, handled_access_net, scoped;
};

struct net_port {
	uint64_t allowed_access, port;
};

enum {
	READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE,
	OF_FILE = LANDLOCK_ACCESS_FS_READ_FILE | WRITE,
	HOME = READ | WRITE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	       LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG,
};

/*
 * What the libraries of Kerberos, TLS, name service and SMB read. Of /etc not all of it: keytabs
 * lie there, too.
 */
static const char *const readable[] = { "/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib64",
	"/usr/local/lib", "/usr/share", "/usr/local/share", "/etc/ca-certificates",
	"/etc/crypto-policies", "/etc/gai.conf", "/etc/gnutls", "/etc/group", "/etc/gss",
	"/etc/host.conf", "/etc/hosts", "/etc/krb5.conf", "/etc/krb5.conf.d", "/etc/ld.so.cache",
	"/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ldap", "/etc/localtime", "/etc/machine-id",
	"/etc/mdns.allow", "/etc/networks", "/etc/nscd.conf", "/etc/nsswitch.conf", "/etc/openldap",
	"/etc/passwd", "/etc/pkcs11", "/etc/pki", "/etc/protocols", "/etc/resolv.conf",
	"/etc/samba/smb.conf", "/etc/sasl", "/etc/sasl2", "/etc/services", "/etc/ssl/certs",
	"/etc/ssl/openssl.cnf", "/etc/timezone", "/run/systemd/resolve", "/var/cache/nscd",
	"/var/lib/sss/mc", "/var/lib/sss/pubconf", "/dev/random", "/dev/urandom", "/dev/zero",
	"/proc/cpuinfo", "/proc/filesystems", "/proc/meminfo", "/proc/self", "/proc/stat",
	"/proc/sys/crypto", "/proc/sys/kernel", "/proc/sys/net", "/proc/sys/vm", "/proc/version",
	"/sys/devices/system/cpu" };

int cage_files_abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* All that this version knows is refused where no rule allows it. */
static int create(int abi)
{
	struct ruleset set = { .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
	if (abi >= 2)
		set.handled_access_fs |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		set.handled_access_fs |= ACCESS_FS_TRUNCATE;
	if (abi >= 5)
		set.handled_access_fs |= ACCESS_FS_IOCTL_DEV;
	if (abi >= ABI_PORTS)
		set.handled_access_net = ACCESS_NET_BIND_TCP | ACCESS_NET_CONNECT_TCP;
	if (abi >= ABI_SCOPES)
		set.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
	/* A kernel knows no more of it than its own length, and wants the rest to be zero. */
	return (int)syscall(SYS_landlock_create_ruleset, &set, sizeof set, 0);
}

/* What does not exist needs no rule. */
static bool allow_path(int ruleset, const char *path, uint64_t access)
{
	const int file = open(path, O_PATH | O_CLOEXEC);
	struct stat state;
	if (file < 0)
		return errno == ENOENT || errno == EACCES || errno == ENOTDIR || errno == ELOOP;
	bool ok = fstat(file, &state) == 0;
	if (ok && !S_ISDIR(state.st_mode))
		access &= OF_FILE | ACCESS_FS_TRUNCATE;
	const struct landlock_path_beneath_attr rule = { access, file };
	ok = ok &&
	     syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	close(file);
	return ok;
}

static bool allow_files(int ruleset, const struct cage *cage, int abi)
{
	const uint64_t truncate = abi >= 3 ? ACCESS_FS_TRUNCATE : 0;
	bool ok = true;
	for (size_t i = 0; ok && cage->network && i < sizeof readable / sizeof *readable; i++)
		ok = allow_path(ruleset, readable[i], READ);
	for (size_t i = 0; ok && i < cage->file_count; i++)
		ok = allow_path(ruleset, cage->file[i], READ);
	ok = ok && allow_path(ruleset, "/dev/null", READ | WRITE | truncate);
	if (ok && cage->home != NULL)
		ok = allow_path(ruleset, cage->home, HOME | truncate);
	return ok;
}

static bool allow_ports(int ruleset, const struct cage *cage, int abi)
{
	bool ok = true;
	for (size_t i = 0; ok && abi >= ABI_PORTS && i < cage->port_count; i++) {
		const struct net_port rule = { ACCESS_NET_CONNECT_TCP, cage->port[i] };
		ok = syscall(SYS_landlock_add_rule, ruleset, RULE_NET_PORT, &rule, 0) == 0;
	}
	return ok;
}

bool cage_files_close(const struct cage *cage, struct error *error)
{
	const int abi = cage_files_abi();
	if (abi < 1)
		return true;
	const int ruleset = create(abi);
	const bool closed = ruleset >= 0 && allow_files(ruleset, cage, abi) &&
			    allow_ports(ruleset, cage, abi) &&
			    syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	const int reason = errno;
	if (ruleset >= 0)
		close(ruleset);
	return closed || cage_fail(error, "Landlock", reason);
}
