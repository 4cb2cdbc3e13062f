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
	const struct smb_log log = { 0 };
	const char *name = smb_reason(arena, rows[_i].number, &log, "read", &error);
	ck_assert_msg(strcmp(name, rows[_i].name) == 0, "%s", rows[_i].because);
	ck_assert_msg(error.kind == rows[_i].kind, "%s", rows[_i].because);
	arena_free(arena);
}
END_TEST

/* Refused logons. Texts are compared by the words that tell reasons apart. */
static const struct {
	const char *because;
	struct smb_log log;
	bool password;
	int64_t ahead;
	enum error_kind kind;
	const char *has, *lacks;
} refusals[] = {
	{ "a clock an hour ahead", { SMB_LOGON_FAILURE, true, "" }, false, 3600, ERROR_DENIED,
		"60 minutes ahead", "disabled" },
	{ "behind", { SMB_LOGON_FAILURE, true, "" }, false, -3600, ERROR_DENIED,
		"60 minutes behind", "disabled" },
	{ "clocks that agree: the ticket is for another account", { SMB_LOGON_FAILURE, true, "" },
		false, 20, ERROR_DENIED, "service principal name", "clock" },
	{ "a wrong password", { SMB_LOGON_FAILURE, true, "" }, true, 0, ERROR_DENIED,
		"credentials_file", "clock" },
	{ "a disabled account, as Windows says", { 0xc0000072, true, "" }, true, 0, ERROR_DENIED,
		"disabled", "credentials_file" },
	{ "a locked account", { 0xc0000234, true, "" }, false, 0, ERROR_DENIED, "locked",
		"disabled" },
	{ "no network logon there", { 0xc000015b, true, "" }, false, 0, ERROR_DENIED,
		"from the network", "disabled" },
	{ "a server that reaches no domain controller", { 0xc000005e, true, "" }, false, 0,
		ERROR_UNREACHABLE, "domain controller", "disabled" },
	{ "Windows tells the reason in a Kerberos error",
		{ SMB_LOGON_FAILURE, true, "Clock skew too great" }, false, 0, ERROR_DENIED,
		"5 minutes", "disabled" },
	{ "the domain controller has no such name",
		{ 0xc000000d, true, "Server principal not found" }, false, 0, ERROR_UNREACHABLE,
		"service principal name", "disabled" },
	{ "it refuses the account",
		{ SMB_LOGON_FAILURE, true, "Clients credentials have been revoked" }, false, 0,
		ERROR_DENIED, "disabled, locked or expired", "principal" },
	{ "it is not there", { SMB_LOGON_FAILURE, true, "unable to reach any KDC in realm CORP" },
		false, 0, ERROR_UNREACHABLE, "domain controller", "disabled" },
	{ "a Kerberos error without a row", { SMB_LOGON_FAILURE, true, "Something else" }, false, 0,
		ERROR_DENIED, "Something else", "disabled" },
	{ "nothing is known", { 0, true, "" }, false, 0, ERROR_DENIED, "reader", "disabled" },
	{ "a status without a row", { 0xc0000001, true, "" }, false, 0, ERROR_DENIED, "reader",
		"disabled" },
};

START_TEST(refusals_have_reasons)
{
	struct error error = { 0 };
	ck_assert(!smb_logon_reason(
		&refusals[_i].log, refusals[_i].password, refusals[_i].ahead, "reader", &error));
	ck_assert_msg(error.kind == refusals[_i].kind, "%s", refusals[_i].because);
	ck_assert_msg(strstr(error.text, refusals[_i].has) != NULL, "%s: %s", refusals[_i].because,
		error.text);
	ck_assert_msg(strstr(error.text, refusals[_i].lacks) == NULL, "%s: %s",
		refusals[_i].because, error.text);
}
END_TEST

/* Where errno says little, the NT status does. */
START_TEST(statuses_say_more)
{
	struct arena *arena = arena_new();
	struct error known = { 0 }, unknown = { 0 };
	const struct smb_log other_protocol = { .status = 0xc00000c3 };
	ck_assert_str_eq(smb_reason(arena, EINVAL, &other_protocol, "read", &known), "EINVAL");
	ck_assert_ptr_nonnull(strstr(known.text, "protocol"));
	const struct smb_log strange = { .status = 0xc0001234 };
	ck_assert_str_eq(smb_reason(arena, EINVAL, &strange, "read", &unknown), "EINVAL");
	ck_assert_ptr_nonnull(strstr(unknown.text, "0xc0001234"));
	arena_free(arena);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("smb_reason");
	TCase *tests = tcase_create("smb_reason");
	tcase_add_loop_test(tests, numbers_have_names_and_kinds, 0, COUNT(rows));
	tcase_add_loop_test(tests, refusals_have_reasons, 0, COUNT(refusals));
	tcase_add_test(tests, statuses_say_more);
	suite_add_tcase(suite, tests);
	return suite;
}
