/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "shares/checks/dfs_root.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* XML in UTF-16LE, as a namespace of Windows Server 2008 has it (MS-DFSNM). */
#define UTF16 u"<target state=\"2\">\\\\EXCMS01.corp.example.com\\ExchangeOAB</target>"

static const struct {
	const char *because, *attribute, *value; /* value NULL: UTF16 */
	const char *share;
	bool is_root;
} rows[] = {
	{ "the short name", "remoteServerName", "\\\\EXCMS01\\ExchangeOAB", "ExchangeOAB", true },
	{ "the whole name, in other letters", "remoteServerName",
		"\\\\excms01.CORP.example.com\\exchangeoab", "ExchangeOAB", true },
	{ "another server", "remoteServerName", "\\\\EXCMS012\\ExchangeOAB", "ExchangeOAB", false },
	{ "a share that begins alike", "remoteServerName", "\\\\EXCMS01\\ExchangeOAB2",
		"ExchangeOAB", false },
	{ "the mark of all servers", "remoteServerName", "*", "ExchangeOAB", false },
	{ "a list of targets", "msDFS-TargetListv2", NULL, "ExchangeOAB", true },
	{ "a list without that share", "msDFS-TargetListv2", NULL, "Exchange", false },
	{ "nothing", "remoteServerName", "", "ExchangeOAB", false },
	{ "another attribute", "cn", "\\\\EXCMS01\\ExchangeOAB", "ExchangeOAB", false },
};

START_TEST(roots)
{
	static const char name[] = "OAB";
	struct arena *arena = arena_new();
	struct bytes values[] = { bytes_of(name, strlen(name)),
		rows[_i].value != NULL ? bytes_of(rows[_i].value, strlen(rows[_i].value))
				       : bytes_of(UTF16, sizeof UTF16 - sizeof *UTF16) };
	struct attribute attributes[] = { { .name = "cn", .value = &values[0], .count = 1 },
		{ .name = rows[_i].attribute, .value = &values[1], .count = 1 } };
	struct entry namespace = { "CN=OAB,CN=Dfs-Configuration", attributes, COUNT(attributes) };
	struct directory_part part = {
		.kind = part_kind_name(PART_NAMESPACES), .entry = &namespace, .count = 1
	};
	struct directory_visit visit = { .part = &part, .part_count = 1 };
	const struct evidence evidence = { .directory = { .visit = &visit, .count = 1 } };
	const struct name server = { "EXCMS01", "excms01.corp.example.com" };
	const char *root = dfs_root_of(arena, &evidence, &server, rows[_i].share);
	ck_assert_msg((root != NULL) == rows[_i].is_root, "%s", rows[_i].because);
	if (root != NULL)
		ck_assert_str_eq(root, name);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("DFS roots");
	TCase *tcase = tcase_create("DFS roots");
	tcase_add_loop_test(tcase, roots, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
