/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walls of a cage, each in a file of its own; used by base/cage.c only. */
#pragma once

#include <sys/types.h>

#include "base/cage.h"

/* Memory, files, descriptors, processes. */
bool cage_limit(const struct cage *cage, struct error *error);

/* No capability can be gained; and, once the user was changed, there is none. */
bool cage_drop_bounding(struct error *error);
bool cage_drop_capabilities(struct error *error);

/* The version of Landlock; below 1 where this kernel has none. */
int cage_files_abi(void);
bool cage_files_close(const struct cage *cage, struct error *error);

/* The user that the worker becomes; 0: it stays who it is, as root may not change it or is not. */
uid_t cage_user_id(void);
bool cage_user_close(uid_t id, pid_t parent, struct error *error);

/* Whether this kernel filters system calls. */
bool cage_calls_exist(void);

/* Makes the list of system calls (in the parent), and obeys it from now on (in the worker). */
bool cage_calls_prepare(const struct cage *cage, struct error *error);
bool cage_calls_close(const struct cage *cage, struct error *error);

/* ERROR_CRASHED: "the worker could not be confined: WALL: REASON", from this errno. */
bool cage_fail(struct error *error, const char *wall, int reason);
