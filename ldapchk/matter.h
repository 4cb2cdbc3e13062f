/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matter of a question about the CMS's object, from one server's copy: the object with its
 * descriptor, and the account that wants to do something with it. Pure.
 */
#pragma once

#include "ldapchk/account.h"
#include "ldapchk/opinion.h"
#include "ldapchk/principal.h"
#include "security/access.h"

struct matter {
	struct arena *arena;
	const char *cms_label, *label; /* the CMS; the account that asks, or NULL: nobody does */
	struct account cms, account;
	struct descriptor descriptor; /* its DACL is present or NULL */
	struct asker asker;
	struct principals principals;
};

/*
 * Finds the accounts and reads the descriptor. `label` is the account that asks, or NULL. False
 * with an opinion (UNKNOWN) when something is missing.
 */
bool matter_open(struct matter *matter, const struct examination *examination,
	const struct directory_visit *visit, const char *label, struct opinion *opinion);

/*
 * The descriptor of the object, which people call `what`; its DACL is present or NULL. False with
 * an opinion (UNKNOWN).
 */
bool object_descriptor(const struct examination *examination, const struct entry *object,
	const char *what, struct descriptor *descriptor, struct opinion *opinion);

/* The accounts and groups that this server could name; their domain is yet to be set. */
const struct principals *matter_principals(
	const struct examination *examination, const struct directory_visit *visit);

/* The SID of whom the opinion is about: the account that asks, or the CMS; or NULL. */
const char *matter_subject_id(const struct matter *matter);

/* What left the answer open, of what is known of who asks; the ACEs are told beside it. */
void matter_add_causes(const struct matter *matter, struct causes *causes);

/* The ACE with names: of its trustee, and of the way it came into the token. */
char *matter_describe_ace(const struct matter *matter, const struct ace *ace);

/* Adds a line for the ACE: "\n- ACE 3: ...". */
void matter_add_ace(const struct matter *matter, struct text *text, const struct ace *ace);
