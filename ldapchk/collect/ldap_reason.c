/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ldapchk/collect/ldap_reason.h"

#include <string.h>

#include <ldap.h>

static enum error_kind kind_of(int code)
{
	switch (code) {
	case LDAP_SERVER_DOWN:
	case LDAP_CONNECT_ERROR:
	case LDAP_UNAVAILABLE:
	case LDAP_BUSY:
		return ERROR_UNREACHABLE;
	case LDAP_TIMEOUT:
	case LDAP_TIMELIMIT_EXCEEDED:
		return ERROR_TIMEOUT;
	case LDAP_NO_SUCH_OBJECT:
	case LDAP_NO_SUCH_ATTRIBUTE:
	case LDAP_REFERRAL:
		return ERROR_ABSENT;
	case LDAP_PARAM_ERROR:
	case LDAP_FILTER_ERROR:
		return ERROR_CONFIG;
	case LDAP_INVALID_CREDENTIALS:
	case LDAP_INSUFFICIENT_ACCESS:
	case LDAP_STRONG_AUTH_REQUIRED:
	case LDAP_CONFIDENTIALITY_REQUIRED:
	case LDAP_INAPPROPRIATE_AUTH:
	case LDAP_AUTH_METHOD_NOT_SUPPORTED:
	case LDAP_AUTH_UNKNOWN:
	case LDAP_LOCAL_ERROR:      /* from libldap, if SASL or Kerberos failed */
	case LDAP_OPERATIONS_ERROR: /* from AD, for a search before a bind */
		return ERROR_DENIED;
	default:
		return ERROR_MALFORMED;
	}
}

/* Active Directory puts a Windows code into the diagnostic text: "... AcceptSecurityContext error,
 * data 52e, ..." */
static const char *windows_reason(const char *diagnostic)
{
	static const struct {
		const char *code, *text;
	} known[] = {
		{ "data 52e", "wrong password, or no such account" },
		{ "data 525", "no such account" },
		{ "data 530", "logon is not allowed at this hour" },
		{ "data 531", "logon is not allowed from this computer" },
		{ "data 532", "the password has expired" },
		{ "data 533", "the account is disabled" },
		{ "data 701", "the account has expired" },
		{ "data 773", "the password must be changed first" },
		{ "data 775", "the account is locked out" },
		{ "80090346", "the server requires channel binding, "
			      "which this SASL plug-in did not send" },
	};
	for (size_t i = 0; diagnostic != NULL && i < sizeof known / sizeof *known; i++) {
		if (strstr(diagnostic, known[i].code) != NULL)
			return known[i].text;
	}
	return NULL;
}

/* libldap with GnuTLS reports an untrusted certificate only as "(unknown error code)". */
static bool is_certificate_error(int code, const char *diagnostic)
{
	return strstr(diagnostic, "certificate") != NULL ||
	       ((code == LDAP_SERVER_DOWN || code == LDAP_CONNECT_ERROR) &&
		       strcmp(diagnostic, "(unknown error code)") == 0);
}

static const char *advice(int code, const char *diagnostic)
{
	if (diagnostic != NULL && is_certificate_error(code, diagnostic))
		return "the server's certificate could not be verified; see ca_file in the plan "
		       "(discover: --ca-file), and cmsready-plan(5) if it is signed with SHA-1";
	if (diagnostic != NULL && strstr(diagnostic, "Clock skew") != NULL)
		return "this machine's clock and the server's are more than 5 minutes apart";
	if (code == LDAP_STRONG_AUTH_REQUIRED)
		return "the server requires more protection than this transport gives; try another";
	return windows_reason(diagnostic);
}

/* GSSAPI's preamble is left out; the reason is in the brackets after it. */
static const char *detail_of(const char *diagnostic, int *length)
{
	static const char preamble[] = "more information (";
	*length = diagnostic == NULL ? 0 : (int)strlen(diagnostic);
	const char *reason = diagnostic == NULL ? NULL : strstr(diagnostic, preamble);
	if (reason == NULL)
		return diagnostic;
	reason += strlen(preamble);
	const char *end = strrchr(reason, ')');
	*length = end == NULL ? (int)strlen(reason) : (int)(end - reason);
	return reason;
}

void ldap_reason_set(struct error *error, const char *doing, int code, const char *diagnostic)
{
	int length;
	const char *detail = detail_of(diagnostic, &length);
	const char *text = advice(code, diagnostic);
	enum error_kind kind = kind_of(code);
	if (diagnostic != NULL && strstr(diagnostic, "Cannot contact any KDC") != NULL)
		kind = ERROR_UNREACHABLE;

	if (length == 0)
		length = (int)strlen(detail = ldap_err2string(code));
	if (text != NULL)
		error_set(error, kind, "cannot %s: %s (%.*s)", doing, text, length, detail);
	else
		error_set(error, kind, "cannot %s: %.*s", doing, length, detail);
}
