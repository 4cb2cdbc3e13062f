/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads one file server under one name. The only user of libsmbclient, with session*.c. Runs in a
 * worker process of its own: the library keeps connections and state for the whole process, and a
 * connection made under another name would return the wrong scope.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/error.h"
#include "model/evidence.h"
#include "shares/collect/credentials.h"

/*
 * Lists the shares of the name and tries to open each of `shares`, over SMB 2 or later (over SMB 1
 * if that is allowed and the server has nothing later), with the tickets of the default cache
 * (base/ticket.h), or with the credentials if they are not NULL; never as a guest. Fills the visit.
 * False if there was no SMB connection. The library must be loaded before
 * (shares/collect/smb_library.h).
 */
bool share_read(struct arena *arena, const char *name, const char *const *shares, size_t count,
	const struct credentials *credentials, bool allow_smb1, struct deadline deadline,
	struct share_visit *visit, struct error *error);
