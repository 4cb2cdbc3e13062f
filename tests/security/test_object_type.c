/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of object types, as the schema of Windows Server 2008 R2 and MS-ADTS 5.1.3.2.1 give them.
 */
#include "tests/test.h"

#include "security/object_type.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
	const char *guid, *name;
} rows[] = {
	{ "bf967a86-0de6-11d0-a285-00aa003049e2", "class computer" },
	{ "bf967aba-0de6-11d0-a285-00aa003049e2", "class user" },
	{ "bf967a9c-0de6-11d0-a285-00aa003049e2", "class group" },
	{ "bf967aa8-0de6-11d0-a285-00aa003049e2", "class printQueue" },
	{ "00299570-246d-11d0-a768-00aa006e0529", "Reset Password" },
	{ "ab721a53-1e2f-11d0-9819-00aa0040529b", "Change Password" },
	{ "68b1d179-0d15-4d4f-ab71-46152e79a7bc", "Allowed to Authenticate" },
	{ "f3a64788-5306-11d1-a9c5-0000f80367c1", "servicePrincipalName" },
	{ "72e39547-7b18-11d1-adef-00c04fd8d5cd", "dNSHostName" },
	{ "80863791-dbe9-4eb8-837e-7f0ab55d9ac7", "Additional DNS Host Names" },
	{ "bf967a68-0de6-11d0-a285-00aa003049e2", "userAccountControl" },
	{ "bf967a0a-0de6-11d0-a285-00aa003049e2", "pwdLastSet" },
	{ "3e0abfd0-126a-11d0-a060-00aa006c33ed", "sAMAccountName" },
	{ "bf967953-0de6-11d0-a285-00aa003049e2", "displayName" },
	{ "bf967950-0de6-11d0-a285-00aa003049e2", "description" },
	{ "bf967a7f-0de6-11d0-a285-00aa003049e2", "userCertificate" },
	{ "4c164200-20c0-11d0-a768-00aa006e0529", "set Account Restrictions" },
	{ "e48d0154-bcf8-11d1-8702-00c04fb96050", "set Public Information" },
	{ "59ba2f42-79a2-11d0-9020-00c04fc2d3cf", "set General Information" },
	{ "5f202010-79a5-11d0-9020-00c04fc2d4cf", "set Logon Information" },
	{ "77b5b886-944a-11d1-aebd-0000f80367c1", "set Personal Information" },
};

static struct guid guid_of(const char *text)
{
	struct guid guid;
	ck_assert_msg(guid_parse(text, &guid), "%s", text);
	return guid;
}

START_TEST(known)
{
	const struct guid guid = guid_of(rows[_i].guid);
	const char *name = object_type_name(&guid);
	ck_assert_msg(name != NULL, "%s", rows[_i].guid);
	ck_assert_str_eq(name, rows[_i].name);
}
END_TEST

START_TEST(names_are_told_apart)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct guid one = guid_of(rows[i].guid);
		for (size_t j = 0; j < i; j++) {
			const struct guid other = guid_of(rows[j].guid);
			ck_assert_str_ne(object_type_name(&one), object_type_name(&other));
		}
	}
}
END_TEST

/* No two GUIDs of the table are one bit apart. */
START_TEST(unknown)
{
	struct guid guid = { 0 };
	ck_assert_ptr_null(object_type_name(&guid));
	guid = guid_of(rows[_i].guid);
	for (size_t bit = 0; bit < 128; bit++) {
		guid.byte[bit / 8] ^= (uint8_t)(1U << bit % 8);
		ck_assert_ptr_null(object_type_name(&guid));
		guid.byte[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("object_type");
	TCase *tcase = tcase_create("object_type");
	tcase_add_loop_test(tcase, known, 0, COUNT(rows));
	tcase_add_test(tcase, names_are_told_apart);
	tcase_add_loop_test(tcase, unknown, 0, COUNT(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
