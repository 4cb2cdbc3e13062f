/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An access case: the CMS's object and its descriptor in one server's copy, and the requester, the
 * account whose access to the object is checked. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/dc_result.h"
#include "ldapchk/principal.h"
#include "security/access.h"

struct access_case {
	struct arena *arena;
	const char *cms_label, *label; /* the CMS; the requester, or NULL: none */
	struct account cms, account;
	struct descriptor descriptor; /* its DACL is present or NULL */
	struct requester requester;
	bool groups_unread;              /* not all of its groups were read */
	const struct gap *everybody_gap; /* nor all groups that hold everybody, or NULL */
	struct principals principals;
};

/*
 * Finds the accounts and reads the descriptor. `label` is the requester's account, or NULL. False
 * with a result (UNKNOWN) if something is missing.
 */
bool access_case_open(struct access_case *access_case, const struct examination *examination,
	const struct directory_visit *visit, const char *label, struct dc_result *result);

/*
 * Sets the requester from the account. `self` is the SID of the object; NULL: not known.
 */
void access_case_set_requester(struct access_case *access_case, const struct directory_visit *visit,
	const struct sid *self);

/*
 * Reads the descriptor of the object; its DACL is present or NULL. `what` names the object in
 * texts. False with a result (UNKNOWN).
 */
bool object_descriptor(const struct examination *examination, const struct entry *object,
	const char *what, struct descriptor *descriptor, struct dc_result *result);

/* The accounts and groups that this server showed. The caller sets their domain. */
const struct principals *access_case_principals(
	const struct examination *examination, const struct directory_visit *visit);

/* The SID of the result's subject: the requester, or the CMS if there is none. NULL if unknown. */
const char *access_case_subject_id(const struct access_case *access_case);

/*
 * Adds the gaps about the requester that may have left the answer open, and that there are other
 * causes too: the ACEs in doubt, which the proof lists.
 */
void access_case_add_causes(const struct access_case *access_case, struct causes *causes);

/* Describes the ACE, with the name of its trustee and how that came into the token. */
char *access_case_describe_ace(const struct access_case *access_case, const struct ace *ace);

/* Adds which groups could not be read, if any. */
void access_case_add_unread(const struct access_case *access_case, struct text *text);

/* Adds a line for the ACE: "\n- ACE 3: ...". */
void access_case_add_ace(
	const struct access_case *access_case, struct text *text, const struct ace *ace);
