/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "model/name.h"
#include "tests/model/fixture.h"

#define TEN     "abcdefghij"
#define LABEL60 TEN TEN TEN TEN TEN TEN
#define LABEL63 LABEL60 "abc"

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
	const char *text, *domain, *label, *fqdn, *because;
} good_rows[] = {
	{ "EXCMS01", "corp.example.com", "EXCMS01", "excms01.corp.example.com", "short" },
	{ "excms01", "Corp.Example.COM", "EXCMS01", "excms01.corp.example.com", "any case" },
	{ "ExCms01.Other.example.com", "corp.example.com", "EXCMS01", "excms01.other.example.com",
		"fully qualified: the domain does not count" },
	{ "a", "b.c", "A", "a.b.c", "one letter" },
	{ "3com", "b.c", "3COM", "3com.b.c", "a digit in front (RFC 1123)" },
	{ "exchange-node-0", "b.c", "EXCHANGE-NODE-0", "exchange-node-0.b.c", "15 letters" },
	{ "Exchange-Node-01", "b.c", "EXCHANGE-NODE-0", "exchange-node-01.b.c",
		"16 letters: the account is cut" },
	{ "exchange-node-01.d.e", "b.c", "EXCHANGE-NODE-0", "exchange-node-01.d.e",
		"the same, fully qualified" },
	{ "exchange-nodes-", "b.c", "EXCHANGE-NODES-", "exchange-nodes-.b.c",
		"a hyphen where a name is cut" },
	{ "exchange-nodes-01", "b.c", "EXCHANGE-NODES-", "exchange-nodes-01.b.c",
		"the whole name" },
	{ "EX_CMS-01", "b.c", "EX_CMS-01", "ex_cms-01.b.c", "underscore and hyphen" },
	{ "a--b", "b.c", "A--B", "a--b.b.c", "two hyphens" },
	{ "192.0.2.7", "b.c", "192", "192.0.2.7", "an address is left as it is" },
	{ LABEL63, "b.c", NULL, LABEL63 ".b.c", "the longest label" },
	{ "a." LABEL60 "." LABEL60 "." LABEL60 "." LABEL63 ".abcd", "b.c", "A", NULL,
		"the longest name: 253" },
	{ "a", LABEL60 "." LABEL60 "." LABEL60 "." LABEL63 ".abcd", "A", NULL,
		"the same with a domain" },
};

START_TEST(good_names)
{
	struct name name = { 0 };
	struct error error = { 0 };
	const char *because = good_rows[_i].because;
	ck_assert_msg(name_read(arena, good_rows[_i].text, good_rows[_i].domain, &name, &error),
		"%s: %s", because, error.text);
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert_msg(name_is_dns(good_rows[_i].text) && name_is_dns(name.fqdn), "%s", because);
	if (good_rows[_i].label != NULL)
		ck_assert_str_eq(name.label, good_rows[_i].label);
	if (good_rows[_i].fqdn != NULL)
		ck_assert_str_eq(name.fqdn, good_rows[_i].fqdn);
}
END_TEST

static const struct {
	const char *text, *fqdn;
	bool may_be, cut;
	const char *host, *because;
} meant_rows[] = {
	{ "EXCMS01", "excms01.b.c", true, false, "EXCMS01", "its own" },
	{ "EXCMS01", "EXCMS01.B.C", true, false, "EXCMS01", "any case" },
	{ "EXCMS01", "excms012.b.c", false, false, "EXCMS01", "a longer one" },
	{ "EXCMS01", "excms01.d.c", false, false, "EXCMS01", "another domain" },
	{ "exchange-node-0", "exchange-node-01.b.c", true, false, "EXCHANGE-NODE-0",
		"15 letters are what is left of a longer one" },
	{ "exchange-node-0", "exchange-node-01.d.c", false, false, "EXCHANGE-NODE-0",
		"in another domain they are not" },
	{ "exchange-node-01", "exchange-node-01.b.c", true, true, "EXCHANGE-NODE-01",
		"a long one" },
	{ "exchange-node-01", "exchange-node-02.b.c", false, true, "EXCHANGE-NODE-01",
		"another one with the same account name" },
	{ "exchange-node-01", "exchange-node-0.b.c", false, true, "EXCHANGE-NODE-01",
		"a machine that has 15 letters itself" },
	{ "exchange-node-01", "exchange-node-012.b.c", false, true, "EXCHANGE-NODE-01",
		"16 letters are not cut" },
};

