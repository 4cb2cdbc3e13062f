/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the CMS's account and the standby cluster's may write the CMS's DNS record in one copy of
 * its zone, by the DACL of the record, or of the zone if there is no record. Pure.
 */
#pragma once

#include "clusterchk/zone/zone_case.h"
#include "ldapchk/access_request.h"

enum { WRITER_CMS, WRITER_CLUSTER, WRITER_COUNT };

struct record_case {
	const struct examination *examination;
	struct zone_case zone;
	const struct entry *object; /* the record, or the zone if there is none */
	const struct right *right;  /* that the accounts need on it */
	struct access_request writer[WRITER_COUNT];
};

/* Evaluates the access of both accounts. `zone` must be open. False, with an UNKNOWN result, if
 * something is missing. */
bool record_open(
	struct record_case *record, const struct directory_visit *visit, struct dc_result *result);

/* False: the record is to be created. */
bool record_exists(const struct record_case *record);

const char *record_proof_write(const struct record_case *record);
