/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The servers that DNS publishes: domain controllers (SRV records), and the name servers (NS
 * records) of the zones of the CMSs' names. First the questions, then what the answers mean.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "clusterchk/collect/resolver.h"
#include "model/plan.h"

/*
 * The next questions that are needed to find the servers that the plan does not name. First the SRV
 * records, and NS records for the parent domains of the CMSs' names; then, if such a domain is no
 * zone of its own, NS records for its parent. None: all answers are there.
 */
struct dns_question *servers_questions(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count);

/* The domain controllers; none, with an error, if the answers do not name any. */
const char **servers_directory(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error);

/* How the evidence says that an SRV record names the host: "SRV record PRIORITY WEIGHT PORT". */
const char *servers_found_by(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, const char *host);

/* A name server and the zone for whose names it is asked. */
struct name_server {
	const char *host;
	const char *zone; /* NULL: named by the plan */
};

/* The same for a name server: "NS record of ZONE". */
const char *name_server_found_by(struct arena *arena, const struct name_server *server);

/* The name servers of every zone with a CMS's name; none, with an error, if one zone has none. */
struct name_server *servers_dns(struct arena *arena, const struct plan *plan,
	const struct dns_visit *answers, size_t *count, struct error *error);

/*
 * The innermost of these servers' zones that holds the name; NULL: none does. Servers of a parent
 * zone would only refer to it.
 */
const char *servers_zone(const struct name_server *servers, size_t count, const char *name);

/* Whether the name is in the zone. */
bool zone_holds(const char *zone, const char *name);

/*
 * The next shorter name that can be a zone: "b.example.com", "example.com", then NULL. A name of
 * one label can be one only if it is the domain.
 */
const char *parent_zone(const char *name, const char *domain);
