/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a visit to a directory server, in the order they are collected; used in collect*.c.
 */
#pragma once

#include "base/name_index.h"
#include "ldapchk/attributes.h"
#include "ldapchk/collect/collect.h"
#include "ldapchk/collect/session.h"
#include "model/evidence.h"

/* The rootDSE. False when it cannot be read, or when the server is not one to be believed. */
bool collect_root(struct session *session, const struct directory_job *job, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/* A reply becomes a part of the visit. */
void part_add(struct arena *arena, struct directory_visit *visit, enum part_kind kind,
	const struct reply *reply);

/*
 * Names are asked for by the page. A server compares each object that it found with the clauses of
 * the filter, one by one, so that a filter for thousands of names costs the square of their number;
 * and there are servers that hang up on a search request of more than 256,000 bytes.
 */
enum { NAMES_PER_PAGE = 125 };

/* Entries, some of which may be of the same object. */
struct found {
	struct arena *arena;
	struct entry *entry;
	size_t count;
};

void found_add(struct found *found, const struct entry *entry);

/* Keeps of each object what came first. */
void found_once(struct found *found);

/* The visit's entries by account ("EXCMS01$"). */
struct name_index accounts_index(struct arena *arena, const struct directory_visit *visit);

/*
 * The computer objects of the plan's names and, at the same time, what lies around them. False when
 * not all of the objects were read.
 */
bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/*
 * What lies around the accounts: one search each, to be sent beside that for the accounts. The
 * replies become the visit's parts.
 */
size_t surroundings_searches(struct arena *arena, const struct plan *plan,
	const struct directory_visit *visit, struct search *searches);
void surroundings_take(struct arena *arena, const struct reply *replies, size_t count,
	struct directory_visit *visit);

enum { SURROUNDINGS_MAX = 8 };

/* One of these searches alone: that for the Exchange organisation. */
struct search organisation_search(
	struct arena *arena, const struct plan *plan, const struct directory_visit *visit);

/*
 * Who in the forest holds a service principal name that a CMS of the plan needs: asked of the
 * server's global catalog, in a session of its own. A part of the visit.
 */
void collect_holders(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit);

/*
 * tokenGroups of the CMSs, the standby clusters and their nodes. Where it could not be read the
 * attribute has a gap. False when the connection is of no more use.
 */
bool collect_tokens(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/*
 * Where a CMS of the plan has no account, what decides whether its cluster may create one: the
 * containers, and what the clusters have created within their quota.
 * Whatever goes wrong is a gap of these parts.
 */
void collect_creation(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit);

/*
 * The accounts and groups that a report may have to name. Whatever goes wrong is a gap of the names
 * alone: nothing else depends on them.
 */
void collect_names(struct session *session, struct arena *arena, struct directory_visit *visit);

/* For the group of all Exchange servers and the groups that hold it; NULL: it is not shown. */
const char *exchange_servers_filter(struct arena *arena, const struct directory_visit *visit);
