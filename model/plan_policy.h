/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits that a plan sets: "policy". */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "codec/document.h"
#include "model/plan_weights.h"

/* The least rights that the standby cluster's account needs on the CMS's object. */
enum acceptance {
	ACCEPT_FULL_CONTROL, /* what Microsoft documents */
	ACCEPT_FUNCTIONAL_MINIMUM,
};

struct plan_policy {
	int64_t max_ttl_seconds;    /* of the CMS's record */
	int64_t max_outage_seconds; /* until clients use the new address (dns.outage) */
	int64_t max_password_days;  /* of the standby cluster's account (ad.cno-stale) */
	int64_t max_oab_days;       /* of an offline address book (share.oab-content) */
	int64_t deadline_seconds, max_workers;
	enum acceptance accept;
	int64_t max_evidence_age_seconds; /* 0: no limit */
	int64_t max_waiver_days;          /* that a waiver may last from now on */
	struct plan_weights weights;
};

/* Reads "policy" of the plan; the defaults for what is not in it. */
bool plan_policy_read(const struct node *root, struct plan_policy *policy, struct error *error);
