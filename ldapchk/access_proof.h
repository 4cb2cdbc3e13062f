/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of an access check as text: what is granted, and which ACE decided it. Pure. */
#pragma once

#include "ldapchk/access_case.h"
#include "security/assessment.h"

/* Covers Full Control and the rights that /RecoverCMS uses. */
char *access_proof_write(
	const struct access_case *access_case, const struct assessment *assessment);

/* If it is in doubt: what settles it. */
const char *access_proof_remedy(const struct access_case *access_case,
	const struct assessment *assessment, const char *grant_command);

/* "granted by ACE 3", "denied by ACE 0", "not granted", "in doubt because of ACE 2". */
const char *right_access_write(struct arena *arena, const struct right_access *access);
