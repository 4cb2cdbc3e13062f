/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share: session*.c alone. */
#pragma once

#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"

/*
 * What lies in a share that opened, at that URL: its descriptor, and the folders of address books.
 * Shortly before the deadline it ends: what was not read is a gap, and what was read is kept.
 */
void session_look_inside(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *url, struct share_opening *opening);
