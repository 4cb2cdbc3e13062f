/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which folders are asked for by name: those that the directory expects and no list showed. */
#include "tests/test.h"

#include <string.h>

#include "base/text.h"
#include "shares/collect/collect.h"
#include "tests/exchange/exchange_case.h"

#define SHARE      "ExchangeOAB"
#define CMS_FQDN   "excms01.corp.example.com"
#define NODE1_FQDN "node1.corp.example.com"
/* The bytes as GUIDs. */
#define GUID       "33323130-3534-3736-3839-616263646566"
#define HAS_GUID   "objectGUID=0123456789abcdef"
#define OTHER_GUID "33323130-3534-3736-3839-616263646567"
#define HAS_OTHER  "objectGUID=0123456789abcdeg"
#define OPENED     "opened"
#define OWN        GENERATED_BY("EXCMS01")

static const struct {
	const char *because;
	struct forest forest[2];
	const char *cms_status, *node_status; /* of the share */
	const char *listed;                   /* a folder under the CMS's name; NULL: none */
	const char *jobs;                     /* "SERVER: FOLDER FOLDER" */
} rows[] = {
	{ "listed", { { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID) } } }, OPENED, "ENOENT", GUID,
		"" },
	{ "not listed", { { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID) } } }, OPENED, "ENOENT",
		NULL, CMS_FQDN ": " GUID },
	{ "another is listed",
		{ { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID), BOOK("B", OWN, HAS_OTHER) } } },
		OPENED, "ENOENT", GUID, CMS_FQDN ": " OTHER_GUID },
	{ "the same from two directory servers",
		{ { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID) } },
			{ .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID),
				  BOOK("B", OWN, HAS_OTHER) } } },
		OPENED, "ENOENT", NULL, CMS_FQDN ": " GUID " " OTHER_GUID },
	{ "another server's book",
		{ { .row = { CMS(CCR), SERVER("EXCMS02", SCC),
			    BOOK("A", GENERATED_BY("EXCMS02"), HAS_GUID) } } },
		OPENED, "ENOENT", NULL, "" },
	{ "a book whose GUID is not shown", { { .row = { CMS(CCR), BOOK("A", OWN) } } }, OPENED,
		"ENOENT", NULL, "" },
	{ "the share is only under the node's name",
		{ { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID) } } }, "ENOENT", OPENED, NULL,
		NODE1_FQDN ": " GUID },
	{ "the share opened under no name", { { .row = { CMS(CCR), BOOK("A", OWN, HAS_GUID) } } },
		"EACCES", "ENOENT", NULL, "" },
	{ "no organisation is shown", { { .no_part = true } }, OPENED, "ENOENT", NULL, "" },
};

START_TEST(folders_by_name)
{
	struct arena *arena = arena_new();
	struct recovery recovery = case_recovery(false);
	recovery.oab_share = SHARE;
	const struct plan plan = { .recoveries = &recovery, .recovery_count = 1 };
	struct directory_visit directory[] = { visit_of(arena, &rows[_i].forest[0]),
		visit_of(arena, &rows[_i].forest[1]) };
	struct share_folder folder = { .name = rows[_i].listed };
	struct share_opening at_cms = { .share = SHARE,
		.status = rows[_i].cms_status,
		.folder = &folder,
		.folder_count = folder.name != NULL };
	struct share_opening at_node = { .share = SHARE, .status = rows[_i].node_status };
	struct share_visit visits[] = {
		{ .name = CMS_FQDN, .opening = &at_cms, .opening_count = 1 },
		{ .name = NODE1_FQDN, .opening = &at_node, .opening_count = 1 },
	};
	const struct evidence evidence = {
		.directory = { .visit = directory, .count = 2 },
		.shares = { .visit = visits, .count = 2 },
	};
	size_t count = 0;
	const struct share_job *job = share_jobs_by_name(arena, &plan, &evidence, &count);
	struct text found = text_new(arena);
	for (size_t i = 0; i < count; i++) {
		ck_assert_str_eq(job[i].shares[0], SHARE);
		text_add(&found, "%s:", job[i].name);
		for (size_t k = 0; k < job[i].folder_count; k++)
			text_add(&found, " %s", job[i].folder[k].name);
	}
	ck_assert_msg(
		strcmp(found.data, rows[_i].jobs) == 0, "%s: %s", rows[_i].because, found.data);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("jobs by name");
	TCase *tests = tcase_create("jobs by name");
	tcase_add_loop_test(tests, folders_by_name, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
