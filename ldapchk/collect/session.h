/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session with one directory server. Only this code uses libldap and Cyrus SASL, and none of
 * their objects leave it. Runs in a worker process. Every operation ends at the session's deadline.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/error.h"
#include "model/evidence.h"
#include "model/plan.h"

struct session;

enum search_scope { SCOPE_BASE, SCOPE_SUBTREE };

struct search {
	const char *base; /* a DN; "" for the rootDSE */
	enum search_scope scope;
	const char *filter;            /* RFC 4515 */
	const char *const *attributes; /* terminated by NULL */
	/*
	 * Ask for owner, group and DACL of nTSecurityDescriptor (SD-flags control 0x7, critical).
	 * If the SACL were asked for too, an ordinary reader would get no descriptor
	 * (MS-ADTS 3.1.1.3.4.1.11).
	 */
	bool descriptors;
	/*
	 * Finds at most some hundred objects, so no pages are asked for: for pages a server keeps a
	 * list of the whole result and reads each object once more. If the result exceeds the
	 * server's size limit, the search is repeated with pages.
	 */
	bool few;
};

struct reply {
	struct entry *entry; /* as received */
	size_t count;
	struct error error; /* why the search is not complete; ERROR_NONE if it is */
};

enum session_view {
	VIEW_DOMAIN, /* the domain that the server holds in full */
	VIEW_FOREST, /* its global catalog: every object of the forest, with some of its attributes
		      */
};

/*
 * Connects and binds as the plan says: SASL GSSAPI with sign and seal, or TLS with the certificate
 * checked. NULL with ERROR_UNREACHABLE, ERROR_TIMEOUT, ERROR_DENIED or ERROR_CONFIG.
 */
struct session *session_open(struct arena *arena, const struct plan_directory *plan,
	const char *server, enum session_view view, struct deadline deadline, struct error *error);
void session_close(struct session *session);

/* Besides LIMIT_RECEIVED_BYTES the server may send LIMIT_CMS_BYTES for each recovery. */
void session_allow(struct session *session, size_t recoveries);

/*
 * Runs searches, several in parallel; subtree searches are paged. Referrals are not followed: their
 * targets are on other servers. Attributes that a server returns in ranges are read to their end,
 * or the reply has an error. So has one that contradicts itself (entries_fault), and no entries.
 * False if the connection was lost or the deadline passed; the replies then hold what had arrived,
 * each with its error.
 */
bool session_search(struct session *session, const struct search *searches, size_t count,
	struct reply *replies, struct error *error);

/* How many requests the session has sent: StartTLS, the bind, each search and each further page. */
size_t session_operations(const struct session *session);

/* Names and versions of the libraries: OpenLDAP by its headers, Cyrus SASL by the one in use. */
const char *session_library(struct arena *arena);
