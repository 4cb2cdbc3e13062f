/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which accounts are searched for because they resemble a missing one, and which are kept. */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/collect/parts.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

/* "EXC" and "S09" of EXCMS09, as bytes. */
START_TEST(starts_and_ends)
{
	static const char *const missing[] = { "EXCMS09", "N9" };
	const struct directory_visit visit = { .root.dn = "" };
	const struct search search = similar_search(arena, &visit, missing, COUNT(missing));
	ck_assert_str_eq(search.filter,
		"(&(objectCategory=computer)(|(servicePrincipalName=MSServerCluster/*)"
		"(cn=\\45\\58\\43*)(cn=*\\53\\30\\39)(cn=\\4e\\39*)(cn=*\\4e\\39)))");
}
END_TEST

START_TEST(a_fleet_is_bounded)
{
	const char *missing[1000];
	for (size_t i = 0; i < COUNT(missing); i++)
		missing[i] = arena_format(arena, "EXCMS%zu", i);
	const struct directory_visit visit = { .root.dn = "" };
	const struct search search = similar_search(arena, &visit, missing, COUNT(missing));
	ck_assert_uint_lt(strlen(search.filter), 2000);
}
END_TEST

static struct entry named(const char *cn)
{
	struct entry entry = { .dn = cn, .count = cn[0] != '\0' };
	entry.attribute = arena_alloc(arena, sizeof *entry.attribute);
	*entry.attribute = (struct attribute){ .name = "cn", .count = 1 };
	entry.attribute->value = arena_alloc(arena, sizeof *entry.attribute->value);
	entry.attribute->value[0] = bytes_of(cn, strlen(cn));
	return entry;
}

START_TEST(the_nearest_are_kept)
{
	static const char *const missing[] = { "EXCMS09", "DRCLU10" };
	static const char *const found[] = { "EXCMS01", "", "EXCHANGE", "DRCLU01", "FILE1",
		"EXCMS02", "EXCAS17" };
	struct directory_visit visit = { .root.dn = "" };
	struct reply reply = { .entry = arena_alloc(arena, COUNT(found) * sizeof *reply.entry),
		.count = COUNT(found) };
	for (size_t i = 0; i < COUNT(found); i++)
		reply.entry[i] = named(found[i]);
	similar_take(arena, &reply, missing, COUNT(missing), &visit);
	const struct directory_part *part = directory_part(&visit, PART_MACHINES);
	ck_assert_ptr_nonnull(part);
	ck_assert_uint_eq(part->count, 3);
	ck_assert_str_eq(part->entry[0].dn, "EXCMS01");
	ck_assert_str_eq(part->entry[1].dn, "DRCLU01");
	ck_assert_str_eq(part->entry[2].dn, "EXCMS02");
}
END_TEST

/* Nothing depends on it, so it is no gap. */
START_TEST(an_error_is_left_out)
{
	static const char *const missing[] = { "EXCMS09" };
	struct directory_visit visit = { .root.dn = "" };
	const struct reply reply = { .error = { ERROR_TIMEOUT, "no answer" } };
	similar_take(arena, &reply, missing, COUNT(missing), &visit);
	ck_assert_uint_eq(visit.part_count, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("similar names");
	TCase *tcase = tcase_create("similar names");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, starts_and_ends);
	tcase_add_test(tcase, a_fleet_is_bounded);
	tcase_add_test(tcase, the_nearest_are_kept);
	tcase_add_test(tcase, an_error_is_left_out);
	suite_add_tcase(suite, tcase);
	return suite;
}
