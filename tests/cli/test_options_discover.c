/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/cli/words.h"

/* The options of `discover` for the directory. */
static const struct {
	const char *word[MAX_WORDS];
	struct plan_directory directory; /* "." stands for the folder of the run */
	const char *server, *last_server, *because;
} directory_rows[] = {
	{ { "discover", "--domain=CORP" }, { .domain = "corp" }, NULL, NULL,
		"a domain of one label" },
	{ { "discover", "--domain=CORP.example.com" }, { .domain = "corp.example.com" }, NULL, NULL,
		"names have no case" },
	{ { "discover", "--server", "DC1", "--server=dc2.b.example", "--domain", "a.example" },
		{ .domain = "a.example", .server_count = 2 }, "dc1.a.example", "dc2.b.example",
		"servers, before the domain that they lie in is known" },
	{ { "discover", "--domain=a.example", "--transport=ldaps", "--ca-file=/etc/ca.pem" },
		{ .domain = "a.example", .transport = TRANSPORT_LDAPS, .ca_file = "/etc/ca.pem" },
		NULL, NULL, "LDAPS" },
	{ { "discover", "--domain=a.example", "--server=dc1", "--transport=starttls",
		  "--bind-dn=CN=reader", "--password-file=/etc/secret" },
		{ .domain = "a.example",
			.transport = TRANSPORT_STARTTLS,
			.server_count = 1,
			.bind = BIND_SIMPLE,
			.bind_dn = "CN=reader",
			.password_file = "/etc/secret" },
		"dc1.a.example", "dc1.a.example", "a simple bind" },
	{ { "discover", "--domain=a.example", "--ca-file", "./ca.pem" },
		{ .domain = "a.example", .ca_file = "./ca.pem" }, NULL, NULL,
		"a file of the run's folder, wherever the plan is written" },
};

START_TEST(directories)
{
	struct options options;
	struct error error = { 0 };
	const struct plan_directory *wanted = &directory_rows[_i].directory,
				    *got = &options.directory;
	const char *because = directory_rows[_i].because;
	ck_assert_msg(read_words(directory_rows[_i].word, &options, &error), "%s: %s", because,
		error.text);
	const char *ca_file = wanted->ca_file;
	if (ca_file != NULL && *ca_file == '.') {
		char *folder = getcwd(NULL, 0);
		ca_file = arena_format(arena, "%s/%s", folder, ca_file);
		free(folder);
	}
	ck_assert_msg(same_text(got->domain, wanted->domain), "%s", because);
	ck_assert_msg(got->server_count == wanted->server_count, "%s", because);
	if (got->server_count > 0) {
		ck_assert_str_eq(got->servers[0], directory_rows[_i].server);
		ck_assert_str_eq(
			got->servers[got->server_count - 1], directory_rows[_i].last_server);
	}
	ck_assert_msg(got->transport == wanted->transport, "%s", because);
	ck_assert_msg(got->bind == wanted->bind, "%s", because);
	ck_assert_msg(same_text(got->ca_file, ca_file), "%s: %s", because, got->ca_file);
	ck_assert_msg(same_text(got->bind_dn, wanted->bind_dn), "%s", because);
	ck_assert_msg(same_text(got->password_file, wanted->password_file), "%s", because);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("options of discover");
	TCase *tcase = tcase_create("options of discover");
	tcase_add_checked_fixture(tcase, arena_up, arena_down);
	tcase_add_loop_test(tcase, directories, 0, COUNT(directory_rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
