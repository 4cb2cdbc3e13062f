/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a session, for session.c and session_search.c only. */
#pragma once

#include <sys/time.h>

#include "ldapchk/collect/session.h"

struct session {
	struct ldap *ldap; /* libldap's LDAP */
	struct arena *arena;
	struct deadline deadline;
	size_t allowed;    /* what `received` may be */
	size_t operations; /* requests sent */
	size_t received;   /* bytes of names and values, and what keeping them takes */
	bool is_proven;    /* to be a domain controller; by an earlier session */
};

/* The time left, as the library needs it. Never zero, which would mean no limit. */
struct timeval session_time_left(struct deadline deadline);

/* Sets the error from the library's result code and diagnostic text. Returns false. */
bool session_fail(const struct session *session, int code, const char *doing, struct error *error);
