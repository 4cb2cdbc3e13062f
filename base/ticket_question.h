/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to one Kerberos server (KDC): which ticket does it issue for a name? They are asked
 * with the ticket-granting ticket of the default cache. The tickets that are issued are looked at
 * and forgotten: they stay in the memory of this process and are never used.
 */
#pragma once

#include <stdint.h>

#include "base/arena.h"
#include "base/deadline.h"
#include "base/error.h"
#include "base/ticket_request.h"

/* What the KDC answered about one name; one of the three is set. */
struct ticket_answer {
	int32_t encryption;   /* of the ticket it issued (RFC 3961 8); 0: none */
	const char *refusal;  /* "KDC_ERR_S_PRINCIPAL_UNKNOWN" (RFC 4120 7.5.9), or NULL */
	const char *referral; /* the realm that it named instead (RFC 6806 8), or NULL */
};

struct ticket_questions;

/*
 * From now on the default cache of this process is a copy in memory, as ticket_cache_use() makes
 * it. Nothing is requested with a keytab: by then a session with the server has done that. All
 * answers together take at most half of the time until the deadline. NULL as ticket_usable(), or if
 * there is no ticket-granting ticket.
 */
struct ticket_questions *ticket_questions_open(struct arena *arena, const char *host,
	const char *port, const char *realm, struct deadline deadline, struct error *error);

/*
 * Asks for a ticket for "HOST/excms01.corp.example.com" or "EXCMS01$" in the KDC's realm. One
 * request is sent, besides what it takes to get into that realm from another one. False if there is
 * no answer about the name: as kdc_exchange(); ERROR_DENIED if the KDC refuses the account that
 * asks, or its clock; ERROR_MALFORMED.
 */
bool ticket_ask(struct ticket_questions *questions, const char *name, struct ticket_answer *answer,
	struct error *error);

/* What the last request offered. */
struct offered_types ticket_questions_offered(const struct ticket_questions *questions);

void ticket_questions_close(struct ticket_questions *questions);
