/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_url.h"

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* RFC 3986, 2.1: each other byte is "%" and two hexadecimal digits. */
static const struct {
	const char *name, *encoded, *because;
} rows[] = {
	{ "ExchangeOAB", "ExchangeOAB", "letters mean themselves" },
	{ "OAB_2-a.b~c", "OAB_2-a.b~c", "and so do these" },
	{ "0c9f8f2b-6a1d-4f0e-9b57-3f2a8f3f6b11", "0c9f8f2b-6a1d-4f0e-9b57-3f2a8f3f6b11",
		"a folder" },
	{ "OAB 100%25", "OAB%20100%2525", "else it would open OAB 100%" },
	{ "100%", "100%25", "a lone percent sign" },
	{ "a#b", "a%23b", "no fragment" },
	{ "a?b", "a%3Fb", "no options" },
	{ "user@host", "user%40host", "no user" },
	{ "DOM;user:pass", "DOM%3Buser%3Apass", "no domain, no password" },
	{ "a/b\\c", "a%2Fb%5Cc", "one component" },
	{ "B\xc3\xbc"
	  "cher",
		"B%C3%BCcher", "UTF-8, byte by byte" },
	{ "a&b'c(d)$", "a%26b%27c%28d%29%24", "characters that Windows allows" },
	{ "\x01\x7f\xff", "%01%7F%FF", "no byte is taken for a negative number" },
	{ "", "", "the list of shares" },
};

START_TEST(every_name_is_one_component)
{
	struct arena *arena = arena_new();
	const char *server = smb_url(arena, "cms1.corp.example.com");
	ck_assert_str_eq(server, "smb://cms1.corp.example.com:445");
	const char *wanted = arena_format(arena, "%s/%s", server, rows[_i].encoded);
	const char *url = smb_url_in(arena, server, rows[_i].name);
	ck_assert_msg(strcmp(url, wanted) == 0, "%s: %s", rows[_i].because, url);
	wanted = arena_format(arena, "smb://%s:445/x", rows[_i].encoded);
	url = smb_url_in(arena, smb_url(arena, rows[_i].name), "x");
	ck_assert_msg(strcmp(url, wanted) == 0, "%s, as a server: %s", rows[_i].because, url);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("smb_url");
	TCase *tests = tcase_create("smb_url");
	tcase_add_loop_test(tests, every_name_is_one_component, 0, COUNT(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
