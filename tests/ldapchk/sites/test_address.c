/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/sites/address.h"
#include "ldapchk/sites/subnet.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *because, *address;
	enum address_kind kind;
	const char *around; /* a subnet that contains the address and says nothing of it, or NULL */
	const char *part;   /* one that says where it is, or NULL */
} rows[] = {
	{ "an ordinary one", "192.0.2.1", ADDRESS_ORDINARY, NULL, "0.0.0.0/0" },
	{ "an ordinary one of IPv6", "2001:db8::1", ADDRESS_ORDINARY, NULL, "::/0" },
	{ "a unique local one", "fd00:1::1", ADDRESS_ORDINARY, NULL, "fd00::/8" },
	{ "2001:1:: is not Teredo", "2001:1::1", ADDRESS_ORDINARY, NULL, "2001:1::/32" },
	{ "2003:: is not 6to4", "2003::1", ADDRESS_ORDINARY, NULL, "2003::/16" },
	{ "a site-local one", "fec0::1", ADDRESS_ORDINARY, NULL, "fec0::/10" },
	{ "link-local", "169.254.1.5", ADDRESS_LOCAL, "169.254.1.0/24", NULL },
	{ "beside it", "169.253.255.255", ADDRESS_ORDINARY, NULL, "169.253.0.0/16" },
	{ "link-local of IPv6", "fe80::1", ADDRESS_LOCAL, "fe80::/64", NULL },
	{ "the end of that range", "febf::1", ADDRESS_LOCAL, "febf::1/128", NULL },
	{ "this machine", "127.0.0.1", ADDRESS_LOCAL, "127.0.0.1/32", NULL },
	{ "this machine, IPv6", "::1", ADDRESS_LOCAL, "::1/128", NULL },
	{ "unspecified", "0.0.0.0", ADDRESS_LOCAL, "0.0.0.0/0", NULL },
	{ "unspecified, IPv6", "::", ADDRESS_LOCAL, "::/0", NULL },
	{ "loopback, by a subnet inside of it", "127.0.2.1", ADDRESS_LOOPBACK, "127.0.0.0/8",
		"127.0.2.0/24" },
	{ "loopback, and a subnet of everything", "127.0.2.1", ADDRESS_LOOPBACK, "0.0.0.0/0",
		NULL },
	{ "6to4, by a subnet made for it", "2002:c000:201::1", ADDRESS_TUNNEL, "2002::/16",
		"2002:c000:201::/48" },
	{ "6to4, and a subnet of everything", "2002:c000:201::1", ADDRESS_TUNNEL, "::/0", NULL },
	{ "Teredo", "2001:0:53aa:64c::1", ADDRESS_TUNNEL, "2001::/32", "2001:0:53aa::/48" },
	{ "ISATAP, by a subnet with a part of the IPv4 address", "2001:db8::5efe:192.0.2.1",
		ADDRESS_TUNNEL, "2001:db8::/64", "2001:db8::5efe:192.0.2.0/120" },
	{ "ISATAP of a global IPv4 address", "2001:db8::200:5efe:192.0.2.1", ADDRESS_TUNNEL,
		"2001:db8::/64", "2001:db8::200:5efe:192.0.2.0/120" },
	{ "ISATAP on the link", "fe80::5efe:192.0.2.1", ADDRESS_LOCAL, "fe80::/64", NULL },
	{ "no address", "dc1.example.com", ADDRESS_ORDINARY, "0.0.0.0/0", NULL },
};

START_TEST(what_an_address_says)
{
	struct subnet subnet;
	ck_assert_msg(address_kind_of(rows[_i].address) == rows[_i].kind, "%s", rows[_i].because);
	if (rows[_i].around != NULL) {
		ck_assert(subnet_read(rows[_i].around, &subnet));
		ck_assert_msg(subnet_around(&subnet, 1, rows[_i].address) == NULL, "%s",
			rows[_i].because);
	}
	if (rows[_i].part != NULL) {
		ck_assert(subnet_read(rows[_i].part, &subnet));
		ck_assert_msg(subnet_around(&subnet, 1, rows[_i].address) == &subnet, "%s",
			rows[_i].because);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("address");
	TCase *tcase = tcase_create("address");
	tcase_add_loop_test(tcase, what_an_address_says, 0, COUNT_OF(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
