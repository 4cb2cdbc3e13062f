/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What DNS servers say, with authority, of one name itself: its own addresses and alias, to be held
 * against the directory's copy. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

/* More of one name are not looked at: such a server does not tell. */
enum { ZONE_ANSWER_RECORDS = 64 };

struct zone_answer {
	const struct dns_visit *visit;
	bool unasked;              /* it serves other zones of the plan, and tells nothing */
	const char *unreadable;    /* why the server does not tell; NULL: it does */
	struct causes causes;      /* the gaps behind that */
	bool no_such_name;         /* it says that there is no such name */
	struct dns_record *record; /* A, AAAA and CNAME of the name, each once */
	size_t count;
};

/* One for each server that the evidence holds, whether it was asked for the name or not. */
struct zone_answer *zone_answers_of(
	struct arena *arena, const struct dns_evidence *dns, const char *fqdn);

/* Whether a server says with authority that the name has an address or an alias. */
bool zone_answers_know(const struct zone_answer *answer, size_t count);

/* Whether servers were asked, and all of them say with authority that there is no such name. */
bool zone_answers_deny(const struct zone_answer *answer, size_t count);
