/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cage_walls.h"

enum {
	MAX_FILE_BYTES = 1 << 20, /* settings for libraries, tickets */
	MAX_DESCRIPTORS = 1024,   /* a DNS server is asked over some sockets at once */
};

/*
 * What programs could gain, which takes a capability. Without it the set stays as it is, and
 * no_new_privs keeps it from having an effect.
 */
bool cage_drop_bounding(struct error *error)
{
	for (int i = 0; prctl(PR_CAPBSET_READ, i, 0, 0, 0) >= 0; i++) {
		if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0) != 0 && errno != EPERM)
			return cage_fail(error, "bounding set", errno);
	}
	/* On kernels before 4.3 there is no ambient set. */
	return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 || errno == EINVAL ||
	       cage_fail(error, "ambient set", errno);
}

bool cage_drop_capabilities(struct error *error)
{
	struct __user_cap_header_struct self = { .version = _LINUX_CAPABILITY_VERSION_3 };
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };
	return syscall(SYS_capset, &self, none) == 0 || cage_fail(error, "capabilities", errno);
}

/* A lower limit stays. */
static bool lower(int resource, rlim_t most)
{
	struct rlimit limit;
	if (getrlimit(resource, &limit) != 0)
		return false;
	if (limit.rlim_cur > most)
		limit.rlim_cur = most;
	if (limit.rlim_max > most)
		limit.rlim_max = most;
	return setrlimit(resource, &limit) == 0;
}

/* The shadow memory of AddressSanitizer counts, so memory is not limited there. */
static bool limit_memory(size_t bytes)
{
#if defined(__SANITIZE_ADDRESS__)
	bytes = 0;
#endif
	return bytes == 0 || lower(RLIMIT_DATA, bytes);
}

bool cage_limit(const struct cage *cage, struct error *error)
{
	if (!limit_memory(cage->memory))
		return cage_fail(error, "limit of memory", errno);
	if (cage->open)
		return true;
	/* As a limit of the user's processes, 0 ends all forking but that of root. */
	return (lower(RLIMIT_FSIZE, MAX_FILE_BYTES) && lower(RLIMIT_NOFILE, MAX_DESCRIPTORS) &&
		       lower(RLIMIT_NPROC, 0) && lower(RLIMIT_MEMLOCK, 0) &&
		       lower(RLIMIT_MSGQUEUE, 0)) ||
	       cage_fail(error, "limits", errno);
}
