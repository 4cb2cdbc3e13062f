/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another user for a worker of root, so that it can neither open root's files nor send signals to
 * anybody.
 */
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>

#include "base/cage_walls.h"

/* Users without a name, for services (systemd: DynamicUser=); by PID, so that workers differ. */
enum { FIRST_USER = 61184, USERS = 4336 };

/* In a container, root may have some capabilities only. Without CAP_KILL it could not end it. */
static bool has_capabilities(void)
{
	static const unsigned needed =
		1U << CAP_SETUID | 1U << CAP_SETGID | 1U << CAP_KILL | 1U << CAP_CHOWN;
	struct __user_cap_header_struct self = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct has[_LINUX_CAPABILITY_U32S_3] = { 0 };
	return syscall(SYS_capget, &self, has) == 0 && (has[0].effective & needed) == needed;
}

/* In a user namespace only some users exist. */
static bool is_mapped(const char *map, unsigned long id)
{
	unsigned long first, outside, count;
	bool found = false;
	FILE *file = fopen(map, "re");
	while (file != NULL && !found && fscanf(file, "%lu %lu %lu", &first, &outside, &count) == 3)
		found = id >= first && id - first < count;
	if (file != NULL)
		fclose(file);
	return found;
}

static bool groups_can_change(void)
{
	char word[8] = "";
	FILE *file = fopen("/proc/self/setgroups", "re");
	const bool denied =
		file != NULL && fscanf(file, "%7s", word) == 1 && word[0] == 'd'; /* "deny" */
	if (file != NULL)
		fclose(file);
	return !denied;
}

uid_t cage_user_id(void)
{
	const uid_t id = FIRST_USER + (uid_t)getpid() % USERS;
	return geteuid() == 0 && has_capabilities() && groups_can_change() &&
			       is_mapped("/proc/self/uid_map", id) &&
			       is_mapped("/proc/self/gid_map", id)
		       ? id
		       : 0;
}

/* What was asked for at the fork is lost with the user: to be killed with the parent. */
bool cage_user_close(uid_t id, pid_t parent, struct error *error)
{
	if (id == 0)
		return true;
	if (setgroups(0, NULL) != 0 || setresgid(id, id, id) != 0 || setresuid(id, id, id) != 0 ||
		prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return cage_fail(error, "user", errno);
	return getppid() == parent || cage_fail(error, "user", ESRCH);
}
