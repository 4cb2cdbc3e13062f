/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by session*.c only. */
#pragma once

#include "shares/collect/session.h"
#include "shares/collect/smb_library.h"
#include "shares/collect/smb_log.h"

/* State for the call-backs of the library: the context's user data. */
struct logon {
	const char *domain; /* of the plan */
	int64_t wait_ms;    /* the limit of each wait */
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

/* The share that is being read. What was not read shortly before the deadline becomes a gap. */
struct share_reader {
	struct arena *arena;
	SMBCCTX *context;
	const char *url; /* of the share */
	struct deadline deadline;
	struct share_opening *opening;
};

/* Sets the error from errno and the log. Returns false. */
bool reader_fail(const struct share_reader *reader, struct error *error, const char *doing);

bool reader_is_in_time(const struct share_reader *reader, const char *doing, struct error *error);

/* Adds the permissions of what has that path in the share: "GUID/oab.xml". */
void reader_add_permissions(const struct share_reader *reader, const char *path, const char *url);

/* Reads the descriptor of the share's folder, and all folders of address books. */
void session_read_content(const struct share_reader *reader);

/* Reads one folder and adds it to the opening, even if it does not exist. */
void session_read_book(const struct share_reader *reader, const char *name);
