/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matter of a question about the CMS's object, from one server's copy: the object with its
 * descriptor, and the account that wants to do something with it. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/principal.h"
#include "security/access.h"

struct access_case {
	struct arena *arena;
	const char *cms_label, *label; /* the CMS; the account that asks, or NULL: nobody does */
	struct account cms, account;
	struct descriptor descriptor; /* its DACL is present or NULL */
	struct requester requester;
	struct principals principals;
};

/*
 * Finds the accounts and reads the descriptor. `label` is the account that asks, or NULL. False
 * with a result (UNKNOWN) when something is missing.
 */
bool access_case_open(struct access_case *access_case, const struct examination *examination,
	const struct directory_visit *visit, const char *label, struct dc_result *result);

/*
 * The descriptor of the object, which people call `what`; its DACL is present or NULL. False with
 * a result (UNKNOWN).
 */
bool object_descriptor(const struct examination *examination, const struct entry *object,
	const char *what, struct descriptor *descriptor, struct dc_result *result);

/* The accounts and groups that this server could name; their domain is yet to be set. */
const struct principals *access_case_principals(
	const struct examination *examination, const struct directory_visit *visit);

/* The SID of whom the result is about: the account that asks, or the CMS; or NULL. */
const char *access_case_subject_id(const struct access_case *access_case);

/* What left the answer open, of what is known of who asks; the ACEs are told beside it. */
void access_case_add_causes(const struct access_case *access_case, struct causes *causes);

/* The ACE with names: of its trustee, and of the way it came into the token. */
char *access_case_describe_ace(const struct access_case *access_case, const struct ace *ace);

/* Adds a line for the ACE: "\n- ACE 3: ...". */
void access_case_add_ace(
	const struct access_case *access_case, struct text *text, const struct ace *ace);
