/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result codes: the kind of error, and the explanation. */
#include "tests/test.h"

#include <ldap.h>
#include <string.h>

#include "ldapchk/collect/ldap_reason.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#define REFUSED(data)                                                                              \
	"80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data " data       \
	", v3839"

static const struct {
	const char *because;
	int code;
	const char *diagnostic;
	enum error_kind kind;
	const char *holds, *lacks; /* parts of the text */
} rows[] = {
	{ "no server", LDAP_SERVER_DOWN, NULL, ERROR_UNREACHABLE, NULL, NULL },
	{ "busy", LDAP_BUSY, "", ERROR_UNREACHABLE, NULL, NULL },
	{ "client timeout", LDAP_TIMEOUT, NULL, ERROR_TIMEOUT, NULL, NULL },
	{ "server timeout", LDAP_TIMELIMIT_EXCEEDED, NULL, ERROR_TIMEOUT, NULL, NULL },
	{ "no such object", LDAP_NO_SUCH_OBJECT, "0000208D", ERROR_ABSENT, "0000208D", NULL },
	{ "a referral", LDAP_REFERRAL, NULL, ERROR_ABSENT, NULL, NULL },
	{ "our filter", LDAP_FILTER_ERROR, NULL, ERROR_CONFIG, NULL, NULL },
	{ "no right", LDAP_INSUFFICIENT_ACCESS, NULL, ERROR_DENIED, NULL, NULL },
	{ "a search before a bind", LDAP_OPERATIONS_ERROR, NULL, ERROR_DENIED, NULL, NULL },
	{ "a truncated result", LDAP_SIZELIMIT_EXCEEDED, NULL, ERROR_MALFORMED, NULL, NULL },
	{ "an unknown code", 4711, NULL, ERROR_MALFORMED, NULL, NULL },
	{ "signing", LDAP_STRONG_AUTH_REQUIRED, "00002028", ERROR_DENIED, "00002028", NULL },
	{ "a wrong password", LDAP_INVALID_CREDENTIALS, REFUSED("52e"), ERROR_DENIED, "data 52e",
		NULL },
	{ "certificate", LDAP_CONNECT_ERROR, "certificate verify failed", ERROR_UNREACHABLE,
		"certificate verify failed", NULL },
	{ "certificate, as GnuTLS reports it", LDAP_SERVER_DOWN, "(unknown error code)",
		ERROR_UNREACHABLE, "see ca_file", NULL },
	{ "the same, STARTTLS", LDAP_CONNECT_ERROR, "(unknown error code)", ERROR_UNREACHABLE,
		"see ca_file", NULL },
	{ "another error without text", LDAP_LOCAL_ERROR, "(unknown error code)", ERROR_DENIED,
		"unknown", "certificate" },
	{ "clock", LDAP_LOCAL_ERROR,
		"SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure.  Minor code may "
		"provide more information (Clock skew too great)",
		ERROR_DENIED, "Clock skew too great", "Unspecified GSS failure" },
	{ "no KDC", LDAP_LOCAL_ERROR,
		"SASL(-1): generic failure: GSSAPI Error: Unspecified GSS failure.  Minor code may "
		"provide more information (Cannot contact any KDC for realm 'CORP')",
		ERROR_UNREACHABLE, "realm 'CORP'", "more information" },
	{ "brackets in brackets", LDAP_LOCAL_ERROR, "more information (Server (x) unknown)",
		ERROR_DENIED, "Server (x) unknown", "more information" },
	{ "brackets that do not close", LDAP_LOCAL_ERROR, "more information (No ticket",
		ERROR_DENIED, "No ticket", "more information" },
	{ "empty brackets", LDAP_LOCAL_ERROR, "more information ()", ERROR_DENIED, "Local error",
		"more information" },
};

START_TEST(each)
{
	struct error error = { 0 };
	const char *because = rows[_i].because;
	ldap_reason_set(&error, "search", rows[_i].code, rows[_i].diagnostic);
	ck_assert_msg(error.kind == rows[_i].kind, "%s: %s", because, error_kind_name(error.kind));
	ck_assert_msg(strstr(error.text, "search") != NULL, "%s: %s", because, error.text);
	if (rows[_i].holds != NULL)
		ck_assert_msg(
			strstr(error.text, rows[_i].holds) != NULL, "%s: %s", because, error.text);
	if (rows[_i].lacks != NULL)
		ck_assert_msg(
			strstr(error.text, rows[_i].lacks) == NULL, "%s: %s", because, error.text);
}
END_TEST

/* Each Windows code has its own explanation; an unknown code is left as it is. */
START_TEST(windows_codes)
{
	static const char *const known[] = { REFUSED("52e"), REFUSED("525"), REFUSED("530"),
		REFUSED("531"), REFUSED("532"), REFUSED("533"), REFUSED("701"), REFUSED("773"),
		REFUSED("775"), "80090346: LdapErr: DSID-0C090569, data 80090346, v4563" };
	char words[COUNT_OF(known)][sizeof((struct error *)0)->text];
	struct error plain = { 0 };
	ldap_reason_set(&plain, "bind", LDAP_INVALID_CREDENTIALS, REFUSED("999"));
	ck_assert_str_eq(plain.text, "cannot bind: " REFUSED("999"));
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		struct error error = { 0 };
		ldap_reason_set(&error, "bind", LDAP_INVALID_CREDENTIALS, known[i]);
		char *diagnostic = strstr(error.text, known[i]);
		ck_assert_msg(diagnostic != NULL, "%s", error.text);
		*diagnostic = '\0';
		ck_assert_msg(strlen(error.text) > strlen("cannot bind: "), "%s", known[i]);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(error.text, words[j]);
		memcpy(words[i], error.text, sizeof words[i]);
	}
}
END_TEST

/* Without a diagnostic text, the library's text is used. */
START_TEST(says_something)
{
	for (int code = -30; code < 130; code++) {
		if (code == LDAP_SUCCESS)
			continue;
		struct error with = { 0 }, without = { 0 };
		ldap_reason_set(&with, "bind", code, "");
		ldap_reason_set(&without, "bind", code, NULL);
		ck_assert(with.kind != ERROR_NONE && with.kind < ERROR_KINDS);
		ck_assert_str_eq(with.text, without.text);
		ck_assert(strlen(with.text) > strlen("cannot bind: "));
	}
}
END_TEST

START_TEST(first_reason_wins)
{
	struct error error = { 0 };
	error_set(&error, ERROR_TIMEOUT, "first");
	ldap_reason_set(&error, "bind", LDAP_INVALID_CREDENTIALS, REFUSED("52e"));
	ck_assert_int_eq(error.kind, ERROR_TIMEOUT);
	ck_assert_str_eq(error.text, "first");
}
END_TEST

Suite *suite(void)
{
	Suite *suite = suite_create("ldap_reason");
	TCase *tcase = tcase_create("ldap_reason");
	tcase_add_loop_test(tcase, each, 0, COUNT_OF(rows));
	tcase_add_test(tcase, windows_codes);
	tcase_add_test(tcase, says_something);
	tcase_add_test(tcase, first_reason_wins);
	suite_add_tcase(suite, tcase);
	return suite;
}
