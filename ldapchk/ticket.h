/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Kerberos tickets that domain controllers issue for a computer account: a proof that the
 * account exists, even where the directory does not show it. Pure.
 */
#pragma once

#include "base/arena.h"
#include "model/evidence.h"
#include "model/name.h"

/*
 * The names of one account that a ticket is asked for, in this order: its service principal name
 * HOST with the full name, then the account itself. The second is asked only if the KDC does not
 * know the first.
 */
enum ticket_form { TICKET_HOST, TICKET_ACCOUNT, TICKET_FORMS };
const char *ticket_name(struct arena *arena, const struct name *name, enum ticket_form form);

/* What a KDC says if nothing has the name. */
extern const char ticket_name_unknown[];

/* What the server answered about the name. NULL: not asked, or no answer. */
const struct ticket *ticket_asked(
	const struct directory_visit *visit, const struct name *name, enum ticket_form form);

/* The ticket that the server issued for the name in the first of its forms; NULL: none. */
const struct ticket *ticket_issued(const struct directory_visit *visit, const struct name *name);
