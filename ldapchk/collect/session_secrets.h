/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a session needs of files that only this user can open: read before the worker's cage is
 * closed, and kept in memory until the worker ends.
 */
#pragma once

#include <stdbool.h>

#include "base/bytes.h"
#include "base/error.h"
#include "model/plan.h"

/* Reads all of them: tickets or keytab, or the password; ldap.conf; the authorities. */
bool session_secrets_read(const struct plan_directory *plan, struct error *error);

/* Each is read now if that was not called. */
bool session_password(
	const struct plan_directory *plan, struct bytes *password, struct error *error);

/* What the authorities are, for people: "ca_file /etc/corp-ca.pem"; NULL if none are named. */
const char *session_authorities_named(void);

/* The file with the authorities: a copy in memory; NULL if none is named. */
bool session_authorities(const struct plan_directory *plan, const char **file, struct error *error);
