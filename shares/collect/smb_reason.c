/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_reason.h"

#include <errno.h>
#include <string.h>

static const struct {
	int number;
	const char *name;
	enum error_kind kind;
	const char *text;
} reasons[] = {
	{ EACCES, "EACCES", ERROR_DENIED, "access denied" },
	{ EPERM, "EPERM", ERROR_DENIED, "not permitted" },
	{ ENOENT, "ENOENT", ERROR_ABSENT, "no such share or folder" },
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
	{ EINVAL, "EINVAL", ERROR_UNREACHABLE,
		"the session could not be set up: no ticket for this name, "
		"an account that is locked or may not log on there, or another protocol" },
};

const char *smb_reason(struct arena *arena, int number, const char *doing, struct error *error)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].number != number)
			continue;
		error_set(error, reasons[i].kind, "cannot %s: %s", doing, reasons[i].text);
		return reasons[i].name;
	}
	error_set(error, ERROR_MALFORMED, "cannot %s: %s", doing, strerror(number));
	return arena_format(arena, "errno %d", number);
}
