/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tickets of the default cache as bytes, for another Kerberos library in the same process: so
 * they need not be put into a file for it.
 */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/bytes.h"

struct ticket_export {
	const char *account;  /* "reader@CORP.EXAMPLE.COM" */
	struct bytes *ticket; /* each as in a credential cache file of version 4 */
	size_t count;
	int32_t kdc_ahead_seconds; /* of the clock of this machine, as far as it is known */
};

/* False if the cache cannot be read or holds no ticket. */
bool ticket_export_read(struct arena *arena, struct ticket_export *export);
