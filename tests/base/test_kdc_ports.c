/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kdc_ports.h"

#include <stdio.h>
#include <unistd.h>

#include "tests/test.h"

enum { MOST = 4 };

static const struct {
	const char *kdc;
	uint16_t port; /* 0: none is named */
	const char *because;
} rows[] = {
	{ "dc1.corp.example.com", 0, "the usual port" },
	{ "dc1.corp.example.com:88", 88, "the usual port, named" },
	{ "127.0.0.1:8088", 8088, "a tunnel" },
	{ "tcp/dc1.corp.example.com:8088", 8088, "over TCP only" },
	{ "[2001:db8::1]:8088", 8088, "an address of IPv6" },
	{ "2001:db8::1", 0, "without brackets it is an address only" },
	{ "https://proxy.corp.example.com/KdcProxy", 443, "a proxy" },
	{ "https://proxy.corp.example.com:8443/KdcProxy", 8443, "a proxy at another port" },
	{ "dc1.corp.example.com:0", 0, "no port" },
	{ "dc1.corp.example.com:65624", 0, "no port either" },
};

START_TEST(ports_are_those_of_the_file)
{
	char file[] = "/tmp/cmsready-kdc.XXXXXX";
	const int fd = mkstemp(file);
	ck_assert_int_ge(fd, 0);
	dprintf(fd,
		"[realms]\nCORP.EXAMPLE.COM = {\nkdc = %s\n}\nOTHER.EXAMPLE.COM = {\nkdc = a\n}\n",
		rows[_i].kdc);
	close(fd);
	setenv("KRB5_CONFIG", file, 1);
	uint16_t port[MOST];
	const size_t count = kdc_ports(port, MOST);
	unlink(file);
	ck_assert_msg(count == (rows[_i].port != 0), "%s", rows[_i].because);
	if (count > 0)
		ck_assert_msg(port[0] == rows[_i].port, "%s", rows[_i].because);
	ck_assert_msg(kdc_ports(port, 0) == 0, "no more than there is room for");
}
END_TEST

START_TEST(without_settings_there_are_none)
{
	uint16_t port[MOST];
	setenv("KRB5_CONFIG", "/nowhere/krb5.conf", 1);
	ck_assert_uint_eq(kdc_ports(port, MOST), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ports of KDCs");
	TCase *tcase = tcase_create("ports of KDCs");
	tcase_add_loop_test(tcase, ports_are_those_of_the_file, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, without_settings_there_are_none);
	suite_add_tcase(suite, tcase);
	return suite;
}
