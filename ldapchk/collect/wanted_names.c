/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/wanted_names.h"

#include <stdlib.h>
#include <string.h>

#include "ldapchk/account.h"
#include "ldapchk/collect/filter.h"
#include "security/descriptor.h"
#include "security/known_sid.h"

struct sids {
	struct arena *arena;
	struct sid *sid;
	size_t count;
};

/* Leaves well-known SIDs out, except a domain's own groups: those can be renamed or localised. */
static void add(struct sids *sids, const struct sid *sid)
{
	if (!sid_is_of_account(sid) && sid_known_name(sid) != NULL)
		return;
	sids->sid = arena_more(sids->arena, sids->sid, sids->count, sizeof *sids->sid);
	sids->sid[sids->count++] = *sid;
}

static void add_raw(struct sids *sids, const struct raw_sid *raw)
{
	const struct sid sid = raw_sid_read(raw);
	add(sids, &sid);
}

static void add_descriptor(struct sids *sids, const struct entry *entry)
{
	const struct attribute *value = entry_attribute(entry, "nTSecurityDescriptor");
	struct descriptor descriptor;
	struct error error = { 0 };
	if (value == NULL || value->count != 1 ||
		!descriptor_read(value->value[0], sids->arena, &descriptor, &error))
		return;
	if (descriptor.owner != NULL)
		add_raw(sids, descriptor.owner);
	for (size_t i = 0; i < descriptor.dacl.count; i++) {
		if (descriptor.dacl.ace[i].known)
			add_raw(sids, descriptor.dacl.ace[i].trustee);
	}
}

static void add_token(struct sids *sids, const struct entry *entry)
{
	if (entry_attribute(entry, "tokenGroups") == NULL)
		return;
	struct account account = account_read(sids->arena, entry);
	struct token token = account_token(sids->arena, &account);
	for (size_t i = 0; i < token.count; i++)
		add(sids, &token.sid[i]);
}

struct sid *names_wanted(struct arena *arena, const struct directory_visit *visit, size_t *count)
{
	struct sids sids = { .arena = arena };
	for (size_t i = 0; i < visit->entry_count; i++) {
		add_descriptor(&sids, &visit->entry[i]);
		add_token(&sids, &visit->entry[i]);
	}
	for (size_t i = 0; i < visit->part_count; i++) {
		/* Reports do not show the descriptors of these. */
		if (strcmp(visit->part[i].kind, part_kind_name(PART_PARENTS)) == 0)
			continue;
		for (size_t k = 0; k < visit->part[i].count; k++)
			add_descriptor(&sids, &visit->part[i].entry[k]);
	}
	if (sids.count > 0)
		qsort(sids.sid, sids.count, sizeof *sids.sid, sid_compare);
	*count = 0;
	for (size_t i = 0; i < sids.count; i++) {
		if (*count == 0 || !sid_equal(&sids.sid[*count - 1], &sids.sid[i]))
			sids.sid[(*count)++] = sids.sid[i];
	}
	return sids.sid;
}

const char *names_filter(struct arena *arena, const struct sid *sids, size_t count)
{
	struct text filter = text_new(arena);
	text_add(&filter, "(|");
	for (size_t i = 0; i < count; i++) {
		struct text bytes = text_new(arena);
		sid_add(&bytes, &sids[i]);
		text_add(&filter, "(objectSid=");
		filter_add_escaped(&filter, bytes.data, bytes.length);
		text_add(&filter, ")(sIDHistory=");
		filter_add_escaped(&filter, bytes.data, bytes.length);
		text_add(&filter, ")");
	}
	text_add(&filter, ")");
	return filter.data;
}
