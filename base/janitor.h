/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A process that removes a folder when this process has ended, however it ended: also by SIGKILL.
 * It holds one end of a pipe, and this process alone holds the other one for as long as it lives.
 * Workers close it before they begin (base/process.c).
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

struct janitor {
	pid_t pid;
	int fd; /* the end of the pipe that this process holds */
};

/*
 * Starts it for the folder of that name in the folder `place`. It has a session of its own, waits
 * with all signals blocked, and holds no other descriptor, so nobody who reads the output of this
 * process waits for it. False with the reason if it could not be started.
 */
bool janitor_start(struct janitor *janitor, int place, const char *name, struct error *error);

/* The folder was removed: the janitor ends, too. */
void janitor_dismiss(struct janitor *janitor);

/* The folder could not be removed: the janitor goes on trying for a while, beyond our own end. */
void janitor_leave(struct janitor *janitor);
