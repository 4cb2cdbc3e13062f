/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computer accounts as a directory server showed them: read from the evidence, pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ldapchk/dc_result.h"
#include "model/evidence.h"
#include "model/plan.h"
#include "security/access.h"

enum { ACCOUNT_DISABLED = 0x2 }; /* userAccountControl, MS-ADTS 2.2.16 */

struct account {
	const struct entry *entry;
	const char *sam; /* "EXCMS01$"; or NULL */
	bool has_sid, has_control;
	struct sid sid;
	uint32_t control;        /* userAccountControl */
	enum answer admin_count; /* whether adminCount is set: AdminSDHolder has stamped it */
};

/* The computer objects of one name. */
struct accounts {
	bool found; /* the account NAME$ exists: it is `own` */
	struct account own;
	struct account *other; /* objects of the same common name, and replication conflicts */
	size_t other_count;
};

/* Whether it is the account of that label: its sAMAccountName is the label and "$". */
bool entry_is_account(const struct entry *entry, const char *label);

struct account account_read(struct arena *arena, const struct entry *entry);

struct accounts accounts_named(
	struct arena *arena, const struct directory_visit *visit, const char *label);

bool account_disabled(const struct account *account);

/*
 * Whether its dNSHostName, where it is shown, is the name in the plan. False with a result
 * (UNKNOWN): a namesake in another domain or branch proves nothing (MS-ADTS 3.1.1.5.3.1.1.2).
 */
bool account_is_named(struct arena *arena, const struct account *account, const struct name *name,
	struct dc_result *result);

/* The SID that primaryGroupID stands for; false where it cannot be told. */
bool account_primary_group(struct arena *arena, const struct account *account, struct sid *group);

/* The text of objectSid, or `otherwise`. */
const char *account_id(struct arena *arena, const struct account *account, const char *otherwise);

/* The text of objectGUID; NULL when it is missing or malformed. */
const char *account_guid(struct arena *arena, const struct account *account);

/*
 * The token a DC would build for the account: its SID, sIDHistory, primary group, tokenGroups,
 * Everyone, Authenticated Users, This Organization; the account's own SID first, where it was read.
 * Partial unless tokenGroups was read.
 */
struct token account_token(struct arena *arena, const struct account *account);

/* The same without any group: what it has of its own. */
struct token account_token_alone(struct arena *arena, const struct account *account);

/* The objectGUID of the recovery's CMS in the first copy that shows it; NULL where none does. */
const char *directory_cms_guid(
	struct arena *arena, const struct evidence *evidence, const struct recovery *recovery);
