/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cage of a worker process. What it reads comes from servers, and a flaw in a library may hand
 * the worker to one of them. So before it asks anything, the worker gives up what its job does not
 * need: its user, capabilities, programs, other processes, files, kinds of sockets, memory. A cage
 * whose members are zero is the narrowest one: no network and no files. docs/design.md, "Workers",
 * lists the walls.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"

enum { CAGE_PORTS = 16, CAGE_FILES = 16 };

struct cage {
	bool network; /* IPv4 and IPv6, and the files that libraries need to find and trust a server
		       */
	bool daemons; /* UNIX sockets too: names are looked up by daemons of this machine */
	uint16_t port[CAGE_PORTS]; /* of TCP, to which it may connect */
	size_t port_count;
	const char *file[CAGE_FILES]; /* with a network: files and folders to read besides those */
	size_t file_count;
	const char *home; /* with a network: a folder of its own, to write in; or NULL */
	size_t memory;    /* bytes, with what it inherits; 0: no limit */
	bool open;        /* no walls: for tests of what a worker can do without them */
};

/* Adds a port that is not among them; one too many is left out. */
void cage_allow_port(struct cage *cage, uint16_t port);

/*
 * In the parent, before the worker is forked: what all cages of this kind have in common is made
 * once. False with the reason.
 */
bool cage_prepare(const struct cage *cage, struct error *error);

/*
 * In the worker: closes the cage for good. A wall that this kernel does not have is left out. False
 * with the reason if one could not be closed: the worker must end.
 */
bool cage_close(const struct cage *cage, pid_t parent, struct error *error);

/*
 * In the worker: another path of its home, which it has in the cage as its working folder, because
 * the folders above it may be closed to its user. Outside of a cage `home` as it is.
 */
const char *cage_home(const char *home);

/* In the worker: which walls were closed: "no_new_privs, seccomp, Landlock 4, its own user". */
const char *cage_describe(struct arena *arena);