START_TEST(meant_names)
{
	struct name name = { 0 };
	struct error error = { 0 };
	const char *because = meant_rows[_i].because;
	ck_assert(name_read(arena, meant_rows[_i].text, "b.c", &name, &error));
	ck_assert_msg(
		name_may_be(&name, meant_rows[_i].fqdn) == meant_rows[_i].may_be, "%s", because);
	ck_assert_msg(name_is_cut(&name) == meant_rows[_i].cut, "%s", because);
	ck_assert_str_eq(name_host(arena, &name), meant_rows[_i].host);
}
END_TEST

static const struct {
	const char *text, *because;
} bad_rows[] = {
	{ "", "empty" },
	{ ".", "a dot" },
	{ ".a", "an empty label in front" },
	{ "a.", "a dot at the end" },
	{ "a..b", "an empty label" },
	{ "-a", "hyphen in front" },
	{ "a-", "hyphen behind" },
	{ "exchange-node-", "hyphen behind 14 letters: not cut" },
	{ "a.exchange-nodes-", "hyphen behind 15 letters of a domain" },
	{ "a-.b", "hyphen before a dot" },
	{ "a.-b", "hyphen behind a dot" },
	{ "a b", "space" },
	{ " a", "space in front" },
	{ "a\n", "new line" },
	{ "EXCMS01$", "an account is no name" },
	{ "caf\xc3\xa9", "beyond ASCII" },
	{ "a\xff", "no UTF-8" },
	{ "CORP\\EXCMS01", "with its domain in the old way" },
	{ "excms01/x", "slash" },
	{ "excms01:53", "colon" },
	{ "*", "star" },
	{ "a(b", "parenthesis: names are put into LDAP filters" },
	{ "2001:db8::1", "an IPv6 address" },
	{ LABEL63 "d", "a label of 64" },
	{ "a." LABEL63 "d.b", "a label of 64 inside" },
	{ "a." LABEL60 "." LABEL60 "." LABEL60 "." LABEL63 ".abcde", "a name of 254" },
};

START_TEST(bad_names)
{
	struct name name;
	struct error error = { 0 };
	ck_assert_msg(!name_is_dns(bad_rows[_i].text), "%s", bad_rows[_i].because);
	ck_assert_msg(!name_read(arena, bad_rows[_i].text, "corp.example.com", &name, &error), "%s",
		bad_rows[_i].because);
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
	ck_assert_str_ne(error.text, "");
}
END_TEST

static const struct {
	const char *text;
	bool host;
	const char *because;
} host_rows[] = {
	{ "dc1.corp.example.com", true, "as in DNS" },
	{ "DC1", true, "one label" },
	{ "4711.corp.example.com", true, "a label may be a number" },
	{ "dc1.xn--p1ai", true, "a domain beyond ASCII" },
	{ "dc-1_a.corp.example.com", true, "Windows allows an underscore" },
	{ "0xcafe-1", true, "no number" },
	{ "", false, "nothing" },
	{ ".", false, "the root: there is no such service" },
	{ "dc1.corp.example.com.", false, "names are read without the final dot" },
	{ "10.0.0.1", false, "an address" },
	{ "127.1", false, "a short address" },
	{ "2130706433", false, "an address as one number" },
	{ "127.0x1", false, "an address with a hexadecimal part" },
	{ "0X7f000001", false, "the same, in capitals" },
	{ "a.0x", false, "inet_aton reads this as zero" },
	{ "2001:db8::1", false, "an address of IPv6" },
	{ "[2001:db8::1]", false, "the same in brackets" },
	{ "dc1:389", false, "a port" },
	{ "x,ldap://evil.example.org/", false, "another URI" },
	{ "x ldap://evil.example.org", false, "a list of URIs" },
	{ "evil.example.org/", false, "a path" },
	{ "evil.example.org?x", false, "a query" },
	{ "user@evil.example.org", false, "a user" },
	{ "evil.example.org#", false, "a fragment" },
	{ "%2ftmp%2fsocket", false, "an encoded path" },
	{ "a\nb", false, "a line feed" },
	{ "a\\032b", false, "an escape" },
	{ "..\\..\\x", false, "a path of Windows" },
	{ "-x.example.org", false, "an option" },
	{ "caf\xc3\xa9.example.org", false, "beyond ASCII" },
};

