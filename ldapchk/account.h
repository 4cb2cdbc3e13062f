/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computer accounts as a directory server showed them. Read from the evidence; pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ldapchk/dc_result.h"
#include "model/evidence.h"
#include "model/subject.h"
#include "security/access.h"

enum { ACCOUNT_DISABLED = 0x2 }; /* userAccountControl, MS-ADTS 2.2.16 */

struct account {
	const struct entry *entry;
	const char *sam; /* "EXCMS01$"; or NULL */
	bool has_sid, has_control;
	struct sid sid;
	uint32_t control;        /* userAccountControl */
	enum answer admin_count; /* whether adminCount is set, which AdminSDHolder does */
};

/* The computer objects with the same name. */
struct accounts {
	bool found; /* the account NAME$ exists, as `own` */
	struct account own;
	struct account *other; /* objects with the same common name, and replication conflicts */
	size_t other_count;
};

/* Whether its sAMAccountName is the label and "$". */
bool entry_is_account(const struct entry *entry, const char *label);

/* Whether a replication conflict gave the object another RDN (MS-ADTS 3.1.1.5.1.2.1). */
bool entry_is_renamed(const struct entry *entry);

struct account account_read(struct arena *arena, const struct entry *entry);

struct accounts accounts_named(
	struct arena *arena, const struct directory_visit *visit, const char *label);

/* The same; if the account's name is cut, objects with the whole one as common name count, too. */
struct accounts accounts_meant_by(
	struct arena *arena, const struct directory_visit *visit, const struct name *name);

bool account_disabled(const struct account *account);

/*
 * Whether its dNSHostName is the name in the plan, or not shown. False with a result (UNKNOWN): an
 * account of the same name in another domain or branch proves nothing (MS-ADTS 3.1.1.5.3.1.1.2),
 * nor does one without dNSHostName that may be cut from another name.
 */
bool account_is_named(struct arena *arena, const struct account *account, const struct name *name,
	struct dc_result *result);

/* The SID of the group that primaryGroupID names; false if it is unknown. */
bool account_primary_group(struct arena *arena, const struct account *account, struct sid *group);

/* The text of objectSid, or `otherwise`. */
const char *account_id(struct arena *arena, const struct account *account, const char *otherwise);

/* The text of objectGUID; NULL if it is missing or malformed. */
const char *account_guid(struct arena *arena, const struct account *account);

/*
 * The token a DC would build for the account: its SID, sIDHistory, primary group, tokenGroups,
 * Everyone, Authenticated Users, This Organization. The account's own SID is first, if it was read.
 * Partial unless all of these were read.
 */
struct token account_token(struct arena *arena, const struct account *account);

/* The same without the primary group and tokenGroups. */
struct token account_token_alone(struct arena *arena, const struct account *account);

/* What identifies the account of that name, from the first copies that show it. */
struct identity directory_identity(
	struct arena *arena, const struct evidence *evidence, const struct name *name);
