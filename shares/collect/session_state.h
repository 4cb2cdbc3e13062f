/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by session*.c only. */
#pragma once

#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"
#include "shares/collect/smb_log.h"

/* State for the call-backs of the library: the context's user data. */
struct logon {
	const struct credentials *credentials;
	const char *share;                   /* that is being read; or NULL */
	smbc_get_cached_srv_fn library_find; /* the library's own functions */
	smbc_add_cached_srv_fn library_keep;
	struct smb_log log; /* of the last call */
	bool logged_on;     /* a logon succeeded */
};

/* The SMB versions to offer. The library does not return the negotiated one. */
struct generation {
	const char *name, *least, *most;
};

/* NULL if the library cannot be started. The logon must live as long as the context. */
SMBCCTX *session_context(struct logon *logon, const struct generation *generation,
	int64_t timeout_ms, struct error *error);

/* Before each call: clears errno and the log, which the library leaves set after a success. */
void session_begin(SMBCCTX *context);

/*
 * Reads the content of an opened share, at that URL: its descriptor, and the folders of address
 * books. Ends shortly before the deadline: what was not read by then is a gap, the rest is kept.
 */
void session_read_content(struct arena *arena, SMBCCTX *context, struct deadline deadline,
	const char *url, struct share_opening *opening);
