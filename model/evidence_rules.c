/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/evidence_rules.h"

#include <string.h>

#include "base/name_index.h"
#include "base/upcase.h"
#include "base/utc.h"
#include "model/dn_key.h"
#include "model/dns_form.h"
#include "model/entry_form.h"
#include "model/evidence.h"
#include "security/sid.h"

static bool is_time(const char *text)
{
	time_t seconds;
	return utc_read(text, &seconds);
}

static bool is_sid(const char *text)
{
	struct sid sid;
	return sid_parse(text, &sid);
}

static bool is_tcp(const char *text)
{
	return strcmp(text, "TCP") == 0;
}

const struct text_form form_time = { is_time, "a time such as 2026-11-21T01:35:27Z" };
const struct text_form form_sid = { is_sid, "a SID" };
const struct text_form form_dns_name = { dns_name_fits, "a domain name" };
const struct text_form form_dns_address = { dns_address_fits, "an address and a port" };
const struct text_form form_transport = { is_tcp, "TCP" };

const char *entry_identity(struct arena *arena, const void *entry)
{
	return dn_key(arena, ((const struct entry *)entry)->dn);
}

const char *part_identity(struct arena *arena, const void *part)
{
	(void)arena;
	return ((const struct directory_part *)part)->kind;
}

const char *ticket_identity(struct arena *arena, const void *ticket)
{
	(void)arena;
	return ((const struct ticket *)ticket)->name;
}

const char *directory_visit_identity(struct arena *arena, const void *visit)
{
	(void)arena;
	return ((const struct directory_visit *)visit)->server;
}

const char *dns_answer_identity(struct arena *arena, const void *record)
{
	const struct dns_answer *answer = record;
	return arena_format(arena, "%s %s", answer->name, answer->type);
}

/* A server of several zones is asked for the names of each of them. */
const char *dns_visit_identity(struct arena *arena, const void *record)
{
	static const char by_zone[] = "NS record of ";
	const struct dns_visit *visit = record;
	return strncmp(visit->found_by, by_zone, sizeof by_zone - 1) != 0
		       ? visit->server
		       : arena_format(arena, "%s, %s", visit->server, visit->found_by);
}

const char *share_folder_identity(struct arena *arena, const void *folder)
{
	return upcase(arena, ((const struct share_folder *)folder)->name);
}

const char *share_opening_identity(struct arena *arena, const void *opening)
{
	return upcase(arena, ((const struct share_opening *)opening)->share);
}

const char *share_visit_identity(struct arena *arena, const void *visit)
{
	(void)arena;
	return ((const struct share_visit *)visit)->name;
}

const char *entry_rule_fault(struct arena *arena, const void *entry)
{
	return entry_fault(arena, entry);
}

const char *directory_visit_fault(struct arena *arena, const void *record)
{
	const struct directory_visit *visit = record;
	return *visit->root.dn == '\0'
		       ? NULL
		       : arena_format(arena, "the rootDSE has the name \"%s\"", visit->root.dn);
}

const char *dns_record_rule_fault(struct arena *arena, const void *record)
{
	return dns_record_fault(arena, record);
}

const char *dns_answer_rule_fault(struct arena *arena, const void *answer)
{
	return dns_answer_fault(arena, answer);
}

/* Permissions that are equal are kept once, with the paths of all that have them. */
const char *share_opening_fault(struct arena *arena, const void *record)
{
	const struct share_opening *opening = record;
	struct name_index paths = { 0 };
	for (size_t i = 0; i < opening->permissions_count; i++) {
		const struct share_permissions *permissions = &opening->permissions[i];
		for (size_t k = 0; k < permissions->path_count; k++) {
			const char *path = upcase(arena, permissions->path[k]);
			name_index_add(arena, &paths, bytes_of(path, strlen(path)), i);
		}
	}
	name_index_sort(&paths);
	const struct named_place *place = name_index_repeated(&paths);
	return place == NULL ? NULL
			     : arena_format(arena, "two permissions of \"%.*s\"",
				       (int)place->name.length, (const char *)place->name.data);
}
