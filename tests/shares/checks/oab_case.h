/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A check over the share of EXCMS01 and one directory server, which shows the group Exchange
 * Servers.
 */
#pragma once

#include "checks.h"
#include "model/loss.h"
#include "security/sid.h"
#include "tests/exchange/exchange_case.h"

#define SHARE          "ExchangeOAB"
#define CMS_FQDN       "excms01.corp.example.com"
#define GROUP_SID      "S-1-5-21-1-2-3-1200"
#define GROUP_DN       "CN=Exchange Servers,OU=Groups"
#define WELL_KNOWN     "B:32:A7D2016C83F003458132789EEB127B84:" GROUP_DN
#define OUTER_SID      "S-1-5-21-1-2-3-1300"
#define OTHER_SID      "S-1-5-21-1-2-3-1999"
#define HEAD           "REVISION:1,OWNER:S-1-5-18,GROUP:S-1-5-18"
#define MAY(sid, mask) ",ACL:" sid ":0/0/" mask
#define NOT(sid, mask) ",ACL:" sid ":1/0/" mask
#define READ           "0x001200a9"
/* The bytes of "0123456789abcdef" as a GUID. */
#define GUID           "33323130-3534-3736-3839-616263646566"
#define HAS_GUID       "objectGUID=0123456789abcdef"
#define OTHER_GUID     "33323130-3534-3736-3839-616263646567"
#define HAS_OTHER      "objectGUID=0123456789abcdeg"
#define ON_WEB         "msExchOABVirtualDirectoriesLink=CN=OAB (Default Web Site)"
#define DELETED                                                                                    \
	"CN=Exchange Servers\\0ADEL:2cc4ee65-92d1-481b-b1f7-d47e425359f1,CN=Deleted Objects,"

#define WEB_BOOK BOOK("OAB", GENERATED_BY("EXCMS01"), HAS_GUID, ON_WEB)

static inline struct bytes sid_of(struct arena *arena, const char *words)
{
	struct sid sid;
	struct text bytes = text_new(arena);
	ck_assert(sid_parse(words, &sid));
	sid_add(&bytes, &sid);
	return bytes_of(bytes.data, bytes.length);
}

static inline struct entry entry_with(
	struct arena *arena, const char *dn, const char *name, struct bytes value)
{
	const struct attribute attribute = {
		.name = name, .value = arena_copy(arena, &value, sizeof value), .count = 1
	};
	return (struct entry){ dn, arena_copy(arena, &attribute, sizeof attribute), 1 };
}

/* What else a case has. */
struct extra {
	const char *known;               /* the value of otherWellKnownObjects */
	const struct share_visit *named; /* asked for folders by name */
	bool older;                      /* evidence of version 1.3 */
};

static inline void run_with(const struct extra *extra, const struct check *check,
	const struct forest *forest, const char *group, struct share_opening *opening,
	const struct expected *expected, const char *because)
{
	const char *known = extra->known == NULL ? WELL_KNOWN : extra->known;
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	recovery.oab_share = SHARE;
	const struct plan plan = {
		.directory.domain = "corp.example.com", .recoveries = &recovery, .recovery_count = 1
	};
	struct directory_visit visit = visit_of(arena, forest);
	/* The container that names the group, the group, and one that it is in. */
	struct entry container = entry_with(arena, "CN=Microsoft Exchange", "otherWellKnownObjects",
		bytes_of(known, strlen(known)));
	struct entry groups[2] = { { 0 } };
	size_t group_count = 0;
	if (group != NULL) {
		groups[group_count++] =
			entry_with(arena, "CN=Outer", "objectSid", sid_of(arena, OUTER_SID));
		groups[group_count++] =
			entry_with(arena, GROUP_DN, "objectSid", sid_of(arena, group));
	}
	struct directory_part part[3];
	for (size_t i = 0; i < visit.part_count; i++)
		part[i] = visit.part[i];
	/* The organisation's part, with the container in it. */
	for (size_t i = 0; i < visit.part_count; i++) {
		if (strcmp(part[i].kind, part_kind_name(PART_EXCHANGE)) != 0)
			continue;
		struct entry *entries = arena_alloc(arena, (part[i].count + 1) * sizeof *entries);
		entries[0] = container;
		memcpy(entries + 1, part[i].entry, part[i].count * sizeof *entries);
		part[i].entry = entries;
		part[i].count++;
	}
	part[visit.part_count++] = (struct directory_part){
		.kind = part_kind_name(PART_GROUPS), .entry = groups, .count = group_count
	};
	visit.part = part;
	opening->share = SHARE;
	struct share_visit shares = { .name = CMS_FQDN, .opening = opening, .opening_count = 1 };
	struct share_visit named = { 0 };
	if (extra->named != NULL)
		named = *extra->named;
	const struct evidence evidence = {
		.schema_version = extra->older ? "1.3" : "1.4",
		.directory = { .visit = &visit, .count = 1 },
		.shares = { .visit = &shares,
			.count = 1,
			.by_name = &named,
			.by_name_count = extra->named != NULL },
	};
	examine(arena, check, &plan, &evidence, expected, because);
	arena_free(arena);
}

static inline void run(const struct check *check, const struct forest *forest, const char *group,
	struct share_opening *opening, const struct expected *expected, const char *because)
{
	static const struct extra none = { 0 };
	run_with(&none, check, forest, group, opening, expected, because);
}
