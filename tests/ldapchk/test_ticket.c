/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/ticket.h"

#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct ticket of_first[] = {
	{ "HOST/excms01.corp.example.com", 23, NULL, NULL },
	{ "HOST/drclu1.corp.example.com", 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
	{ "DRCLU1$", 18, NULL, NULL },
	{ "HOST/gone.corp.example.com", 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
	{ "GONE$", 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
	{ "HOST/far.corp.example.com", 0, NULL, "EAST.EXAMPLE.COM" },
};
static struct ticket of_second[] = {
	{ "HOST/gone.corp.example.com", 17, NULL, NULL },
	{ "HOST/averylongname123456.corp.example.com", 0, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
	{ "AVERYLONGNAME12$", 23, NULL, NULL },
};
static struct directory_visit visits[] = {
	{ .server = "dc1", .ticket = of_first, .ticket_count = COUNT(of_first) },
	{ .server = "dc2", .ticket = of_second, .ticket_count = COUNT(of_second) },
};

static const struct {
	const char *because;
	struct name name;
	const char *server, *ticket; /* NULL: no server issued one */
} rows[] = {
	{ "by its service name", { "EXCMS01", "excms01.corp.example.com" }, "dc1",
		"HOST/excms01.corp.example.com" },
	{ "case does not matter", { "excms01", "EXCMS01.corp.example.com" }, "dc1",
		"HOST/excms01.corp.example.com" },
	{ "by its account", { "DRCLU1", "drclu1.corp.example.com" }, "dc1", "DRCLU1$" },
	{ "one server does not know it, another does", { "GONE", "gone.corp.example.com" }, "dc2",
		"HOST/gone.corp.example.com" },
	{ "the account of a long name is cut",
		{ "AVERYLONGNAME12", "averylongname123456.corp.example.com" }, "dc2",
		"AVERYLONGNAME12$" },
	{ "another realm has issued nothing yet", { "FAR", "far.corp.example.com" }, NULL, NULL },
	{ "not asked", { "NODE1", "node1.corp.example.com" }, NULL, NULL },
	{ "another domain's name", { "EXCMS01X", "excms01.east.example.com" }, NULL, NULL },
};

START_TEST(the_ticket_is_found)
{
	for (size_t i = 0; i < COUNT(visits); i++) {
		const bool issues =
			rows[_i].server != NULL && strcmp(visits[i].server, rows[_i].server) == 0;
		const struct ticket *ticket = ticket_issued(&visits[i], &rows[_i].name);
		ck_assert_msg(
			(ticket != NULL) == issues, "%s: %s", rows[_i].because, visits[i].server);
		if (issues)
			ck_assert_str_eq(ticket->name, rows[_i].ticket);
	}
}
END_TEST

START_TEST(what_was_asked_is_found_again)
{
	struct arena *arena = arena_new();
	const struct name cluster = { "DRCLU1", "drclu1.corp.example.com" };
	const struct ticket *host = ticket_asked(&visits[0], &cluster, TICKET_HOST);
	const struct ticket *account = ticket_asked(&visits[0], &cluster, TICKET_ACCOUNT);
	ck_assert_ptr_nonnull(host);
	ck_assert_ptr_nonnull(account);
	ck_assert_str_eq(host->name, ticket_name(arena, &cluster, TICKET_HOST));
	ck_assert_str_eq(account->name, ticket_name(arena, &cluster, TICKET_ACCOUNT));
	ck_assert_ptr_null(ticket_asked(&visits[1], &cluster, TICKET_HOST));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ticket");
	TCase *tests = tcase_create("ticket");
	tcase_add_loop_test(tests, the_ticket_is_found, 0, COUNT(rows));
	tcase_add_test(tests, what_was_asked_is_found_again);
	suite_add_tcase(suite, tests);
	return suite;
}
