/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a session, for the files session*.c only. */
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
	const char *server;
	int port;
	int64_t connect_ms; /* the limit for a connection to one address */
};

/* The time left, as the library needs it. Never zero, which would mean no limit. */
struct timeval session_time_left(struct deadline deadline);

/*
 * Connects, with TLS where the plan says so. The reason of a failure names the port and what is
 * wrong there: libldap says only that it could not connect.
 */
bool session_connect(
	struct session *session, const struct plan_directory *plan, struct error *error);

/* Sets the error from the library's result code and diagnostic text. Returns false. */
bool session_fail(const struct session *session, int code, const char *doing, struct error *error);
