/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tickets for libsmbclient in the memory of this process. The library of Debian brings its own
 * Kerberos library (Heimdal), which sees no cache in the memory of ours (MIT), so they are handed
 * over. A library that uses ours sees them anyhow.
 */
#pragma once

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/*
 * From now on both libraries have tickets in memory alone, as ticket_cache_use() copies or requests
 * them. Where they cannot be handed over, they come into a file in `home`. False as
 * ticket_cache_use(). The SMB library must be loaded.
 */
bool smb_tickets_use(struct arena *arena, const char *home, struct error *error);
