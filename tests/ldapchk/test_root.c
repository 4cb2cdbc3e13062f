/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <string.h>

#include "ldapchk/root.h"

enum { ATTRIBUTES = 6 };

static struct arena *arena;

static void arena_up(void)
{
	arena = arena_new();
}

static void arena_down(void)
{
	arena_free(arena);
}

static struct bytes value(const char *text)
{
	return bytes_of(text, strlen(text));
}

/* The rootDSE of a domain controller, with another value of one attribute; NULL: without it. */
static struct entry root_with(const char *name, const char *text)
{
	static const char *const usual[ATTRIBUTES][2] = {
		{ "configurationNamingContext", "CN=Configuration,DC=corp,DC=example,DC=com" },
		{ "defaultNamingContext", "DC=corp,DC=example,DC=com" },
		{ "dnsHostName", "dc1.corp.example.com" },
		{ "dsServiceName", "CN=NTDS Settings,CN=DC1,CN=Servers,CN=Site,CN=Sites" },
		{ "isSynchronized", "TRUE" },
		{ "rootDomainNamingContext", "DC=corp,DC=example,DC=com" },
	};
	struct entry root = { "", arena_alloc(arena, ATTRIBUTES * sizeof *root.attribute), 0 };
	for (size_t i = 0; i < ATTRIBUTES; i++) {
		const bool is_it = strcmp(usual[i][0], name) == 0;
		const struct bytes values = value(is_it && text != NULL ? text : usual[i][1]);
		if (!is_it || text != NULL)
			root.attribute[root.count++] = (struct attribute){ .name = usual[i][0],
				.value = arena_copy(arena, &values, sizeof values),
				.count = 1 };
	}
	return root;
}

static const struct {
	const char *name, *text;
	enum error_kind error;
	const char *because;
} rows[] = {
	{ "", NULL, ERROR_NONE, "a domain controller of the domain" },
	{ "defaultNamingContext", "dc=CORP, dc=example,dc=com", ERROR_NONE, "in other letters" },
	{ "defaultNamingContext", "DC=east,DC=example,DC=com", ERROR_CONFIG, "another domain" },
	{ "defaultNamingContext", "DC=x,DC=corp,DC=example,DC=com", ERROR_CONFIG, "its child" },
	{ "defaultNamingContext", "", ERROR_CONFIG, "an empty name" },
	{ "defaultNamingContext", NULL, ERROR_CONFIG, "no domain" },
	{ "configurationNamingContext", NULL, ERROR_MALFORMED, "no configuration" },
	{ "dnsHostName", NULL, ERROR_MALFORMED, "no name" },
	{ "dsServiceName", NULL, ERROR_MALFORMED, "no NTDS Settings" },
	{ "rootDomainNamingContext", NULL, ERROR_MALFORMED, "no forest" },
	{ "isSynchronized", "FALSE", ERROR_UNREACHABLE, "not yet" },
	{ "isSynchronized", NULL, ERROR_NONE, "it does not say" },
};

START_TEST(whose_it_is)
{
	struct error error = { 0 };
	const struct entry root = root_with(rows[_i].name, rows[_i].text);
	const bool ok = root_is_of_domain(arena, &root, "corp.example.com", &error);
	ck_assert_msg(error.kind == rows[_i].error, "%s: %s", rows[_i].because, error.text);
	ck_assert_int_eq(ok, error.kind == ERROR_NONE);
}
END_TEST

/* Only the name of the server and its rootDSE are left of what another server said. */
START_TEST(what_others_said_is_a_gap)
{
	struct entry entry = { .dn = "CN=A" };
	const struct directory_visit said = {
		.server = "dc1", .found_by = "plan", .entry = &entry, .entry_count = 1
	};
	struct directory_visit visit[] = { said, said, said };
	visit[0].root = root_with("", NULL);
	visit[1].root = root_with("dnsHostName", NULL);
	visit[2].root = visit[1].root;
	visit[2].gap = (struct gap){ .cause = ERROR_TIMEOUT, .text = "late" };
	struct directory_evidence directory = { .visit = visit, .count = 3 };
	roots_apply(arena, "corp.example.com", &directory);
	ck_assert(!gap_is(&visit[0].gap));
	ck_assert_uint_eq(visit[0].entry_count, 1);
	ck_assert_int_eq(visit[1].gap.cause, ERROR_MALFORMED);
	ck_assert_str_eq(visit[1].server, "dc1");
	ck_assert_uint_eq(visit[1].entry_count, 0);
	ck_assert_uint_eq(visit[1].root.count, ATTRIBUTES - 1);
	ck_assert_str_eq(visit[2].gap.text, "late");
	ck_assert_uint_eq(visit[2].entry_count, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("root");
	TCase *tcase = tcase_create("root");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, whose_it_is, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tcase, what_others_said_is_a_gap);
	suite_add_tcase(suite, tcase);
	return suite;
}
