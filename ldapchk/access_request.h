/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An access request: like an access case, for an object without a SID, such as a container, a DNS
 * zone or a record. Pure.
 */
#pragma once

#include "ldapchk/access_case.h"
#include "security/rights.h"

struct access_request {
	struct access_case access_case;
	struct access_evaluation evaluation;
	const struct right *right;
	struct right_access access;
};

/*
 * Finds the account by its label. False with a result (UNKNOWN) if it is missing, has no SID, or
 * has another DNS name.
 */
bool access_request_account(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, struct account *account,
	struct dc_result *result);

/*
 * Prepares the access check of the account on the object with this descriptor. The request points
 * into itself: it must not be copied or moved.
 */
void access_request_open(struct access_request *request, const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, const struct account *account,
	const struct descriptor *descriptor);

void access_request_ask(struct access_request *request, const struct right *right);

/* Whether the mask is certainly granted on the object as a whole. */
bool access_request_has(const struct access_request *request, uint32_t mask);

/* Adds the right, the answer, and the ACEs that decided it or leave it in doubt. */
void access_request_add_proof(const struct access_request *request, struct text *proof);
