/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a visit to a directory server, in the order of collection. Private to this folder.
 */
#pragma once

#include "base/name_index.h"
#include "ldapchk/attributes.h"
#include "ldapchk/collect/collect.h"
#include "ldapchk/collect/session.h"
#include "model/evidence.h"

/* The rootDSE. False if it cannot be read, or if the server holds another domain than the plan's or
 * has not finished its first replication. */
bool collect_root(struct session *session, const struct directory_job *job, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/* Adds the reply as a part of the visit. */
void part_add(struct arena *arena, struct directory_visit *visit, enum part_kind kind,
	const struct reply *reply);

/*
 * Names per search. A server compares each object that it found with every clause of the filter, so
 * the cost of one filter grows with the square of the number of names. Some servers close the
 * connection after a search request of more than 256,000 bytes.
 */
enum { NAMES_PER_PAGE = 125 };

/* Entries; some may be of the same object. */
struct found {
	struct arena *arena;
	struct entry *entry;
	size_t count;
};

void found_add(struct found *found, const struct entry *entry);

/* Keeps only the first entry of each object. */
void found_once(struct found *found);

/* The attribute of that name; a new one without values if the server returned none. */
struct attribute *found_attribute(struct arena *arena, struct entry *entry, const char *name);

/* The visit's entries by sAMAccountName ("EXCMS01$"). */
struct name_index accounts_index(struct arena *arena, const struct directory_visit *visit);

/*
 * The computer objects of the plan's names and, in parallel with them, the surroundings. False if
 * not all of the computer objects could be read.
 */
bool collect_computers(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/*
 * The accounts of machines that the plan does not name, but to which storage groups of its CMSs are
 * replicated. Counted as asked about only if all of them could be read. False if the connection
 * cannot be used any more.
 */
bool collect_targets(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/*
 * The surroundings: one search for each part, sent together with the searches for accounts. Fills
 * at most SURROUNDINGS_MAX searches. The replies become the visit's parts.
 */
size_t surroundings_searches(struct arena *arena, const struct plan *plan,
	const struct directory_visit *visit, struct search *searches);
void surroundings_take(struct arena *arena, const struct reply *replies, size_t count,
	struct directory_visit *visit);

enum { SURROUNDINGS_MAX = 8 };

/* Only the search for the Exchange organisation. */
struct search organisation_search(
	struct arena *arena, const struct plan *plan, const struct directory_visit *visit);

/*
 * The accounts in the forest that have a service principal name a CMS of the plan needs. Read from
 * the server's global catalog, in a session of its own. Adds a part to the visit.
 */
void collect_holders(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit);

/*
 * The tickets that the server, as a Kerberos server, issues for the CMSs, the standby clusters and
 * their nodes. Asked last: from then on the default credential cache of this process is another.
 * Errors become a gap of the tickets only.
 */
void collect_tickets(const struct directory_job *job, struct deadline deadline, struct arena *arena,
	struct directory_visit *visit);

/*
 * tokenGroups of the CMSs, the standby clusters and their nodes. If it could not be read, the
 * attribute has a gap. False if the connection cannot be used any more.
 */
bool collect_tokens(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit, struct error *error);

/*
 * For CMSs of the plan without an account: the evidence on whether the cluster may create one, that
 * is the containers and the objects that the clusters created within their quota. Errors become
 * gaps of these parts.
 */
void collect_creation(struct session *session, const struct plan *plan, struct arena *arena,
	struct directory_visit *visit);

/*
 * If a name of the plan has no account: the containers in which it may be, with their descriptors,
 * and the groups of the account that asks. Only with these it is known whether there is none, or
 * whether it is hidden. Errors become a gap of this part. With the same request, accounts of
 * similar names.
 */
void collect_parents(struct session *session, struct arena *arena, struct directory_visit *visit);

/*
 * One search for computer objects whose names resemble those that are missing, and for the own
 * names of clusters. Only the nearest are kept, to say which one may be meant. That this failed
 * matters to nobody: then there is no such part.
 */
struct search similar_search(struct arena *arena, const struct directory_visit *visit,
	const char *const *missing, size_t count);
void similar_take(struct arena *arena, const struct reply *reply, const char *const *missing,
	size_t count, struct directory_visit *visit);

/*
 * The accounts and groups that a report may have to name. Errors become a gap of the names only:
 * nothing else depends on them.
 */
void collect_names(struct session *session, struct arena *arena, struct directory_visit *visit);

/* A filter for the group of all Exchange servers and the groups it is in; NULL if it is not shown.
 */
const char *exchange_servers_filter(struct arena *arena, const struct directory_visit *visit);
