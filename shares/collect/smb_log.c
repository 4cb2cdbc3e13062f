/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shares/collect/smb_log.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What follows that text in the message; NULL: the message does not contain it. */
static const char *after(const char *message, const char *text)
{
	const char *found = strstr(message, text);
	return found == NULL ? NULL : found + strlen(text);
}

/* Removes the name of the server, which differs for each: "(cifs/HOST@REALM)". */
static void remove_name(char *text)
{
	char *name = strstr(text, " cifs/");
	if (name == NULL)
		name = strstr(text, " (cifs/");
	if (name == NULL)
		return;
	const char *rest = name + 1 + strcspn(name + 1, " ");
	memmove(name, rest, strlen(rest) + 1);
}

/*
 * From "gss_init_sec_context failed with [ Miscellaneous failure (see text): Server not found
 * (cifs/HOST@REALM)](2529638919)" the part in between; "Server principal cifs/HOST not found" as
 * it is.
 */
static void take_kerberos(struct smb_log *log, const char *text)
{
	const char *inner = after(text, "failed with [");
	text = inner == NULL ? text : inner + strspn(inner, " ");
	const char *detail = after(text, "(see text): ");
	text = detail == NULL ? text : detail;
	snprintf(log->kerberos, sizeof log->kerberos, "%.*s", (int)strcspn(text, "]\n"), text);
	for (char *at = log->kerberos; *at != '\0'; at++) {
		if (iscntrl((unsigned char)*at))
			*at = ' ';
	}
	remove_name(log->kerberos);
}

void smb_log_take(struct smb_log *log, const char *message)
{
	const char *status = after(message, "map_errno_from_nt_status: 32 bit codes: code=");
	if (status != NULL)
		log->status = (uint32_t)strtoul(status, NULL, 16);
	const char *kerberos = after(message, "gse_get_client_auth_token: ");
	if (kerberos != NULL)
		take_kerberos(log, kerberos);
	if (after(message, "SPNEGO login failed: ") != NULL)
		log->refused_logon = true;
}
