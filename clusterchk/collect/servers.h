/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The servers that DNS publishes: domain controllers by their SRV records, and the name servers of
 * the zones in which the CMSs' names lie. First what to ask, then what the answers mean.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "clusterchk/collect/resolver.h"
#include "model/plan.h"

/*
 * The questions still open whose answers name the servers that the plan leaves out: at first the
 * SRV records and the domains around the CMSs' names; then, where such a domain is no zone of its
 * own, the one around it. None when all is told.
 */
struct dns_question *servers_questions(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count);

/* The domain controllers; none, with the reason, when the answers do not name any. */
const char **servers_directory(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error);

/* A name server and the names it is to be asked for. */
struct name_server {
	const char *host;
	const char *zone; /* NULL: named by the plan */
};

/* The name servers of every zone that holds a CMS's name; none, with the reason, when one zone has
 * none. */
struct name_server *servers_dns(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error);

/*
 * The innermost of these servers' zones that holds the name, NULL: none does. Servers of a zone
 * around it would lead to it, and not tell.
 */
const char *servers_zone(const struct name_server *servers, size_t count, const char *name);

/* Whether the name lies in the zone. */
bool zone_holds(const char *zone, const char *name);

/* The next shorter name that can be a zone, or NULL: "b.example.com", "example.com", then nothing.
 */
const char *parent_zone(const char *name);
