/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "ldapchk/absence.h"
#include "security/access.h"
#include "tests/ldapchk/directory_case.h"

#define READER    DOMAIN_SID "1103"
#define HELP_DESK DOMAIN_SID "1201"
#define EVERYBODY "S-1-5-11"
#define ACE(type, mask, sid)                                                                       \
	{                                                                                          \
		(type), 0, (mask), (sid), NULL                                                     \
	}
#define HOST_NAME "HOST/excms01.corp.example.com"
#define MAY_LIST  ACE(ACE_ALLOW, RIGHT_LIST_CONTENTS | RIGHT_READ_PROPERTY, EVERYBODY)
#define READ_ONLY ACE(ACE_ALLOW, RIGHT_READ_PROPERTY, EVERYBODY)
#define DENY(sid) ACE(ACE_DENY, RIGHT_LIST_CONTENTS, sid)
#define IN(name, ...)                                                                              \
	{                                                                                          \
		.cn = (name), .ace = { __VA_ARGS__ }                                               \
	}

static const struct row {
	const char *because, *fqdn; /* NULL: in the domain of the plan */
	bool is_proven;
	const char *proof; /* a part of it */
	bool unasked, no_token;
	enum error_kind gap;
	struct object parent[2];
	struct ticket ticket[2];
} rows[] = {
	{ .because = "every container may be listed",
		.is_proven = true,
		.parent = { IN("Clusters", MAY_LIST), IN("Servers", MAY_LIST) } },
	{ .because = "one may be read but not listed",
		.proof = "\n- CN=Servers,",
		.parent = { IN("Clusters", MAY_LIST), IN("Servers", READ_ONLY) } },
	{ .because = "it is denied to the account that asks",
		.proof = "\n- CN=Clusters,",
		.parent = { IN("Clusters", DENY(READER), MAY_LIST) } },
	{ .because = "it is denied to others",
		.is_proven = true,
		.parent = { IN("Clusters", DENY(OTHER_SID), MAY_LIST) } },
	{ .because = "it is allowed to a group that the account is in",
		.is_proven = true,
		.parent = { IN("Clusters", ACE(ACE_ALLOW, RIGHT_LIST_CONTENTS, HELP_DESK)) } },
	{ .because = "it is allowed to others",
		.proof = "\n- CN=Clusters,",
		.parent = { IN("Clusters", ACE(ACE_ALLOW, RIGHT_LIST_CONTENTS, OTHER_SID)) } },
	{ .because = "it is allowed under a condition",
		.proof = "\n- CN=Clusters,",
		.parent = { IN(
			"Clusters", ACE(ACE_CALLBACK_ALLOW, RIGHT_LIST_CONTENTS, READER)) } },
	{ .because = "only what everybody may, if the groups are not shown",
		.no_token = true,
		.is_proven = true,
		.parent = { IN("Clusters", MAY_LIST) } },
	{ .because = "and then any group may be the one that is denied",
		.no_token = true,
		.proof = "\n- CN=Clusters,",
		.parent = { IN("Clusters", DENY(OTHER_SID), MAY_LIST) } },
	{ .because = "a descriptor that was not returned",
		.proof = "\n- CN=Clusters,",
		.parent = { { .cn = "Clusters" } } },
	{ .because = "no container at all", .proof = "\n- none is shown" },
	{ .because = "containers that were not read",
		.gap = ERROR_TIMEOUT,
		.proof = "not to be read",
		.parent = { IN("Clusters", MAY_LIST) } },
	{ .because = "containers that were not asked for",
		.unasked = true,
		.proof = "were not asked for" },
	{ .because = "a name of another domain",
		.fqdn = "excms01.sub.corp.example.com",
		.proof = "Only the domain corp.example.com was asked",
		.parent = { IN("Clusters", MAY_LIST) } },
	{ .because = "a name of a longer domain with the same end",
		.fqdn = "excms01.notcorp.example.com",
		.proof = "Only the domain corp.example.com was asked",
		.parent = { IN("Clusters", MAY_LIST) } },
	{ .because = "a server that knows no such name",
		.is_proven = true,
		.parent = { IN("Clusters", MAY_LIST) },
		.ticket = { { HOST_NAME, 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
			{ "EXCMS01$", 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL } } },
	{ .because = "a server that issues a ticket for the host",
		.proof = "issued a ticket for " HOST_NAME,
		.parent = { IN("Clusters", MAY_LIST) },
		.ticket = { { HOST_NAME, 23, NULL, NULL } } },
	{ .because = "a server that issues a ticket for the account",
		.proof = "issued a ticket for EXCMS01$",
		.parent = { IN("Clusters", MAY_LIST) },
		.ticket = { { HOST_NAME, 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
			{ "EXCMS01$", 23, NULL, NULL } } },
	{ .because = "a server that refers to another domain",
		.proof = "is a name of the domain EAST.EXAMPLE.COM",
		.parent = { IN("Clusters", MAY_LIST) },
		.ticket = { { HOST_NAME, 0, NULL, "EAST.EXAMPLE.COM" } } },
	{ .because = "names have no case",
		.fqdn = "excms01.CORP.example.COM",
		.is_proven = true,
		.parent = { IN("Clusters", MAY_LIST) } },
};

static struct directory_part part_of(struct arena *arena, const struct row *row)
{
	static const char *const token[] = { READER, EVERYBODY, HELP_DESK };
	struct directory_part part = { .kind = part_kind_name(PART_PARENTS),
		.gap = { row->gap, "not to be read" } };
	part.entry = arena_alloc(arena, 3 * sizeof *part.entry);
	struct entry *root = &part.entry[part.count++];
	*root = (struct entry){ .dn = "" };
	root->attribute = arena_alloc(arena, MAX_ATTRIBUTES * sizeof *root->attribute);
	if (!row->no_token)
		add_sids(arena, root, "tokenGroups", token, COUNT_OF(token), ERROR_NONE);
	for (size_t i = 0; i < COUNT_OF(row->parent) && row->parent[i].cn != NULL; i++)
		part.entry[part.count++] = entry_of(arena, &row->parent[i]);
	return part;
}

START_TEST(proves_absence)
{
	const struct row *row = &rows[_i];
	struct arena *arena = arena_new();
	struct directory_part part = part_of(arena, row);
	struct ticket tickets[COUNT_OF(row->ticket)];
	memcpy(tickets, row->ticket, sizeof tickets);
	size_t ticket_count = 0;
	while (ticket_count < COUNT_OF(tickets) && tickets[ticket_count].name != NULL)
		ticket_count++;
	const struct directory_visit visit = { .server = "dc1",
		.part = &part,
		.part_count = row->unasked ? 0 : 1,
		.ticket = tickets,
		.ticket_count = ticket_count };
	const struct plan plan = { .directory.domain = "corp.example.com" };
	const struct examination examination = { .arena = arena, .plan = &plan };
	const struct name name = { .label = "EXCMS01",
		.fqdn = row->fqdn != NULL ? row->fqdn : "excms01.corp.example.com" };
	struct dc_result result = { .outcome = OUTCOME_PASS };
	ck_assert_msg(absence_proven(&examination, &visit, &name, &result) == row->is_proven, "%s",
		row->because);
	if (!row->is_proven) {
		ck_assert_int_eq(result.outcome, OUTCOME_UNKNOWN);
		ck_assert_msg(strstr(result.proof, row->proof) != NULL, "%s: %s", row->because,
			result.proof);
	}
	ck_assert_uint_eq(result.causes.count, row->gap != ERROR_NONE ? 1 : 0);
	ck_assert(result.causes.more == (!row->is_proven && row->gap == ERROR_NONE));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("absence");
	TCase *tcase = tcase_create("absence");
	tcase_add_loop_test(tcase, proves_absence, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
