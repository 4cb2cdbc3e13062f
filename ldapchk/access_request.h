/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account that wants something of an object which has no SID of its own: a container, a zone, a
 * record. Pure.
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

/* The account of that name, and no namesake. False with a result (UNKNOWN). */
bool access_request_account(const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, struct account *account,
	struct dc_result *result);

/* The account comes before the object. It stays where it is while it is used. */
void access_request_open(struct access_request *request, const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, const struct account *account,
	const struct descriptor *descriptor);

void access_request_ask(struct access_request *request, const struct right *right);

/* Whether a right on the object as a whole is granted for certain. */
bool access_request_has(const struct access_request *request, uint32_t mask);

/* Adds what was asked for, the answer, and the ACEs that decided it or leave it in doubt. */
void access_request_add_proof(const struct access_request *request, struct text *proof);
