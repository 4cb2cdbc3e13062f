/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <check.h>
#include <string.h>

#include "shares/checks/oab_share.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SHARE        "ExchangeOAB"

enum { NAMES = 2 };

/* Evidence of the CMS's name and of the only node. */
static const struct {
	const char *status[NAMES], *listed[NAMES];
	enum error_kind gap[NAMES], list_gap[NAMES], opening_gap[NAMES];
	const char *server, *doubt; /* doubt: a part of it; NULL: none */
	const char *because;
} rows[] = {
	{ { "opened", "opened" }, { 0 }, { 0 }, { 0 }, { 0 }, "cms", NULL, "the CMS first" },
	{ { "ENOENT", "opened" }, { 0 }, { 0 }, { 0 }, { 0 }, "node", NULL, "the node alone" },
	{ { "x", "opened" }, { 0 }, { ERROR_TIMEOUT }, { 0 }, { 0 }, "node", NULL,
		"the CMS is silent" },
	{ { "ENOENT", "ENODEV" }, { "Logs", "Logs" }, { 0 }, { 0 }, { 0 }, NULL, NULL, "nowhere" },
	{ { "ENOENT", "ENOENT" }, { NULL, SHARE }, { 0 }, { 0 }, { 0 }, NULL, "node",
		"listed, and its folder is gone" },
	{ { "ENOENT", "ENOENT" }, { "exchangeoab", NULL }, { 0 }, { 0 }, { 0 }, NULL, "cms",
		"lists have no case" },
	{ { "ENOENT", "ENOENT" }, { 0 }, { 0 }, { ERROR_DENIED }, { 0 }, NULL, "no list",
		"no list, no proof" },
	{ { "ENOENT", "EINVAL" }, { 0 }, { 0 }, { 0 }, { 0 }, NULL, "node", "another answer" },
	{ { "ENOENT", NULL }, { 0 }, { 0 }, { 0 }, { 0 }, NULL, "node", "no answer" },
	{ { "ENOENT", "EACCES" }, { 0 }, { 0 }, { 0 }, { 0, ERROR_DENIED }, NULL, "refused",
		"refused" },
	{ { "ENOENT", "x" }, { 0 }, { 0, ERROR_TIMEOUT }, { 0 }, { 0 }, NULL, "silent",
		"the node is silent" },
};

START_TEST(each)
{
	static const char *const names[NAMES] = { "cms", "node" };
	static struct name node = { "NODE", "node" };
	static struct recovery recovery = { .cms = { "CMS", "cms" },
		.standby_cluster = { "CLUSTER", "cluster" },
		.source_nodes = &node,
		.source_node_count = 1,
		.oab_share = SHARE };
	struct arena *arena = arena_new();
	struct share_visit visit[NAMES];
	struct share_opening opening[NAMES];
	const char *listed[NAMES];
	for (size_t i = 0; i < NAMES; i++) {
		listed[i] = rows[_i].listed[i];
		opening[i] = (struct share_opening){ .share = SHARE,
			.gap = { rows[_i].opening_gap[i], "refused" },
			.status = rows[_i].status[i] };
		visit[i] = (struct share_visit){ .name = names[i],
			.gap = { rows[_i].gap[i], "silent" },
			.list_gap = { rows[_i].list_gap[i], "no list" },
			.listed = &listed[i],
			.listed_count = listed[i] != NULL,
			.opening = &opening[i],
			.opening_count = 1 };
	}
	const struct evidence evidence = { .shares = { visit, NAMES } };
	const struct examination examination = {
		.recovery = &recovery, .evidence = &evidence, .arena = arena
	};
	const struct oab_share share = oab_share_find(&examination);
	const char *because = rows[_i].because;
	ck_assert_msg((share.server == NULL) == (rows[_i].server == NULL), "%s", because);
	if (share.server != NULL)
		ck_assert_str_eq(share.server, rows[_i].server);
	ck_assert_msg((share.doubt == NULL) == (rows[_i].doubt == NULL), "%s", because);
	if (share.doubt != NULL)
		ck_assert_msg(strstr(share.doubt, rows[_i].doubt) != NULL, "%s: %s", because,
			share.doubt);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("oab_share");
	TCase *tcase = tcase_create("rows");
	tcase_add_loop_test(tcase, each, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
