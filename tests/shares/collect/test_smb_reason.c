/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_reason.h"

#include <errno.h>
#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What libsmbclient makes of the NT statuses that are named. */
static const struct {
	int number;
	const char *name;
	enum error_kind kind;
	const char *because;
} rows[] = {
	{ EACCES, "EACCES", ERROR_DENIED, "STATUS_ACCESS_DENIED, STATUS_LOGON_FAILURE" },
	{ ENOENT, "ENOENT", ERROR_ABSENT, "STATUS_BAD_NETWORK_NAME: an answer" },
	{ ECONNREFUSED, "ECONNREFUSED", ERROR_UNREACHABLE, "no listener" },
	{ ENETRESET, "ENETRESET", ERROR_UNREACHABLE, "STATUS_CONNECTION_RESET: it hung up" },
	{ ECONNABORTED, "ECONNABORTED", ERROR_UNREACHABLE, "STATUS_CONNECTION_DISCONNECTED" },
	{ ESHUTDOWN, "ESHUTDOWN", ERROR_UNREACHABLE, "STATUS_REMOTE_DISCONNECT" },
	{ EPIPE, "EPIPE", ERROR_UNREACHABLE, "STATUS_PIPE_DISCONNECTED" },
	{ ETIMEDOUT, "ETIMEDOUT", ERROR_TIMEOUT, "STATUS_IO_TIMEOUT" },
	{ EINVAL, "EINVAL", ERROR_UNREACHABLE, "what the library has no number for" },
	{ 9999, "errno 9999", ERROR_MALFORMED, "no number of any kind" },
};

START_TEST(numbers_have_names_and_kinds)
{
	struct arena *arena = arena_new();
	struct error error = { 0 };
	ck_assert_msg(
		strcmp(smb_reason(arena, rows[_i].number, "read", &error), rows[_i].name) == 0,
		"%s", rows[_i].because);
	ck_assert_msg(error.kind == rows[_i].kind, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("smb_reason");
	TCase *tests = tcase_create("smb_reason");
	tcase_add_loop_test(tests, numbers_have_names_and_kinds, 0, COUNT(rows));
	suite_add_tcase(suite, tests);
	return suite;
}
