/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kdc.h"

#include "tests/base/kdc_server.h"
#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define BYTES(text)                                                                                \
	{                                                                                          \
		(const uint8_t *)(text), sizeof(text) - 1, false                                   \
	}

enum { ENOUGH_MS = 20000, SHORT_MS = 300 };

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

static const struct {
	const char *because;
	const char *address;
	struct bytes sent;
	bool silent;
	int64_t allowed_ms;
	enum error_kind failed;
	const char *answer;
} rows[] = {
	{ "a whole answer", "127.0.0.1", BYTES("\0\0\0\5hello"), false, ENOUGH_MS, ERROR_NONE,
		"hello" },
	{ "what follows is not part of it", "127.0.0.1", BYTES("\0\0\0\2hello"), false, ENOUGH_MS,
		ERROR_NONE, "he" },
	{ "over IPv6", "::1", BYTES("\0\0\0\5hello"), false, ENOUGH_MS, ERROR_NONE, "hello" },
	{ "closed at once", "127.0.0.1", BYTES(""), false, ENOUGH_MS, ERROR_UNREACHABLE, NULL },
	{ "closed within the length", "127.0.0.1", BYTES("\0\0"), false, ENOUGH_MS,
		ERROR_UNREACHABLE, NULL },
	{ "closed within the answer", "127.0.0.1", BYTES("\0\0\0\5hell"), false, ENOUGH_MS,
		ERROR_UNREACHABLE, NULL },
	{ "no bytes are no answer", "127.0.0.1", BYTES("\0\0\0\0"), false, ENOUGH_MS,
		ERROR_MALFORMED, NULL },
	{ "a length of another protocol", "127.0.0.1", BYTES("HTTP/1.1 400\r\n"), false, ENOUGH_MS,
		ERROR_MALFORMED, NULL },
	{ "it never answers", "127.0.0.1", BYTES(""), true, SHORT_MS, ERROR_TIMEOUT, NULL },
};

START_TEST(the_answer_is_read_or_the_reason_given)
{
	struct kdc_server server;
	struct bytes answer = { 0 };
	struct error error = { 0 };
	if (!kdc_server_listen(&server, rows[_i].address)) {
		ck_assert_msg(strchr(rows[_i].address, ':') != NULL, "%s", rows[_i].because);
		return; /* this machine has no IPv6 */
	}
	kdc_server_start(&server, rows[_i].sent, rows[_i].silent);
	const bool ok = kdc_exchange(arena, rows[_i].address, server.port, bytes_of("question", 8),
		deadline_after(rows[_i].allowed_ms), &answer, &error);
	kdc_server_stop(&server);
	ck_assert_msg(error.kind == rows[_i].failed, "%s: %s", rows[_i].because, error.text);
	ck_assert_int_eq(ok, rows[_i].answer != NULL);
	if (ok)
		ck_assert_msg(
			bytes_equal(answer, bytes_of(rows[_i].answer, strlen(rows[_i].answer))),
			"%s", rows[_i].because);
	else
		ck_assert_uint_gt(strlen(error.text), 0);
}
END_TEST

START_TEST(nobody_listens)
{
	struct kdc_server server;
	struct bytes answer;
	struct error error = { 0 };
	ck_assert(kdc_server_listen(&server, "127.0.0.1"));
	close(server.fd);
	ck_assert(!kdc_exchange(arena, "127.0.0.1", server.port, bytes_of("question", 8),
		deadline_after(ENOUGH_MS), &answer, &error));
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
	ck_assert_ptr_nonnull(strstr(error.text, strerror(ECONNREFUSED)));
}
END_TEST

START_TEST(no_such_host)
{
	struct bytes answer;
	struct error error = { 0 };
	ck_assert(!kdc_exchange(arena, "nowhere.invalid", KDC_PORT, bytes_of("question", 8),
		deadline_after(ENOUGH_MS), &answer, &error));
	ck_assert_int_eq(error.kind, ERROR_UNREACHABLE);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("kdc");
	TCase *tests = tcase_create("kdc");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, the_answer_is_read_or_the_reason_given, 0, COUNT(rows));
	tcase_add_test(tests, nobody_listens);
	tcase_add_test(tests, no_such_host);
	suite_add_tcase(suite, tests);
	return suite;
}
