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

/* A folder of an address book that no list showed. */
struct named_folder {
	const char *share, *name;
};

struct share_request {
	const char *name;   /* of the server */
	const char *domain; /* of the plan: whose realm its ticket is of */
	const char *const *shares;
	size_t share_count;
	const struct named_folder *folder;     /* only these are read in the shares */
	size_t folder_count;                   /* 0: all lists and folders are read */
	const struct credentials *credentials; /* NULL: the tickets of the default cache */
	bool allow_smb1;
};

/*
 * Lists the shares of the name and tries to open each of them, over SMB 2 or later (over SMB 1 if
 * that is allowed and the server has nothing later), with tickets (base/ticket.h) or credentials;
 * never as a guest. Fills the visit. False if there was no SMB session. The library must be loaded
 * before (shares/collect/smb_library.h).
 */
bool share_read(struct arena *arena, const struct share_request *request, struct deadline deadline,
	struct share_visit *visit, struct error *error);
