/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The authoritative answers of DNS servers for one name: its own addresses and alias, to be
 * compared with the directory's copy. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/causes.h"
#include "model/evidence.h"

/* An answer with more records of one name counts as unreadable. */
enum { ZONE_ANSWER_RECORDS = 64 };

struct zone_answer {
	const struct dns_visit *visit;
	bool unasked;              /* not asked for the name: it serves other zones of the plan */
	const char *unreadable;    /* why the answer cannot be used, or NULL */
	struct causes causes;      /* the gaps behind `unreadable` */
	bool is_nxdomain;          /* for both types */
	struct dns_record *record; /* A, AAAA and CNAME of the name, each once */
	size_t count;
};

/* One for each server in the evidence, also for those that were not asked for the name. */
struct zone_answer *zone_answers_of(
	struct arena *arena, const struct dns_evidence *dns, const char *fqdn);

/* Whether the authoritative answer of any server has an address or an alias. */
bool zone_answers_any_record(const struct zone_answer *answer, size_t count);

/* Whether servers were asked, and all of them answered NXDOMAIN with authority. */
bool zone_answers_all_nxdomain(const struct zone_answer *answer, size_t count);
