/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <stdbool.h>
#include <string.h>

#include "model/dn_key.h"

static const struct {
	const char *a, *b;
	bool same;
	const char *because;
} rows[] = {
	{ "CN=A,DC=corp", "cn=a,dc=CORP", true, "letters" },
	{ "CN=A,DC=corp", " CN = A , DC = corp ", true, "spaces around" },
	{ "CN=A B,DC=corp", "CN=A  B,DC=corp", false, "spaces inside" },
	{ "CN=A\\,B,DC=corp", "CN=A\\2cB,DC=corp", true, "a comma escaped in two ways" },
	{ "CN=A\\,B,DC=corp", "CN=A,B,DC=corp", false, "a comma that is not escaped" },
	{ "CN=A\\,DC=corp", "CN=A,DC=corp", false, "the same" },
	{ "CN=A", "CN=\\41", true, "a letter in hexadecimal" },
	{ "CN=A", "CN=\\a1", false, "another byte" },
	{ "CN=A\\20", "CN=A\\ ", true, "an escaped space at the end" },
	{ "CN=A\\20", "CN=A", false, "it counts" },
	{ "CN=A\\0ACNF:1", "CN=A\\0acnf:1", true, "a line feed" },
	{ "CN=A\\0ACNF:1", "CN=A\\0ACNF:2", false, "two conflicts" },
	{ "CN=\xc3\xa9", "CN=\xc3\x89", true, "an accent" },
	{ "CN=\xc3\xa9", "CN=e", false, "none" },
	{ "CN=\\C3\\A9", "CN=\xc3\xa9", true, "an accent in hexadecimal" },
	{ "CN=a+OU=b", "CN=a + ou=b", true, "two names of one object" },
	{ "CN=a=b", "CN=a\\=b", true, "an equals sign need not be escaped" },
	{ "CN=a = b", "CN=a=b", false, "spaces around one in a value" },
	{ "CN=a\\\\", "CN=a\\5c", true, "a backslash" },
	{ "CN=a\\", "CN=a", false, "an escape of nothing" },
	{ "", "CN=a", false, "the rootDSE" },
	{ "CN=a,CN=b", "CN=b,CN=a", false, "order" },
};

START_TEST(same)
{
	struct arena *arena = arena_new();
	const char *a = dn_key(arena, rows[_i].a), *b = dn_key(arena, rows[_i].b);
	ck_assert_msg((strcmp(a, b) == 0) == rows[_i].same, "%s: %s, %s", rows[_i].because, a, b);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("dn_key");
	TCase *tcase = tcase_create("dn_key");
	tcase_add_loop_test(tcase, same, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
