/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Home folders for libsmbclient: one for each worker that asks a share, all in one folder that ends
 * with the run (base/run_folder.h). The library would store addresses on disk, for minutes and
 * across runs, and read the user's smb.conf. With an old address it would ask the wrong server. In
 * a home of its own it has no old addresses and no other settings.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/run_folder.h"

/*
 * An empty home, mode 0700, in the folder of the run. The number is one of the run. NULL with the
 * reason.
 */
const char *home_make(
	struct arena *arena, const struct run_folder *folder, size_t number, struct error *error);

/*
 * In the worker: writes the library's settings into its home. Every message must be signed, which
 * is impossible in a guest session: results of a guest prove nothing. If SMB 1 is allowed, signing
 * is optional: old servers may be unable to sign.
 */
bool home_furnish(struct arena *arena, const char *home, bool allow_smb1, struct error *error);

/* In the worker, when it has asked: removes all that is in its home. */
void home_empty(const char *home);
