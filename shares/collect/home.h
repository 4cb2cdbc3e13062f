/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home folder for libsmbclient, for one run. The library stores addresses on disk, for minutes
 * and across runs, and reads the user's smb.conf. With an old address it would ask the wrong
 * server. In a home of its own it has no old addresses and no other settings.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Creates the folder, mode 0700, with its settings; NULL with the reason. Every message must be
 * signed, which is impossible in a guest session: results of a guest prove nothing. If SMB 1 is
 * allowed, signing is optional: old servers may be unable to sign.
 */
const char *home_make(struct arena *arena, bool allow_smb1, struct error *error);
void home_remove(const char *home);