START_TEST(names_from_outside)
{
	ck_assert_msg(name_is_host(host_rows[_i].text) == host_rows[_i].host, "%s",
		host_rows[_i].because);
}
END_TEST

/* The error says what to write instead. */
START_TEST(beyond_ascii)
{
	struct name name;
	struct error error = { 0 };
	ck_assert(!name_read(arena, "caf\xc3\xa9", "corp.example.com", &name, &error));
	ck_assert_ptr_nonnull(strstr(error.text, "xn--"));
	ck_assert_ptr_nonnull(strstr(name_fault("a.m\xc3\xbcnchen.de"), "xn--"));
	ck_assert_ptr_null(strstr(name_fault("a b"), "xn--"));
	ck_assert_ptr_null(name_fault("xn--caf-dma.xn--mnchen-3ya.de"));
	error = (struct error){ 0 };
	ck_assert(name_read(arena, "XN--caf-dma", "corp.example.com", &name, &error));
	ck_assert_str_eq(name.fqdn, "xn--caf-dma.corp.example.com");
}
END_TEST

START_TEST(short_name_that_does_not_fit_the_domain)
{
	struct name name;
	struct error error = { 0 };
	const char *domain = LABEL60 "." LABEL60 "." LABEL60 "." LABEL60;
	ck_assert(name_is_dns(domain));
	ck_assert(!name_read(arena, TEN, domain, &name, &error));
	ck_assert_int_eq(error.kind, ERROR_CONFIG);
}
END_TEST

static const struct {
	const char *a, *b;
	bool equal;
	const char *because;
} equal_rows[] = {
	{ "EXCMS01", "excms01", true, "case" },
	{ "EXCMS01", "EXCMS01.corp.example.com", true, "short and full" },
	{ "EXCMS01", "EXCMS01.other.example.com", false, "another domain" },
	{ "EXCMS01", "EXCMS02", false, "another name" },
	{ "EXCMS01", "EXCMS0", false, "its beginning" },
};

START_TEST(equality)
{
	struct name a, b;
	struct error error = { 0 };
	ck_assert(name_read(arena, equal_rows[_i].a, "corp.example.com", &a, &error));
	ck_assert(name_read(arena, equal_rows[_i].b, "corp.example.com", &b, &error));
	ck_assert_msg(name_equal(&a, &b) == equal_rows[_i].equal, "%s", equal_rows[_i].because);
	ck_assert_msg(name_equal(&b, &a) == equal_rows[_i].equal, "%s", equal_rows[_i].because);
}
END_TEST

static const struct {
	const char *text, *domain, *normal, *because;
} normal_rows[] = {
	{ "EXCMS01", "corp.example.com", "excms01.corp.example.com", "a short name" },
	{ "excms01.corp.example.com", "corp.example.com", "excms01.corp.example.com", "whole" },
	{ "ExCms01.Corp.Example.COM.", "corp.example.com", "excms01.corp.example.com",
		"a final dot, and another case" },
	{ "EXCMS01.", "Corp.Example.Com.", "excms01.corp.example.com", "both end with a dot" },
	{ "EXCMS01", NULL, "excms01", "no domain" },
	{ "corp", "corp", "corp", "the domain itself, of one label" },
	{ "CORP.example.com.", "corp.example.com", "corp.example.com", "the domain itself" },
	{ "", "corp.example.com", "", "no name" },
	{ "a/b", "c.d", "a/b.c.d", "what is no name stays as it is" },
	{ "CAF\xc3\x89", "c.d", "caf\xc3\x89.c.d", "only ASCII has a case" },
};

START_TEST(normal_names)
{
	ck_assert_msg(strcmp(name_normal(arena, normal_rows[_i].text, normal_rows[_i].domain),
			      normal_rows[_i].normal) == 0,
		"%s", normal_rows[_i].because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("name");
	TCase *tcase = tcase_create("name");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, good_names, 0, COUNT(good_rows));
	tcase_add_loop_test(tcase, meant_names, 0, COUNT(meant_rows));
	tcase_add_loop_test(tcase, bad_names, 0, COUNT(bad_rows));
	tcase_add_loop_test(tcase, names_from_outside, 0, COUNT(host_rows));
	tcase_add_test(tcase, beyond_ascii);
	tcase_add_test(tcase, short_name_that_does_not_fit_the_domain);
	tcase_add_loop_test(tcase, normal_names, 0, COUNT(normal_rows));
	tcase_add_loop_test(tcase, equality, 0, COUNT(equal_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
