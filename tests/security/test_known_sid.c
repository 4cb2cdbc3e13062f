/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "security/known_sid.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

START_TEST(known_names)
{
	static const struct {
		const char *because, *sid, *name;
	} rows[] = {
		{ "everybody", "S-1-1-0", "Everyone" },
		{ "all of this forest", "S-1-5-15", "This Organization" },
		{ "all who logged on", "S-1-5-11", "Authenticated Users" },
		{ "the object itself", "S-1-5-10", "SELF" },
		{ "a group of every domain controller", "S-1-5-32-544", "Administrators" },
		{ "longer than a known one", "S-1-5-11-1", NULL },
		{ "an account of a domain", "S-1-5-21-1-2-3-1105", NULL },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sid sid;
		ck_assert(sid_parse(rows[i].sid, &sid));
		const char *name = sid_known_name(&sid);
		ck_assert_msg(rows[i].name == NULL
				      ? name == NULL
				      : name != NULL && strcmp(name, rows[i].name) == 0,
			"%s", rows[i].because);
	}
}
END_TEST

/* A row that cannot be found would be a mistake in the table. */
START_TEST(rows_differ)
{
	for (size_t i = 0; i < known_sid_count; i++) {
		const struct known_sid *one = &known_sids[i];
		ck_assert_msg((one->rid != 0) != (one->sid.count != 0), "row %zu", i);
		ck_assert_msg(one->letters[0] != '\0' || one->name != NULL, "row %zu", i);
		for (size_t k = 0; k < i; k++) {
			const struct known_sid *other = &known_sids[k];
			ck_assert_msg(one->letters[0] == '\0' ||
					      strcmp(one->letters, other->letters) != 0,
				"%s", one->letters);
			ck_assert_msg(one->rid == 0 || one->rid != other->rid, "%s", one->letters);
			ck_assert_msg(one->rid != 0 || other->rid != 0 ||
					      !sid_equal(&one->sid, &other->sid),
				"%s", one->letters);
		}
	}
}
END_TEST

START_TEST(everybody)
{
	static const struct {
		const char *sid;
		bool is;
	} rows[] = {
		{ "S-1-1-0", true },
		{ "S-1-5-11", true },
		{ "S-1-5-15", true },
		{ "S-1-5-2", false },
		{ "S-1-5-32-545", false },
		{ "S-1-1-0-0", false },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sid sid;
		ck_assert(sid_parse(rows[i].sid, &sid));
		ck_assert_msg(sid_is_everybody(&sid) == rows[i].is, "%s", rows[i].sid);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("known_sid");
	TCase *tcase = tcase_create("known_sid");
	tcase_add_test(tcase, known_names);
	tcase_add_test(tcase, rows_differ);
	tcase_add_test(tcase, everybody);
	suite_add_tcase(suite, tcase);
	return suite;
}
