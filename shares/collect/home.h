/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home folder for libsmbclient, for one run. The library remembers addresses on the disk, for
 * minutes and across runs, and takes orders from the user's smb.conf: a look at an address of
 * yesterday would be a look at the wrong server. With a home of its own nothing is remembered and
 * nobody else's settings count.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * Makes the folder, mode 0700, with its settings; NULL with the reason. Every message must be
 * signed, which a guest's session cannot: what a guest sees says nothing. Where SMB 1 is allowed it
 * need not be: servers of that age may be unable to sign.
 */
const char *home_make(struct arena *arena, bool allow_smb1, struct error *error);
void home_remove(const char *home);
