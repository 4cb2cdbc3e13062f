/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the session share: session*.c alone. */
#pragma once

#include <libsmbclient.h>

#include "shares/session.h"

/*
 * With the port: without one the library tries NetBIOS (139) first, and waits long where a firewall
 * drops that.
 */
char *session_url(struct arena *arena, const char *server, const char *share);

/*
 * What lies in a share that opened: its descriptor, and the folders of address books. Shortly
 * before the deadline it ends: what was not read is a gap, and what was read is kept.
 */
void session_look_inside(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *server, struct share_opening *opening);
