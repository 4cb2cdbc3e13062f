/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with certificates, in words. For session_secrets.c and tls_reason.c only. */
#pragma once

#include <gnutls/gnutls.h>

#include "ldapchk/collect/tls_reason.h"

/*
 * What is wrong with the certificate that the server has shown in this session: all of it at once,
 * since the next attempt should not fail because of the next fault. True if nothing is.
 */
bool tls_certificate_ok(
	gnutls_session_t session, const struct tls_question *question, struct error *error);
