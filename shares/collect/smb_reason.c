/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_reason.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "shares/collect/smb_clock.h"

static const struct {
	int number;
	const char *name;
	enum error_kind kind;
	const char *text;
} reasons[] = {
	{ EACCES, "EACCES", ERROR_DENIED, "access denied" },
	{ EPERM, "EPERM", ERROR_DENIED, "not permitted" },
	{ ENOENT, "ENOENT", ERROR_ABSENT, "no such share, folder or file" },
	{ ENODEV, "ENODEV", ERROR_ABSENT, "no such share" },
	{ ECONNREFUSED, "ECONNREFUSED", ERROR_UNREACHABLE, "connection refused" },
	{ EHOSTUNREACH, "EHOSTUNREACH", ERROR_UNREACHABLE, "no route to the server" },
	{ ENETUNREACH, "ENETUNREACH", ERROR_UNREACHABLE, "no route to the network" },
	{ ECONNRESET, "ECONNRESET", ERROR_UNREACHABLE, "connection reset" },
	{ ENETRESET, "ENETRESET", ERROR_UNREACHABLE, "connection reset" },
	{ ECONNABORTED, "ECONNABORTED", ERROR_UNREACHABLE, "connection closed" },
	{ ENOTCONN, "ENOTCONN", ERROR_UNREACHABLE, "not connected" },
	{ EPIPE, "EPIPE", ERROR_UNREACHABLE, "connection closed" },
	{ ESHUTDOWN, "ESHUTDOWN", ERROR_UNREACHABLE, "connection closed" },
	{ ETIMEDOUT, "ETIMEDOUT", ERROR_TIMEOUT, "no answer in time" },
	{ EINVAL, "EINVAL", ERROR_UNREACHABLE, "the session could not be set up" },
};

/* Statuses for which the library has no errno of their own. MS-ERREF 2.3.1. */
static const struct {
	uint32_t status;
	const char *text;
} details[] = {
	{ 0xc0000043, "it is open elsewhere and locked" },
	{ 0xc00000bb, "the server does not support it, or speaks another version of SMB" },
	{ 0xc00000c3, "the server speaks another protocol or another version of SMB" },
	{ 0xc00000d0, "the server has too many sessions" },
	{ 0xc0000205, "the server has no memory left" },
};

/* Refused logons: what the server says about the account. MS-ERREF 2.3.1. */
static const struct {
	uint32_t status;
	enum error_kind kind;
	const char *text;
} refusals[] = {
	{ 0xc0000064, ERROR_DENIED, "the server does not know the account" },
	{ 0xc000006a, ERROR_DENIED, "the password is wrong" },
	{ 0xc000006e, ERROR_DENIED, "a restriction of the account" },
	{ 0xc000006f, ERROR_DENIED, "outside the account's logon hours" },
	{ 0xc0000070, ERROR_DENIED, "the account may not be used from this machine" },
	{ 0xc0000071, ERROR_DENIED, "the account's password has expired" },
	{ 0xc0000072, ERROR_DENIED, "the account is disabled" },
	{ 0xc0000193, ERROR_DENIED, "the account has expired" },
	{ 0xc0000224, ERROR_DENIED, "the account's password must be changed" },
	{ 0xc0000234, ERROR_DENIED, "the account is locked" },
	{ 0xc000015b, ERROR_DENIED,
		"the account lacks \"Access this computer from the network\" there" },
	{ 0xc0000413, ERROR_DENIED, "an authentication policy of the domain" },
	{ 0xc0000133, ERROR_DENIED,
		"the server's clock differs from the domain controller's by more than 5 minutes" },
	{ 0xc000005e, ERROR_UNREACHABLE, "the server reaches no domain controller" },
	{ 0xc0000192, ERROR_UNREACHABLE, "the server's Netlogon service is not running" },
	{ 0xc000018a, ERROR_DENIED, "the server has no password of its own for the domain" },
	{ 0xc000018b, ERROR_DENIED, "the domain has no account of the server" },
	{ 0xc000018d, ERROR_DENIED, "the server's password differs from that of its account" },
	{ SMB_ACCESS_DENIED, ERROR_DENIED, "access denied, and no more is said" },
};

