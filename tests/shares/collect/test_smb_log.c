/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as libsmbclient 4.17 logs them. */
#include "shares/collect/smb_log.h"

#include <string.h>

#include "tests/test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_LINES = 4 };

static const struct {
	const char *because;
	const char *line[MAX_LINES];
	uint32_t status;
	bool refused_logon;
	const char *kerberos;
} rows[] = {
	{ "a server that cannot use the ticket",
		{ "SPNEGO login failed: The attempted logon is invalid. This is either due to a "
		  "bad username or authentication information.",
			"map_errno_from_nt_status: 32 bit codes: code=c000006d" },
		0xc000006d, true, "" },
	{ "IPC$ is closed", { "map_errno_from_nt_status: 32 bit codes: code=c0000022" }, 0xc0000022,
		false, "" },
	{ "the domain controller gives no ticket; the server's name is left out",
		{ "gse_get_client_auth_token: gss_init_sec_context failed with [ Miscellaneous "
		  "failure (see text): KDC policy rejects request "
		  "(cifs/excms01.corp.example.com@CORP.EXAMPLE.COM)](2529638924)",
			"gensec_spnego_client_negTokenInit_step: gse_krb5: creating NEG_TOKEN_INIT "
			"for cifs/excms01.corp.example.com failed (next[(null)]): "
			"NT_STATUS_LOGON_FAILURE",
			"SPNEGO login failed: The attempted logon is invalid.",
			"map_errno_from_nt_status: 32 bit codes: code=c000006d" },
		0xc000006d, true, "KDC policy rejects request" },
	{ "another form",
		{ "gse_get_client_auth_token: gss_init_sec_context failed with [ A token had an "
		  "invalid signature](1)" },
		0, false, "A token had an invalid signature" },
	{ "no account has the name",
		{ "gse_get_client_auth_token: Server principal "
		  "cifs/ghost.corp.example.com@CORP.EXAMPLE.COM not found",
			"SPNEGO login failed: An invalid parameter was passed to a service or "
			"function.",
			"map_errno_from_nt_status: 32 bit codes: code=c000000d" },
		0xc000000d, true, "Server principal not found" },
	{ "the last error counts",
		{ "map_errno_from_nt_status: 32 bit codes: code=c0000022",
			"map_errno_from_nt_status: 32 bit codes: code=c00000cc" },
		0xc00000cc, false, "" },
	{ "what is no number", { "map_errno_from_nt_status: 32 bit codes: code=?" }, 0, false, "" },
	{ "control characters",
		{ "gse_get_client_auth_token: gss_init_sec_context failed with [ (see text): a\x1b[2Jb](1)" },
		0, false, "a [2Jb" },
	{ "other messages", { "Connecting to 127.0.1.1 at port 445", "" }, 0, false, "" },
};

START_TEST(messages_are_understood)
{
	struct smb_log log = { 0 };
	for (size_t i = 0; i < MAX_LINES && rows[_i].line[i] != NULL; i++)
		smb_log_take(&log, rows[_i].line[i]);
	ck_assert_msg(log.status == rows[_i].status, "%s: %x", rows[_i].because, log.status);
	ck_assert_msg(log.refused_logon == rows[_i].refused_logon, "%s", rows[_i].because);
	ck_assert_msg(strcmp(log.kerberos, rows[_i].kerberos) == 0, "%s: %s", rows[_i].because,
		log.kerberos);
}
END_TEST

/* A message that is too long is cut. */
START_TEST(long_messages)
{
	char message[2000] = "gse_get_client_auth_token: ";
	memset(message + strlen(message), 'x', 1000);
	struct smb_log log = { 0 };
	smb_log_take(&log, message);
	ck_assert_uint_eq(strlen(log.kerberos), sizeof log.kerberos - 1);
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("smb_log");
	TCase *tests = tcase_create("smb_log");
	tcase_add_loop_test(tests, messages_are_understood, 0, COUNT(rows));
	tcase_add_test(tests, long_messages);
	suite_add_tcase(suite, tests);
	return suite;
}
