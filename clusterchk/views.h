/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers of all DNS servers for one name, and what all checks of them share: the cases in
 * which nothing can be examined, and one line of proof for each server. Pure.
 */
#pragma once

#include "base/text.h"
#include "clusterchk/view.h"
#include "model/check.h"

struct views {
	enum subject_kind kind;
	const char *name;
	struct dns_view *view;
	size_t count;
	const char *unexamined; /* why there are no views: one sentence, or NULL */
	const char *proof;
	const char *left_out; /* a server of the plan that was not asked for the name, or NULL */
	const struct cause *missing; /* why there is no address of the name; NULL: not known */
	struct causes causes; /* of an UNKNOWN finding */
};

struct views views_of(
	const struct examination *examination, enum subject_kind kind, const char *name);

/* Adds a finding whose subject is the name. */
struct finding *views_add(
	const struct examination *examination, const struct views *views, enum outcome outcome);

/* Whether there are no views. If so, adds an UNKNOWN finding. */
bool views_unexamined(const struct examination *examination, const struct views *views);

/* The outcome to begin with: UNKNOWN, with a line of proof, if a server of the plan was not asked.
 */
enum outcome views_begin(const struct views *views, struct text *proof);

/*
 * Collects the causes of a view that is UNKNOWN, or that shows that the name has no address. `more`:
 * there are reasons other than these.
 */
void views_note(struct views *views, struct arena *arena, const struct dns_view *view,
	enum outcome outcome, bool more);

/* Begins a view's line of proof: "ns1 (192.0.2.53:53): ". */
void view_begin(struct text *proof, const struct dns_view *view);

/* Why the records of a view cannot be judged; NULL: they can. */
const char *view_unreadable(struct arena *arena, const struct dns_view *view);

/*
 * Whether it is certain which addresses the name has: the answers are complete and authoritative,
 * and do not end in an alias into a zone of other servers.
 */
bool view_is_conclusive(const struct dns_view *view);

/* Compares a view's TTL with the limit and adds a line of proof: FAIL above the limit, UNKNOWN if
 * the TTL is not known. */
enum outcome view_judge_ttl(
	struct arena *arena, const struct dns_view *view, int64_t max_ttl, struct text *proof);
