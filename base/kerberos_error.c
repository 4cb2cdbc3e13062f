/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kerberos_error.h"

#include <stddef.h>

#define NOT_VALID "the KDC refuses the ticket-granting ticket; run: kinit USER@REALM"

static const struct {
	uint32_t code;
	const char *name;
	const char *about_asker; /* NULL: about the name */
} errors[] = {
	{ 1, "KDC_ERR_NAME_EXP", NULL },
	{ 2, "KDC_ERR_SERVICE_EXP", NULL },
	{ 6, "KDC_ERR_C_PRINCIPAL_UNKNOWN", "the KDC does not know the account that asks" },
	{ 7, "KDC_ERR_S_PRINCIPAL_UNKNOWN", NULL },
	{ 8, "KDC_ERR_PRINCIPAL_NOT_UNIQUE", NULL },
	{ 9, "KDC_ERR_NULL_KEY", NULL },
	{ 12, "KDC_ERR_POLICY", NULL },
	{ 13, "KDC_ERR_BADOPTION", NULL },
	{ 14, "KDC_ERR_ETYPE_NOSUPP", NULL },
	{ 18, "KDC_ERR_CLIENT_REVOKED", NULL }, /* Samba: the account of the name is disabled */
	{ 19, "KDC_ERR_SERVICE_REVOKED", NULL },
	{ 20, "KDC_ERR_TGT_REVOKED", NOT_VALID },
	{ 21, "KDC_ERR_CLIENT_NOTYET", NULL },
	{ 22, "KDC_ERR_SERVICE_NOTYET", NULL },
	{ 23, "KDC_ERR_KEY_EXPIRED", NULL },
	{ 27, "KDC_ERR_MUST_USE_USER2USER", NULL },
	{ 29, "KDC_ERR_SVC_UNAVAILABLE", NULL },
	{ 31, "KRB_AP_ERR_BAD_INTEGRITY", NOT_VALID },
	{ 32, "KRB_AP_ERR_TKT_EXPIRED",
		"the ticket-granting ticket has expired; run: kinit USER@REALM" },
	{ 33, "KRB_AP_ERR_TKT_NYV", "this machine's clock is ahead of the KDC's" },
	{ 35, "KRB_AP_ERR_NOT_US", NOT_VALID },
	{ 37, "KRB_AP_ERR_SKEW",
		"this machine's clock and the server's are more than 5 minutes apart" },
	{ 41, "KRB_AP_ERR_MODIFIED", NOT_VALID },
	{ 44, "KRB_AP_ERR_BADKEYVER", NOT_VALID },
	{ 45, "KRB_AP_ERR_NOKEY", NOT_VALID },
	{ 60, "KRB_ERR_GENERIC", NULL },
	{ 68, "KDC_ERR_WRONG_REALM", "the KDC serves another realm" },
};
enum { ERROR_COUNT = sizeof errors / sizeof *errors };

const char *kerberos_error_name(struct arena *arena, uint32_t code)
{
	for (size_t i = 0; i < ERROR_COUNT; i++) {
		if (errors[i].code == code)
			return errors[i].name;
	}
	return arena_format(arena, "error %u", code);
}

const char *kerberos_error_about_asker(uint32_t code)
{
	for (size_t i = 0; i < ERROR_COUNT; i++) {
		if (errors[i].code == code)
			return errors[i].about_asker;
	}
	return NULL;
}
