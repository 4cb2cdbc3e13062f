/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include "model/endpoint.h"
#include "tests/model/fixture.h"

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static const struct {
	const char *text, *host;
	unsigned port;
	const char *because;
} good_rows[] = {
	{ "192.0.2.53", "192.0.2.53", 53, "an address" },
	{ "192.0.2.53:5353", "192.0.2.53", 5353, "with a port" },
	{ "2001:db8::53", "2001:db8::53", 53, "IPv6 without brackets" },
	{ "2001:db8::53:5353", "2001:db8::53:5353", 53, "what looks like a port is the address" },
	{ "::1", "::1", 53, "loopback" },
	{ "::ffff:192.0.2.53", "::ffff:192.0.2.53", 53, "IPv4 in IPv6" },
	{ "[2001:db8::53]", "2001:db8::53", 53, "brackets" },
	{ "[2001:db8::53]:5353", "2001:db8::53", 5353, "brackets and port" },
	{ "ns1.example.com", "ns1.example.com", 53, "a name" },
	{ "ns1.example.com:1", "ns1.example.com", 1, "the least port" },
	{ "NS1:65535", "NS1", 65535, "the greatest port" },
	{ "ns1:00053", "ns1", 53, "zeros in front" },
	{ "1ns", "1ns", 53, "a name that begins with a digit" },
};

START_TEST(good_endpoints)
{
	struct endpoint endpoint;
	const char *because = good_rows[_i].because;
	ck_assert_msg(endpoint_read(arena, good_rows[_i].text, &endpoint), "%s", because);
	ck_assert_str_eq(endpoint.given, good_rows[_i].text);
	ck_assert_str_eq(endpoint.host, good_rows[_i].host);
	ck_assert_msg(endpoint.port == good_rows[_i].port, "%s: %u", because, endpoint.port);
}
END_TEST

static const struct {
	const char *text, *because;
} bad_rows[] = {
	{ "", "empty" },
	{ ":53", "no host" },
	{ "192.0.2.53:", "no port" },
	{ "192.0.2.53:0", "port 0" },
	{ "192.0.2.53:65536", "17 bits" },
	{ "192.0.2.53:000053", "six digits" },
	{ "192.0.2.53:-1", "sign" },
	{ "192.0.2.53:+53", "sign" },
	{ "192.0.2.53: 53", "space" },
	{ "192.0.2.53:5x", "letter" },
	{ "192.0.2.53:domain", "the name of a service" },
	{ "192.0.2.53:53:53", "two ports" },
	{ "192.0.2", "three parts" },
	{ "192.0.2.256", "256" },
	{ "192.0.2.53.", "a dot at the end" },
	{ "192.0.02.53", "octal, some say" },
	{ "3232235777", "one number" },
	{ "2001:db8::g", "no hexadecimal digit" },
	{ "[2001:db8::53", "not closed" },
	{ "[2001:db8::53]5353", "no colon" },
	{ "[2001:db8::53]:", "no port" },
	{ "[]", "nothing in brackets" },
	{ "[]:53", "nothing in brackets" },
	{ "[192.0.2.53]:53", "IPv4 in brackets" },
	{ "[ns1]:53", "a name in brackets" },
	{ "[fe80::1%eth0]", "a zone is not for DNS servers" },
	{ "fe80::1%eth0", "a zone is not for DNS servers" },
	{ "ns 1", "space" },
	{ "ns1.", "a dot at the end" },
	{ "-ns1:53", "hyphen in front" },
	{ "udp://ns1", "a URL" },
	{ "ns1/53", "slash" },
};

START_TEST(bad_endpoints)
{
	struct endpoint endpoint;
	ck_assert_msg(
		!endpoint_read(arena, bad_rows[_i].text, &endpoint), "%s", bad_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("endpoint");
	TCase *tcase = tcase_create("endpoint");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, good_endpoints, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, bad_endpoints, 0, COUNT(bad_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
