/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explains LDAP result codes and Active Directory's sub-codes, and says what to do. */
#pragma once

#include "base/error.h"

/*
 * Sets the error for a result code (RFC 4511, or libldap's own below zero) and the server's
 * diagnostic message, which may be NULL.
 */
void ldap_reason_set(struct error *error, const char *doing, int code, const char *diagnostic);
