/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session is made of: for session.c, which opens it, and session_search.c alone. */
#pragma once

#include <sys/time.h>

#include "ldapchk/collect/session.h"

struct session {
	struct ldap *ldap; /* libldap's LDAP */
	struct arena *arena;
	struct deadline deadline;
	size_t operations; /* requests sent */
	size_t received;   /* bytes of values */
};

/* For the library: never zero, which would mean for ever. */
struct timeval session_time_left(struct deadline deadline);

/* Why the library could not; false. */
bool session_fail(const struct session *session, int code, const char *doing, struct error *error);
