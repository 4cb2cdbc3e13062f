/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may write the CMS's DNS record in one copy of its zone: the CMS's account and the standby
 * cluster's, by the access list of the record, or that of the zone where there is no record. Pure.
 */
#pragma once

#include "clusterchk/zone/zone_case.h"
#include "ldapchk/access_request.h"

enum { THE_CMS, THE_CLUSTER, WRITERS };

struct record_case {
	const struct examination *examination;
	struct zone_case zone;
	const struct entry *object; /* the record, or the zone where there is none */
	const struct right *right;  /* what is to be done to it */
	struct access_request writer[WRITERS];
};

/* The zone is open. False with a result (UNKNOWN) when something is missing. */
bool record_open(
	struct record_case *record, const struct directory_visit *visit, struct dc_result *result);

/* Whether it is about a record that is there, not about one to be created. */
bool record_exists(const struct record_case *record);

const char *record_proof_write(const struct record_case *record);
