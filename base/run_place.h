/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places in which a folder of a run may be (base/run_folder.h), in the order of preference. */
#pragma once

#include "base/arena.h"

enum { RUN_PLACES = 5 };

/*
 * XDG_RUNTIME_DIR and /run/user/UID if they belong to this user alone; /dev/shm; TMPDIR; /tmp. The
 * second and the third only if they are in memory. In none of them other users can rename what
 * belongs to us. Returns a descriptor of the place of that number, and its path; -1 with errno if
 * it is not there or not as it should be.
 */
int run_place_open(struct arena *arena, size_t number, const char **path);
