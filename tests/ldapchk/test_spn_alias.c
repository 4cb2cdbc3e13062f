/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/spn_alias.h"

#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct bytes text(const char *string)
{
	return bytes_of(string, strlen(string));
}

static const struct {
	const char *because;
	const char *mapping[2]; /* values of sPNMappings */
	const char *is, *is_not;
	size_t count;
} rows[] = {
	{ "not shown: as installed", { NULL }, "cifs", "ldap", 53 },
	{ "in any case", { NULL }, "HTTP", "https", 53 },
	{ "the forest's own", { "host=alerter,msdtc" }, "msdtc", "cifs", 2 },
	{ "spaces do not count", { "HOST=alerter, msdtc ,," }, "msdtc", "", 2 },
	{ "several values", { "ldap=gc", "host=spooler" }, "spooler", "gc", 1 },
	{ "another service's alone", { "ldap=gc" }, "cifs", "gc", 53 },
	{ "what no filter can hold", { "host=a*)(b=*,dns" }, "dns", "a*)(b=*", 1 },
	{ "none", { "host=" }, "cifs", "host", 53 },
};

START_TEST(the_services_are_read)
{
	struct arena *arena = arena_new();
	struct bytes values[2];
	struct attribute mappings = { .name = "sPNMappings", .value = values };
	const struct entry service = { "CN=Directory Service", &mappings, 1 };
	while (mappings.count < 2 && rows[_i].mapping[mappings.count] != NULL) {
		values[mappings.count] = text(rows[_i].mapping[mappings.count]);
		mappings.count++;
	}
	const struct spn_aliases aliases =
		spn_aliases_read(arena, mappings.count == 0 ? NULL : &service);
	ck_assert_msg(aliases.count == rows[_i].count, "%s: %zu", rows[_i].because, aliases.count);
	ck_assert_msg(spn_is_alias(&aliases, text(rows[_i].is)), "%s", rows[_i].because);
	ck_assert_msg(!spn_is_alias(&aliases, text(rows[_i].is_not)), "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

START_TEST(a_name_is_split_once)
{
	struct bytes service, host;
	ck_assert(spn_split(text("cifs/excms01"), &service, &host));
	ck_assert(bytes_equal(service, text("cifs")));
	ck_assert(bytes_equal(host, text("excms01")));
	ck_assert(spn_split(text("E3514235-4B06/guid/corp"), &service, &host));
	ck_assert(bytes_equal(host, text("guid/corp")));
	ck_assert(spn_split(text("/"), &service, &host));
	ck_assert_uint_eq(service.length, 0);
	ck_assert_uint_eq(host.length, 0);
	ck_assert(!spn_split(text("cifs"), &service, &host));
	ck_assert(!spn_split(bytes_of(NULL, 0), &service, &host));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("spn_alias");
	TCase *tests = tcase_create("spn_alias");
	tcase_add_loop_test(tests, the_services_are_read, 0, COUNT(rows));
	tcase_add_test(tests, a_name_is_split_once);
	suite_add_tcase(suite, tests);
	return suite;
}
