/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by session*.c only. */
#pragma once

#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"

/*
 * Reads the content of an opened share, at that URL: its descriptor, and the folders of address
 * books. Ends shortly before the deadline: what was not read by then is a gap, the rest is kept.
 */
void session_read_content(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *url, struct share_opening *opening);
