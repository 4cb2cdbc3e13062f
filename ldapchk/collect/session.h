/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session with one directory server: the one place that knows libldap and Cyrus SASL. Runs in a
 * worker process. Everything ends at the session's deadline; nothing of libldap leaves.
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
	const char *const *attributes; /* ended by NULL */
	/*
	 * Ask for owner, group and DACL of nTSecurityDescriptor (SD-flags control 0x7, critical:
	 * with the SACL an ordinary reader would get no descriptor at all; MS-ADTS 3.1.1.3.4.1.11).
	 */
	bool descriptors;
	/*
	 * Finds some hundred objects at most: asked for without pages, for which a server keeps a
	 * list of the whole result and reads each object once more. Should there be more than the
	 * server gives at once, it is asked again, for pages.
	 */
	bool few;
};

struct reply {
	struct entry *entry; /* as received */
	size_t count;
	struct error error; /* why the search is not complete; ERROR_NONE when it is */
};

enum session_view {
	VIEW_DOMAIN, /* what the server holds in full */
	VIEW_FOREST, /* its global catalog: every object of the forest, a part of its attributes */
};

/*
 * Connects and binds as the plan says: SASL GSSAPI with sign and seal, or TLS with the certificate
 * checked. ERROR_UNREACHABLE, ERROR_TIMEOUT, ERROR_DENIED, ERROR_CONFIG.
 */
struct session *session_open(struct arena *arena, const struct plan_directory *plan,
	const char *server, enum session_view view, struct deadline deadline, struct error *error);
void session_close(struct session *session);

/*
 * Runs searches, several in flight at once; subtree searches are paged. Referrals are not followed:
 * what they point to is not covered by this server. False when the connection was lost or the
 * deadline came; the replies then hold what had arrived, each with its error.
 */
bool session_search(struct session *session, const struct search *searches, size_t count,
	struct reply *replies, struct error *error);

/* How many requests the session has sent: the bind, each search and each further page. */
size_t session_operations(const struct session *session);

/* Names and versions of the libraries: of OpenLDAP's headers, and of the SASL that is used. */
const char *session_library(struct arena *arena);
