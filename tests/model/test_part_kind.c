/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "model/evidence.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Saved evidence has these names: they never change. */
static const char *const names[] = {
	[PART_SITES] = "sites",
	[PART_EXCHANGE] = "exchange",
	[PART_DOMAIN] = "domain",
	[PART_ZONES_DOMAIN] = "zones.domain",
	[PART_ZONES_FOREST] = "zones.forest",
	[PART_ZONES_SYSTEM] = "zones.system",
	[PART_HOLDERS] = "holders",
	[PART_ALIASES] = "aliases",
	[PART_GROUPS] = "groups",
	[PART_CONTAINERS] = "containers",
	[PART_CREATED] = "created",
	[PART_PARENTS] = "parents",
	[PART_CLUSTERS] = "clusters",
	[PART_MACHINES] = "machines",
	[PART_NAMESPACES] = "namespaces",
	[PART_EVERYBODY] = "everybody",
};

START_TEST(parts_are_found_by_kind)
{
	struct directory_part parts[COUNT(names) + 1] = { { .kind = "of a later version" } };
	const struct directory_visit visit = { .part = parts, .part_count = COUNT(parts) };
	for (size_t i = 0; i < COUNT(names); i++)
		parts[1 + i].kind = names[i];
	for (size_t i = 0; i < COUNT(names); i++) {
		ck_assert_str_eq(part_kind_name((enum part_kind)i), names[i]);
		ck_assert_ptr_eq(directory_part(&visit, (enum part_kind)i), &parts[1 + i]);
	}
}
END_TEST

START_TEST(others_are_not)
{
	struct directory_part parts[] = { { .kind = "of a later version" }, { .kind = "" } };
	const struct directory_visit visit = { .part = parts, .part_count = COUNT(parts) };
	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert_ptr_null(directory_part(&visit, (enum part_kind)i));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("part_kind");
	TCase *tcase = tcase_create("part_kind");
	tcase_add_test(tcase, parts_are_found_by_kind);
	tcase_add_test(tcase, others_are_not);
	suite_add_tcase(suite, tcase);
	return suite;
}
