/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/heuristics.h"

enum {
	BLOCK_OWNER_AT = 28, /* from 0 */
	DOMAIN_ADMINS = 512,
	ENTERPRISE_ADMINS = 519,
};

static enum answer block_is_on(const struct directory_visit *visit)
{
	const struct entry *service = visit->directory_service;
	if (service == NULL)
		return ANSWER_MAYBE;
	const struct attribute *value = entry_attribute(service, "dSHeuristics");
	if (value == NULL)
		return ANSWER_NO;
	if (gap_is(&value->gap) || value->count != 1)
		return ANSWER_MAYBE;
	const struct bytes text = value->value[0];
	if (text.length <= BLOCK_OWNER_AT)
		return ANSWER_NO;
	const uint8_t character = text.data[BLOCK_OWNER_AT];
	return character == '0' || character == '2' ? ANSWER_NO : ANSWER_YES;
}

/* "S-1-5-21-domain-512", "S-1-5-21-domain-519" */
static bool is_administrators(const struct sid *sid)
{
	return sid_is_of_account(sid) &&
	       (sid->sub[4] == DOMAIN_ADMINS || sid->sub[4] == ENTERPRISE_ADMINS);
}

enum answer directory_owner_blocked(const struct directory_visit *visit, const struct token *token)
{
	const enum answer on = block_is_on(visit);
	for (size_t i = 0; i < token->count; i++) {
		if (is_administrators(&token->sid[i]))
			return ANSWER_NO;
	}
	return on == ANSWER_YES && token->extent == TOKEN_PARTIAL ? ANSWER_MAYBE : on;
}
