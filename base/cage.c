/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cage.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/cage_walls.h"

/* Of this process, once its cage is closed. */
static struct {
	bool closed, has_user, at_home;
	int landlock;
} walls;

bool cage_fail(struct error *error, const char *wall, int reason)
{
	return error_set(error, ERROR_CRASHED, "the worker could not be confined: %s: %s", wall,
		strerror(reason));
}

void cage_allow_port(struct cage *cage, uint16_t port)
{
	for (size_t i = 0; i < cage->port_count; i++) {
		if (cage->port[i] == port)
			return;
	}
	if (cage->port_count < CAGE_PORTS)
		cage->port[cage->port_count++] = port;
}

bool cage_prepare(const struct cage *cage, struct error *error)
{
	return cage->open || !cage_calls_exist() || cage_calls_prepare(cage, error);
}

static bool move_in(const struct cage *cage, uid_t user, struct error *error)
{
	if (cage->home == NULL)
		return true;
	if (chdir(cage->home) != 0 || (user != 0 && chown(".", user, user) != 0))
		return cage_fail(error, "home", errno);
	walls.at_home = true;
	return true;
}

/* The list of system calls is last: closing the other walls takes calls that are not in it. */
bool cage_close(const struct cage *cage, pid_t parent, struct error *error)
{
	if (!cage_limit(cage, error))
		return false;
	if (cage->open)
		return true;
	const uid_t user = cage_user_id();
	walls.landlock = cage_files_abi();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return cage_fail(error, "no_new_privs", errno);
	if (!move_in(cage, user, error) || !cage_drop_bounding(error) ||
		!cage_files_close(cage, error) || !cage_user_close(user, parent, error) ||
		!cage_drop_capabilities(error) ||
		(cage_calls_exist() && !cage_calls_close(cage, error)))
		return false;
	walls.closed = true;
	walls.has_user = user != 0;
	return true;
}

const char *cage_home(const char *home)
{
	/* With a dot, as it is a symbolic link. */
	static const char here[] = "/proc/self/cwd/.";
	return walls.at_home && access(here, F_OK) == 0 ? here : home;
}

const char *cage_describe(struct arena *arena)
{
	if (!walls.closed)
		return "none";
	const char *landlock = walls.landlock < 1
				       ? "no Landlock (this kernel has none)"
				       : arena_format(arena, "Landlock %d", walls.landlock);
	return arena_format(arena, "no_new_privs, no capabilities, %s, %s, %s",
		cage_calls_exist() ? "seccomp" : "no seccomp (this kernel has none)", landlock,
		walls.has_user   ? "a user of their own"
		: geteuid() == 0 ? "root (another user is not allowed here)"
				 : "the user who started them");
}
