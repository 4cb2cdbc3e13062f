/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other rows: test_evidence_rules.c. */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/attributes.h"
#include "model/entry_form.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const char *fault_of(const char *name, const char *text, size_t length, size_t count)
{
	struct bytes value[] = { bytes_of(text, length), bytes_of(text, length) };
	struct attribute attribute = { .name = name, .value = value, .count = count };
	const struct entry entry = { "CN=A", &attribute, 1 };
	return entry_fault(arena, &entry);
}

/* Of the attributes that are asked for, MS-ADA1 to 3 call these multi-valued. */
START_TEST(an_attribute_with_one_value_has_one)
{
	static const char *const several[] = { "dNSProperty", "dnsRecord", "hasMasterNCs",
		"memberOf", "msDS-hasMasterNCs", "msExchOABVirtualDirectoriesLink",
		"msExchServerRedundantMachines", "msExchStandbyCopyMachines", "networkAddress",
		"objectClass", "otherWellKnownObjects", "remoteServerName", "serialNumber",
		"servicePrincipalName", "sIDHistory", "siteList", "siteObjectBL", "sPNMappings",
		"tokenGroups", "wellKnownObjects" };
	static const char *const values[] = { "1", "TRUE", "20261121013529.0Z",
		"\1\1\0\0\0\0\0\5\x12\0\0\0", "0123456789abcdef" };
	static const size_t lengths[] = { 1, 4, 17, 12, 16 };
	for (size_t i = 0; i < directory_attribute_count; i++) {
		const char *name = directory_attributes[i].name;
		size_t fitting = 0, twice = 0;
		bool may = false;
		for (size_t k = 0; k < sizeof several / sizeof *several; k++)
			may = may || strcmp(several[k], name) == 0;
		for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
			fitting += fault_of(name, values[k], lengths[k], 1) == NULL;
			twice += fault_of(name, values[k], lengths[k], 2) == NULL;
		}
		ck_assert_msg(fitting > 0, "%s: no value fits", name);
		ck_assert_msg((twice > 0) == may, "%s: one value, or several?", name);
	}
}
END_TEST

static const struct {
	const char *name, *text;
	size_t length;
	bool good;
} rows[] = {
	{ "isSynchronized", "TRUE", 4, true },
	{ "isSynchronized", "true", 4, false },
	{ "isGlobalCatalogReady", "", 0, false },
	{ "currentTime", "20261121013529Z", 15, true },
	{ "currentTime", "20261121013529.", 15, false },
	{ "currentTime", "20261121013529.0", 16, false },
	{ "CURRENTTIME", "now", 3, false },
	{ "accountExpires", "9223372036854775807", 19, true },
	{ "accountExpires", "92233720368547758070", 20, false },
	{ "uSNChanged", "-1", 2, true },
	{ "cn", "", 0, true },
	{ "cn", "a\0", 2, false },
	{ "dNSHostName", "excms01\0.corp", 13, false },
	{ "servicePrincipalName", "HOST/a\0", 7, false },
	{ "objectGUID", "0123456789abcdef", 16, true },
	{ "objectGUID", "0123456789abcdef0", 17, false },
	{ "objectSid", "", 0, false },
	{ "sIDHistory", "\1\1\0\0\0\0\0\5\x12\0\0\0", 12, true },
	{ "sIDHistory", "\2\1\0\0\0\0\0\5\x12\0\0\0", 12, false },
	{ "mS-DS-CreatorSID", "\1\2\0\0\0\0\0\5\x12\0\0\0", 12, false },
	{ "nTSecurityDescriptor", "", 0, true },
	{ "description", "\0", 1, true },
};

START_TEST(values_fit_their_syntax)
{
	const char *fault = fault_of(rows[_i].name, rows[_i].text, rows[_i].length, 1);
	ck_assert_msg((fault == NULL) == rows[_i].good, "row %d: %s", _i, fault);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("entry_form");
	TCase *tcase = tcase_create("entry_form");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_test(tcase, an_attribute_with_one_value_has_one);
	tcase_add_loop_test(tcase, values_fit_their_syntax, 0, sizeof rows / sizeof *rows);
	suite_add_tcase(suite, tcase);
	return suite;
}
