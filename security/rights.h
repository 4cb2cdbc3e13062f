/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rights on a CMS's computer object that a cluster uses in /RecoverCMS, one by one. */
#pragma once

#include <stddef.h>

#include "security/access.h"

enum { RIGHT_CHAIN_MAX = 3, RIGHT_WAYS_MAX = 2 };

/* One way to have a right: a mask of one bit on a chain of object types (MS-ADTS 5.1.3.3.3). */
struct right_way {
	uint32_t mask;
	size_t chain_count;
	struct guid chain[RIGHT_CHAIN_MAX]; /* from the class down; see struct question */
};

enum cms_right {
	CMS_RESET_PASSWORD,
	CMS_WRITE_SPN,
	CMS_WRITE_DNS_HOST_NAME,
	CMS_WRITE_ACCOUNT_RESTRICTIONS,
	CMS_RIGHT_COUNT,
};

struct right {
	const char *id;                       /* "reset-password" */
	const char *name;                     /* "reset the password" */
	struct right_way way[RIGHT_WAYS_MAX]; /* any of them is enough */
};

extern const struct right cms_rights[CMS_RIGHT_COUNT];

struct right_access {
	enum answer granted;
	/* The ACE that granted or denied it; NULL if no ACE did. */
	const struct ace *decided_by;
	bool is_unsure; /* that ACE is in doubt: it may deny, or not count */
	/* If it is in doubt: the first ACE that may count or not; NULL: the owner's rights. */
	const struct ace *doubted_by;
	enum doubt doubt;
};

struct right_access right_ask(
	const struct right *right, const struct access_evaluation *evaluation);

/* The question that the way stands for. */
struct question right_way_question(const struct right_way *way);
