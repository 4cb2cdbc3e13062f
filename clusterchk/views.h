/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all DNS servers say of one name, as a check about it begins: with those that were to be
 * asked, and a line of proof for each. Pure.
 */
#pragma once

#include "base/text.h"
#include "clusterchk/view.h"
#include "model/check.h"

struct views {
	const char *name;
	struct dns_view *view;
	size_t count;
	const char *unexamined; /* why there are none: one sentence, or NULL */
	const char *proof;
	const char *left_out; /* a server of the plan that was not asked for the name, or NULL */
	struct causes causes; /* of what is not known */
};

struct views views_of(const struct examination *examination, const char *name);

/* A finding about the name. */
struct finding *views_add(
	const struct examination *examination, const struct views *views, enum outcome outcome);

/* Whether there are no views; then that is what was found. */
bool views_unexamined(const struct examination *examination, const struct views *views);

/* The outcome before any view was looked at. */
enum outcome views_begin(const struct views *views, struct text *proof);

/* Takes note of what a view's line of proof came to; it may tell of more than the view's gaps. */
void views_note(struct views *views, struct arena *arena, const struct dns_view *view,
	enum outcome outcome, bool more);

/* Begins a view's line of proof: "ns1 (192.0.2.53:53): ". */
void view_begin(struct text *proof, const struct dns_view *view);

/* What is wrong with a view before its records are looked at; NULL when nothing is. */
const char *view_unreadable(struct arena *arena, const struct dns_view *view);

/* Whether it says which addresses the name has; an alias may end in a zone of other servers. */
bool view_tells(const struct dns_view *view);

/* Holds a view's TTL against the limit, in a line of proof: FAIL above it, UNKNOWN where that is
 * not known. */
enum outcome view_judge_ttl(
	struct arena *arena, const struct dns_view *view, int64_t max_ttl, struct text *proof);
