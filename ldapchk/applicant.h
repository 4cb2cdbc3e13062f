/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An account that wants something of an object which has no SID of its own: a container, a zone, a
 * record. Pure.
 */
#pragma once

#include "ldapchk/matter.h"
#include "security/rights.h"

struct applicant {
	struct matter matter;
	struct hearing hearing;
	const struct right *right;
	struct right_access access;
};

/* The account of that name, and no namesake. False with an opinion (UNKNOWN). */
bool applicant_account(const struct examination *examination, const struct directory_visit *visit,
	const struct name *name, struct account *account, struct opinion *opinion);

/* The account comes before the object. It stays where it is while it is used. */
void applicant_open(struct applicant *applicant, const struct examination *examination,
	const struct directory_visit *visit, const struct name *name, const struct account *account,
	const struct descriptor *descriptor);

void applicant_ask(struct applicant *applicant, const struct right *right);

/* Whether a right on the object as a whole is granted for certain. */
bool applicant_has(const struct applicant *applicant, uint32_t mask);

/* Adds what was asked for, the answer, and the ACEs that decided it or leave it in doubt. */
void applicant_add_proof(const struct applicant *applicant, struct text *proof);
