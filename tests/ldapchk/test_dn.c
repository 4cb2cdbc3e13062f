/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/dn.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *because, *dn, *name, *parent; /* name NULL: none */
} rows[] = {
	{ "plain", "CN=Main,CN=Sites,DC=x", "Main", "CN=Sites,DC=x" },
	{ "a comma", "CN=Main\\, north,CN=Sites", "Main, north", "CN=Sites" },
	{ "a comma as a number", "CN=Main\\2C north,CN=Sites", "Main, north", "CN=Sites" },
	{ "what needs no escape", "CN=a/b#c=d e,CN=Sites", "a/b#c=d e", "CN=Sites" },
	{ "what has one at the start and the end", "CN=\\#1\\ ,CN=Sites", "#1 ", "CN=Sites" },
	{ "an equals sign", "CN=a\\=b,CN=Sites", "a=b", "CN=Sites" },
	{ "a backslash and a quotation mark", "CN=a\\\\b\\\"c,CN=Sites", "a\\b\"c", "CN=Sites" },
	{ "UTF-8", "CN=K\xc3\xb6ln,CN=Sites", "K\xc3\xb6ln", "CN=Sites" },
	{ "UTF-8 as numbers", "CN=K\\C3\\b6ln,CN=Sites", "K\xc3\xb6ln", "CN=Sites" },
	{ "a new line of a replication conflict", "CN=a\\0ACNF:1,CN=Sites", "a\\x0aCNF:1",
		"CN=Sites" },
	{ "one RDN alone", "DC=x", "x", "" },
	{ "a backslash at the end", "CN=a\\", "a\\", "" },
	{ "no value", "CN=,DC=x", NULL, "DC=x" },
	{ "no DN", "Main", NULL, "" },
	{ "an equals sign only in the parent", "Main,CN=x", NULL, "CN=x" },
	{ "nothing", "", NULL, "" },
};

START_TEST(first_names)
{
	struct arena *arena = arena_new();
	const char *name = dn_name(arena, rows[_i].dn);
	ck_assert_msg((name == NULL) == (rows[_i].name == NULL), "%s", rows[_i].because);
	if (name != NULL)
		ck_assert_str_eq(name, rows[_i].name);
	ck_assert_str_eq(dn_parent(rows[_i].dn), rows[_i].parent);
	arena_free(arena);
}
END_TEST

static const struct {
	const char *dn;
	bool deleted;
	const char *because;
} deleted_rows[] = {
	{ "CN=A\\0ADEL:2cc4ee65-92d1-481b-b1f7-d47e425359f1,CN=Deleted Objects,DC=x", true,
		"as servers write it" },
	{ "cn=A\\0adel:2cc4ee65-92d1-481b-b1f7-d47e425359f1,cn=deleted objects,DC=x", true,
		"in lower case" },
	{ "CN=A\\, B\\0ADEL:1,CN=Deleted Objects,CN=Configuration,DC=x", true,
		"of another partition, with a comma" },
	{ "CN=A,CN=Deleted Objects,DC=x", false, "only its place is of that name" },
	{ "CN=A\\0ADEL:1,CN=Users,DC=x", false, "only its name is of that form" },
	{ "CN=A\\0ACNF:1,CN=Deleted Objects,DC=x", false, "a conflict" },
	{ "CN=Deleted Objects,DC=x", false, "the container itself" },
	{ "", false, "nothing" },
};

START_TEST(deleted_objects)
{
	ck_assert_msg(dn_is_deleted(deleted_rows[_i].dn) == deleted_rows[_i].deleted, "%s",
		deleted_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("distinguished names");
	TCase *tcase = tcase_create("distinguished names");
	tcase_add_loop_test(tcase, deleted_objects, 0, COUNT_OF(deleted_rows));
	tcase_add_loop_test(tcase, first_names, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