/* Texts of the Kerberos library (RFC 4120, 7.5.9), and what they mean to an administrator. */
static const struct {
	const char *text;
	enum error_kind kind;
	const char *meaning;
} tickets[] = {
	{ "Clockskew", ERROR_DENIED, "the clocks differ by more than 5 minutes" },
	{ "Clock skew", ERROR_DENIED, "the clocks differ by more than 5 minutes" },
	{ "not yet valid", ERROR_DENIED, "the server's clock is behind" },
	{ "revoked", ERROR_DENIED, "the account is disabled, locked or expired" },
	{ "policy rejects", ERROR_DENIED,
		"the account may be disabled, locked, expired, or outside its logon hours" },
	{ "Ticket expired", ERROR_DENIED, "run kinit again" },
	{ "Server principal", ERROR_UNREACHABLE,
		"no account has the service principal name of this server (cifs or HOST)" },
	{ "Server not found", ERROR_UNREACHABLE,
		"no account has the service principal name of this server (cifs or HOST)" },
	{ "not unique", ERROR_UNREACHABLE,
		"several accounts have the service principal name of this server "
		"(see ad.spn-unique)" },
	{ "stream modified", ERROR_DENIED,
		"another account may have the service principal name of this server "
		"(see ad.spn-unique), or the server has another password than its account" },
	{ "integrity check failed", ERROR_DENIED,
		"another account may have the service principal name of this server "
		"(see ad.spn-unique), or the server has another password than its account" },
	{ "encryption type", ERROR_DENIED,
		"the account of this server allows no encryption type that this machine knows" },
	{ "KDC unreachable", ERROR_UNREACHABLE, "no domain controller answers" },
	{ "reach any KDC", ERROR_UNREACHABLE, "no domain controller answers" },
	{ "contact any KDC", ERROR_UNREACHABLE, "no domain controller answers" },
};

static const char *detail_of(const struct smb_log *log)
{
	for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
		if (details[i].status == log->status)
			return details[i].text;
	}
	return NULL;
}

const char *smb_reason(struct arena *arena, int number, const struct smb_log *log,
	const char *doing, struct error *error)
{
	const char *detail = detail_of(log);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].number != number)
			continue;
		if (detail == NULL && number == EINVAL && log->status != 0)
			detail = arena_format(
				arena, "%s (NT status 0x%08x)", reasons[i].text, log->status);
		error_set(error, reasons[i].kind, "cannot %s: %s", doing,
			detail == NULL ? reasons[i].text : detail);
		return reasons[i].name;
	}
	error_set(error, ERROR_MALFORMED, "cannot %s: %s", doing,
		detail == NULL ? strerror(number) : detail);
	return arena_format(arena, "errno %d", number);
}

static bool refuse(
	struct error *error, enum error_kind kind, const char *account, const char *because)
{
	return error_set(error, kind, "the server refuses the logon of %s: %s",
		account == NULL ? "this account" : account, because);
}

static bool refuse_ticket(const struct smb_log *log, const char *account, struct error *error)
{
	for (size_t i = 0; i < sizeof tickets / sizeof *tickets; i++) {
		if (strstr(log->kerberos, tickets[i].text) != NULL)
			return error_set(error, tickets[i].kind,
				"Kerberos does not work for %s at this server: %s (%s)",
				account == NULL ? "this account" : account, log->kerberos,
				tickets[i].meaning);
	}
	return error_set(error, ERROR_DENIED, "Kerberos does not work for %s at this server: %s",
		account == NULL ? "this account" : account, log->kerberos);
}

/* A server that cannot use a ticket says no more than that the logon failed. */
static bool refuse_unexplained(
	bool password, int64_t ahead, const char *account, struct error *error)
{
	if (password)
		return refuse(error, ERROR_DENIED, account,
			"the user name or the password in credentials_file is wrong, or the "
			"account cannot be used: some servers do not say which");
	if (llabs(ahead) > KERBEROS_SKEW_SECONDS)
		return error_set(error, ERROR_DENIED,
			"the server refuses the logon of %s: its clock is %lld minutes %s that of "
			"this machine, and Kerberos allows 5",
			account == NULL ? "this account" : account, (long long)(llabs(ahead) / 60),
			ahead > 0 ? "ahead of" : "behind");
	return refuse(error, ERROR_DENIED, account,
		"it cannot use the ticket: another account may have the service principal name of "
		"this server (see ad.spn-unique), or the server has another password than its "
		"account");
}

bool smb_logon_reason(const struct smb_log *log, bool password, int64_t ahead, const char *account,
	struct error *error)
{
	if (!password && *log->kerberos != '\0')
		return refuse_ticket(log, account, error);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		if (refusals[i].status == log->status)
			return refuse(error, refusals[i].kind, account, refusals[i].text);
	}
	if (log->status == SMB_LOGON_FAILURE)
		return refuse_unexplained(password, ahead, account, error);
	return error_set(error, ERROR_DENIED, "the server refuses the logon of %s%s",
		account == NULL ? "this account" : account,
		log->status == 0 ? ", and no more is known" : ": see its event log");
}
