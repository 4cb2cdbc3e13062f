/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/sites/subnet.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *because, *text;
	bool good;
	size_t bytes;
	unsigned prefix;
} names[] = {
	{ "four numbers and a prefix", "192.0.2.0/24", true, 4, 24 },
	{ "a single host", "192.0.2.1/32", true, 4, 32 },
	{ "all addresses", "0.0.0.0/0", true, 4, 0 },
	{ "sixteen bytes", "2001:db8::/32", true, 16, 32 },
	{ "the longest prefix", "2001:db8::1/128", true, 16, 128 },
	{ "no prefix", "192.0.2.0", false, 0, 0 },
	{ "an empty prefix", "192.0.2.0/", false, 0, 0 },
	{ "more bits than there are", "192.0.2.0/33", false, 0, 0 },
	{ "more bits than there are", "2001:db8::/129", false, 0, 0 },
	{ "no number", "192.0.2.0/2x", false, 0, 0 },
	{ "a sign", "192.0.2.0/-1", false, 0, 0 },
	{ "a prefix that would overflow", "192.0.2.0/4294967320", false, 0, 0 },
	{ "three numbers", "192.0.2/24", false, 0, 0 },
	{ "a name", "DR-Site/24", false, 0, 0 },
	{ "a replication conflict", "192.0.2.0/24\nCNF:1", false, 0, 0 },
	{ "nothing", "", false, 0, 0 },
	{ "an address that never ends",
		"1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc/16", false, 0, 0 },
};

START_TEST(reads_names)
{
	struct subnet subnet;
	ck_assert_msg(subnet_read(names[_i].text, &subnet) == names[_i].good, "%s: %s",
		names[_i].because, names[_i].text);
	if (!names[_i].good)
		return;
	ck_assert_uint_eq(subnet.bytes, names[_i].bytes);
	ck_assert_uint_eq(subnet.prefix, names[_i].prefix);
}
END_TEST

static const char *const around[] = { "10.0.0.0/8", "10.1.0.0/16", "10.1.2.128/25", "10.1.2.0/23",
	"2001:db8::/32", "2001:db8:1::/48" };

static const struct {
	const char *because, *address, *subnet;
} places[] = {
	{ "the only one", "10.200.0.1", "10.0.0.0/8" },
	{ "the longest prefix, at any place in the list", "10.1.9.9", "10.1.0.0/16" },
	{ "a prefix that ends inside a byte", "10.1.3.1", "10.1.2.0/23" },
	{ "its last address", "10.1.3.255", "10.1.2.0/23" },
	{ "one after it", "10.1.4.0", "10.1.0.0/16" },
	{ "half a byte more", "10.1.2.200", "10.1.2.128/25" },
	{ "the other half", "10.1.2.127", "10.1.2.0/23" },
	{ "in none", "192.0.2.1", NULL },
	{ "with a port", "10.200.0.1:53", "10.0.0.0/8" },
	{ "sixteen bytes", "2001:db8:2::1", "2001:db8::/32" },
	{ "sixteen bytes, longer", "2001:db8:1::1", "2001:db8:1::/48" },
	{ "sixteen bytes with a port", "[2001:db8:1::1]:53", "2001:db8:1::/48" },
	{ "an IPv4-mapped IPv6 address is in no IPv4 subnet", "::ffff:10.1.9.9", NULL },
	{ "a name", "dc1.corp.example.com", NULL },
	{ "a name with a port", "dc1.corp.example.com:53", NULL },
	{ "nothing", "", NULL },
};

START_TEST(finds_the_smallest)
{
	struct subnet subnets[COUNT_OF(around)];
	const char *wanted = places[_i].subnet;
	for (size_t i = 0; i < COUNT_OF(around); i++)
		ck_assert(subnet_read(around[i], &subnets[i]));
	const struct subnet *found = subnet_around(subnets, COUNT_OF(around), places[_i].address);
	const char *name = found == NULL ? NULL : around[found - subnets];
	ck_assert_msg(
		(name == NULL) == (wanted == NULL) && (name == NULL || strcmp(name, wanted) == 0),
		"%s: %s is in %s", places[_i].because, places[_i].address,
		name == NULL ? "none" : name);
}
END_TEST

/* A subnet with prefix 0 contains every address of its kind and no other. */
START_TEST(a_prefix_of_nothing_holds_all)
{
	struct subnet all;
	ck_assert(subnet_read("0.0.0.0/0", &all));
	ck_assert_ptr_nonnull(subnet_around(&all, 1, "203.0.113.9"));
	ck_assert_ptr_null(subnet_around(&all, 1, "2001:db8::1"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("network");
	TCase *tcase = tcase_create("network");
	tcase_add_loop_test(tcase, reads_names, 0, COUNT_OF(names));
	tcase_add_loop_test(tcase, finds_the_smallest, 0, COUNT_OF(places));
	tcase_add_test(tcase, a_prefix_of_nothing_holds_all);
	suite_add_tcase(suite, tcase);
	return suite;
}
