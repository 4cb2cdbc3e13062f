/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/test.h"

enum { SOON_MS = 300, FILL = 4 };

static int listener;
static uint16_t port;

/* On a port of the system's choice. */
static void open_port(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t length = sizeof address;
	listener = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, length), 0);
	ck_assert_int_eq(listen(listener, 0), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &length), 0);
	port = ntohs(address.sin_port);
}

static void close_port(void)
{
	close(listener);
}

START_TEST(an_open_port_gives_a_socket)
{
	struct error error = { 0 };
	int file = -1;
	ck_assert(port_connect("127.0.0.1", port, 0, deadline_after(5000), &file, &error));
	ck_assert_int_eq(error.kind, ERROR_NONE);
	ck_assert_int_ge(file, 0);
	close(file);
}
END_TEST

START_TEST(a_closed_port_refuses)
{
	struct error error = { 0 };
	int file = 0;
	close_port();
	ck_assert(!port_connect("127.0.0.1", port, 12000, deadline_after(5000), &file, &error));
	ck_assert_int_eq(file, -1);
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
	ck_assert_ptr_nonnull(strstr(error.text, "refused"));
	ck_assert_str_eq(error.next, "");
	open_port();
}
END_TEST

/* The queue of connections is full: the system drops what comes, as a firewall does. */
START_TEST(a_silent_port_is_told_with_the_time_waited)
{
	struct error error = { 0 };
	int filler[FILL], file = 0;
	for (size_t i = 0; i < FILL; i++)
		port_connect("127.0.0.1", port, 0, deadline_after(50), &filler[i], &error);
	error = (struct error){ 0 };
	ck_assert(!port_connect("127.0.0.1", port, 12000, deadline_after(SOON_MS), &file, &error));
	ck_assert_int_eq(file, -1);
	ck_assert_int_eq(error.kind, ERROR_TIMEOUT);
	ck_assert_ptr_nonnull(strstr(error.text, "no answer on port"));
	ck_assert_ptr_nonnull(strstr(error.text, "for 12 s"));
	ck_assert_ptr_nonnull(strstr(error.next, "firewall"));
	for (size_t i = 0; i < FILL; i++) {
		if (filler[i] >= 0)
			close(filler[i]);
	}
}
END_TEST

START_TEST(a_name_without_an_address_is_told)
{
	struct error error = { 0 };
	int file = 0;
	ck_assert(!port_connect("a..b", port, 0, deadline_after(SOON_MS), &file, &error));
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
	ck_assert_ptr_nonnull(strstr(error.text, "no address"));
	ck_assert_ptr_null(strstr(error.text, "a..b"));
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("port");
	TCase *tcase = tcase_create("port");
	tcase_add_checked_fixture(tcase, open_port, close_port);
	tcase_add_test(tcase, an_open_port_gives_a_socket);
	tcase_add_test(tcase, a_closed_port_refuses);
	tcase_add_test(tcase, a_silent_port_is_told_with_the_time_waited);
	tcase_add_test(tcase, a_name_without_an_address_is_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
